"""Once a quarter the two owners of each goal are asked for one thing: what is there to show, or why is there nothing yet."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.models import Channel
from members.post import letters
from members.queries import cover
from members.words import full_day
from projects import quarters
from projects.models import PlanGoal
from projects.queries.plan import waiting_for

KIND = "plan_quarter"
AT_TEN = time(10)


def register():
    """Make our kind known (called once, when the site starts)."""
    letters.register(
        KIND, render=render, still_true=still_true, lane=letters.Lane.ANSWER, essential=False, windowed=True,
        purpose=Channel.Purpose.EVERYTHING, words="How far is your goal?",
        rule="In the last month of each quarter, once: to both owners of a goal of the plan about which nobody has said anything.",
    )  # fmt: skip


def asked_from(quarter: date) -> datetime:
    """Ten in the morning on the first day of its last month: there is something to tell, and time to tell it."""
    third = quarters.after(quarter) - timedelta(days=1)
    return timezone.make_aware(datetime.combine(third.replace(day=1), AT_TEN))


def plan_due(*, now) -> int:
    """A planner: one letter for each owner, plan and quarter; noting it again changes nothing."""
    quarter = quarters.first_day(timezone.localdate(now))
    from_when = asked_from(quarter)
    if now < from_when:
        return 0
    silent = PlanGoal.objects.silent_in(quarter).filter(plan__starts_on__lte=timezone.localdate(now))
    owners = silent.order_by("plan_id", "pk").values_list("plan_id", "staff_owner_id", "member_owner_id")
    asked = {(plan, person): None for plan, *people in owners for person in people if person}
    end = timezone.make_aware(datetime.combine(quarters.after(quarter), time()))
    today, rows = timezone.localdate(now), []
    for plan, person in asked:
        told = cover.who_hears(person, day=today)
        key, facts = f"{KIND}:{plan}:{quarter}:{told}", {"plan": plan, "quarter": quarter.isoformat()}
        if told != person:  # beside what they are asked about their own
            key, facts = f"{key}:{person}", facts | {"for": person}
        rows.append(
            {
                "kind": KIND,
                "key": key,
                "person": told,
                "about": f"plan:{plan}",
                "facts": facts,
                "due_at": now,
                "expires_at": end,
            }
        )
    return letters.note_many(rows, now=now) if rows else 0


def _goals(letter, now):
    found = waiting_for(letter.facts.get("for", letter.person_id), today=timezone.localdate(now))
    return list(found.filter(plan=letter.facts.get("plan")))


def still_true(letter, *, now):
    if letter.facts.get("quarter") != quarters.first_day(timezone.localdate(now)).isoformat():
        return "That quarter is over."
    owner = letter.facts.get("for")
    if letter.person_id != cover.who_hears(owner or letter.person_id, day=timezone.localdate(now)):
        return "They do not stand in for them any more." if owner else "Somebody stands in for them."
    return "" if _goals(letter, now) else "There is a word about each of their goals, or they are over."


def render(letter, *, now):
    quarter = quarters.first_day(timezone.localdate(now))
    goals = _goals(letter, now)
    words = {
        "instead_of": cover.hears_for(letter.person_id, letter.facts.get("for"), day=timezone.localdate(now)),
        "person": letter.person, "goals": goals, "quarter": quarters.in_words(quarter),
        "until": full_day(quarters.last_day(quarter)),
        "link": settings.BASE_URL + (reverse("projects:goal", args=[goals[0].pk]) if len(goals) == 1 else reverse("projects:plans")),
    }  # fmt: skip
    return letters.compose("projects/email/plan_quarter", words)
