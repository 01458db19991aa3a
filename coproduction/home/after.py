"""What meetings leave to do, on homes: notes to send and to agree, corrections, actions; for members what is theirs."""

from datetime import timedelta

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
from django.db.models.functions import Cast, TruncDate, TruncQuarter
from django.utils import timezone

from coproduction.home import agreeing, asking, assessing, loops, reports
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
    asked = Rsvp.objects.filter(person=OuterRef(of_person)).standing().values("meeting")
    notes = Notes.objects.filter(meeting__in=asked, sent_at__isnull=False, agreed_at=None, correct_by__gte=today)
    notes = notes.order_by("correct_by", "pk")
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
        pulse_at=Subquery(ticket.values("pulse__meeting")[:1]), pulse_title=Subquery(ticket.values("pulse__meeting__title")[:1]),
        pulse_until=Subquery(ticket.values("pulse__closes_on")[:1]), notes_at=Subquery(notes.values("meeting")[:1]),
        notes_title=Subquery(notes.values("meeting__title")[:1]), notes_by=Subquery(notes.values("correct_by")[:1]),
        action_at=Subquery(action.values("pk")[:1]), action_text=Subquery(action.values("text")[:1]),
        action_due=Subquery(action.values("due_on")[:1]), was_there=Exists(came),
        table_at=Subquery(table.values("pk")[:1]), table_title=Subquery(table.values("title")[:1]),
        table_on=Subquery(table.values("on_day")[:1]),
        report_at=Subquery(report.values("pk")[:1]), report_title=Subquery(report.values("title")[:1]),
        stories_wanted=reports.room_for_stories(today=TruncDate(today)),
        led_title=Subquery(led.values("project__title")[:1]), led_with=Subquery(led.values("project__lead__name")[:1]),
        my_words=loops.latest_of(of_person), my_voice=agreeing.of_a_person(of_person, now),
        could_join=asking.open_to(of_person, today=today),
        look_at=Subquery(look.values("pk")[:1]), look_until=Subquery(look.values("closes_on")[:1]),
        goal_at=Subquery(goal.values("pk")[:1]), goal_aim=Subquery(goal.values("aim")[:1]),
        may_we_show=Exists(Mention.objects.filter(person=of_person, decided_at=None))
        | Exists(Pictured.objects.filter(person=of_person, decided_at=None))
        | Exists(OwnStory.objects.filter(person=of_person, state=OwnStory.State.WAITING)),
    ).values_list(
        "pulse_at", "pulse_title", "pulse_until", "notes_at", "notes_title", "notes_by", "action_at", "action_text",
        "action_due", "was_there", "my_words", "may_we_show", "my_voice",
        "could_join", "goal_at", "goal_aim", "look_at", "look_until", "led_title", "led_with", "table_at", "table_title", "table_on",
        "report_at", "report_title", "stories_wanted",
    )  # fmt: skip


MINE = Often(lambda person, at, now: _mine(person, Cast(at, DateTimeField()), now))


def of_mine(person, *, now):
    """For a member, one question."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    [row] = MINE.rows(person.pk, start, now)
    return {"after": row, "my_words": loops.of_mine(row.my_words), **agreeing.sorted_column([row.my_voice])}
