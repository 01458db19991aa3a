"""What changed about a person, when and by whom, in words (from pghistory's event rows)."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from members.models import Body, Channel, Membership, Organisation, Person, Seat, Team
from members.permissions import Role
from members.words import day as day_words

LONGEST = 200  # events of each sort; older ones stay in the database
SILENT = {"id", "person", "created_at", "sort_name", "last_login", "granted_by"}


@dataclass(frozen=True)
class Entry:
    """One line of somebody's history; `title` and `text` are what the timeline draws."""

    at: datetime
    title: str
    text: str


def of(person):
    """Every change of this person and of what hangs on them, newest first."""
    entries = []
    for name, tell in TELLERS.items():
        events = apps.get_model("members", f"{name}Event")
        owner = {"pgh_obj_id": person.pk} if name == "Person" else {"person_id": person.pk}
        rows = list(events.objects.filter(**owner).select_related("pgh_context").order_by("pgh_created_at", "pgh_id"))
        before = {}
        for row in rows[-LONGEST:]:
            earlier = before.get(row.pgh_obj_id)
            if words := tell(row, earlier):
                entries.append((row, words))
            before[row.pgh_obj_id] = row
    who = _names(row for row, _ in entries)
    entries.sort(key=lambda pair: (pair[0].pgh_created_at, pair[0].pgh_id), reverse=True)
    return [Entry(row.pgh_created_at, words, f"By {who(row)}") for row, words in entries]


def _names(rows):
    """A function that says who made an event: a name and, for those with a role, the role."""
    contexts = {row.pgh_context_id: (row.pgh_context.metadata if row.pgh_context_id else {}) for row in rows}
    people = Person.objects.in_bulk({facts["person"] for facts in contexts.values() if facts.get("person")})

    def who(row):
        facts = contexts.get(row.pgh_context_id) or {}
        person = people.get(facts.get("person"))
        if person is None:
            return "the site itself"
        role = facts.get("role")
        return f"{person.name}, {Role(role).label}" if role in Role.values else person.name

    return who


def _changed(row, earlier):
    """Names of the fields that differ from the event before."""
    names = (f.name for f in row._meta.fields if not f.name.startswith("pgh_"))
    return [n for n in names if n not in SILENT and _value(row, n) != _value(earlier, n)]


def _value(row, name):
    return getattr(row, row._meta.get_field(name).attname)


def _person(row, earlier):
    if row.pgh_label == "insert" or earlier is None:
        return "Added"
    said = []
    for name in _changed(row, earlier):
        field = Person._meta.get_field(name)
        if name == "paused_at":
            said.append("Went on a break" if row.paused_at else "Came back from a break")
        elif field.get_internal_type() == "BooleanField":
            said.append(f"{str(field.verbose_name).capitalize()}: {'yes' if _value(row, name) else 'no'}")
        else:
            was, now = (_shown(source, name) for source in (earlier, row))
            said.append(f"{str(field.verbose_name).capitalize()}: “{was}” became “{now}”")
    return ". ".join(said)


def _shown(row, name):
    display = getattr(row, f"get_{name}_display", None)
    return (display() if display else getattr(row, name)) or "nothing"


def _channel(row, earlier):
    way = f"{Channel.Way(row.way).label} for {Channel.Purpose(row.purpose).label.lower()}"
    if row.pgh_label == "delete":
        return f"{way} removed: {row.address}"
    if row.pgh_label == "insert" or earlier is None:
        return f"{way} added: {row.address}"
    changed = _changed(row, earlier)
    if "address" in changed:
        return f"{way}: {earlier.address} became {row.address}"
    if "rank" in changed:
        return f"{way}: {'first choice' if row.rank == 1 else 'backup'} now"
    return f"{way}: what is safe to say changed" if changed else ""


def _membership(row, earlier):
    if earlier is not None and not {"state", "since"} & set(_changed(row, earlier)):
        return ""
    return f"Advisory Group: {Membership.State(row.state).label}"


def _seat(row, earlier):
    body = Body.objects.filter(pk=row.body_id).first()
    return _given_or_ended(f"Seat in {body}, as {Seat.Hat(row.hat).label.lower()}", row)


def _role(row, earlier):
    place = Team.objects.filter(pk=row.team_id).first() or Organisation.objects.filter(pk=row.organisation_id).first()
    return _given_or_ended(f"Role {Role(row.role).label}{f' ({place})' if place else ''}", row)


def _given_or_ended(what, row):
    if row.pgh_label == "delete":
        return f"{what}: taken back"
    return f"{what}: ended {day_words(row.ends)}" if row.ends else f"{what}: given"


TELLERS = {"Person": _person, "Channel": _channel, "Membership": _membership, "Seat": _seat, "RoleGrant": _role}
