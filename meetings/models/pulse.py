"""Six short questions after a meeting (domain 3.1), answered without a name. Nothing here leads from an answer to a person.

An answer has no person, no moment and no history; its number is drawn by lot. The ticket that stops a second answer knows the
person and not the answer, and goes when the box is closed. What could still be inferred stands in docs/privacy.md.
"""

import secrets

from django.db import models
from django.db.models import Q

from members.models.history import tracked

QUESTIONS = {
    "understood": "I understood why I was asked.",
    "had_needed": "I had what I needed to take part.",
    "listened": "I felt listened to.",
    "difference": "I think it will make a difference.",
    "told_before": "I was told what happened last time.",
}


class Agrees(models.IntegerChoices):
    STRONGLY = 5, "Yes, very much"
    YES = 4, "Yes"
    NEITHER = 3, "In between"
    NO = 2, "No"
    NOT_AT_ALL = 1, "No, not at all"


class Say(models.IntegerChoices):
    """How much say people had: the ladder in plain words."""

    TOLD = 1, "We were told what had been decided"
    ASKED = 2, "We were asked what we think"
    SHAPED = 3, "What we said changed the plan"
    TOGETHER = 4, "We decided together"
    OURS = 5, "We decided ourselves"


def by_lot():
    """A number that says nothing about the order in which answers came."""
    return secrets.randbits(62) + 1


@tracked()
class Pulse(models.Model):
    """The box of one meeting: when it takes answers, how many were asked, and what we will change because of it."""

    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.CASCADE, related_name="pulse")
    opened_at = models.DateTimeField()
    closes_on = models.DateField("the last day to answer")
    asked = models.PositiveSmallIntegerField("how many were asked", default=0)
    closed_at = models.DateTimeField("closed, and its tickets thrown away", null=True, blank=True)
    will_change = models.TextField("what we will change", max_length=2000, blank=True)
    themes = models.TextField("what people wrote about, in themes", max_length=2000, blank=True)

    class Meta:
        ordering = ["-meeting__starts_at", "pk"]
        verbose_name = "questions after a meeting"

    def __str__(self):
        return f"questions after meeting {self.meeting_id}"


class PulseTicket(models.Model):
    """That somebody may answer once. `used` has no moment; all tickets of a box go when it is closed."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="tickets")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="pulse_tickets")
    used = models.BooleanField(default=False)

    class Meta:
        ordering = ["pulse", "person__sort_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["pulse", "person"], name="one_ticket_per_person_and_pulse")]

    def __str__(self):
        return f"ticket for pulse {self.pulse_id}"


class PulseSlip(models.Model):
    """A slip of paper without a name that was typed in; it uses up one of the box's tickets, nobody knows whose."""

    pulse = models.OneToOneField(Pulse, on_delete=models.CASCADE, related_name="slips")
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pulse", "pk"]

    def __str__(self):
        return f"{self.count} slips for pulse {self.pulse_id}"


def _scale(words, choices):
    return models.PositiveSmallIntegerField(words, choices=choices, null=True, blank=True)


class PulseResponse(models.Model):
    """One answer, without a person. Every question may be left out."""

    id = models.BigIntegerField(primary_key=True, default=by_lot, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="responses")
    understood = _scale(QUESTIONS["understood"], Agrees)
    had_needed = _scale(QUESTIONS["had_needed"], Agrees)
    listened = _scale(QUESTIONS["listened"], Agrees)
    difference = _scale(QUESTIONS["difference"], Agrees)
    told_before = _scale(QUESTIONS["told_before"], Agrees)
    say = _scale("How much say did people have?", Say)

    class Meta:
        ordering = ["pulse", "pk"]
        constraints = [
            models.CheckConstraint(
                name=f"pulse_{name}_is_on_its_scale",
                condition=Q(**{f"{name}__range": (1, 5)}) | Q(**{f"{name}__isnull": True}),
            )
            for name in (*QUESTIONS, "say")
        ]

    def __str__(self):
        return "an answer without a name"


class PulseWords(models.Model):
    """What somebody wrote in their own words, kept apart from what they ticked."""

    id = models.BigIntegerField(primary_key=True, default=by_lot, editable=False)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="words")
    words = models.TextField(max_length=1000)

    class Meta:
        ordering = ["pulse", "pk"]
        verbose_name_plural = "words without a name"

    def __str__(self):
        return "words without a name"
