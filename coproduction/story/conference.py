"""The next conference: open, with the first who registered; anybody can register for it from a phone."""

from datetime import timedelta

from coproduction.story.reading import read
from meetings.actions import gatherings, workshops
from meetings.actions.workshops import wish
from meetings.models import Category, Gathering, Registration, RegistrationState, Session, Venue
from members.models import Link
from members.models.person import sort_key
from members.permissions import Actor, Role

AGO = timedelta(days=12)
ODD, EVEN = "professional", "carer"


def open_next(cast):
    """Called once when the story is loaded, before its planning is told."""
    told = read("conference")
    gathering = _plan(cast, told["gathering"])
    _workshops(cast, gathering, told["workshop"])
    _parts(cast, gathering, told["programme"]["parts"])
    _registered(cast, gathering, told["registered"])


def _plan(cast, told):
    days, jo = cast.days, Actor(person=cast["jo"], role=Role.COORDINATOR)
    day = days.next(2, after=110)
    starts_at, ends_at = days.at(day, told["from"]), days.at(day, told["to"])
    words = {name: told[name] for name in ("about", "access", "wellbeing", "arriving", "rooms", "content_note", "host")}
    gathering = gatherings.create(
        actor=jo, now=days.now - AGO, organisations=[cast.organisations[slug] for slug in told["coordinated_by"]],
        title=told["title"], slug=told["slug"], place=told["place"], starts_at=starts_at, ends_at=ends_at,
        team=cast.teams["co-production"], lead=cast["jo"],
        venue=Venue.objects.filter(name=told["venue"]).first(), body=cast.bodies["network"], places=told["places"],
        held_places=told["held"], held_until=starts_at - timedelta(days=told["held_days_before"]), **words,
    )  # fmt: skip
    return gatherings.open_registration(gathering=gathering, actor=jo, now=days.now - AGO)


def _workshops(cast, gathering, told):
    day = gathering.starts_at.date()
    for position, each in enumerate(told):
        Session.objects.create(
            gathering=gathering, sort=Session.Sort.WORKSHOP, title=each["title"], about=each["about"], room=each["room"],
            starts_at=cast.days.at(day, each["from"]), ends_at=cast.days.at(day, each["to"]), places=each["places"],
            position=position,
        )  # fmt: skip


def _parts(cast, gathering, told):
    """Everything but the workshops, so that whoever looks at the day knows when it begins, and when there is lunch."""
    day = gathering.starts_at.date()
    for each in told:
        Session.objects.create(
            gathering=gathering, sort=each["sort"], title=each["title"], room=each["room"], about=each.get("about", ""),
            content_note=each.get("note", ""), starts_at=cast.days.at(day, each["from"]), ends_at=cast.days.at(day, each["to"]),
        )  # fmt: skip


def _registered(cast, gathering, told):
    """Written down as they stand, for their letters went out days ago; the first workshop has a line already."""
    names = [(name, True) for name in told["lived"]] + [(name, False) for name in told["others"]]
    rows = []
    for number, (name, lived) in enumerate(names, start=1):
        parts = ["lived_experience"] if lived else [ODD if number % 2 else EVEN]
        ages = ["over_70"] if name in told["over_70"] else []
        rows.append(_row(gathering, name, number, parts + ages, phone=name in told["by_phone"], days=cast.days))
    rows.append(_doubtful(gathering, told["doubtful"], days=cast.days))
    Registration.objects.bulk_create(rows)
    chosen = list(gathering.sessions.chosen())
    for number, row in enumerate(rows[:-1]):
        wish(row, [chosen[0] if number < told["full_workshop"] else chosen[1 + number % 2]])
        workshops.settle(row)


def _row(gathering, name, number, categories, *, phone, days):
    reach = (
        ("phone", f"01632 960{number:03}") if phone else ("email", f"{sort_key(name).replace(' ', '.')}@example.org")
    )
    row = Registration(
        gathering=gathering, name=name, sort_name=sort_key(name), way=reach[0], address=reach[1], categories=sorted(categories),
        held=Category.LIVED_EXPERIENCE in categories, state=RegistrationState.REGISTERED, place_no=number, queue_no=number,
        registered_at=days.now - AGO + timedelta(hours=5 * number), news=number % 3 == 0, agreed={"kept": "registration-1"},
    )  # fmt: skip
    row.link_with(Link.new_token())
    return row


def _doubtful(gathering, name, *, days):
    """What a machine sent; it waits until somebody has looked."""
    row = Registration(
        gathering=gathering, name=name, sort_name=sort_key(name), way="email", address="offers@glasses.example",
        state=RegistrationState.DOUBTFUL, registered_at=days.now - timedelta(hours=9),
    )  # fmt: skip
    row.link_with(Link.new_token())
    return row


def next_one(*, now) -> Gathering | None:
    """The one that can be registered for, for the walk."""
    return Gathering.objects.open_now(now=now).first()
