"""What members felt in a year, as it was first shown."""

from django.db import models


class FeltOfYear(models.Model):
    """The members' steps of one financial year, by ladder, as they were first shown (SUPP-07); nothing in it is unprotected."""

    year = models.CharField(max_length=7, unique=True)  # "2025-26"
    tables = models.JSONField()

    class Meta:
        ordering = ["-year"]
        verbose_name_plural = "what members felt, by year"

    def __str__(self):
        return f"what members felt in {self.year}"
