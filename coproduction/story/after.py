"""What the group's last meetings left behind: notes, decisions, actions, what people said, corrections, answers without a name.

What lies weeks back is written down as it stands now, without letters; the last meeting's notes are sent by the site's own action.
"""

from datetime import timedelta

from coproduction.story import post
from coproduction.story.reading import read
from meetings.actions import corrections, lines, notes, pulse
from meetings.minutes import to_ask
from meetings.models import (
    AgendaItem,
    Correction,
    Meeting,
    Notes,
    NotesVersion,
    Pulse,
    PulseResponse,
    PulseTicket,
    PulseWords,
    Said,
)
from meetings.models.pulse import QUESTIONS
from meetings.points import first_words, people_in
from members.models import ContactTask
from members.permissions import Actor, Role, by_link
from members.post import delivery

SCALES = [*QUESTIONS, "say"]


def write_notes(cast):
    """Oldest first, so that each is approved at the one after it."""
    before = None
    for entry in sorted(read("after")["meeting"], key=lambda each: -each["ago"]):
        day = cast.days.advisory_past(entry["ago"])
        meeting = Meeting.objects.get(body=cast.bodies["advisory-group"], starts_at=cast.days.at(day, "14:00"))
        items = _points(meeting, entry["points"])
        _lines(cast, meeting, entry, items)
        if entry["state"] == "approved":
            _approved(cast, meeting, entry)
        else:
            _sent(cast, meeting, entry)
        _answers(cast, meeting, entry.get("pulse", {}))
        if before is not None:
            Notes.objects.filter(meeting=before).update(approved_at=meeting.starts_at, approved_in=meeting)
        before = meeting if entry["state"] == "approved" else None


def _jo(cast):
    return Actor(person=cast["jo"], role=Role.COORDINATOR)


def _points(meeting, titles):
    """The points of its agenda; those it has already are found by their titles."""
    known = {item.title: item for item in AgendaItem.objects.filter(meeting=meeting, is_break=False).on()}
    return [
        known.get(title)
        or AgendaItem.objects.create(meeting=meeting, body=meeting.body, title=title, minutes=25, position=at)
        for at, title in enumerate(titles, start=1)
    ]


def _lines(cast, meeting, entry, items):
    same = {"actor": _jo(cast), "now": meeting.starts_at + timedelta(minutes=50)}
    for each in entry.get("decision", []):
        lines.decide(meeting=meeting, text=each["text"], item=_item(each, items), **same)
    for each in entry.get("action", []):
        action = lines.act(
            meeting=meeting, text=each["text"], item=_item(each, items), due_on=cast.days.today + timedelta(days=each["due"]),
            owner=cast[each["owner"]] if "owner" in each else None, team=cast.teams[each["team"]] if "team" in each else None,
            organisation=cast.organisations[each["organisation"]] if "organisation" in each else None, **same,
        )  # fmt: skip
        if "ended" in each:
            ended = cast.days.at(action.due_on - timedelta(days=1), "11:00")
            lines.end(action=action, state=each["ended"], because=each.get("because", ""), actor=_jo(cast), now=ended)
    for each in entry.get("said", []):
        words = {name: each[name] for name in ("text", "theme", "on_behalf_of", "quote") if name in each}
        speaker = cast[each["speaker"]] if "speaker" in each else None
        lines.say(meeting=meeting, speaker=speaker, item=_item(each, items), **words, **same)


def _item(each, items):
    at = each.get("point")
    return items[at] if at is not None and at < len(items) else None


def _approved(cast, meeting, entry):
    """Weeks ago: as it stands now."""
    sent = meeting.ends_at + timedelta(days=4)
    kept = Notes.objects.create(
        meeting=meeting, sent_at=sent, correct_by=(sent + timedelta(days=5)).date(), agreed_at=sent + timedelta(days=6)
    )
    words = first_words(meeting)
    for number, why in enumerate(["sent"] + ["corrected"] * bool(entry.get("correction")), start=1):
        NotesVersion.objects.create(
            notes=kept, number=number, words=words, people=people_in(words, meeting), why=why, written_by=cast["jo"],
            written_at=sent + timedelta(days=number - 1),
        )  # fmt: skip
    for each in entry.get("correction", []):
        Correction.objects.create(
            notes=kept, person=cast[each["person"]], words=each["words"], how=each["how"], verdict=each["verdict"],
            reply=each["reply"], suggested_at=sent + timedelta(days=1), decided_at=sent + timedelta(days=2),
            decided_by=cast["jo"], recorded_by=None if each["how"] == "link" else cast["jo"],
        )  # fmt: skip
    Said.objects.filter(meeting=meeting).update(state=Said.State.READY)


def _sent(cast, meeting, entry):
    """The last meeting's: made from what was written down, and sent yesterday."""
    days, jo = cast.days, _jo(cast)
    sent = days.at(days.today - timedelta(days=1), "16:10")
    notes.make(meeting=meeting, actor=jo, now=sent)
    notes.send(meeting=meeting, actor=jo, now=sent)
    delivery.deliver_due(now=sent + timedelta(minutes=1))
    post.told(
        ContactTask.objects.open().filter(about=meeting.about_word), by=cast["jo"], now=sent + timedelta(minutes=20)
    )
    kept = Notes.objects.get(meeting=meeting)
    for each in entry.get("correction", []):
        person = cast[each["person"]]
        corrections.suggest(
            notes=kept,
            person=person,
            words=each["words"],
            how=each["how"],
            actor=jo.at_the_desk_for(person),
            now=days.now,
        )


def _answers(cast, meeting, told):
    """An open box takes answers by their tickets; a closed one stands as it is now."""
    if not told:
        return
    if "open" in told:
        box = Pulse.objects.filter(meeting=meeting).first() or pulse.open_box(meeting=meeting, now=cast.days.now)
        tickets = PulseTicket.objects.filter(pulse=box, used=False).select_related("person", "pulse__meeting")
        for ticket, row in zip(tickets.order_by("pk"), told["open"], strict=False):
            answers = dict(zip(SCALES, row, strict=True))
            pulse.answer(ticket=ticket, answers=answers, actor=by_link(ticket.person), now=cast.days.now)
        return
    closed = meeting.ends_at + timedelta(days=15)
    box = Pulse.objects.create(
        meeting=meeting, opened_at=meeting.ends_at + timedelta(days=1), closes_on=(closed - timedelta(days=1)).date(),
        closed_at=closed, asked=max(told["asked"], len(to_ask(meeting)), len(told["answers"])),
        will_change=told.get("will_change", ""), themes=told.get("themes", ""),
    )  # fmt: skip
    PulseResponse.objects.bulk_create(
        [PulseResponse(pulse=box, **dict(zip(SCALES, row, strict=True))) for row in told["answers"]]
    )
    PulseWords.objects.bulk_create([PulseWords(pulse=box, words=words) for words in told.get("words", [])])
