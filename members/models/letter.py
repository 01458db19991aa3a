"""Every message that leaves, noted in the transaction that caused it (reliability 1.2; house, *Letter*)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models.channel import Way
from members.models.sealed import SealedTextField
from members.permissions import Role


class LetterState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    UNCERTAIN = "uncertain", "May or may not have arrived"
    WITHHELD = "withheld", "Not sent, for a reason"


class Lane(models.IntegerChoices):
    CODE = 0, "Sign-in codes"
    ANSWER = 1, "Receipts, moves and cancellations"
    BULK = 2, "Invitations and reminders"


def new_message_id() -> str:
    return f"<{uuid.uuid4().hex}@{settings.MAIL_DOMAIN}>"


OF_THE_SEALED_ROOM = ("concern_logged", "deputy_wanted")
"""Kinds whose very row says that a concern was reported: they stand in no list but the receiver's own."""


class LetterQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Letters whose delivery this actor may look into; that a lead was told of a concern is theirs alone to see."""
        if actor.role == Role.COORDINATOR:
            return self.filter(~Q(kind__in=OF_THE_SEALED_ROOM) | Q(person_id=actor.person_id))
        return self.filter(person_id=actor.person_id) if actor.person_id else self.none()

    def outside_the_sealed_room(self):
        """Without those that say that a concern was reported."""
        return self.exclude(kind__in=OF_THE_SEALED_ROOM)

    def due(self, *, now):
        return self.filter(state=LetterState.WAITING, on_hold=False, due_at__lte=now)

    def newest(self):
        return self.order_by("-due_at", "-pk")


class Letter(models.Model):
    """One message to one person. Rendered when it leaves; `facts` holds ids and numbers only.

    `way` says how it travels. On phone, text and post it becomes a ContactTask: state *sending* without a lease
    means that it lies with a person, and it becomes *sent* when the task is told.
    """

    State, Lane = LetterState, Lane
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="letters"
    )
    about = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    lane = models.PositiveSmallIntegerField(choices=Lane, default=Lane.BULK)
    way = models.CharField(max_length=8, choices=Way, default=Way.EMAIL)
    way_is_fixed = models.BooleanField("whoever noted it chose the way", default=False)
    is_essential = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=120, default=new_message_id)

    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    reason = models.CharField("why it was not sent", max_length=300, blank=True)
    on_hold = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    unsure = models.PositiveSmallIntegerField("tries that may have arrived", default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # What left, kept for the message page until retention.
    to_address = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True)

    # Mail handed in ready-made by a backend (sign-in codes): sealed, and wiped on sending.
    is_sensitive = models.BooleanField(default=False)
    sealed = SealedTextField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at", "-pk"]
        constraints = [  # not `unique=True`, which would keep a second index for LIKE
            models.UniqueConstraint(fields=["key"], name="one_letter_per_key")
        ]
        indexes = [
            models.Index(fields=["lane", "due_at", "id"], condition=Q(state="waiting"), name="letter_queue"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="letter_leases"),
            models.Index(fields=["about", "kind"], name="letter_about"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}: {self.get_state_display()}"


class LetterAttempt(models.Model):
    """One try to send: begun, and how it ended. An attempt that never ended is *uncertain*."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    code = models.PositiveSmallIntegerField("mail server's number", null=True, blank=True)

    class Meta:
        ordering = ["letter", "number", "pk"]

    def __str__(self):
        return f"try {self.number}: {self.outcome or 'did not end'}"
