"""The notes of a meeting: one page in plain words, sent to be corrected, agreed, and approved at the next meeting (MTG-09)."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


@tracked()
class Notes(models.Model):
    """How far the notes of one meeting are. Their words stand in their versions, the newest is the one that holds."""

    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.CASCADE, related_name="notes")
    taker = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="who writes"
    )
    sent_at = models.DateTimeField("sent to be corrected", null=True, blank=True)
    correct_by = models.DateField("corrections until", null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField("approved at a meeting", null=True, blank=True)
    approved_in = models.ForeignKey(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="notes_approved"
    )

    class Meta:
        ordering = ["-meeting__starts_at", "pk"]
        verbose_name = "notes of a meeting"
        verbose_name_plural = "notes of meetings"
        constraints = [
            models.CheckConstraint(
                name="notes_are_agreed_after_they_were_sent", condition=Q(agreed_at=None) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="notes_are_approved_after_they_were_agreed",
                condition=Q(approved_at=None) | Q(agreed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"notes of meeting {self.meeting_id}"

    @property
    def state(self):
        """In a word, and its colour."""
        if self.approved_at:
            return "Approved", "leaf"
        if self.agreed_at:
            return "Agreed", "leaf"
        return ("Sent to be corrected", "sun") if self.sent_at else ("Being written", "plain")


class NotesVersion(models.Model):
    """The notes as they stood once. It is its own history; `people` says whose two letters stand in the words.

    That map is there so that erasing somebody finds their two letters: {"12": "RA"}.
    """

    class Why(models.TextChoices):
        WRITTEN = "written", "Written"
        SENT = "sent", "Sent to be corrected"
        CORRECTED = "corrected", "Corrected"

    notes = models.ForeignKey(Notes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=20_000, blank=True)
    people = models.JSONField(default=dict, blank=True)
    why = models.CharField(max_length=10, choices=Why, default=Why.WRITTEN)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["notes", "-number", "pk"]
        constraints = [models.UniqueConstraint(fields=["notes", "number"], name="one_version_of_notes_per_number")]

    def __str__(self):
        return f"version {self.number}"


class Verdict(models.TextChoices):
    WAITING = "waiting", "Not looked at yet"
    ACCEPTED = "accepted", "Put right"
    DECLINED = "declined", "Left as it was, because"


@tracked()
class Correction(models.Model):
    """Somebody says that the notes are not right: here, by their link, on the telephone or on a slip of paper."""

    Verdict = Verdict

    class How(models.TextChoices):
        PAGE = "page", "On this site"
        LINK = "link", "By their link"
        PHONE = "phone", "By telephone"
        PAPER = "paper", "On paper"

    notes = models.ForeignKey(Notes, on_delete=models.CASCADE, related_name="corrections")
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    words = models.TextField("what is not right, and how it should read", max_length=2000)
    how = models.CharField(max_length=5, choices=How, default=How.PAGE)
    suggested_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.WAITING)
    reply = models.CharField("a word about it", max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["suggested_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_correction_left_undone_says_why", condition=~Q(verdict="declined") | ~Q(reply="")
            )
        ]

    def __str__(self):
        return self.words
