"""What is written down while a meeting goes on, point by point: what was decided, who does what by when, what people said."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


class InOrder(models.QuerySet):
    def in_order(self):
        """As they were written down."""
        return self.order_by("noted_at", "pk")


class Line(models.Model):
    """What the three have in common. Each may belong to a point of the agenda; without one it is other business."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="%(class)s_lines")
    item = models.ForeignKey(
        "meetings.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)s_lines"
    )
    text = models.TextField("in plain words", max_length=1000)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True
        ordering = ["meeting", "noted_at", "pk"]

    def __str__(self):
        return self.text


@tracked()
class Decision(Line):
    """What was decided, and which body decided it."""

    decided_by = models.ForeignKey(
        "members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="who decided"
    )

    objects = InOrder.as_manager()

    class Meta(Line.Meta):
        verbose_name = "decision of a meeting"
        verbose_name_plural = "decisions of meetings"


class ActionState(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped, because"


class ActionQuerySet(InOrder):
    def open(self):
        return self.filter(state=ActionState.OPEN)

    def overdue(self, *, today):
        return self.open().filter(due_on__lt=today)

    def by_due(self):
        """The first due first; those without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "noted_at", "pk")


@tracked()
class Action(Line):
    """Something to do: by one person, one organisation or one team. It stays on the agenda until it is done or dropped."""

    State = ActionState
    owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="meeting_actions"
    )
    organisation = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="meeting_actions"
    )
    team = models.ForeignKey(
        "members.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="meeting_actions"
    )
    due_on = models.DateField("by when", null=True, blank=True)
    state = models.CharField(max_length=8, choices=ActionState, default=ActionState.OPEN)
    because = models.CharField("because", max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ActionQuerySet.as_manager()

    class Meta(Line.Meta):
        verbose_name = "action of a meeting"
        verbose_name_plural = "actions of meetings"
        indexes = [models.Index(fields=["due_on", "id"], condition=Q(state="open"), name="open_meeting_actions")]
        constraints = [
            models.CheckConstraint(
                name="an_action_has_one_owner_at_most",
                condition=Q(owner=None, organisation=None) | Q(owner=None, team=None) | Q(organisation=None, team=None),
            ),
            models.CheckConstraint(
                name="an_action_that_was_dropped_says_why", condition=~Q(state="dropped") | ~Q(because="")
            ),
            models.CheckConstraint(
                name="an_action_is_closed_on_a_day",
                condition=Q(state="open", closed_on=None) | (~Q(state="open") & Q(closed_on__isnull=False)),
            ),
        ]
