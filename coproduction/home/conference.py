"""The next conference or away day that can be registered for, on homes and on the front page."""

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from meetings.models import Gathering, Registration, RegistrationState
from members.queries.often import Often

SHOWN = ["id", "slug", "title", "starts_at", "ends_at", "place"]
TWO = 2


def _open(person, now):
    """Each with how one's own registration stands, if there is one."""
    own = Registration.objects.filter(gathering=OuterRef("pk"), person=person).exclude(
        state=RegistrationState.CANCELLED
    )
    state = Coalesce(Subquery(own.values("state")[:1]), Value(""), output_field=CharField())
    return Gathering.objects.open_now(now=now).annotate(own=state).values_list(*SHOWN, "own")[:TWO]


OPEN = Often(_open)
WORDS = {
    "": ("", ""),
    RegistrationState.REGISTERED: ("You have a place", "leaf"),
    RegistrationState.OFFERED: ("A place is free for you: please look at your letter", "sun"),
    RegistrationState.WAITING: ("You are on the waiting list", "sun"),
    RegistrationState.LAPSED: ("Your offered place went to somebody else", "clay"),
    RegistrationState.DOUBTFUL: ("We look at your registration", "plain"),
}


def open_for(person_id, *, now):
    """For a home: the events that can be registered for, soonest first, with one's own state in words."""
    return [(row, *WORDS.get(row.own, ("", ""))) for row in OPEN.rows(person_id or 0, now)]


def next_for_everybody(*, now):
    """For the front page, which names nobody."""
    return Gathering.objects.open_now(now=now).only("slug", "title", "starts_at", "ends_at", "place").first()
