"""A meeting point by point: what was written down under each point of its agenda, and the page of notes made from it."""

from dataclasses import dataclass, field

from django.db.models import Q

from meetings.minutes import letters_of, owner_words
from meetings.models import Action, AgendaItem, Decision, Said
from members.models import Person
from members.words import day

MOST_SHOWN = 60


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


def put_another_way(meeting, versions) -> list:
    """(sort, line) of decisions and actions that stood in the notes word for word and do not any more: a correction changes
    the page, and “what happened since” reads the lines. `versions` newest first."""
    if len(versions) < 2:
        return []
    newest, *earlier = (" ".join(each.words.split()) for each in versions)
    lines = [("decision", each) for each in Decision.objects.filter(meeting=meeting).in_order()]
    lines += [("action", each) for each in Action.objects.filter(meeting=meeting).in_order()]
    return [
        (sort, each)
        for sort, each in lines
        if _line(each) not in newest and any(_line(each) in words for words in earlier)
    ]


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
