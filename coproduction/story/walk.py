"""The walk through the demonstration: its steps, who to be for each, and where it begins."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from coproduction.story import walk_agreeing, walk_asking, walk_conference, walk_days, walk_reports
from coproduction.story.clockwork import walk_meeting
from coproduction.story.reading import read
from coproduction.story.signin import GUISES, Guise, person_of
from meetings.models import AgendaItem, DatePoll, Meeting, Paper, Question, Series
from members.models import Body, Channel, Letter, Link, Mailing
from members.post import links
from projects.models import Contribution, Rating, Side


@dataclass(frozen=True)
class Step:
    """One step: `guise` is who to be (None: nobody, the page is open), `address` where it happens."""

    number: int
    title: str
    words: str
    guise: Guise | None
    address: str

    @property
    def say(self):
        return f"Go there as {self.guise.name.split()[0]}"


def steps(*, now):
    """The steps as they stand now; each address exists and shows something at any time."""
    return [_made(number, step, now) for number, step in enumerate(read("walk")["step"], start=1)]


def step(number, *, now):
    """That step alone as it stands now, or None."""
    written = read("walk")["step"]
    return _made(number, written[number - 1], now) if 0 < number <= len(written) else None


def _made(number, written, now):
    guise = GUISES.get(written.get("who"))
    return Step(number, written["title"], written["words"], guise, PLACES[written["place"]](now))


def _publish(now):
    coming = Meeting.objects.filter(starts_at__gt=now, body__sort=Body.Sort.ADVISORY).order_by("starts_at", "pk")
    if draft := coming.filter(state=Meeting.State.DRAFT).first():
        return reverse("meetings:meeting_publish", args=[draft.pk])
    return _meeting_page(coming.first())


def _meeting_page(meeting):
    return reverse("meetings:meeting", args=[meeting.pk]) if meeting else reverse("meetings:meetings")


def _answer(now):
    """Rowan's own link to the walk's meeting, else to another one; the mailbox while there is none."""
    rowan, meeting = person_of(GUISES["member"]), walk_meeting(now=now)
    live = Link.objects.live(now=now).filter(person=rowan, purpose="rsvp").order_by("-pk")
    found = live.filter(about=meeting.about_word).first() if meeting else None
    found = found or live.first()
    return f"{links.PATHS[found.purpose]}{found.token}/" if found else reverse("demo_mailbox")


def _register(now):
    """The last meeting whose register is open; when all are closed, the last one held."""
    held = Meeting.objects.past(now=now).filter(state=Meeting.State.PUBLISHED)
    meeting = held.filter(register_closed_at=None).first() or held.first()
    return reverse("meetings:meeting_register", args=[meeting.pk]) if meeting else reverse("meetings:meetings")


def _message(now):
    """The letter that was withheld last, because somebody is on a break."""
    withheld = Letter.objects.filter(state=Letter.State.WITHHELD, person__isnull=False).order_by("-due_at", "-pk")
    letter = withheld.exclude(person__paused_at=None).first() or withheld.first()
    return reverse("members:message", args=[letter.pk]) if letter else reverse("members:people")


def _telephone(now):
    """The page to have open while Sam rings."""
    sam = person_of(GUISES["caller"])
    return reverse("members:person", args=[sam.pk]) if sam else reverse("members:people")


def _checklist(now):
    """The meeting to come with the most to arrange."""
    coming = Meeting.objects.published().filter(starts_at__gt=now, provisions__isnull=False)
    meeting = coming.annotate(needs=Count("provisions")).order_by("-needs", "starts_at", "pk").first()
    return reverse("meetings:access", args=[meeting.pk]) if meeting else reverse("members:access")


def _series(now):
    """The Advisory Group's series; all of them once there is another first one."""
    series = Series.objects.filter(body__sort=Body.Sort.ADVISORY).order_by("pk").first()
    return reverse("meetings:series", args=[series.pk]) if series else reverse("meetings:series_list")


def _dates(now):
    """The question about dates that people are answering; when it is over, all of them."""
    poll = DatePoll.objects.filter(state="open").order_by("pk").first()
    return reverse("meetings:date_poll", args=[poll.pk]) if poll else reverse("meetings:date_polls")


def _came_back(now):
    """Whose email came back last; when it was put right, the calls."""
    channel = Channel.objects.exclude(not_arriving_since=None).order_by("-not_arriving_since", "pk").first()
    return reverse("members:person", args=[channel.person_id]) if channel else reverse("members:calls_and_letters")


def _unsent(now):
    """The letter to many that is still being written; when it has been sent, the list of them."""
    draft = Mailing.objects.filter(state=Mailing.State.DRAFT).first()
    return reverse("members:mailing", args=[draft.pk]) if draft else reverse("members:mailings")


def _of_the_group(now):
    """The Advisory Group's last meeting; its notes lie there to be corrected."""
    held = Meeting.objects.past(now=now).filter(state=Meeting.State.PUBLISHED, body__sort=Body.Sort.ADVISORY)
    return held.first()


def _notes(now):
    meeting = _of_the_group(now)
    return reverse("meetings:notes", args=[meeting.pk]) if meeting else reverse("meetings:meetings")


def _live_notes(now):
    meeting = _of_the_group(now)
    return reverse("meetings:notes_live", args=[meeting.pk]) if meeting else reverse("meetings:meetings")


def _since(now):
    """What happened since, as the next meeting of the group tells it."""
    meeting = walk_meeting(now=now) or _of_the_group(now)
    last = _of_the_group(now)
    if last is not None and (meeting is None or meeting.body_id != last.body_id):
        meeting = last
    return reverse("meetings:since", args=[meeting.pk]) if meeting else reverse("meetings:meetings")


def _question(now):
    """The question to the trustees that waits longest; when all are answered, the list of them."""
    waiting = Question.objects.open().put_to(Body.Sort.TRUSTEES).soonest_first().first()
    return reverse("meetings:question", args=[waiting.pk]) if waiting else reverse("meetings:questions")


def _rounds(now):
    """The rounds of the Network's next meeting."""
    coming = Meeting.objects.upcoming(now=now).filter(body__sort=Body.Sort.NETWORK).first()
    return reverse("meetings:network_rounds", args=[coming.pk]) if coming else reverse("meetings:network")


def _proposals(now):
    """The agenda with a topic that waits for an answer."""
    found = AgendaItem.objects.proposed().filter(meeting__starts_at__gt=now).first()
    return reverse("meetings:agenda_plan", args=[found.meeting_id]) if found else reverse("meetings:meetings")


def _papers(now):
    """The papers of which one copy is missing."""
    found = Paper.objects.filter(meeting__starts_at__gt=now).order_by("meeting__starts_at", "pk").first()
    return reverse("meetings:papers", args=[found.meeting_id]) if found else reverse("meetings:meetings")


def _could_not(now):
    """What was said and could not be done; the list of projects while there is none."""
    found = Contribution.objects.filter(responses__answer="cannot").order_by("pk").first()
    return reverse("projects:said", args=[found.pk]) if found else reverse("projects:projects")


def _looked_back(now):
    """The piece of work of which most members said how it felt."""
    found = (
        Rating.objects.filter(side=Side.MEMBER).values("activity").annotate(n=Count("pk")).order_by("-n", "activity")
    )
    first = found.first()
    return reverse("projects:looked_back", args=[first["activity"]]) if first else reverse("projects:projects")


PLACES = {
    "proposals": _proposals,
    "papers": _papers,
    **walk_asking.PLACES,
    **walk_days.PLACES,
    **walk_reports.PLACES,
    **walk_agreeing.PLACES,
    **walk_conference.PLACES,
    "live notes": _live_notes,
    "notes": _notes,
    "since": _since,
    "meetings pulse": lambda now: reverse("pulse_year"),
    "series": _series,
    "month": lambda now: reverse("meetings:month"),
    "needs": lambda now: reverse("members:my_access"),
    "checklist": _checklist,
    "telephone": _telephone,
    "ask to join": lambda now: reverse("join"),
    "way in": lambda now: reverse("members:joining"),
    "who looked": lambda now: reverse("members:who_looked"),
    "publish": _publish,
    "mailbox": lambda now: reverse("demo_mailbox"),
    "answer": _answer,
    "calls": lambda now: reverse("members:calls_and_letters"),
    "time": lambda now: reverse("demo") + "#time",
    "register": _register,
    "log": lambda now: reverse("quick_log"),
    "figures": lambda now: reverse("dashboard"),
    "message": _message,
    "break": lambda now: reverse("home") + "#break",
    "plan": lambda now: reverse("members:my_support_plan"),
    "concerns": lambda now: reverse("members:concerns"),
    "equality": lambda now: reverse("equality_totals"),
    "consents": lambda now: reverse("members:my_consents"),
    "wishes": lambda now: reverse("members:my_wishes"),
    "who has access": lambda now: reverse("members:who_has_access"),
    "looked back": _looked_back,
    "our story": lambda now: reverse("projects:timeline"),
    "our plan": lambda now: reverse("projects:plans"),
    "how we are doing": lambda now: reverse("projects:looks"),
    "what the log says": lambda now: reverse("frameworks"),
    "our quarter": lambda now: reverse("projects:quarter"),
    "shows it": lambda now: reverse("projects:my_part"),
    "my part": lambda now: reverse("projects:my_part"),
    "settings": lambda now: reverse("settings"),
    "my information": lambda now: reverse("members:my_information"),
    "rights": lambda now: reverse("members:rights"),
    "spreadsheet": lambda now: reverse("members:imports"),
    "earlier years": lambda now: reverse("projects:workbooks"),
    "letter to many": _unsent,
    "question": _question,
    "rounds": _rounds,
    "other groups": lambda now: reverse("meetings:groups_year"),
    "dates": _dates,
    "came back": _came_back,
    "my calendar": lambda now: reverse("meetings:my_calendar"),
    "owed": lambda now: reverse("home") + "#loops",
    "what became of it": lambda now: reverse("projects:what_i_said"),
    "couldn't": _could_not,
    "how thanked": lambda now: reverse("projects:my_recognition"),
    "claims": lambda now: reverse("home"),
    "where signed in": lambda now: reverse("members:my_sign_in"),
}
