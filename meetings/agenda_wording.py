"""What letters about agendas say, and whether it is still true when they leave."""

from django.conf import settings

from meetings import agenda_letters, agendas, next_time, papers
from meetings.models import AgendaItem, Answer, ItemState, MeetingState
from meetings.paper_forms import words_for
from meetings.rules import LINK_LASTS
from meetings.wording import ASKED, GONE, found
from members import files
from members.models.channel import Purpose, Way
from members.models.letter import Lane
from members.post import letters, links
from members.words import clock, plural

ATTACHED_AT_MOST = 2_000_000  # bytes of one letter; more is behind the link
RULES = {
    agenda_letters.OUT: "When somebody sends the agenda out: to everybody who was asked and has not said no.",
    agenda_letters.CHANGED: "Ten minutes after the last change of an agenda that is out: to those who have it.",
    agenda_letters.TOPIC: "When a proposed topic is answered: to the person who proposed it.",
}


def _open(letter, *, now):
    rsvp = found(letter)
    if rsvp is None:
        return GONE
    if rsvp.meeting.state != MeetingState.PUBLISHED:
        return "The meeting does not take place, or is a draft again."
    if rsvp.meeting.starts_at <= now:
        return "The meeting has begun."
    return "They cannot come." if rsvp.answer == Answer.NO else ""


def agenda_still_true(letter, *, now):
    return _open(letter, now=now)


def topic_still_true(letter, *, now):
    if found(letter) is None:
        return GONE
    letter._item = AgendaItem.objects.filter(pk=letter.facts["item"], proposed_by=letter.person_id).first()
    if letter._item is None:
        return "The topic is not there any more."
    return "" if letter._item.answers == letter.facts["answers"] else "A later answer took its place."


def _link(letter, meeting, *, now):
    link = links.link_for(
        person=letter.person, purpose="rsvp", about=meeting.about_word, expires_at=meeting.ends_at + LINK_LASTS, now=now,
        known=getattr(letter, "live_link", None),
    )  # fmt: skip
    return links.address(link)


def _line(line):
    item = line.item
    return {
        "at": clock(line.starts_at), "title": item.title, "minutes": plural(item.minutes, "minute,minutes"),
        "is_break": item.is_break, "purpose": item.get_purpose_display(), "summary": item.summary, "leads": line.leads,
        "note": item.content_note, "last": item.at_the_end,
    }  # fmt: skip


def _papers(letter, meeting):
    """Each paper with the words of its forms for this person, and the files that go along by the person's own format."""
    listed, attached, size = [], [], 0
    for paper, forms in papers.for_person(meeting, letter.person_id):
        said = " and ".join(words_for(each.form, each.choice) for each in forms) or "not ready in your format yet"
        listed.append({"title": paper.title, "summary": paper.summary, "form": said})
        for each in forms:
            if letter.way == Way.EMAIL and each.form != papers.ORIGINAL and each.kept_id:
                size += each.kept.bytes
                attached.append(each.kept)
    return listed, attached if size <= ATTACHED_AT_MOST else []


def agenda(letter, *, now):
    return _agenda("agenda_out", letter, now=now)


def changed(letter, *, now):
    return _agenda("agenda_changed", letter, now=now)


def _agenda(name, letter, *, now):
    meeting = found(letter).meeting
    seen = agendas.shown(meeting, to=agendas.named_to(letter.person_id), papers=[])
    listed, attached = _papers(letter, meeting)
    link = _link(letter, meeting, now=now)
    words = {
        "first_name": letter.person.first_name,
        "meeting": meeting,
        "url": link,
        "agenda_url": f"{link}agenda/",
        "since_url": f"{link}since/" if next_time.last_before(meeting) else "",
        "papers_url": f"{settings.BASE_URL}/meetings/{meeting.pk}/agenda/",
        "lines": [_line(line) for line in seen.lines],
        "agreement": seen.agreement,
        "papers": listed,
        "attached": bool(attached),
        "by_post": letter.way == Way.POST,
    }
    parts = [{"name": each.name, "type": files.TYPES[each.extension][0], "base64": files.as_base64(each)} for each in attached]  # fmt: skip
    return letters.compose(
        f"meetings/email/{name}", words, attachments=parts, personal=("first_name", "url", "agenda_url", "since_url")
    )


def topic(letter, *, now):
    if "_item" not in letter.__dict__:
        topic_still_true(letter, now=now)
    item, meeting = letter._item, found(letter).meeting
    words = {
        "first_name": letter.person.first_name,
        "meeting": meeting,
        "title": item.title,
        "because": item.because,
        "url": f"{_link(letter, meeting, now=now)}agenda/",
        "on": item.state == ItemState.ON,
        "next_time": item.state == ItemState.NEXT_TIME,
        "not_taken": item.state == ItemState.NOT_TAKEN,
    }
    return letters.compose("meetings/email/agenda_topic", words, personal=("first_name", "url"))


def register_all():
    """Called once, when the app is ready."""
    news = {"lane": Lane.BULK, "essential": True, "windowed": True, "purpose": Purpose.MEETINGS}
    for kind, render, still_true, words in (
        (agenda_letters.OUT, agenda, agenda_still_true, "Agenda of a meeting"),
        (agenda_letters.CHANGED, changed, agenda_still_true, "The agenda changed"),
        (agenda_letters.TOPIC, topic, topic_still_true, "Answer to a proposed topic"),
    ):
        letters.register(
            kind, render=render, still_true=still_true, words=words, rule=RULES[kind], reads=ASKED, link="rsvp", **news
        )
