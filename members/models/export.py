"""A list that left the site as a file: who took it, why, how many rows, and until when it can be fetched (DP-09)."""

from django.db import models

from members.models.sealed import SealedTextField
from members.permissions import Role


class ExportReason(models.TextChoices):
    MEETING = "meeting", "For a meeting or an event"
    MAILING = "mailing", "To post or ring from paper"
    FUNDER = "funder", "A funder asked for proof"
    CHECK = "check", "To check our records"
    MOVE = "move", "To move records to another system"
    RIGHTS = "rights", "A person asked for it"
    PAY = "pay", "To pay people"


class Export(models.Model):
    """One file. `search` holds what was looked for until the file is made, sealed; then it is wiped.

    A list that names nobody is written at once and has no `kept` file; one of people is kept for a day.
    """

    Reason = ExportReason
    of = models.CharField("which list", max_length=60)
    words = models.CharField("what it is called", max_length=80)
    names_people = models.BooleanField(default=True)
    reason = models.CharField("why", max_length=10, choices=ExportReason, blank=True)
    asked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    asked_at = models.DateTimeField()
    search = SealedTextField(null=True, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    job = models.ForeignKey("members.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kept = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    fetched_at = models.DateTimeField("first fetched", null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_list_of_people_leaves_for_a_reason",
                condition=models.Q(names_people=False) | ~models.Q(reason=""),
            )
        ]

    def __str__(self):
        return f"{self.words}, {self.asked_at:%Y-%m-%d %H:%M}"
