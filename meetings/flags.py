"""What a reader of one meeting is told about what its people need: the coordinator all, staff what matters there (domain 5.2)."""

from meetings.models import Answer
from meetings.rules import LONDON
from members.models.needs import NEEDS
from members.queries import access
from members.rules.access import matters


def flags_at(meeting, ways, *, actor, in_touch=False) -> dict[int, list[str]]:
    """person id -> flags in words; one query. `ways`: person id -> the ways they take part by, or may yet choose.

    `in_touch`: somebody is about to speak or write to them, so how they like to be reached matters too.
    """
    needs = access.needs_of_many(ways)
    if not actor.knows_everybody:
        starts = meeting.starts_at.astimezone(LONDON).time()
        needs = {
            pk: [n for n in found if matters(NEEDS[n.need], n.choice, ways=ways[pk], starts=starts, in_touch=in_touch)]
            for pk, found in needs.items()
        }
    return {pk: [need.flag for need in found] for pk, found in needs.items() if found}


def ways_of(meeting, rsvp=None) -> tuple:
    """By which ways this person takes part: the one they chose; none after a no; all that are offered while nothing is said."""
    if rsvp is None or rsvp.answer in (Answer.SILENT, Answer.MAYBE):
        return tuple(meeting.modes)
    return (rsvp.mode,) if rsvp.answer == Answer.YES else ()


def ways_of_all(meeting, rsvps) -> dict[int, tuple]:
    """The same for a list of answers."""
    return {rsvp.person_id: ways_of(meeting, rsvp) for rsvp in rsvps}
