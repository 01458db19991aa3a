"""The report of the last quarter is ready on the first of the next, and whoever asked hears of it once."""

import pytest
import time_machine

from coproduction.dashboards import report_actions, report_clock
from coproduction.dashboards.models import BoardReport, ReportWish
from members.models import Job, Letter
from members.permissions import CLOCK
from members.post import clock, jobs
from tests.dashboards.reporting import OCTOBER, PERIOD, summer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


def test_on_the_first_of_the_quarter_a_draft_is_ready_and_whoever_asked_hears_of_it_once(cast):
    first = OCTOBER.replace(day=1, hour=0, minute=5)
    assert report_clock.plan_due(now=first) == 0
    assert not Job.objects.exists(), "a charity without anything is left alone"
    summer(cast)
    for name in ("tal", "rowan", "ash"):
        ReportWish.objects.create(person=getattr(cast, name), since=OCTOBER)
    report_clock.plan_due(now=OCTOBER.replace(month=9, day=30))
    assert not Job.objects.filter(facts__period=PERIOD).exists(), "it is not over yet"
    Job.objects.all().delete()
    for _ in range(3):
        clock.plan(now=first)
        while jobs.work_one(now=first):
            pass
    report = BoardReport.objects.get(period=PERIOD)
    assert (report.author, report.is_approved) == (None, False)
    letters = Letter.objects.filter(kind="report_ready").order_by("person")
    assert {letter.person for letter in letters} == {cast.tal, cast.rowan}, "staff do not read reports"
    report_actions.throw_away(report=report, actor=cast.actor("jo"), now=first)
    clock.plan(now=first)
    assert not jobs.work_one(now=first)
    assert not BoardReport.objects.filter(period=PERIOD).exists(), "what was thrown away does not come back by itself"


def test_in_april_the_year_is_drafted_too(cast):
    summer(cast)
    april = OCTOBER.replace(year=2027, month=4, day=1)
    with time_machine.travel(april, tick=False):
        clock.plan(now=april)
        while jobs.work_one(now=april):
            pass
    made = {("2027-Q1", "board"), ("2026-27", "board"), ("2026-27", "annual")}
    assert set(BoardReport.objects.values_list("period", "kind")) == made


def test_the_letter_is_withheld_when_it_is_no_longer_true(cast):
    summer(cast)
    ReportWish.objects.create(person=cast.tal, since=OCTOBER)
    report = report_actions.draft(period=PERIOD, actor=CLOCK, now=OCTOBER)
    report_clock.run(Job(kind="board_report", facts={"period": PERIOD}), now=OCTOBER, progress=None)
    letter = Letter.objects.get(kind="report_ready")
    assert report_clock.still_true(letter, now=OCTOBER) == ""
    assert f"/dashboard/reports/{report.pk}/" in report_clock.render(letter, now=OCTOBER).text
    report_actions.tell_me(wanted=False, actor=cast.actor("tal"), now=OCTOBER)
    assert "rather not" in report_clock.still_true(letter, now=OCTOBER)
