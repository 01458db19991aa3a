"""What is particular to a meeting of the Network: rounds, host and chair, and which organisations came."""

from django.db import models

from members.models.history import tracked


class Round(models.TextChoices):
    SUCCESS = "success", "A success"
    CHALLENGE = "challenge", "A challenge"
    ASK = "ask", "We ask for"
    OFFER = "offer", "We can offer"


@tracked()
class RoundEntry(models.Model):
    """What one organisation brings to one round of one meeting; writing again changes it."""

    Round = Round
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="round_entries")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="round_entries")
    round = models.CharField(max_length=9, choices=Round)
    words = models.TextField(max_length=800)
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["meeting", "round", "organisation__name", "pk"]
        verbose_name_plural = "round entries"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation", "round"], name="one_entry_per_meeting_organisation_and_round"
            ),
            models.CheckConstraint(name="an_entry_has_words", condition=~models.Q(words="")),
        ]

    def __str__(self):
        return f"{self.get_round_display()}, organisation {self.organisation_id}"


@tracked()
class HostTurn(models.Model):
    """Which organisations host and chair one meeting of the Network; turns go round."""

    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.CASCADE, related_name="host_turn")
    host = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="turns_as_host"
    )
    chair = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="turns_as_chair"
    )

    class Meta:
        ordering = ["meeting__starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_turn_names_somebody", condition=models.Q(host__isnull=False) | models.Q(chair__isnull=False)
            )
        ]

    def __str__(self):
        return f"host {self.host_id}, chair {self.chair_id}"


@tracked()
class CameFor(models.Model):
    """Somebody who is not one of its representatives came for an organisation; `person` when the register knows them."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="came_for")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="came_for")
    person = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["meeting", "organisation__name", "pk"]
        verbose_name_plural = "came for"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], name="one_stand_in_per_meeting_and_organisation"
            )
        ]

    def __str__(self):
        return f"somebody came for organisation {self.organisation_id}"
