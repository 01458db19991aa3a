"""The plan an away day draws: goals with two owners each, and every quarter one piece of evidence or why there is none."""

from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q

from members.models.consent import How
from members.models.history import tracked
from members.permissions import Role

SEEN_BY = (Role.COORDINATOR, Role.STAFF, Role.MEMBER, Role.TRUSTEE, Role.BOARD)


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Everybody within the charity; who sees to a goal is another question (`queries.plan.owners_of`)."""
        return self if actor.role in SEEN_BY else self.none()

    def newest(self):
        return self.order_by("-starts_on", "-pk")


@tracked()
class Plan(models.Model):
    """What should be different in two years."""

    title = models.CharField("what it is called", max_length=120)
    starts_on = models.DateField("from")
    ends_on = models.DateField("to")
    gathering = models.OneToOneField(
        "meetings.Gathering", null=True, blank=True, on_delete=models.SET_NULL, related_name="plan"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_plan_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on")))
        ]

    def __str__(self):
        return self.title


class GoalState(models.TextChoices):
    OPEN = "open", "We work on it"
    DONE = "done", "Done"
    LET_GO = "let_go", "Let go"


class PlanGoalQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self if actor.role in SEEN_BY else self.none()

    def open(self):
        return self.filter(state=GoalState.OPEN)

    def owned_by(self, people):
        """`people`: ids."""
        return self.filter(Q(staff_owner_id__in=people) | Q(member_owner_id__in=people))

    def silent_in(self, quarter):
        """Open, and nothing was said about them in that quarter."""
        return self.open().exclude(words__quarter=quarter)

    def in_order(self):
        return self.order_by("position", "pk")


@dataclass(frozen=True)
class Part:
    """What `permissions.can` reads: whose a goal is, as far as one actor is concerned."""

    person_id: int | None


@tracked()
class PlanGoal(models.Model):
    """What will be different, who sees to it together, by when, and how we'll know. Its words name nobody."""

    State = GoalState
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    theme = models.CharField("what it belongs to", max_length=80, blank=True)
    aim = models.CharField("what will be different", max_length=200)
    action = models.CharField("what we do for it", max_length=300, blank=True)
    staff_owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="goals_as_staff",
        verbose_name="who of the staff sees to it",
    )  # fmt: skip
    member_owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="goals_as_member",
        verbose_name="which member sees to it with them",
    )  # fmt: skip
    due_on = models.DateField("by when")
    how_we_know = models.CharField("how we’ll know", max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=6, choices=GoalState, default=GoalState.OPEN)
    ended_on = models.DateField("ended on", null=True, blank=True)
    why = models.CharField("what came of it, or why it was let go", max_length=300, blank=True)

    objects = PlanGoalQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_goal_that_ended_says_when_and_an_open_one_does_not",
                condition=Q(state="open", ended_on=None) | (~Q(state="open") & Q(ended_on__isnull=False)),
            ),
            models.CheckConstraint(name="a_goal_let_go_has_its_reason", condition=~Q(state="let_go") | ~Q(why="")),
        ]

    def __str__(self):
        return self.aim

    @property
    def owner_ids(self):
        return {self.staff_owner_id, self.member_owner_id} - {None}

    def part_of(self, actor) -> Part:
        """Their own goal: one of the two owners, or whoever looks after an owner's things today."""
        return Part(actor.person_id if self.owner_ids & set(actor.looks_after) else None)


@tracked()
class GoalWord(models.Model):
    """What was said about one goal in one quarter: evidence, or "no progress, because"."""

    goal = models.ForeignKey(PlanGoal, on_delete=models.CASCADE, related_name="words")
    quarter = models.DateField("first day of the quarter")
    progress = models.BooleanField("something moved")
    text = models.CharField("the evidence, or the reason", max_length=600)
    said_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField("how they said it", max_length=8, choices=How, default=How.ONLINE)
    said_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["goal", "-quarter", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "quarter"], name="one_word_per_goal_and_quarter"),
            models.CheckConstraint(name="a_word_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"Goal {self.goal_id}, {self.quarter}: {'progress' if self.progress else 'no progress'}"
