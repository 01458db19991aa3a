"""Everything that is somebody's to see to, each once, in a team of neither Ash nor Uma: for tests/test_covered.py."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.urls import reverse
from django.utils import timezone

from meetings.models import MonthTask, NextStep, PlanningTask, Question, SeriesStep, Speaker, SpeakerTalk
from members.models.link import digest
from projects.models import OutsideMeeting, ProjectKind, ProjectPoint, TableQuestion, TeamLead
from tests import factories as make
from tests.factories import after, plans
from tests.factories import day as make_day

TODAY = timezone.localdate


@dataclass
class Owned:
    """Something of Ash's: where a home leads to, what is pressed there, and how one sees that it was done."""

    thing: object
    link: str
    press: str = ""
    data: dict | None = None
    done: object = None
    closed: int = 404  # what both answer to a stranger
    seen_by_staff: bool = False  # everybody who works here may read it, and only its owner changes it


def _far(cast):
    return make.team("Far away")


def a_meeting(cast):
    it = make.meeting("Garden talk", team=_far(cast), lead=cast.ash, state="draft")
    return Owned(it, reverse("meetings:meeting", args=[it.pk]), reverse("meetings:meeting_edit", args=[it.pk]))


def a_register(cast):
    it = make.meeting("Garden talk", days=-2, team=_far(cast), lead=cast.ash, people=[cast.rowan])
    data = {"person": cast.rowan.pk, "came": "room"}
    link = reverse("meetings:meeting_register", args=[it.pk])
    return Owned(
        it, link, reverse("meetings:register_mark", args=[it.pk]), data, lambda: it.attendances.exists(), closed=403
    )


def notes(cast):
    it = make.meeting("Garden talk", days=-4, team=_far(cast), lead=cast.ash, people=[cast.rowan])
    make.attendance(it, cast.rowan)
    return Owned(
        it, reverse("meetings:notes", args=[it.pk]), reverse("meetings:notes_write", args=[it.pk]), seen_by_staff=True
    )


def a_need(cast):
    it = make.provision(make.meeting(team=_far(cast), lead=cast.ash), cast.rowan)
    press = reverse("meetings:provision", args=[it.pk])
    link = reverse("meetings:access", args=[it.meeting_id])
    return Owned(it, link, press, {"state": "arranged"}, lambda: it.state == "arranged", closed=403)


def one_need(cast):
    it = make.provision(make.meeting(team=_far(cast), lead=cast.jo), cast.rowan, owner=cast.ash)
    link = reverse("meetings:provision", args=[it.pk])
    return Owned(it, link, link, {"state": "arranged"}, lambda: it.state == "arranged")


def an_action(cast):
    it = after.action(make.meeting(days=-9, team=_far(cast), lead=cast.jo), owner=cast.ash, due_on=TODAY())
    press = reverse("meetings:action_end", args=[it.pk])
    return Owned(it, reverse("meetings:actions"), press, {"state": "done"}, lambda: it.state == "done", closed=404)


def a_question(cast):
    facts = {"put_at": timezone.now(), "answer_by": TODAY() + timedelta(days=3), "owner": cast.ash}
    it = Question.objects.create(from_body=cast.group, to_team=_far(cast), words="May we come along?", **facts)
    link = reverse("meetings:question", args=[it.pk])
    return Owned(it, link, link, {"outcome": "answered", "words": "Yes."}, lambda: it.answered_at is not None)


def a_talk(cast):
    gathering = make_day.gathering(team=_far(cast), lead=cast.jo)
    speaker = Speaker.objects.create(gathering=gathering, name="Ingrid", token="t", token_hash=digest("t"))
    it = SpeakerTalk.objects.create(speaker=speaker, sort="prepare", owner=cast.ash, due_on=TODAY())
    link = reverse("meetings:speaker_talk", args=[it.pk])
    return Owned(it, link, link, {"step": "held"}, lambda: it.done_on is not None)


def a_planning_task(cast):
    gathering = make_day.gathering(team=_far(cast), lead=cast.jo)
    it = PlanningTask.objects.create(gathering=gathering, title="Book the hall", owner=cast.ash, due_on=TODAY())
    link = reverse("meetings:planning_task", args=[it.pk])
    return Owned(it, link, link, {"step": "done"}, lambda: it.done_on is not None)


def a_promise(cast):
    gathering = make_day.gathering(days=-20, state="over", team=_far(cast), lead=cast.jo)
    it = NextStep.objects.create(gathering=gathering, words="A quiet room", owner=cast.ash, due_on=TODAY())
    link = reverse("meetings:next_step", args=[it.pk])
    return Owned(it, link, link, {"step": "done"}, lambda: it.done_on is not None)


def a_step_of_the_month(cast):
    series = make.series(clock=False, team=_far(cast), lead=cast.jo)
    step = SeriesStep.objects.create(
        series=series, slug="own-1", words="Bake a cake", days=-7, at=time(10), owner=cast.ash
    )
    meeting = make.meeting(team=_far(cast), lead=cast.jo, series=series)
    it = MonthTask.objects.create(meeting=meeting, step=step, due_at=timezone.now() - timedelta(hours=1))
    link = reverse("meetings:month_task", args=[it.pk])
    return Owned(it, link, link, {"do": "done"}, lambda: it.done_at is not None)


def a_project(cast):
    it = make.project(team=_far(cast), lead=cast.ash)
    link = reverse("projects:project", args=[it.pk])
    return Owned(it, link, reverse("projects:project_edit", args=[it.pk]), closed=403, seen_by_staff=True)


def words_that_wait(cast):
    late = {"reply_by": TODAY() - timedelta(days=1), "owner": cast.ash}
    it = make.contribution(make.project(team=_far(cast), lead=cast.jo), **late)
    data = {"answer": "accepted", "decided_by": "The team", "decided_on": TODAY().isoformat()}
    link = reverse("projects:said", args=[it.pk])
    return Owned(it, link, reverse("projects:said_answer", args=[it.pk]), data, lambda: it.responses.exists())


def a_goal(cast):
    it = plans.plan_goal(plans.plan(), staff=cast.ash, member=cast.rowan)
    link = reverse("projects:goal", args=[it.pk])
    data = {"progress": "1", "text": "We looked at two places."}
    return Owned(it, link, link, data, lambda: it.words.exists(), closed=403, seen_by_staff=True)


def a_point(cast):
    project = make.project(team=_far(cast), lead=cast.jo)
    ProjectKind.objects.create(project=project, kind="course", version="1", chosen_at=timezone.now())
    words = {"looked_after_by": cast.ash, "due_on": TODAY(), "name": "Two who lead it"}
    it = ProjectPoint.objects.create(project=project, point="pair", **words)
    link = reverse("projects:need", args=[project.pk, "pair"])
    return Owned(it, link, link, {"note": "They met", "done": "on"}, lambda: it.done_at is not None, closed=403)


def an_outside_question(cast):
    it = _outside(cast).questions.create(question="Who pays?", noted_at=timezone.now(), owner=cast.ash, due_on=TODAY())
    assert isinstance(it, TableQuestion)
    link = reverse("projects:table_answer", args=[it.pk])
    data = {"answer": "The council", "answered_by": "The chair", "answered_on": TODAY().isoformat()}
    return Owned(it, link, link, data, lambda: it.answered_on is not None)


def somebody_to_go_along_with(cast):
    it = _outside(cast, buddy=cast.ash, on_day=TODAY() + timedelta(days=2), brief_on=TODAY())
    link = reverse("projects:table", args=[it.pk])
    press = reverse("projects:table_add", args=[it.pk, "brief"])
    return Owned(it, link, press, {"brief": "Bring water", "brief_on": TODAY().isoformat()}, lambda: it.brief != "")


def _outside(cast, **words):
    project = make.project(team=_far(cast), lead=cast.jo)
    on_day = words.pop("on_day", TODAY() - timedelta(days=12))
    words |= {"debrief_on": on_day + timedelta(days=1), "made_at": timezone.now(), "made_by": cast.jo}
    return OutsideMeeting.objects.create(
        project=project, title="Contract meeting", organisation="The council", on_day=on_day, person=cast.rowan,
        **words,
    )  # fmt: skip


def people_they_asked(cast):
    project = make.project(team=_far(cast), lead=cast.jo)
    it = make.opportunity(project, asked_by=cast.ash, people=[cast.rowan])
    link = reverse("projects:opportunity", args=[it.pk])
    return Owned(
        it, link, reverse("projects:opportunity_close", args=[it.pk]), {}, lambda: it.closes_at <= timezone.now()
    )


def something_to_complete(cast):
    it = make.activity(team=_far(cast), lead=cast.ash, logged_by=cast.jo, minutes=None, needs_detail=True)
    link = reverse("projects:activity_edit", args=[it.pk])
    return Owned(it, link, link, closed=404)


def a_quarter(cast):
    TeamLead.objects.create(team=_far(cast), person=cast.ash, named_at=timezone.now() - timedelta(days=400))
    link = reverse("projects:quarter")
    return Owned(_far(cast), link, reverse("projects:quarter_of", args=[_far(cast).pk]), seen_by_staff=True)


def somebody_to_ask_how_they_are(cast):
    it = make.check_in(cast.rowan, assigned_to=cast.ash)
    link = reverse("members:check_in", args=[it.pk])
    return Owned(it, link, link, {"outcome": "fine"}, lambda: it.closed_at is not None)


EVERYTHING = [
    a_meeting, a_register, notes, a_need, one_need, an_action, a_question, a_talk, a_planning_task, a_promise, a_step_of_the_month,
    a_project, words_that_wait, a_goal, a_point, an_outside_question, somebody_to_go_along_with, people_they_asked,
    something_to_complete, a_quarter, somebody_to_ask_how_they_are,
]  # fmt: skip
