"""The weekly letter: what could wait, gathered into one; never an empty one (COM-10)."""

import re

from django.conf import settings

from members.models import Channel, Letter
from members.models.letter import LetterState
from members.post import kinds, letters
from members.post.pacing import WEEKLY

EMPTY = "Nothing was left to tell."
GREETING = re.compile(r"\AHello [^\n.]{1,80}\. ")  # the weekly letter has greeted already
FOOT = "\n--\n"  # templates/email/base.txt


def register_kinds():
    letters.register(
        WEEKLY, render=render, still_true=still_true, lane=letters.Lane.BULK, essential=False, windowed=True,
        purpose=Channel.Purpose.EVERYTHING, words="Weekly letter",
        rule="They asked for one letter a week with everything that can wait.",
    )  # fmt: skip


def gathered(letter: Letter, *, now) -> list[Letter]:
    """What of it still waits and is still true, in the order in which it was noted."""
    found = Letter.objects.filter(pk__in=letter.facts["letters"], state=LetterState.WAITING, on_hold=False)
    return [each for each in found.select_related("person").order_by("created_at", "pk") if _wanted(each, now=now)]


def _wanted(each: Letter, *, now) -> bool:
    if each.expires_at and each.expires_at <= now:
        return False
    try:
        return not kinds.get(each.kind).still_true(each, now=now)
    except LookupError:
        return False


def still_true(letter: Letter, *, now) -> str:
    return "" if gathered(letter, now=now) else EMPTY


def render(letter: Letter, *, now):
    parts = [_part(kinds.get(each.kind).render(each, now=now)) for each in gathered(letter, now=now)]
    return letters.compose("members/email/weekly", {"person": letter.person, "parts": parts})


def _part(said) -> dict:
    """One letter as a part of the weekly one: its title, its lines without greeting and foot, its words to say."""
    body = said.text.partition(FOOT)[0].strip()
    lines = [line.strip() for line in body.splitlines()]
    if lines and lines[0].startswith("Hello "):
        lines = lines[1:]
    return {
        "title": said.subject,
        "lines": [{"words": line, "link": line.startswith(settings.BASE_URL + "/")} for line in lines if line],
        "script": [line.strip() for line in GREETING.sub("", said.script or body).splitlines() if line.strip()],
    }
