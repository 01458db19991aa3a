"""What the notes of a meeting are made of, and what the next meeting of the same group wants to know of it."""

from dataclasses import dataclass, field

from django.db.models import Q

from meetings.models import Action, AgendaItem, Attendance, Correction, Decision, Meeting, MeetingState, Notes, Said
from members.models import Consent, Person
from members.models.body import LIVED_EXPERIENCE_HATS, Hat
from members.queries import consent
from members.queries.names import A_MEMBER
from members.words import day

MOST_SHOWN = 60
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


def owned_otherwise(action) -> str:
    if action.organisation_id:
        return action.organisation.name
    return action.team.name if action.team_id else NOBODY


# ---- what was written down ---------------------------------------------------------------------------------------------
@dataclass
class Point:
    """One point of the agenda (None: other business) with what was written down under it."""

    item: object
    decisions: list = field(default_factory=list)
    actions: list = field(default_factory=list)
    said: list = field(default_factory=list)

    @property
    def title(self):
        return self.item.title if self.item is not None else "Other business"

    @property
    def key(self):
        return self.item.pk if self.item is not None else 0

    def __bool__(self):
        return bool(self.decisions or self.actions or self.said)


def agenda_of(meeting) -> list:
    """The points of the agenda in their order; breaks are no points."""
    return list(AgendaItem.objects.filter(meeting=meeting, is_break=False).on().only("pk", "title"))


def points_of(meeting) -> list[Point]:
    """Every point of the agenda with its lines, other business last; five queries at most, however much was said."""
    points = [Point(item) for item in agenda_of(meeting)] + [Point(None)]
    by_key = {point.key: point for point in points}
    for name, model, joins in (
        ("decisions", Decision, ["decided_by"]),
        ("actions", Action, ["owner", "organisation", "team"]),
        ("said", Said, []),
    ):
        for line in model.objects.filter(meeting=meeting).select_related(*joins).in_order()[: 20 * MOST_SHOWN]:
            getattr(by_key.get(key_of(line), by_key[0]), name).append(line)
    return points


def key_of(line) -> int:
    return line.item_id or 0


def first_words(meeting) -> str:
    """The notes as they are made from what was written down: short lines under the points of the agenda."""
    points = [point for point in points_of(meeting) if point]
    owners = owner_words(action for point in points for action in point.actions)
    blocks = []
    for point in points:
        lines = [point.title]
        for decision in point.decisions:
            who = f"{decision.decided_by.name} decided" if decision.decided_by_id else "We decided"
            lines.append(f"- {who}: {_line(decision)}")
        for action in point.actions:
            by = f", by {day(action.due_on)}" if action.due_on else ""
            lines.append(f"- To do: {_line(action)} ({owners[action.pk]}{by})")
        lines += [f"- Said: {_line(said)}" for said in point.said]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _line(line) -> str:
    return " ".join(line.text.split())


def people_in(words, meeting) -> dict[str, str]:
    """Whose two letters stand in these words: {"12": "R.A."}, so that erasing them finds the letters."""
    there = Q(attendances__meeting=meeting) | Q(rsvps__meeting=meeting) | Q(meeting_actions__meeting=meeting)
    found = Person.objects.filter(there, erased_at=None).distinct().order_by("pk").only("name", "erased_at")
    return {str(p.pk): letters for p in found if (letters := letters_of(p)) and letters in words}


def blocks_of(words) -> list[dict]:
    """Words as they are drawn: a heading with lines, or a paragraph."""
    blocks = []
    for block in words.replace("\r\n", "\n").split("\n\n"):
        rows = [row.strip() for row in block.split("\n") if row.strip()]
        if not rows:
            continue
        lines = [row[2:] for row in rows if row.startswith("- ")]
        rest = [row for row in rows if not row.startswith("- ")]
        heading = rest.pop(0) if lines and rest and not rows[0].startswith("- ") else ""
        blocks.append({"heading": heading, "paragraphs": rest, "lines": lines})
    return blocks


# ---- from one meeting to the next ---------------------------------------------------------------------------------------
def of_the_same_group(meeting):
    """Published meetings of the same body; without a body, of the same team and title."""
    held = Meeting.objects.exclude(state=MeetingState.CANCELLED).exclude(pk=meeting.pk)
    if meeting.body_id:
        return held.filter(body=meeting.body_id)
    return held.filter(body=None, team=meeting.team_id, title=meeting.title)


def last_before(meeting) -> Meeting | None:
    """The meeting of this group that was held before this one."""
    earlier = of_the_same_group(meeting).filter(state=MeetingState.PUBLISHED, starts_at__lt=meeting.starts_at)
    return earlier.order_by("-starts_at", "-pk").first()


def next_after(meeting) -> Meeting | None:
    """The meeting of this group that comes next, a draft as well."""
    later = of_the_same_group(meeting).filter(starts_at__gt=meeting.starts_at)
    return later.order_by("starts_at", "pk").first()


def carried_to(meeting):
    """Actions of earlier meetings of this group that are still open: they come back unasked, the first due first."""
    earlier = of_the_same_group(meeting).filter(starts_at__lt=meeting.starts_at)
    return _with_owners(Action.objects.open().filter(meeting__in=earlier.values("pk"))).by_due()


def closed_since(meeting, last):
    """Actions of this group that were done or dropped since the last meeting began."""
    earlier = of_the_same_group(meeting).filter(starts_at__lt=meeting.starts_at)
    closed = Action.objects.filter(meeting__in=earlier.values("pk"), closed_on__gte=last.starts_at.date())
    return _with_owners(closed).order_by("closed_on", "pk")


def _with_owners(actions):
    return actions.select_related("owner", "organisation", "team", "meeting")


def to_approve_at(meeting) -> Notes | None:
    """The notes of the last meeting, when they are agreed and wait to be approved at this one."""
    last = last_before(meeting)
    if last is None:
        return None
    return (
        Notes.objects.filter(meeting=last, agreed_at__isnull=False, approved_at=None).select_related("meeting").first()
    )


def notes_of(meeting) -> Notes | None:
    return Notes.objects.filter(meeting=meeting).select_related("meeting", "taker", "approved_in").first()


def newest(notes):
    """The version that holds."""
    return notes.versions.order_by("-number").first() if notes else None


def corrections_of(notes):
    found = Correction.objects.filter(notes=notes).select_related("person", "recorded_by", "decided_by")
    return found.order_by("suggested_at", "pk")


# ---- who is asked afterwards ---------------------------------------------------------------------------------------------
def to_ask(meeting) -> list[int]:
    """Those who came and neither work here nor govern: ids, for the six questions."""
    came = Attendance.objects.filter(meeting=meeting, came=True, person__died_on=None, person__erased_at=None)
    asked = came.exclude(hat__in=NOT_ASKED).exclude(person=meeting.lead_id or 0)
    return list(asked.order_by("person_id").values_list("person_id", flat=True))


def has_lived_experience(attendance) -> bool:
    return attendance.hat in LIVED_EXPERIENCE_HATS
