"""What meetings leave to do, on homes: notes to send and to agree, corrections, actions; for members what is theirs."""

from datetime import date, time, timedelta

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, JSONObject, TruncDate, TruncQuarter
from django.utils import timezone

from coproduction.home import agreeing, asking, assessing, between, loops, reports
from meetings.models import Action, Attendance, Correction, Meeting, Notes, PulseTicket, Rsvp
from members.models import Person
from members.permissions import Role
from members.queries.often import Often
from projects.models import CoLead, GoalWord, Mention, OutsideMeeting, OwnStory, Pictured, PlanGoal

FEW = 6
WRITE_FROM, WRITE_UNTIL = timedelta(days=2), timedelta(days=40)  # after the end of a meeting
SOON = timedelta(days=3)  # an action of one's own stands on the home from then on


def to_do(actor, *, now):
    """Querysets for `support.to_do`. Coordinator: everybody's. Staff: of their teams' meetings, and what they do themselves."""
    today = timezone.localdate(now)
    meetings, actions = Q(), Q(due_on__lt=today)
    if actor.role == Role.STAFF:
        meetings = Q(team__in=actor.team_ids) | Q(lead__in=actor.looks_after)
        mine = Q(owner__in=actor.looks_after) | Q(team__in=actor.team_ids)
        actions = mine & Q(due_on__lte=today + SOON)
    came = Attendance.objects.filter(meeting=OuterRef("pk"))
    held = Meeting.objects.published().filter(meetings)
    unsent = held.filter(Exists(came), ends_at__range=(now - WRITE_UNTIL, now - WRITE_FROM), notes__sent_at=None)
    agree = held.filter(notes__sent_at__isnull=False, notes__agreed_at=None, notes__correct_by__lt=today)
    of_these = Q(notes__meeting__in=held.order_by().values("pk")) if actor.role == Role.STAFF else Q()
    wrong = Correction.objects.filter(of_these, verdict=Correction.Verdict.WAITING)
    return [
        _rows(unsent, "notes", "title", "ends_at"),
        _rows(agree, "agree", "title", "notes__correct_by"),
        _rows(wrong, "correction", "notes__meeting__title", "suggested_at"),
        _rows(Action.objects.open().filter(actions), "action", "text", "due_on"),
    ]


def _rows(found, sort, words, at):
    """The first few in the columns of `coproduction.home.support.to_do`, by their places; for the name, how many there are."""
    nobody, text = Value(None, output_field=BigIntegerField()), CharField()
    rows = found.order_by(at, "pk").annotate(
        sort_of_row=Value(sort, output_field=text), nobody_id=nobody, said_name=Cast(Window(Count("pk")), text),
        said_words=Cast(F(words), text), at=Cast(F(at), DateTimeField()),
    )  # fmt: skip
    return rows.values("id", "nobody_id", "said_name", "said_words", "at", row=F("sort_of_row"))[:FEW]


def sorted_out(rows):
    """The first few of each, and how many actions there are."""
    found = {sort: [row for row in rows if row["row"] == sort] for sort in ("notes", "agree", "correction", "action")}
    return found | {"late": int(found["action"][0]["name"]) if found["action"] else 0}


def _mine(person, today, now):
    """One row: a box that waits for an answer, notes to look over, an action of one's own."""
    of_person = OuterRef("pk")
    ticket = PulseTicket.objects.filter(
        person=of_person, used=False, pulse__closed_at=None, pulse__closes_on__gte=today
    )
    ticket = ticket.order_by("-pulse__meeting__starts_at", "-pk")
    asked = Rsvp.objects.filter(person=OuterRef(of_person), notes_right_at=None).standing().values("meeting")
    notes = Notes.objects.filter(meeting__in=asked, sent_at__isnull=False, agreed_at=None, correct_by__gte=today)
    told = Correction.objects.filter(notes=OuterRef("pk"), person=OuterRef(of_person))
    notes = notes.exclude(Exists(told.exclude(verdict=Correction.Verdict.WAITING))).order_by("correct_by", "pk")
    action = Action.objects.open().filter(owner=of_person).order_by(F("due_on").asc(nulls_last=True), "pk")
    quarter = TruncQuarter(today, output_field=DateField())
    said = GoalWord.objects.filter(goal=OuterRef("pk"), quarter=quarter)
    goal = PlanGoal.objects.open().filter(~Exists(said), member_owner=of_person, plan__starts_on__lte=today)
    goal = goal.order_by("due_on", "pk")
    look = assessing.open_to(of_person, today=TruncDate(today))  # London’s day, in summer too
    table = OutsideMeeting.objects.to_come(today=today).filter(person=of_person).order_by("on_day", "pk")
    report = reports.without_their_part()
    led = CoLead.objects.standing().filter(person=of_person, project__ended_on=None).order_by("-began_on", "-pk")
    came = Attendance.objects.filter(person=of_person, came=True)  # so that somebody new is not sent to an empty page
    return Person.objects.filter(pk=person).annotate(
        the_pulse=_one(ticket, at="pulse__meeting", title="pulse__meeting__title", until="pulse__closes_on"),
        the_notes=_one(notes, at="meeting", title="meeting__title", by="correct_by", told=Exists(told)),
        the_action=_one(action, at="pk", text="text", due="due_on"), was_there=Exists(came),
        the_table=_one(table, at="pk", title="title", on="on_day", starts="starts_at", place="place"),
        the_report=_one(report, at="pk", title="title"),
        stories_wanted=reports.room_for_stories(today=TruncDate(today)),
        the_told=_one(
            between.told(of_person, day=TruncDate(today), now=now), at="pk", words="words", answer="answer", outcome="outcome",
            asked=Coalesce("to_body__name", "to_team__name"),
        ),
        the_led=_one(led, title="project__title", **{"with": "project__lead__name"}),
        my_words=loops.latest_of(of_person), my_voice=agreeing.of_a_person(of_person, now),
        could_join=asking.open_to(of_person, today=today),
        the_look=_one(look, at="pk", until="closes_on"), the_goal=_one(goal, at="pk", aim="aim"),
        may_we_show=Exists(Mention.objects.filter(person=of_person, decided_at=None))
        | Exists(Pictured.objects.filter(person=of_person, decided_at=None))
        | Exists(OwnStory.objects.filter(person=of_person, state=OwnStory.State.WAITING)),
    ).values_list(
        *(f"the_{name}" for name in FOUND), "was_there", "my_words", "may_we_show", "my_voice", "could_join", "stories_wanted",
    )  # fmt: skip


def _one(rows, **columns):
    """What is told of the first of these rows, in one column: asked column by column it was planned three times."""
    return Subquery(rows.values(found=JSONObject(**columns))[:1])


MINE = Often(lambda person, at, now: _mine(person, Cast(at, DateTimeField()), now))


FOUND = {  # what is told of the first row of each, and how days and times are read
    "pulse": ("at", "title", "until"), "notes": ("at", "title", "by", "told"), "action": ("at", "text", "due"),
    "table": ("at", "title", "on", "starts", "place"), "report": ("at", "title"), "led": ("title", "with"), "look": ("at", "until"),
    "goal": ("at", "aim"), "told": ("at", "words", "answer", "outcome", "asked"),
}  # fmt: skip
READ = {**dict.fromkeys(("until", "by", "due", "on"), date.fromisoformat), "starts": time.fromisoformat}


def of_mine(person, *, now):
    """For a member, one question."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    [row] = MINE.rows(person.pk, start, now)
    after = row._asdict() | {
        f"{name}_{key}": value for name in FOUND for key, value in _told(name, getattr(row, f"the_{name}"))
    }
    return {
        "after": after,
        "my_words": loops.of_mine(row.my_words, today=start.date()),
        **agreeing.sorted_column([row.my_voice]),
    }


def _told(name, found):
    for key in FOUND[name]:
        value = (found or {}).get(key)
        read = READ.get(key)
        yield key, read(value) if value and read else value
