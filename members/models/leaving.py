"""How a membership ends: leaving well (MEM-07), stopped by two people with an appeal, and remembering who died (MEM-10)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from members.models.history import tracked
from members.models.sealed import SealedTextField
from members.permissions import Role


class LeaveReason(models.TextChoices):
    """Domain 2.2; optional, as many as fit."""

    MOVED_ON = "moved_on", "A job, a course, something new"
    ACHIEVED = "achieved", "I did what I came for"
    HEALTH = "health", "My health"
    CARING = "caring", "Caring for somebody"
    MOVED_AWAY = "moved_away", "I moved away"
    TIME = "time", "It took too much time"
    MONEY = "money", "Payment or benefits"
    NO_DIFFERENCE = "no_difference", "I did not see a difference"
    NOT_HEARD = "not_heard", "I did not feel heard"
    ACCESS = "access", "What I need to take part was not there"
    DISAGREED = "disagreed", "We disagreed"
    ROLE_ENDED = "role_ended", "What I was here for has ended"
    LOST_TOUCH = "lost_touch", "We lost touch"
    OTHER = "other", "Something else"
    NOT_SAID = "not_said", "I would rather not say"


AVOIDABLE = [LeaveReason.NO_DIFFERENCE, LeaveReason.NOT_HEARD, LeaveReason.ACCESS, LeaveReason.MONEY]


@tracked()
class Leaving(models.Model):
    """What somebody who leaves would like, and what was done about it."""

    Reason = LeaveReason
    membership = models.OneToOneField("members.Membership", on_delete=models.CASCADE, related_name="leaving")
    asked_at = models.DateTimeField()
    reasons = ArrayField(models.CharField(max_length=16, choices=LeaveReason), default=list, blank=True)
    words = SealedTextField("in their own words", null=True, blank=True)
    wants_talk = models.BooleanField("would like a last conversation", default=False)
    talk_on = models.DateField("the last conversation was on", null=True, blank=True)
    wants_certificate = models.BooleanField(default=False)
    certificate_hours = models.BooleanField("with the hours given", default=False)
    wants_outcomes = models.BooleanField("would like to hear what came of what they said", default=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"leaving, asked {self.asked_at:%d %B %Y}"


class StopQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinators and the Management Board, the two who may stop a membership; the person it is about asks in person."""
        return self if actor.role in (Role.COORDINATOR, Role.BOARD) else self.none()

    def waiting(self):
        """Proposed, and no second person has said yes or no."""
        return self.filter(confirmed_at=None, dropped_at=None)


@tracked()
class Stop(models.Model):
    """The charity ends a membership: one person proposes, another confirms, and the appeal is written down."""

    membership = models.ForeignKey("members.Membership", on_delete=models.CASCADE, related_name="stops")
    why = SealedTextField("what happened, facts only")
    proposed_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField("not gone on with", null=True, blank=True)
    appealed_on = models.DateField("they appealed on", null=True, blank=True)
    appeal = SealedTextField("their appeal, in their words", null=True, blank=True)
    appeal_decided_on = models.DateField(null=True, blank=True)
    appeal_outcome = models.CharField(
        max_length=8, blank=True, choices=[("stands", "The decision stands"), ("back", "They may come back")]
    )
    appeal_decided_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(confirmed_at=None, dropped_at=None),
                name="one_open_stop_a_membership",
            ),
            models.CheckConstraint(
                name="nobody_stops_a_membership_alone",
                condition=Q(confirmed_at=None) | ~Q(confirmed_by=F("proposed_by")),
            ),
        ]

    def __str__(self):
        return f"stop proposed {self.proposed_at:%d %B %Y}"


@tracked()
class Remembrance(models.Model):
    """After a death: how somebody is remembered, and what those close to them asked of us."""

    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="remembrance")
    tribute = SealedTextField("how we remember them", null=True, blank=True)
    wishes = SealedTextField("what their family or friends asked of us", null=True, blank=True)
    keep_until = models.DateField("what we hold is kept until", null=True, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-noted_at", "-pk"]

    def __str__(self):
        return f"remembrance, noted {self.noted_at:%d %B %Y}"
