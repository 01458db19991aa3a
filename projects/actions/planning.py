"""The plan: made of an away day's goals in one press; each goal hears every quarter how far it is, until it ends."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from meetings.models import Goal
from members.models.consent import How
from members.permissions import Permission, require
from members.rules import Refused
from projects import plan_rules, quarters
from projects.models import GoalState, GoalWord, Plan, PlanGoal

KEEP = Permission.KEEP_PLAN
TWO_YEARS = timedelta(days=2 * 365)
OF_A_GOAL = ("theme", "aim", "action", "staff_owner", "member_owner", "due_on", "how_we_know")


@transaction.atomic
def make(*, gathering, actor, now) -> Plan:
    """The goals that were handed over, as they stand, for two years from the day. Pressed twice it is one plan."""
    require(actor, KEEP)
    goals = list(Goal.objects.handed_over().filter(gathering=gathering).select_related("theme"))
    if not goals:
        raise Refused("No goals of that day were handed over yet.")
    starts_on = timezone.localdate(gathering.starts_at)
    plan, new = Plan.objects.get_or_create(
        gathering=gathering,
        defaults={
            "title": f"The plan of {gathering.title}"[:120], "starts_on": starts_on, "made_at": now,
            "ends_on": max([starts_on + TWO_YEARS, *(goal.due_on for goal in goals)]), "made_by": actor.person,
        },
    )  # fmt: skip
    if new:
        PlanGoal.objects.bulk_create(
            PlanGoal(
                plan=plan, position=place, theme=goal.theme.title if goal.theme else "", aim=goal.aim, action=goal.action,
                staff_owner_id=goal.staff_owner_id, member_owner_id=goal.member_owner_id, due_on=goal.due_on,
                how_we_know=goal.how_we_know,
            )
            for place, goal in enumerate(goals, start=1)
        )  # fmt: skip
    return plan


@transaction.atomic
def begin(*, title, starts_on, ends_on, actor, now) -> Plan:
    """A plan that came of no away day; its goals are written one by one."""
    require(actor, KEEP)
    return _write(Plan(made_at=now, made_by=actor.person), title, starts_on, ends_on)


@transaction.atomic
def edit(*, plan, title, starts_on, ends_on, actor, now) -> Plan:
    require(actor, KEEP)
    return _write(Plan.objects.select_for_update(no_key=True).get(pk=plan.pk), title, starts_on, ends_on)


def _write(plan, title, starts_on, ends_on):
    plan_rules.check_words(title, field="title", what="what it is called")
    plan_rules.check_days(starts_on, ends_on)
    plan.title, plan.starts_on, plan.ends_on = title.strip(), starts_on, ends_on
    plan.save()
    return plan


@transaction.atomic
def add_goal(*, plan, actor, now, **words) -> PlanGoal:
    require(actor, KEEP)
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    last = plan.goals.aggregate(last=Max("position"))["last"] or 0
    return _write_goal(PlanGoal(plan=plan, position=last + 1), words)


@transaction.atomic
def edit_goal(*, goal, actor, now, **words) -> PlanGoal:
    """Its words, its owners, its day; history keeps what stood there before."""
    require(actor, KEEP)
    return _write_goal(_locked(goal), words)


def _write_goal(goal, words):
    for name in OF_A_GOAL:
        if name in words:
            value = words[name]
            setattr(goal, name, value.strip() if isinstance(value, str) else value)
    plan_rules.check_words(goal.aim, field="aim", what="what will be different")
    plan_rules.check_words(goal.how_we_know, field="how_we_know", what="how we’ll know")
    plan_rules.check_due(goal.due_on, goal.plan)
    goal.save()
    return goal


@transaction.atomic
def say(*, goal, progress, text, seen="", by=None, how=How.ONLINE, actor, now) -> GoalWord:
    """This quarter's word: evidence, or why there is no progress. Either owner may say it, or the desk in their name (`by`).

    `seen`: when the word that stood on the page was said, so that nobody writes over what they have not read.
    """
    require(actor, Permission.SAY_FOR_GOAL, within=goal.part_of(actor))
    goal = _locked(goal)
    plan_rules.check_open(goal)
    plan_rules.check_began(goal.plan, now=now)
    plan_rules.check_words(text, field="text", what="what there is to show" if progress else "why, in a sentence")
    if by is not None:
        if by.pk not in goal.owner_ids:
            raise Refused("That is not somebody who sees to this goal.", field="by")
        actor = actor.at_the_desk_for(by)
    quarter = quarters.first_day(timezone.localdate(now))
    word = goal.words.filter(quarter=quarter).first()
    plan_rules.check_nobody_was_quicker(word, seen)
    word = word or GoalWord(goal=goal, quarter=quarter)
    word.progress, word.text, word.said_at = progress, text.strip(), now
    word.said_by, word.recorded_by, word.how = by or actor.person, actor.person, how if by else How.ONLINE
    word.save()
    return word


@transaction.atomic
def end(*, goal, state, why, actor, now) -> PlanGoal:
    """Done, or let go with the reason; by an owner or whoever keeps the plan."""
    require(actor, Permission.SAY_FOR_GOAL, within=goal.part_of(actor))
    goal = _locked(goal)
    plan_rules.check_open(goal)
    state = GoalState(state)
    if state == GoalState.OPEN:
        raise Refused("Please choose: done, or let go.", field="state")
    what = "what is different now" if state == GoalState.DONE else "why it was let go"
    plan_rules.check_words(why, field="why", what=what)
    goal.state, goal.why, goal.ended_on = state, why.strip(), timezone.localdate(now)
    goal.save()
    return goal


@transaction.atomic
def take_up_again(*, goal, actor, now) -> PlanGoal:
    """It was not over after all."""
    require(actor, KEEP)
    goal = _locked(goal)
    if goal.state != GoalState.OPEN:
        goal.state, goal.why, goal.ended_on = GoalState.OPEN, "", None
        goal.save()
    return goal


def _locked(goal):
    return PlanGoal.objects.select_for_update(of=("self",), no_key=True).select_related("plan").get(pk=goal.pk)
