"""Addresses of what comes back, of calendars, and of finding a date."""

from datetime import timedelta

from django.utils import timezone

from meetings import feeds
from meetings.models import DateAsked, DateOption, DatePoll, Kind
from members.post import links


def rows(*, only, LETTERS, BUTTON, DESK, TEAM, OPEN, SIGNED_IN):
    """For tests/access_matrix.py, in its own words."""
    nothing_there = dict.fromkeys(LETTERS, "404")
    return {
        "delivery_reports": (nothing_there, nothing_there),  # there only when a mail provider is named
        "members:channel_arrives": (BUTTON, DESK),
        "dates": (OPEN, OPEN),
        "calendar_feed": (OPEN, dict.fromkeys(LETTERS, "405")),
        "meetings:my_calendar": (SIGNED_IN, SIGNED_IN),
        "meetings:my_calendar_new": (BUTTON, SIGNED_IN),
        "meetings:date_polls": (TEAM, TEAM),
        "meetings:date_poll_new": (TEAM, TEAM),
        "meetings:date_poll": (TEAM, TEAM),
        "meetings:date_poll_ask": (BUTTON, TEAM),
        "meetings:date_poll_people": (TEAM, TEAM),
        "meetings:date_poll_choose": (TEAM, TEAM),
        "meetings:date_poll_drop": (TEAM, TEAM),
        "meetings:date_poll_off": (BUTTON, TEAM),
        "meetings:dates_mine": (only("M", missing="CSTBPGFX"), only("M", missing="CSTBPGFX")),
        "meetings:dates_waiting": (SIGNED_IN, SIGNED_IN),
        "meetings:dates_for": (TEAM, TEAM),
    }


def _poll(things) -> DatePoll:
    """An open question about one date, asked of the person of the matrix; run by the team of the matrix."""
    at = timezone.now() + timedelta(days=40)
    made, new = DatePoll.objects.get_or_create(
        title="A date", team=things.team,
        defaults={"kind": Kind.objects.meetings().first(), "state": "open", "opened_at": timezone.now(), "answer_by": at.date()},
    )  # fmt: skip
    if new:
        DateOption.objects.create(poll=made, starts_at=at)
        DateAsked.objects.create(poll=made, person=things.person)
    return made


def _token(things):
    poll = _poll(things)
    link = {"purpose": "dates", "about": poll.about_word, "expires_at": timezone.now() + timedelta(days=60)}
    return [links.link_for(person=things.person, now=timezone.now(), **link).token]


def _line(things):
    return [_poll(things).asked.get(person=things.person).pk]


ABOUT = {
    **dict.fromkeys(
        (
            f"meetings:{name}"
            for name in ("date_poll", "date_poll_ask", "date_poll_people", "date_poll_drop", "dates_mine")
        ),
        lambda things: [_poll(things).pk],
    ),
    "meetings:date_poll_choose": lambda things: [_poll(things).pk, _poll(things).options.get().pk],
    "meetings:dates_for": _line,
    "meetings:date_poll_off": _line,
    "dates": _token,
    "calendar_feed": lambda things: [feeds.link_of(things.person, now=timezone.now()).token],
}
