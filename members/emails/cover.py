"""Telling somebody that they look after a colleague's things, from when to when."""

from django.conf import settings
from django.urls import reverse

from members.models import Absence, Channel
from members.post import letters
from members.post.letters import Lane

COVER_ASKED = "cover_asked"


def register_kinds():
    """Makes this letter known; called by `members.emails`."""
    letters.register(
        COVER_ASKED,
        render=_cover_asked,
        still_true=_still_away,
        lane=Lane.ANSWER,
        essential=True,
        windowed=False,
        purpose=Channel.Purpose.EVERYTHING,
        words="You look after somebody's things",
        human_twin=False,
    )


def cover_asked(*, absence, now):
    """Once for each absence, to the one who stands in."""
    letters.note(
        kind=COVER_ASKED,
        key=f"{COVER_ASKED}:{absence.pk}",
        person=absence.cover,
        about=f"person:{absence.cover_id}",
        facts={"absence": absence.pk},
        due_at=now,
        now=now,
    )


def _absence(letter):
    return Absence.objects.select_related("person").filter(pk=letter.facts["absence"], cover=letter.person).first()


def _cover_asked(letter, *, now):
    absence = _absence(letter)
    return letters.compose(
        "members/email/cover_asked",
        {
            "first_name": letter.person.first_name,
            "who": absence.person.name,
            "starts": absence.starts,
            "ends": absence.ends,
            "address": settings.BASE_URL + reverse("home"),
        },
    )


def _still_away(letter, *, now):
    return "" if _absence(letter) else "They are not going away after all."
