"""How somebody wishes to be reached. Two people may share an address; nothing here signs anybody in."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from members.models.history import tracked

# Each locks the people first and looks in a statement of its own: one way may come while another goes.
HAS_ONE = """
PERFORM FROM members_person WHERE id IN (SELECT person_id FROM new_values) FOR NO KEY UPDATE;
UPDATE members_person SET has_a_way = true WHERE NOT has_a_way AND id IN (SELECT person_id FROM new_values);
"""
HAS_NONE = """
PERFORM FROM members_person WHERE id IN (SELECT person_id FROM old_values) FOR NO KEY UPDATE;
UPDATE members_person SET has_a_way = false WHERE has_a_way AND id IN (SELECT person_id FROM old_values)
   AND NOT EXISTS (SELECT FROM members_channel WHERE members_channel.person_id = members_person.id);
"""
OLD, NEW = {"old": "old_values"}, {"new": "new_values"}


def _keeps_the_mark(name, operation, referencing, *, does):
    """After any statement that brings, moves or takes channels: `Person.has_a_way` says whether there is one."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**referencing),
        func=f"{does} RETURN NULL;",
    )


class Way(models.TextChoices):
    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    PHONE = "phone", "Telephone"
    POST = "post", "Letter by post"


class Purpose(models.TextChoices):
    EVERYTHING = "everything", "Everything"
    MEETINGS = "meetings", "Meeting invitations and reminders"
    INVITATIONS = "invitations", "Invitations to other work"
    NEWS = "news", "News and thank-yous"
    SURVEYS = "surveys", "Questions about how it was"


@tracked()
class Channel(models.Model):
    """One way to reach one person, for one purpose; rank 1 is preferred, 2 the backup (COM-02)."""

    Way, Purpose = Way, Purpose
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="channels")
    way = models.CharField(max_length=8, choices=Way)
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.EVERYTHING)
    rank = models.PositiveSmallIntegerField(default=1, help_text="1 is preferred, 2 is the backup")
    address = models.TextField(
        "address or number", max_length=500, help_text="An email address, a telephone number or a postal address."
    )
    may_leave_message = models.BooleanField("safe to leave a message?", default=False)
    may_say_who = models.BooleanField("safe to say where we are ringing from?", default=False)
    best_times = models.CharField(max_length=200, blank=True)
    who_may_answer = models.CharField("who else may answer", max_length=200, blank=True)
    not_arriving_since = models.DateTimeField(
        "does not arrive since",
        null=True,
        blank=True,
        help_text="nothing is sent there until somebody corrects or confirms it",
    )
    confirmed_at = models.DateTimeField("somebody made sure that it arrives", null=True, blank=True)

    class Meta:
        ordering = ["person", "rank", "pk"]
        indexes = [
            models.Index(fields=["way", "purpose", "person"], name="channel_by_way"),
            models.Index(Upper("address"), name="channel_by_address"),  # who is ringing?
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "purpose", "rank"], name="one_channel_per_purpose_and_rank"),
            models.CheckConstraint(name="a_channel_has_an_address", condition=~Q(address="")),
        ]
        triggers = [
            _keeps_the_mark("a_way_came", pgtrigger.Insert, NEW, does=HAS_ONE),
            _keeps_the_mark("a_way_moved", pgtrigger.Update, OLD | NEW, does=HAS_ONE + HAS_NONE),
            _keeps_the_mark("a_way_went", pgtrigger.Delete, OLD, does=HAS_NONE),
        ]

    def __str__(self):
        return f"{self.get_way_display()} for {self.get_purpose_display().lower()}"
