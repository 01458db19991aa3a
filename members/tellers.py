"""How changes of this floor's records are told in their history, and what hangs on what."""

from members import history
from members.models import (
    AccessNeed,
    Body,
    Channel,
    ConsentEvent,
    Membership,
    Organisation,
    Person,
    PersonNote,
    Representative,
    RingRequest,
    RoleGrant,
    Seat,
    Team,
)
from members.models.consent import Consent
from members.models.needs import NEEDS
from members.permissions import Role
from members.words import day


def register_all() -> None:
    """Called once, in `AppConfig.ready()`."""
    tellers = {
        Person: _person, Channel: _channel, Membership: _membership, Seat: _seat, RoleGrant: _role, AccessNeed: _need,
        Representative: _representative, PersonNote: _note, RingRequest: _ring_request,
    }  # fmt: skip
    for model, teller in tellers.items():
        history.tell(model, teller)
    for model in (Channel, Membership, Seat, RoleGrant, AccessNeed, Representative, PersonNote, RingRequest):
        history.also(Person, model, "person")
    history.also(Organisation, Representative, "organisation")
    history.also(Body, Seat, "body")
    history.also(Team, RoleGrant, "team")


def _may_tell_of_experience(person_id):
    """Lived experience and needs are told while the person agrees that we keep them, and not a day longer."""
    said = ConsentEvent.objects.filter(person=person_id, consent=Consent.LIVED_EXPERIENCE, about="")
    return said.order_by("-pk").values_list("given", flat=True).first() is True


def _person(row, earlier, names):
    if row.pgh_label == "insert" or earlier is None:
        return "Added"
    if row.pgh_label == "delete":
        return "Removed"
    fields = history.changed(row, earlier)
    said = []
    if "paused_at" in fields:
        said.append("Went on a break" if row.paused_at else "Came back from a break")
    if "has_lived_experience" in fields and not _may_tell_of_experience(row.pgh_obj_id):
        fields.remove("has_lived_experience")
    rest = [name for name in fields if name != "paused_at"]
    if rest:
        said.append(history.before_and_after(row, earlier, names, fields=rest))
    return ". ".join(said)


def _channel(row, earlier, names):
    way = f"{Channel.Way(row.way).label} for {Channel.Purpose(row.purpose).label.lower()}"
    if row.pgh_label == "delete":
        return f"{way} removed: {row.address}"
    if row.pgh_label == "insert" or earlier is None:
        return f"{way} added: {row.address}"
    changed = history.changed(row, earlier)
    if "address" in changed:
        return f"{way}: {earlier.address} became {row.address}"
    if changed == ["rank"]:
        return f"{way}: {'first choice' if row.rank == 1 else 'backup'} now"
    return f"{way}: {history.before_and_after(row, earlier, names)}" if changed else ""


def _membership(row, earlier, names):
    if row.pgh_label == "delete":
        return "Advisory Group: removed"
    if earlier is not None and not {"state", "since"} & set(history.changed(row, earlier)):
        return ""
    was = f", before: {Membership.State(earlier.state).label}" if earlier is not None else ""
    return f"Advisory Group: {Membership.State(row.state).label}{was}"


def _seat(row, earlier, names):
    who = names.others((Person, row.person_id))
    who = f" for {who}" if who else ""
    return _given_or_ended(f"Seat in {names.of(Body, row.body_id)}{who}, as {Seat.Hat(row.hat).label.lower()}", row)


def _role(row, earlier, names):
    place = names.of(Team, row.team_id) or names.of(Organisation, row.organisation_id)
    who = names.others((Person, row.person_id))
    who = f" for {who}" if who else ""
    return _given_or_ended(f"Role {Role(row.role).label}{f' ({place})' if place else ''}{who}", row)


def _representative(row, earlier, names):
    part = Representative.Part(row.part).label
    return _given_or_ended(
        f"{names.of(Person, row.person_id)}, {part}: {names.of(Organisation, row.organisation_id)}", row
    )


def _given_or_ended(what, row):
    if row.pgh_label == "delete":
        return f"{what}: taken back"
    return f"{what}: ended {day(row.ends)}" if row.ends else f"{what}: given"


def _need(row, earlier, names):
    if row.need not in NEEDS or not _may_tell_of_experience(row.person_id):
        return ""
    flag = NEEDS[row.need].flagged(row.choice)
    if row.pgh_label == "delete":
        return f"What they need: “{flag}” taken off"
    if earlier is None:
        return f"What they need: “{flag}” added"
    was = NEEDS[row.need].flagged(earlier.choice)
    return f"What they need: “{was}” became “{flag}”" if was != flag else ""


def _note(row, earlier, names):
    what = PersonNote.Sort(row.sort).label
    return (
        f"Note written: {what}" if row.pgh_label == "insert" else "Note taken away" if row.pgh_label == "delete" else ""
    )


def _ring_request(row, earlier, names):
    if earlier is None:
        return "Asked to be rung"
    return "The wish to be rung is met" if row.closed_at and not earlier.closed_at else ""
