"""What somebody says on the telephone to a letter about a meeting or about dates, for the list of calls."""

from django.urls import reverse

from meetings import queries
from meetings.models import DateAsked, DatePoll, MeetingState, PollState, Rsvp
from meetings.standing import choices, closed_because, standing_word
from members.permissions import Permission, can
from members.post import abouts
from members.post.abouts import Question


def register_all() -> None:
    abouts.register_question("meeting", of_meeting)
    abouts.register_question("dates", of_dates)


def buttons_of(asked, actor, *, now) -> dict[int, list]:
    """rsvp id -> the buttons to answer it for them, in the words of whoever writes it down; none where this actor may not.
    Places are counted once for all."""
    counted = queries.answers_of_many([rsvp.meeting for rsvp in asked]) if asked else {}
    found = {}
    for rsvp in asked:
        may = not closed_because(rsvp, now=now) and can(actor, Permission.ANSWER_FOR, within=rsvp.meeting)
        places = {way.mode.value: way for way in counted[rsvp.meeting_id].ways if way.limit is not None}
        found[rsvp.pk] = [_said(each) for each in choices(rsvp, places)] if may else []
    return found


def _said(choice):
    return {**choice, "label": choice["label"].replace("I can't this time", "Can't this time"), "kind": ""}


def of_meeting(*, person_id, number, actor, now) -> Question | None:
    seen = Rsvp.objects.visible_to(actor).standing().select_related("meeting", "person")
    rsvp = seen.filter(meeting=number, person=person_id).exclude(meeting__state=MeetingState.DRAFT).first()
    buttons = buttons_of([rsvp], actor, now=now)[rsvp.pk] if rsvp else []
    if not buttons:
        return None
    here = reverse("meetings:answer_for", args=[rsvp.pk])
    return Question(
        words=f"Can {rsvp.person.first_name} come?", url=here, name="choice", page=here,
        buttons=[(each["value"], each["label"], each["chosen"]) for each in buttons],
        hidden={"seen": int(rsvp.meeting.starts_at.timestamp())}, so_far=standing_word(rsvp).word if rsvp.answer else "",
    )  # fmt: skip


def of_dates(*, person_id, number, actor, now) -> Question | None:
    poll = DatePoll.objects.visible_to(actor).filter(pk=number).first()
    if poll is None or poll.state != PollState.OPEN or not can(actor, Permission.ANSWER_FOR, within=poll):
        return None
    asked = DateAsked.objects.filter(poll=poll, person=person_id, removed_at=None).select_related("person").first()
    if asked is None:
        return None
    words = f"Which dates suit {asked.person.first_name}?"
    calls = reverse("members:calls_and_letters")
    return Question(words=words, page=f"{reverse('meetings:dates_for', args=[asked.pk])}?next={calls}")
