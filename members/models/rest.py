"""A break with what the person wanted to say about it (MEM-05). That they are on one is `Person.paused_at` alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from members.models.channel import Way
from members.models.history import tracked
from members.models.sealed import SealedTextField


class RestReason(models.TextChoices):
    """Domain 2.2; optional, as many as fit."""

    REST = "rest", "I need a rest"
    HEALTH = "health", "My health"
    CARING = "caring", "Caring for somebody"
    WORK = "work", "Work or study"
    BENEFITS = "benefits", "A worry about benefits"
    LIFE = "life", "Something happened in my life"
    ACCESS = "access", "What I need to take part was not there"
    TOO_LITTLE = "too_little", "There was not enough to do"
    NOT_SAID = "not_said", "I would rather not say"


@tracked()
class Rest(models.Model):
    """One break. `until` brings a person's task on its day, never anything by itself; `keeps` is the one thing that goes on."""

    Reason = RestReason
    KEEPS = [(Way.PHONE, "A call now and then"), (Way.TEXT, "A text now and then"), (Way.POST, "A card now and then")]
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="rests")
    started_at = models.DateTimeField()
    until = models.DateField("may be over on", null=True, blank=True)
    reasons = ArrayField(models.CharField(max_length=12, choices=RestReason), default=list, blank=True)
    words = SealedTextField("in their own words", null=True, blank=True)
    keeps = models.CharField("the one thing that goes on", max_length=8, choices=KEEPS, blank=True)
    keeps_next_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField("the day a person was asked to look", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    news = SealedTextField("what is new, said on coming back", null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_open_break_per_person")
        ]

    def __str__(self):
        return f"break since {self.started_at:%d %B %Y}"
