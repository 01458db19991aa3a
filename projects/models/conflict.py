"""Somebody may be too close to a piece of work (OPP-27)."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.models.sealed import SealedTextField
from members.permissions import Via
from projects.models.invitation import Invitation


class Closeness(models.TextChoices):
    CLIENT = "client", "I am, or was, a client of this service"
    RELATED = "related", "I know or am related to somebody it is about"
    APPLYING = "applying", "I am applying myself, or somebody close to me is"
    OTHER = "other", "Something else you should know"


class Verdict(models.TextChoices):
    WAITING = "", "Waits for the coordinator"
    FINE = "fine", "Takes part"
    ASIDE = "aside", "Steps aside this time"


@tracked(exclude=["words"])
class Conflict(models.Model):
    """Somebody says that they may be too close to it; the coordinator decides (OPP-27). Their words are sealed."""

    Closeness, Verdict = Closeness, Verdict
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="conflict")
    closeness = models.CharField(max_length=10, choices=Closeness)
    words = SealedTextField("in their words", null=True, blank=True)
    declared_at = models.DateTimeField()
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True, default=Verdict.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_verdict_has_its_day", condition=Q(verdict="") | Q(decided_at__isnull=False))
        ]

    def __str__(self):
        return f"{self.get_closeness_display()}: {self.get_verdict_display()}"
