"""What the dashboards keep: figures that are already protected, and pictures of them."""

from django.db import models


class ChartPicture(models.Model):
    """A chart as SVG, found by the hash of the protected figures it shows; drawn by the worker, empty until then."""

    digest = models.CharField(max_length=64, unique=True)
    facts = models.JSONField()
    svg = models.TextField(blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"chart {self.digest[:8]}"


class PublishedEquality(models.Model):
    """The equality totals as they were published, once a year at most (SUPP-07); nothing in it is unprotected."""

    published_on = models.DateField(unique=True)
    tables = models.JSONField()

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name_plural = "published equality totals"

    def __str__(self):
        return f"equality totals of {self.published_on}"
