"""Letters about money: paid, a question, not paid because; and once a year, neutrally, what they would like."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members import charity
from members.models import Channel
from members.models.charity import Module
from members.post import letters
from members.words import day
from projects.models import Claim, ClaimState, RecognitionProfile

TOLD = (ClaimState.QUERIED, ClaimState.PAID, ClaimState.DECLINED)
A_MONTH = timedelta(days=30)
OFF = "Payments are switched off."


def register():
    """Make our kinds known (called once, when the site starts)."""
    letters.register(
        "claim_news", render=render_claim, still_true=claim_still_true, lane=letters.Lane.ANSWER, essential=True, windowed=True,
        purpose=Channel.Purpose.EVERYTHING, words="News about a claim",
        rule="When a claim is paid, when there is a question about it, or when it is not paid: to whoever claims.",
        after_leaving=True,
    )  # fmt: skip
    letters.register(
        "recognition_year", render=render_year, still_true=year_still_true, lane=letters.Lane.BULK, essential=False,
        windowed=True, purpose=Channel.Purpose.EVERYTHING, words="How would you like to be thanked? (once a year)",
        rule="A year after somebody chose, whatever they chose.",
    )  # fmt: skip


def note(claim, *, now):
    """Once for each state a claim comes to; a second question is a second letter."""
    key = f"claim:{claim.pk}:{claim.state}:{now.isoformat()}"
    letters.note(
        kind="claim_news", key=key, person=claim.person, about=claim.about_word,
        facts={"claim": claim.pk, "state": claim.state}, due_at=now, now=now,
    )  # fmt: skip


def _claim(letter):
    return Claim.objects.select_related("person", "type").filter(pk=letter.facts.get("claim")).first()


def claim_still_true(letter, *, now):
    if not charity.has(Module.PAYMENTS):
        return OFF
    claim = _claim(letter)
    if claim is None or claim.state != letter.facts.get("state"):
        return "There is newer news about this claim."
    return ""


def render_claim(letter, *, now):
    claim = _claim(letter)
    words = {
        "person": claim.person,
        "claim": claim,
        "on_day": day(claim.on_day),
        "paid_on": day(claim.paid_on),
        "link": settings.BASE_URL + reverse("projects:claim", args=[claim.pk]),
    }
    return letters.compose("projects/email/claim_news", words)


def plan_due(*, now) -> int:
    """A planner: whoever chose a year ago is asked again, once, and again a year later if they say nothing."""
    if not charity.has(Module.PAYMENTS):
        return 0
    today = timezone.localdate(now)
    due = RecognitionProfile.objects.filter(ask_on__range=(today - A_MONTH, today)).order_by("ask_on", "pk")
    rows = [
        {
            "kind": "recognition_year", "key": f"recognition:{person}:{ask_on.isoformat()}", "person": person,
            "about": "", "facts": {"profile": pk}, "due_at": now, "expires_at": now + A_MONTH,
        }
        for pk, person, ask_on in due.values_list("pk", "person", "ask_on")[:500]
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


def year_still_true(letter, *, now):
    if not charity.has(Module.PAYMENTS):
        return OFF
    profile = RecognitionProfile.objects.filter(pk=letter.facts.get("profile")).first()
    if profile is None or profile.ask_on is None or profile.ask_on > timezone.localdate(now):
        return "They have said since what they would like."
    return ""


def render_year(letter, *, now):
    profile = RecognitionProfile.objects.select_related("person").get(pk=letter.facts["profile"])
    link = settings.BASE_URL + reverse("projects:my_recognition")
    return letters.compose("projects/email/recognition_year", {"person": profile.person, "link": link})
