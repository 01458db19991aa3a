"""Pictures of figures that are already protected."""

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
