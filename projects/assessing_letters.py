"""How are we doing? Asked once when it opens, and once more a week before it closes, of who has not scored yet."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.models import Channel
from members.post import letters
from members.rules.rights import has_sign_in
from members.words import full_day
from projects.models import Assessment, AssessmentRules, OwnScore
from projects.queries import assessing as asks

KIND = "assessment"
A_WEEK = timedelta(days=7)
AT_TEN = time(10)


def register():
    """Make our kind known (called once, when the site starts)."""
    letters.register(
        KIND, render=render, still_true=still_true, lane=letters.Lane.ANSWER, essential=False, windowed=True,
        purpose=Channel.Purpose.EVERYTHING, words="How are we doing?",
        rule="When a yearly look at ourselves opens, and once a week before it closes: to members and staff who have not scored.",
    )  # fmt: skip


def plan_due(*, now) -> int:
    """A planner: one letter for each person when it opens and one before it closes; noting it again changes nothing."""
    today = timezone.localdate(now)
    if not AssessmentRules.objects.filter(pk=1).exists():
        AssessmentRules.objects.get_or_create(
            pk=1, defaults={"next_on": today.replace(year=today.year + 1, month=1, day=15)}
        )
    noted = 0
    for each in Assessment.objects.open(today=today).order_by("pk"):
        last_week = each.closes_on - A_WEEK
        is_last = today >= last_week > each.opens_on
        if now >= timezone.make_aware(datetime.combine(last_week if is_last else each.opens_on, AT_TEN)):
            noted += _note(each, "again" if is_last else "open", now=now)
    return noted


def _note(assessment, which, *, now):
    silent = asks.with_scored(asks.asked(day=timezone.localdate(now)), assessment).filter(scored=False)
    end = timezone.make_aware(datetime.combine(assessment.closes_on + timedelta(days=1), time()))
    rows = [
        {
            "kind": KIND, "key": f"{KIND}:{assessment.pk}:{which}:{person}", "person": person,
            "about": f"assessment:{assessment.pk}", "facts": {"assessment": assessment.pk, "again": which == "again"},
            "due_at": now, "expires_at": end,
        }
        for person in silent.values_list("pk", flat=True)
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


def _assessment(letter):
    return Assessment.objects.select_related("framework").filter(pk=letter.facts.get("assessment")).first()


def still_true(letter, *, now):
    found = _assessment(letter)
    if found is None or not found.is_open(today=timezone.localdate(now)):
        return "The days to score are over."
    scored = OwnScore.objects.filter(assessment=found, person=letter.person_id).exists()
    return "They have scored." if scored else ""


def render(letter, *, now):
    found = _assessment(letter)
    words = {
        "person": letter.person, "assessment": found, "again": letter.facts.get("again"), "until": full_day(found.closes_on),
        "items": list(found.framework.items.order_by("place", "pk")),
        "can_sign_in": has_sign_in(letter.person), "link": settings.BASE_URL + reverse("projects:look_score", args=[found.pk]),
    }  # fmt: skip
    return letters.compose("projects/email/assessment", words)
