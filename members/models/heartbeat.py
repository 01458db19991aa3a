"""The last sign of life of each process; the database's clock, never a machine's own."""

from django.db import models
from django.db.models.functions import Now


class Heartbeat(models.Model):
    """`name` is web, worker, beat, dispatch or delivery; `word` what it last found: "ok" or what is wrong."""

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField(db_default=Now())
    word = models.CharField(max_length=60, default="ok")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}: {self.word}"
