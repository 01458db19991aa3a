"""Who stands in the notes of a meeting and how, the notes themselves, and who is asked afterwards how it was."""

from dataclasses import dataclass, field

from meetings.models import Attendance, Correction, Notes
from members.models import Consent
from members.models.body import Hat
from members.queries import consent
from members.queries.names import A_MEMBER

NOT_ASKED = [
    Hat.STAFF,
    Hat.TRUSTEE,
    Hat.BOARD,
]  # the questions afterwards are for those who came as guests of the charity
NOBODY = "nobody yet"


# ---- who stands in the notes, and how ---------------------------------------------------------------------------------
def letters_of(person) -> str:
    """ "R.A.", or "a member" for somebody whose record is gone."""
    if person.erased_at is not None:
        return A_MEMBER
    return "".join(f"{word[0]}." for word in person.name.split()[:2]).upper()


def in_minutes(people) -> dict[int, str]:
    """How each of these people stands in notes: two letters, or the name of who agreed to it (CON-04); one query."""
    people = list(people)
    may = consent.holders(Consent.NAME_IN_MINUTES, among=[p.pk for p in people])
    return {p.pk: p.name if p.pk in may and p.erased_at is None else letters_of(p) for p in people}


@dataclass(frozen=True)
class There:
    """Who was there as the notes say it, and how many more the register counts."""

    words: list = field(default_factory=list)
    others: int = 0


def who_was_there(meeting) -> There:
    """Two letters each, by name; nothing says which hat anybody wore."""
    came = Attendance.objects.filter(meeting=meeting, came=True).select_related("person")
    people = [row.person for row in came.order_by("person__sort_name", "person_id")]
    shown = in_minutes(people)
    return There([shown[person.pk] for person in people], meeting.others)


def owner_words(actions) -> dict[int, str]:
    """Action -> who does it, as the notes say it; one query for all."""
    actions = list(actions)
    people = in_minutes({a.owner_id: a.owner for a in actions if a.owner_id}.values())
    return {a.pk: people.get(a.owner_id) or owned_otherwise(a) for a in actions}


def name_owners(actions) -> list:
    """The same actions, each with its owner as the notes say it (`owner_shown`)."""
    actions = list(actions)
    words = owner_words(actions)
    for action in actions:
        action.owner_shown = words[action.pk]
    return actions


def owned_otherwise(action) -> str:
    if action.organisation_id:
        return action.organisation.name
    return action.team.name if action.team_id else NOBODY


def notes_of(meeting) -> Notes | None:
    return Notes.objects.filter(meeting=meeting).select_related("meeting", "taker", "approved_in").first()


def newest(notes):
    """The version that holds."""
    return notes.versions.order_by("-number").first() if notes else None


def stamp_of(version) -> str:
    """Which words of the notes somebody began from: a form carries it, so that nobody writes over what they did not read."""
    return f"{version.number}:{version.written_at.isoformat()}" if version else "0"


def corrections_of(notes):
    found = Correction.objects.filter(notes=notes).select_related("person", "recorded_by", "decided_by")
    return found.order_by("suggested_at", "pk")


# ---- who is asked afterwards ---------------------------------------------------------------------------------------------
def to_ask(meeting) -> list[int]:
    """Those who came and neither work here nor govern: ids, for the six questions."""
    came = Attendance.objects.filter(meeting=meeting, came=True, person__died_on=None, person__erased_at=None)
    asked = came.exclude(hat__in=NOT_ASKED).exclude(person=meeting.lead_id or 0)
    return list(asked.order_by("person_id").values_list("person_id", flat=True))
