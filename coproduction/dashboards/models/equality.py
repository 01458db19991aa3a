"""The equality totals as they were published."""

from django.db import models


class PublishedEquality(models.Model):
    """The equality totals as they were published, once a year at most (SUPP-07); nothing in it is unprotected."""

    published_on = models.DateField(unique=True)
    tables = models.JSONField()
    way = models.CharField(
        "how small numbers are kept back",
        max_length=1,
        choices=[("A", "hidden"), ("B", "all are rounded")],
        default="A",
        db_default="A",
    )

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name_plural = "published equality totals"

    def __str__(self):
        return f"equality totals of {self.published_on}"
