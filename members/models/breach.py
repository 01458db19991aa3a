"""A lost device or a letter that went to the wrong person: what happened, since when the 72 hours run, what was decided (DP-10)."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

HOURS = timedelta(hours=72)  # UK GDPR, article 33


class BreachSort(models.TextChoices):
    DEVICE = "device", "A lost device, or somebody else got in"
    LETTER = "letter", "A letter reached the wrong person"


class Decision(models.TextChoices):
    TOLD = "told", "The Information Commissioner was told"
    NOT_TOLD = "not_told", "It need not be told, because"


class Breach(models.Model):
    """`person`: whose device, or whose letter it was; `about` names the letter ("letter:42") or all of one mailing."""

    Sort, Decision = BreachSort, Decision
    sort = models.CharField(max_length=8, choices=BreachSort)
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="breaches")
    about = models.CharField(max_length=60, blank=True)
    words = models.TextField("what happened", max_length=2000, blank=True)
    noticed_at = models.DateTimeField("when somebody here noticed")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    signed_out_at = models.DateTimeField("signed out everywhere", null=True, blank=True)
    links_revoked_at = models.DateTimeField("every link taken back", null=True, blank=True)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    reason = models.CharField("why, or the number they gave", max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        verbose_name_plural = "breaches"
        constraints = [
            models.CheckConstraint(
                name="what_was_decided_about_a_breach_has_its_moment",
                condition=Q(decision="", decided_at=None) | Q(decision__in=Decision.values, decided_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.get_sort_display()

    @property
    def tell_by(self):
        """Until then the Information Commissioner must be told, if it must be told."""
        return self.noticed_at + HOURS
