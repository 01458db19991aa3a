"""What will happen, before it does: who is told by which way, and what is still missing."""

from dataclasses import dataclass, field

from meetings.care import care
from meetings.flags import flags_at, ways_of
from meetings.models import MeetingState
from meetings.queries import people_of
from meetings.reminders import moments_of
from meetings.rules import LONDON, SOON
from members.models.channel import Way
from members.post import window
from members.queries import access

HOW = {
    Way.EMAIL: "by email",
    Way.TEXT: "by text message: somebody writes it",
    Way.PHONE: "by telephone: somebody rings",
    Way.POST: "by post: somebody prints and posts a letter",
}
COMES_BACK = "Their email comes back, and we know no other way."


@dataclass
class Preview:
    """People by the way that reaches them, people whom nothing reaches, and remarks for whoever presses the button.

    `blocked` are those for whom their way would contradict what they need (AIS-04) or comes back: it becomes a task.
    """

    by_way: list = field(default_factory=list)
    resting: list = field(default_factory=list)
    unreachable: list = field(default_factory=list)
    blocked: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    leaves_at: object = None
    reminders: list = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(people) for _, people in self.by_way) + len(self.blocked)


def before_publishing(meeting, *, actor, now) -> Preview:
    """Everybody on the list, sorted by how they will be asked."""
    preview = _people(meeting, actor)
    preview.leaves_at = window.opening(now)
    preview.remarks = _remarks(meeting, preview)
    preview.reminders = [m for m in moments_of(meeting) if m.due_at > now and not m.early]
    return preview


def of_news(meeting, *, actor, now) -> Preview:
    """Everybody who hears of a move or a cancellation; nobody while it is a draft."""
    if meeting.state == MeetingState.DRAFT:
        return Preview()
    preview = _people(meeting, actor)
    preview.leaves_at = now if meeting.starts_at - now < SOON else window.opening(now)
    return preview


def _people(meeting, actor) -> Preview:
    preview, ways, asked, parts, lost = Preview(), {way: [] for way in Way}, [], {}, []
    for rsvp in people_of(meeting):
        if rsvp.person.is_paused:
            preview.resting.append(rsvp.person)
        elif not rsvp.way:
            preview.unreachable.append(rsvp.person)
        else:
            ways[rsvp.way].append(rsvp.person)
            lost += [rsvp.person] if rsvp.way == Way.EMAIL and rsvp.comes_back else []
            asked.append((rsvp.person, rsvp.way))
            parts[rsvp.person_id] = ways_of(meeting, rsvp)
    needs, blocked = flags_at(meeting, parts, actor=actor), access.why_not(asked)
    for person, _ in asked:
        person.flags = needs.get(person.pk, [])
    blocked = {person.pk: COMES_BACK for person in lost} | blocked
    preview.blocked = [(person, blocked[person.pk]) for person, _ in asked if person.pk in blocked]
    ways = {way: [person for person in people if person.pk not in blocked] for way, people in ways.items()}
    preview.by_way = [(HOW[way], people) for way, people in ways.items() if people]
    return preview


def _remarks(meeting, preview) -> list[str]:
    starts, ends = meeting.starts_at.astimezone(LONDON).time(), meeting.ends_at.astimezone(LONDON).time()
    minutes = (meeting.ends_at - meeting.starts_at).total_seconds() / 60
    far = meeting.online_offered or meeting.phone_offered
    says_break = "break" in f"{meeting.about} {meeting.access}".lower()
    remarks = [
        (
            not meeting.access.strip(),
            "It does not say what access is provided. People want to know before they answer.",
        ),
        (not (preview.count or preview.resting or preview.unreachable), "Nobody is on the list yet. Add people first."),
        (
            meeting.online_offered and not meeting.join_link,
            "There is no link to join online yet. It must be there a day before.",
        ),
        (far and not meeting.remote_host.strip(), "Nobody is named to look after people who are not in the room."),
        (
            meeting.kind.is_heavy and not meeting.wellbeing_person.strip(),
            "This is heavy work, and nobody is named for people who need a moment.",
        ),
    ]
    return [words for wrong, words in remarks if wrong] + care(starts, ends, minutes=minutes, says_break=says_break)


def of_change(change, *, actor, now) -> None:
    """Who hears of a change of a whole series, meeting by meeting."""
    for each in change.meetings:
        if each.follows:
            each.news = of_news(each.meeting, actor=actor, now=now)
