"""One person's invitation to one meeting, and how it stands."""

from django.db import models
from django.db.models import F, Q

from meetings.models.meeting import Mode
from members.models.history import tracked
from members.models.sealed import SealedTextField
from members.permissions import Role, Via


class Answer(models.TextChoices):
    SILENT = "", "No answer yet"
    YES = "yes", "Yes"
    MAYBE = "maybe", "Not sure yet"
    NO = "no", "Can't this time"


class RsvpQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those of their team's meetings. Everybody: their own."""
        if actor.role == Role.COORDINATOR:
            return self
        own = Q(person_id=actor.person_id)
        if actor.role == Role.STAFF:
            own |= Q(meeting__team_id__in=actor.team_ids) | Q(meeting__lead_id__in=actor.looks_after)
        return self.filter(own) if actor.person_id else self.none()

    def standing(self):
        """Invitations that were not taken back."""
        return self.filter(removed_at=None)

    def in_order(self):
        return self.order_by("person__sort_name", "pk")


@tracked(exclude=["different"])
class Rsvp(models.Model):
    """Under the meeting's lock: `queue_no` one more than the last of that meeting and mode; `place_no` the lowest
    free number, empty while waiting. Only the person's own change, leaving or a cancellation clears a place.

    `brings` seats are wanted beside one's own (a supporter, an interpreter), `brings_seated` of them are given, and
    `brings_turn` is where the rest wait, in the same line as everybody else.
    """

    Answer = Answer
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="rsvps")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="rsvps")
    answer = models.CharField(max_length=5, choices=Answer, blank=True, default=Answer.SILENT)
    mode = models.CharField(max_length=6, choices=Mode, blank=True)
    either = models.BooleanField("another way would do as well", default=False)
    queue_no = models.PositiveIntegerField(null=True, blank=True)
    place_no = models.PositiveIntegerField(null=True, blank=True)
    brings = models.PositiveSmallIntegerField("seats for who comes along", default=0, db_default=0)
    brings_seated = models.PositiveSmallIntegerField("of them given", default=0, db_default=0)
    brings_turn = models.PositiveIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    different = SealedTextField("what is different this time", null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=1, help_text="rises when somebody taken off is asked again")
    revision = models.PositiveIntegerField(default=0, help_text="rises with every answer and every place given")
    invited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField("taken off the list", null=True, blank=True)
    notes_right_at = models.DateTimeField("said that the notes are right", null=True, blank=True)

    objects = RsvpQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_answer_per_person_and_meeting"),
            models.UniqueConstraint(
                fields=["meeting", "mode", "place_no"], condition=Q(place_no__isnull=False), name="one_person_per_place"
            ),
            models.UniqueConstraint(
                fields=["meeting", "mode", "queue_no"], condition=Q(queue_no__isnull=False), name="one_person_per_turn"
            ),
            models.CheckConstraint(
                name="only_a_yes_holds_a_place_or_a_turn",
                condition=Q(answer="yes") | Q(place_no=None, queue_no=None),
            ),
            models.CheckConstraint(
                name="who_comes_along_sits_beside_somebody_with_a_place",
                condition=Q(brings_seated=0) | Q(mode="room", place_no__isnull=False, brings_seated__lte=F("brings")),
            ),
            models.CheckConstraint(name="a_yes_says_how", condition=~Q(answer="yes") | ~Q(mode="")),
        ]

    def __str__(self):
        return f"{self.person_id} to meeting {self.meeting_id}: {self.get_answer_display()}"

    @property
    def is_waiting(self):
        """Said yes, and is in the queue for a place."""
        return self.answer == Answer.YES and self.place_no is None
