"""The human twin of a letter: calls to make, texts to copy, letters to post; and *please ring me*."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from members.models.channel import Channel, Way
from members.models.history import tracked


class Outcome(models.TextChoices):
    SPOKE = "spoke", "We spoke"
    LEFT_MESSAGE = "left_message", "Left a message, as agreed"
    NO_ANSWER = "no_answer", "No answer"
    RING_AGAIN = "ring_again", "Ring again later"
    POSTED = "posted", "Posted"
    TEXTED = "texted", "Text sent"
    NOT_NEEDED = "not_needed", "No longer needed"


TOLD = [Outcome.SPOKE, Outcome.LEFT_MESSAGE, Outcome.POSTED, Outcome.TEXTED]


@dataclass(frozen=True)
class Guest:
    """Somebody who is no record of ours (they registered for an event): what a line on the list asks of a person."""

    name: str
    way: str
    address: str
    pk = None
    letter_format = "standard"

    def __str__(self):
        return self.name

    @property
    def first_name(self):
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def channels(self):
        return self

    def all(self):
        """The one way to reach them that they gave us; nothing is known about leaving messages."""
        return [Channel(way=self.way, address=self.address)] if self.address else []


class ContactTaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


@tracked()
class ContactTask(models.Model):
    """One line on *calls and letters*. Made from a letter, from a ring request, or by hand for a failed letter.

    Only *spoke*, *left a message*, *posted* and *texted* count as told; then the letter behind it is *sent*.
    """

    Outcome = Outcome
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="contact_tasks"
    )
    to_name = models.CharField("a guest's name", max_length=200, blank=True, default="", db_default="")
    to_address = models.CharField("a guest's number or address", max_length=500, blank=True, default="", db_default="")
    letter = models.OneToOneField(
        "members.Letter", null=True, blank=True, on_delete=models.SET_NULL, related_name="task"
    )
    way = models.CharField(max_length=8, choices=Way)
    why = models.CharField(max_length=200)
    script = models.TextField(blank=True, help_text="Words to say, to copy or to print.")
    about = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    note = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    printed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactTaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(closed_at=None), name="open_contact_tasks")]
        constraints = [
            models.CheckConstraint(name="a_call_says_to_whom", condition=Q(person__isnull=False) | ~Q(to_name=""))
        ]

    def __str__(self):
        return f"{self.get_way_display()}: {self.why}"

    @property
    def whom(self):
        """The person, or the guest, whom it is for."""
        return self.person or Guest(self.to_name, self.way, self.to_address)


@tracked()
class RingRequest(models.Model):
    """*Please ring me*: pressed by a member; one open request a person. `task` is the call it made."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="ring_requests")
    about = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    task = models.OneToOneField(
        ContactTask, null=True, blank=True, on_delete=models.CASCADE, related_name="ring_request"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at=None), name="one_open_ring_request_per_person"
            )
        ]

    def __str__(self):
        return "please ring me"
