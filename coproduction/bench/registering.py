"""Registering for a conference, measured against a view that inserts one row."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlencode

from django.core.signing import Signer, b62_encode
from django.db import connection

from coproduction.bench.figures import Figure, again_and_again, against_bare, at_least
from coproduction.bench.hammer import request
from meetings.actions.gatherings import usual_categories
from meetings.models import Gathering
from meetings.views.registering import BEGAN

CSRF = "c" * 32
PLACES, HELD, COME = 100, 30, 300  # three hundred people for the last hundred places, thirty of them held


def registration(*, port: int, seconds: float, now: dt.datetime, people: int) -> Figure:
    """The last step of the public page, each by another person, three hundred to an event."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_line (id bigserial PRIMARY KEY, words text)")
    cookies = f"csrftoken={CSRF}"
    page = _presses(people, port=port, cookies=cookies, now=now)
    bare = again_and_again(
        request("POST", "/bare/insert/", port=port, cookies=cookies, form=f"csrfmiddlewaretoken={CSRF}&words=yes")
    )
    ratio, note = against_bare(page, bare, port=port, seconds=seconds)
    return at_least("registration_vs_bare", ratio, 0.2, note=note)


def _presses(people: int, *, port: int, cookies: str, now: dt.datetime) -> Iterator[bytes]:
    usual_categories()
    slugs = [_event(number, now) for number in range(people // COME + 1)]
    began = Signer.sign(BEGAN, f"began:{b62_encode(int(now.timestamp()) - 60)}")
    for number in range(people):
        form = {
            "csrfmiddlewaretoken": CSRF, "step": "3", "began": began, "name": f"Person {number}", "way": "email",
            "address": f"p{number}@example.org", "agreed": "on", "access": "A seat near the door", "food": "vegan",
            "parts": "lived_experience" if number % 4 == 0 else "professional",
        }  # fmt: skip
        path = f"/events/{slugs[number // COME]}/register/"
        yield request("POST", path, port=port, cookies=cookies, form=urlencode(form))


def _event(number: int, now: dt.datetime) -> str:
    starts_at = now + dt.timedelta(days=60)
    made = Gathering.objects.create(
        title="Conference", slug=f"bench-{number}", state="open", place="A hall", starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=6), places=PLACES, held_places=HELD,
    )  # fmt: skip
    return made.slug
