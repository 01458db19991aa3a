"""What one person needs at one meeting, and how far it is: a task until it is met, and a fact afterwards (AIS-06)."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.models.needs import NEEDS, Group
from members.permissions import Role

THIS_TIME, SEAT, TRAVEL, FOOD, COMPANY = "this_time", "seat", "travel", "food", "company"
OWN_WORDS = {  # not of the passport: told after the answer, for this meeting
    THIS_TIME: "Something else this time",
    TRAVEL: "Help with the way",
    FOOD: "Food",
    SEAT: "A seat for who comes with them",
    COMPANY: "Room for who comes with them",
}


class Progress(models.TextChoices):
    REQUESTED = "requested", "Asked for"
    ARRANGED = "arranged", "Arranged"
    CONFIRMED = "confirmed", "Confirmed with them"
    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    CALLED_OFF = "called_off", "No longer needed"


OPEN = [Progress.REQUESTED, Progress.ARRANGED, Progress.CONFIRMED]
ENDED = [Progress.MET, Progress.PARTLY, Progress.NOT_MET]


class ProvisionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those of their team's meetings, of meetings they lead, and each they see to themselves."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role == Role.STAFF:
            return self.filter(self._of_their_meetings(actor) | Q(owner_id__in=actor.looks_after))
        return self.none()

    @staticmethod
    def _of_their_meetings(actor):
        return Q(meeting__team_id__in=actor.team_ids) | Q(meeting__lead_id__in=actor.looks_after)

    def on_their_lists(self, actor):
        """Those of them whose whole checklist this actor may read."""
        return self if actor.role == Role.COORDINATOR else self.visible_to(actor).filter(self._of_their_meetings(actor))

    def one_by_one(self, actor):
        """Those this member of staff sees to at meetings whose checklist is not theirs to read."""
        return self.visible_to(actor).exclude(pk__in=self.on_their_lists(actor).order_by().values("pk"))

    def open(self):
        return self.filter(state__in=OPEN)

    def in_order(self):
        return self.order_by("due_on", "need", "person__sort_name", "pk")


@tracked()
class Provision(models.Model):
    """Requested, arranged, confirmed with the person; then met, partly, or not met, because. Never charged to anybody.

    `need` is empty once the person withdrew their consent: what is left is only that something was asked for and met.
    """

    Progress = Progress
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="provisions")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="provisions")
    need = models.CharField(max_length=20, blank=True)
    choice = models.CharField("which", max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=Progress, default=Progress.REQUESTED)
    owner = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField("to be arranged by")
    asked_at = models.DateTimeField()
    is_late = models.BooleanField("asked for after the day to answer by", default=False)
    arranged_on = models.DateField("arranged, or the paper made", null=True, blank=True)
    confirmed_on = models.DateField("confirmed, or the paper sent", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField("because", max_length=300, blank=True)
    said_by_them = models.BooleanField("they told us so themselves", default=False)

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "due_on", "need", "person__sort_name", "pk"]
        indexes = [models.Index(fields=["due_on", "id"], condition=Q(state__in=OPEN), name="open_provisions")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person", "need"], condition=~Q(need=""), name="one_provision_per_person_and_need"
            ),
            models.CheckConstraint(
                name="a_need_that_was_not_met_says_why", condition=~Q(state="not_met") | ~Q(because="")
            ),
        ]

    def __str__(self):
        return self.flag

    # What `permissions.can` reads: whoever runs the meeting, and whoever sees to this one thing.
    @property
    def team_id(self):
        return self.meeting.team_id

    @property
    def lead_ids(self):
        return {self.meeting.lead_id, self.owner_id} - {None}

    @property
    def flag(self):
        if self.need in NEEDS:
            return NEEDS[self.need].flagged(self.choice)
        return OWN_WORDS.get(self.need, "Something they asked for")

    @property
    def is_format(self):
        """A paper in another form: it is made, and then sent (AIS-09)."""
        return self.need in NEEDS and NEEDS[self.need].group == Group.FORMAT
