"""Agendas and papers in the story: what people proposed and what became of it, what went out, and a copy that is missing."""

from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from coproduction.story import post
from coproduction.story.reading import read
from meetings.actions import agenda, paper_copies, papers, proposals
from meetings.models import AgendaItem, Meeting, Rsvp
from meetings.paper_forms import FORMS
from meetings.papers import table
from members import printing
from members.models import ContactTask
from members.permissions import Actor, Role, by_link
from members.post import delivery

SHEET = Path(__file__).with_name("paper.typ")
POINTS = 12
MORNING = "10:30"


def _jo(cast):
    return Actor(person=cast["jo"], role=Role.COORDINATOR)


def went_out(cast):
    """The last meeting's agenda went out with its papers; whoever proposed a topic heard what became of it."""
    data, jo = read("agendas"), _jo(cast)
    plan = data["last"]
    held = Meeting.objects.filter(body=cast.bodies["advisory-group"], ends_at__lt=cast.days.now, state="published")
    meeting = held.order_by("-starts_at", "-pk").first()
    if meeting is None:
        return
    at = {name: _days_before(cast, meeting, plan[name]) for name in ("proposed", "answered", "planned", "out")}
    agenda.reword_agreement(meeting=meeting, words=data["agreement"], actor=jo, now=at["planned"])
    for entry in plan["topic"]:
        item = _propose(cast, meeting, entry, now=at["proposed"])
        if item is not None:
            more = {"minutes": entry["minutes"]} if "minutes" in entry else {}
            facts = {"state": entry["answer"], "because": entry.get("because", ""), "actor": jo, "now": at["answered"]}
            proposals.answer(item=item, **facts, **more)
    _items(cast, meeting, plan, actor=jo, now=at["planned"])
    for entry in plan["paper"]:
        _paper(cast, meeting, entry, actor=jo, now=at["planned"])
    for envelope in table(meeting).envelopes:
        person, on = envelope.reader.person, at["planned"].date()
        paper_copies.posted(meeting=meeting, person=person, on=on, actor=jo, now=at["planned"] + timedelta(hours=1))
    paper_copies.call_complete(meeting=meeting, actor=jo, now=at["out"])
    agenda.send_out(meeting=meeting, actor=jo, now=at["out"])
    delivery.deliver_due(now=at["out"] + timedelta(minutes=1))
    post.told(ContactTask.objects.open().filter(about=meeting.about_word), by=cast["jo"], now=at["out"])


def wait(cast):
    """The workshop's agenda waits for an answer to somebody, and its paper for one copy."""
    plan = read("agendas")["workshop"]
    coming = Meeting.objects.published().filter(title=plan["title"], starts_at__gt=cast.days.now)
    meeting = coming.order_by("starts_at", "pk").first()
    if meeting is None:
        return
    team = frozenset({meeting.team_id})
    daniel = Actor(person=cast["daniel"], role=Role.STAFF, team_ids=team)
    lately = cast.days.at(cast.days.today - timedelta(days=1), MORNING)
    _items(cast, meeting, plan, actor=daniel, now=lately)
    for entry in plan["topic"]:
        _propose(cast, meeting, entry, now=lately)
    for entry in plan["paper"]:
        _paper(cast, meeting, entry, actor=daniel, now=lately, but_for_one=True)


def _days_before(cast, meeting, days):
    return cast.days.at(meeting.starts_at.date() - timedelta(days=days), MORNING)


def _propose(cast, meeting, entry, *, now):
    """In their own words; whoever is not asked to this meeting proposes nothing."""
    asked = Rsvp.objects.filter(meeting=meeting, person=cast[entry["by"]]).standing()
    rsvp = asked.select_related("meeting", "person").first()
    if rsvp is None:
        return None
    actor = _jo(cast).at_the_desk_for(rsvp.person) if entry.get("by_phone") else by_link(rsvp.person)
    return proposals.propose(
        rsvp=rsvp, title=entry["title"], summary=entry.get("summary", ""), actor=actor, now=now
    )  # fmt: skip


def _items(cast, meeting, plan, *, actor, now):
    for entry in plan["item"]:
        words = {name: value for name, value in entry.items() if name != "lead"}
        lead = cast[entry["lead"]] if "lead" in entry else None
        agenda.add(meeting=meeting, lead=lead, actor=actor, now=now, **words)


def _paper(cast, meeting, entry, *, actor, now, but_for_one=False):
    """A paper in every form somebody needs; one of them may be missing still."""
    item = AgendaItem.objects.filter(meeting=meeting, title=entry["item"]).first()
    words = {"title": entry["title"], "summary": entry["summary"]}
    paper = papers.add(meeting=meeting, item=item, actor=actor, now=now, **words)
    wanted = [(cell.form, cell.choice) for cell in table(meeting).missing if cell.paper.pk == paper.pk]
    for form, choice in wanted[:-1] if but_for_one and len(wanted) > 1 else wanted:
        upload = _file(entry, form, choice) if FORMS[form].endings else None
        papers.put(paper=paper, form=form, choice=choice, upload=upload, actor=actor, now=now)


def _file(entry, form, choice):
    """A small true file of that form; sound is a moment of silence."""
    ending = FORMS[form].endings[0]
    words = "\n\n".join([entry["title"], *entry["paragraphs"]])
    content = {
        "pdf": lambda: _pdf(entry, int(choice.split()[0]) if choice else 18 if form != "original" else POINTS),
        "txt": words.encode,
        "mp3": lambda: b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(413),
    }.get(ending)
    if content is None:
        return None
    return SimpleUploadedFile(f"{entry['title']}.{ending}", content())


def _pdf(entry, points):
    data = {"title": entry["title"], "paragraphs": entry["paragraphs"], "points": points}
    return printing.draw(SHEET, words=data)
