"""Inviting in waves (OPP-26): some now, the next after some days, until it is full."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


@tracked()
class Waves(models.Model):
    """How the people in the queue are asked, a few at a time. A person started it; the clock only goes on."""

    opportunity = models.OneToOneField("projects.Opportunity", on_delete=models.CASCADE, related_name="waves")
    size = models.PositiveSmallIntegerField("how many at a time")
    days = models.PositiveSmallIntegerField("days between")
    next_at = models.DateTimeField("the next are asked at", null=True, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["next_at", "pk"]
        verbose_name_plural = "waves"
        indexes = [models.Index(fields=["next_at", "id"], condition=Q(stopped_at=None), name="waves_that_go_on")]
        constraints = [models.CheckConstraint(name="a_wave_asks_somebody", condition=Q(size__gte=1))]

    def __str__(self):
        return f"waves of opportunity {self.opportunity_id}"


@tracked()
class Turn(models.Model):
    """Somebody in the queue, in the order a person saw and agreed to."""

    opportunity = models.ForeignKey("projects.Opportunity", on_delete=models.CASCADE, related_name="turns")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    reasons = models.CharField("why they were suggested", max_length=300, blank=True)
    wave = models.PositiveSmallIntegerField("asked in the wave", null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    skipped_because = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["opportunity", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "person"], name="one_turn_per_person_and_piece_of_work")
        ]

    def __str__(self):
        return f"turn {self.place} of opportunity {self.opportunity_id}"
