"""*This wording isn't right*: what somebody says about the words of a page, and what became of it (UX-12)."""

from django.db import models
from django.db.models import Q


class Outcome(models.TextChoices):
    CHANGED = "changed", "Changed"
    STAYS = "stays", "Stays as it is"


class WordingReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


class WordingReport(models.Model):
    """`page` is the name of the page, never its address; `person` is empty when nobody was signed in."""

    Outcome = Outcome
    page = models.CharField("which page", max_length=80, blank=True)
    words = models.CharField("what is not right", max_length=1000)
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="wording_reports"
    )
    reported_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.CharField("what became of it", max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = WordingReportQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="what_became_of_a_wording_is_said_when_it_is_closed",
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False, outcome__in=Outcome.values),
            )
        ]

    def __str__(self):
        return self.page or "A page"
