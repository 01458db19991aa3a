"""Whom one may write to about a meeting: those asked, by what they answered; and what a letter may say of it."""

from datetime import timedelta

from django.utils import timezone

from meetings.models import Answer, Meeting, MeetingState, Rsvp
from members.queries import audiences, mailings
from members.words import when

NEAR = timedelta(days=120)
MOST = 15
SORTS = {
    "asked": "everybody asked",
    "yes": "who said yes",
    "maybe": "who is not sure",
    "no": "who can’t come",
    "silent": "who has not answered",
}


def _meetings(*, now):
    near = Meeting.objects.filter(state=MeetingState.PUBLISHED, starts_at__range=(now - NEAR, now + NEAR))
    return near.order_by("-starts_at", "-pk")[:MOST]


def choices(*, now):
    return [
        (f"{meeting.pk}-{sort}", f"{meeting.title}, {when(meeting.starts_at)}: {words}")
        for meeting in _meetings(now=now)
        for sort, words in SORTS.items()
    ]


def people(value, *, day):
    meeting, _, sort = value.partition("-")
    asked = Rsvp.objects.filter(meeting=int(meeting) if meeting.isdecimal() else 0).standing()
    if sort == "silent":
        asked = asked.filter(answer=Answer.SILENT)
    elif sort in ("yes", "maybe", "no"):
        asked = asked.filter(answer=sort)
    return asked.values("person")


def about_choices(*, now):
    """The meetings a letter may speak of, for {meeting} and {when}."""
    return [(meeting.about_word, f"{meeting.title}, {when(meeting.starts_at)}") for meeting in _meetings(now=now)]


def words_about(pk):
    meeting = Meeting.objects.filter(pk=pk).only("title", "starts_at").first()
    return {"meeting": meeting.title, "when": when(timezone.localtime(meeting.starts_at))} if meeting else {}


def register():
    """Called once, in `AppConfig.ready()`."""
    audiences.register(audiences.Audience("meeting", "A meeting", choices, people))
    mailings.register_about("meeting", words_about, about_choices)
