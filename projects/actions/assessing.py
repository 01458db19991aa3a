"""The yearly look at ourselves: it begins, each scores alone, a meeting scores together, it ends (FW-06)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members.permissions import Permission, Via, require
from members.rules import Refused
from projects import assessing_rules, plan_rules
from projects.actions import planning
from projects.models import Assessment, AssessmentRules, OwnScore, Plan, PlanGoal, SharedScore, Side

KEEP = Permission.KEEP_ASSESSMENT


@transaction.atomic
def begin(*, framework, year, opens_on, closes_on, meeting=None, actor, now) -> Assessment:
    """From its first day members and staff are asked, each by their own way (`assessing_reminders`). Raises Refused."""
    require(actor, KEEP)
    assessing_rules.check_standards(framework)
    assessing_rules.check_days(opens_on, closes_on, now=now)
    if Assessment.objects.filter(framework=framework, year=year).exists():
        raise Refused(f"There is a look at ourselves by these standards for {year} already.", field="year")
    made = Assessment.objects.create(
        framework=framework, year=year, opens_on=opens_on, closes_on=closes_on, meeting=meeting, began_by=actor.person,
        began_at=now,
    )  # fmt: skip
    rules = AssessmentRules.current()
    rules.next_on = _months_after(opens_on, rules.every_months)
    rules.save()
    return made


def _months_after(day, months):
    """The first of the month so many months later: nobody needs the same day of the month."""
    number = day.year * 12 + day.month - 1 + months
    return day.replace(year=number // 12, month=number % 12 + 1, day=1)


@transaction.atomic
def change(*, assessment, closes_on, meeting, actor, now) -> Assessment:
    """Its last day, while it has not come; and which meeting scores together."""
    require(actor, KEEP)
    assessment = _locked(assessment)
    if closes_on != assessment.closes_on:
        if assessment.is_over(today=timezone.localdate(now)):
            raise Refused(assessing_rules.OVER, field="closes_on")
        assessing_rules.check_days(assessment.opens_on, closes_on, now=now)
    assessment.closes_on, assessment.meeting = closes_on, meeting
    assessment.save(update_fields=["closes_on", "meeting"])
    return assessment


@transaction.atomic
def score(*, assessment, person, side, scores, actor, now) -> int:
    """Their own scores, {item: 1 to 5, or None for rather not}; again replaces them. How many were given. Raises Refused.

    At the desk they come from paper or the telephone, and never over what somebody wrote themselves.
    """
    require(actor, Permission.SCORE_OURSELVES, within=person)
    assessment = _locked(assessment)
    side = Side(side)
    assessing_rules.check_can_score(assessment, now=now)
    assessing_rules.check_belongs(person, side, day=timezone.localdate(now))
    assessing_rules.check_side(assessment, person, side)
    assessing_rules.check_scores(scores)
    known = set(assessment.framework.items.values_list("pk", flat=True))
    given = {item.pk: value for item, value in scores.items() if value is not None and item.pk in known}
    own, at_the_desk = assessment.own_scores.filter(person=person), actor.via == Via.DESK
    if at_the_desk and own.filter(on_paper=False).exists():
        raise Refused("They scored themselves already, and only they can change it.")
    own.exclude(item__in=given).delete()
    for item, value in given.items():
        told = {"side": side, "score": value, "on_paper": at_the_desk, "noted_at": now, "noted_by": actor.person}
        OwnScore.objects.update_or_create(assessment=assessment, item_id=item, person=person, defaults=told)
    return len(given)


@transaction.atomic
def take_back(*, assessment, person, actor, now) -> None:
    """They would rather not have scored; until the last day."""
    require(actor, Permission.SCORE_OURSELVES, within=person)
    assessment = _locked(assessment)
    assessing_rules.check_can_score(assessment, now=now)
    assessment.own_scores.filter(person=person).delete()


@transaction.atomic
def share(*, assessment, item, score, why, next_step, due_on=None, staff_owner=None, member_owner=None, actor, now):
    """What the meeting agreed on; with a day, what comes next stands in the plan that runs then as a goal. Raises Refused."""
    require(actor, KEEP)
    assessment = _locked(assessment)
    assessing_rules.check_can_share(assessment, now=now)
    plan_rules.check_words(why, field="why", what="why, in a sentence")
    plan_rules.check_words(next_step, field="next_step", what="one thing to do next")
    made = assessment.shared_scores.filter(item=item).first() or SharedScore(assessment=assessment, item=item)
    made.score, made.why, made.next_step = score, why.strip(), next_step.strip()
    made.noted_at, made.noted_by = now, actor.person
    if due_on is not None:
        made.goal = _goal(made, due_on, staff_owner, member_owner, actor=actor, now=now)
    made.save()
    return made


def _goal(shared, due_on, staff_owner, member_owner, *, actor, now) -> PlanGoal:
    words = {"aim": shared.next_step, "due_on": due_on, "staff_owner": staff_owner, "member_owner": member_owner}
    if shared.goal is not None:
        return planning.edit_goal(goal=shared.goal, actor=actor, now=now, **words)
    today = timezone.localdate(now)
    plan = Plan.objects.filter(starts_on__lte=today, ends_on__gte=due_on - timedelta(days=366)).newest().first()
    if plan is None:
        raise Refused("There is no plan that runs then. Leave the day empty, or make a plan first.", field="due_on")
    know = f"At our next look at ourselves we score “{shared.item.name}” higher than {shared.score}."
    return planning.add_goal(plan=plan, theme=shared.item.name, how_we_know=know, actor=actor, now=now, **words)


@transaction.atomic
def finish(*, assessment, actor, now) -> Assessment:
    """Every standard is scored together; from now on it stands beside the years before."""
    require(actor, KEEP)
    assessment = _locked(assessment)
    assessing_rules.check_can_share(assessment, now=now)
    assessing_rules.check_all_shared(assessment)
    assessment.finished_at = now
    assessment.save(update_fields=["finished_at"])
    return assessment


@transaction.atomic
def set_rules(*, is_on, framework, every_months, weeks, next_on, actor, now) -> AssessmentRules:
    """How often, by which standards, and when next."""
    require(actor, KEEP)
    rules = AssessmentRules.current()
    rules.is_on, rules.framework, rules.every_months = is_on, framework, every_months
    rules.weeks, rules.next_on = weeks, next_on
    rules.save()
    return rules


def _locked(assessment):
    return (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("framework")
        .get(pk=assessment.pk)
    )
