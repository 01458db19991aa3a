"""The plan as pages, letters and figures ask for it: who sees to a goal, what was said this quarter, how many are late."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q

from meetings.models import Goal
from members.models.consent import Consent
from members.permissions import Role
from members.queries import consent
from projects import quarters
from projects.models import GoalState, GoalWord, Plan, PlanGoal


@dataclass(frozen=True)
class Counts:
    """MET-24: goals done, still due, and overdue (open after their day); those let go stand apart."""

    done: int
    due: int
    overdue: int
    let_go: int

    @property
    def all(self):
        return self.done + self.due + self.overdue + self.let_go


def counts(goals, *, today: date) -> Counts:
    """Of these goals (a queryset); one question."""
    still = Q(state=GoalState.OPEN)
    return Counts(
        **goals.order_by().aggregate(
            done=Count("pk", filter=Q(state=GoalState.DONE)),
            due=Count("pk", filter=still & Q(due_on__gte=today)),
            overdue=Count("pk", filter=still & Q(due_on__lt=today)),
            let_go=Count("pk", filter=Q(state=GoalState.LET_GO)),
        )
    )


@dataclass(frozen=True)
class Line:
    """One goal as it may be shown: `who` names people only as far as the reader may know them."""

    it: PlanGoal
    who: str
    now: GoalWord | None  # what was said this quarter
    state: str
    tone: str
    mine: bool
    words: list = field(default_factory=list)


def with_all(goals):
    """The same with its owners and words: two questions more, however many there are."""
    said = GoalWord.objects.select_related("said_by", "recorded_by").order_by("-quarter", "pk")
    return goals.select_related("plan", "staff_owner", "member_owner").prefetch_related(Prefetch("words", said))


def lines(goals, *, actor, today: date) -> list[Line]:
    goals = list(with_all(goals.in_order()))
    known = _known(goals, actor)
    return [_line(goal, known, actor=actor, today=today) for goal in goals]


def _line(goal, known, *, actor, today):
    words, quarter = list(goal.words.all()), quarters.first_day(today)
    said = next((word for word in words if word.quarter == quarter), None)
    mine = bool(goal.owner_ids & set(actor.looks_after))
    return Line(goal, _owners(goal, known, actor, mine), said, *_standing(goal, said, today=today), mine, words)


def _standing(goal, said, *, today):
    if goal.state == GoalState.DONE:
        return "Done", "leaf"
    if goal.state == GoalState.LET_GO:
        return "Let go", ""
    if goal.due_on < today:
        return "Late", "clay"
    if said is None:
        return "No word this quarter yet", "sun"
    return ("Moving", "leaf") if said.progress else ("No progress this quarter", "sun")


def _known(goals, actor) -> set | None:
    """Ids of the members whose names this reader may see; None: all of them. One question."""
    if actor.role == Role.COORDINATOR:
        return None
    trustee = actor.role in (Role.TRUSTEE, Role.BOARD)
    wanted = Consent.NAME_TO_TRUSTEES if trustee else Consent.NAME_TO_MEMBERS
    owners = {goal.member_owner_id for goal in goals} - {None}
    return consent.holders(wanted, among=owners) if owners else set()


def _owners(goal, known, actor, mine):
    staff, member = goal.staff_owner, goal.member_owner
    named = actor.role not in (Role.TRUSTEE, Role.BOARD)
    colleague = (staff.name if named else "a colleague") if staff else "nobody of the staff yet"
    shown = member is not None and (mine or known is None or member.pk in known)
    other = member.name if shown else "a member of the group" if member else "no member yet"
    return f"{colleague} and {other}"


def plans(actor):
    return Plan.objects.visible_to(actor).select_related("gathering").newest()


def to_be_made():
    """Days whose goals were handed over and of which there is no plan yet, with how many goals."""
    ready = Goal.objects.handed_over().filter(gathering__plan=None).select_related("gathering")
    days = {}
    for goal in ready:
        days.setdefault(goal.gathering, []).append(goal)
    return list(days.items())


def waiting_for(person, *, today: date):
    """Open goals this person sees to and about which nobody has said a word this quarter."""
    found = PlanGoal.objects.silent_in(quarters.first_day(today)).owned_by([person])
    return found.filter(plan__starts_on__lte=today).select_related("plan").order_by("due_on", "pk")


def names_of(ids) -> dict[int, str]:
    """What each plan is called, for the pages about post."""
    return dict(Plan.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "title"))
