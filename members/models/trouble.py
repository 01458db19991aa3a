"""What was wrong with the site itself: since when, whether somebody was told, and until when. Nothing about anybody."""

from django.db import models
from django.db.models import Q


class TroubleSort(models.TextChoices):
    SITE = "site", "A part of the site does not work"
    LETTERS = "letters", "Letters could not be sent"
    COPY = "copy", "There is no new copy of the site"
    DISK = "disk", "The disk is nearly full"
    RETENTION = "retention", "Old records are not cleared away"


class TroubleQuerySet(models.QuerySet):
    def open(self):
        """Told and not over; what lasted a moment is told to nobody."""
        return self.filter(ended_at=None).exclude(told_at=None)


class Trouble(models.Model):
    """One thing that is wrong, from when it was first seen until it stayed away for a while: told once, and its end once."""

    Sort = TroubleSort
    sort = models.CharField(max_length=10, choices=TroubleSort)
    words = models.CharField("what is wrong", max_length=300)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField("last seen")
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TroubleQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sort"], condition=Q(ended_at=None), name="one_open_trouble_of_a_sort"),
            models.CheckConstraint(
                name="trouble_ends_after_it_began", condition=Q(ended_at=None) | Q(ended_at__gte=models.F("began_at"))
            ),
        ]

    def __str__(self):
        return self.get_sort_display()
