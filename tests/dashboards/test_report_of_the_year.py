"""The report of the year: made like the Board's, with a part of its own about what we did not do."""

import io

import pytest
import time_machine
from django.db import IntegrityError, transaction
from docx import Document

from coproduction.dashboards import report_actions, report_clock, report_figures, report_rows
from coproduction.dashboards.models import BoardReport, Kind
from members.post import clock, jobs
from members.rules import Refused
from projects.models import Change
from tests import factories as make
from tests.dashboards.reading import words
from tests.dashboards.reporting import OCTOBER, WORDS, approved

pytestmark = pytest.mark.django_db
YEAR = "2025-26"


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


@pytest.fixture
def year(cast):
    """Five things people said: no; yes and there; yes and not there; yes in part, and one who has not been told; silence."""
    project = make.project("Singing", team=cast.team, started_on="2025-06-01")

    def said(text, answer=None, reason="", on="2025-09-01", **more):
        it = make.contribution(project, people=[cast.rowan], text=text, answer=answer, quote="anonymous", **more)
        it.said_on = "2025-08-01"
        it.save()
        it.responses.update(reason=reason, decided_on=on)
        return it

    said("A later bus", "cannot", "The council decides on buses")
    there = said("A ramp", "accepted")
    Change.objects.create(
        contribution=there, what="There is a ramp", evidence="A picture", changed_on="2025-10-01", noted_at=OCTOBER
    )
    said("A warmer hall", "accepted")
    said("A second evening", "partly", "There is money for one", on="2025-11-01")
    said("Better tea")
    said("Of the year before", "accepted", on="2024-11-01")
    said("Of the year before, too", "cannot", "It was too late", on="2024-11-01")
    said("Of the year after", "accepted", on="2026-05-01")
    return project


def annual(cast, **words):
    made = report_actions.draft(period=YEAR, kind=Kind.ANNUAL, actor=cast.actor("jo"), now=OCTOBER)
    given = WORDS | {"title": made.title, "silent_because": "The group writes its own report."} | words
    return report_actions.write(report=made, actor=cast.actor("jo"), now=OCTOBER, **given)


def test_it_says_no_and_why_what_is_promised_and_who_waits(client, cast, as_user, year):
    report = annual(cast)
    page = words(as_user(client, cast.tal, "trustee").get(f"/dashboard/reports/{report.pk}/"))
    part = page[page.index("What we did not do") : page.index("Strategic and operational")]
    assert "A later bus: We couldn’t, Monday 1 September 2025. The council decides on buses" in part
    assert "A warmer hall: Yes, Monday 1 September 2025." in part
    assert "A second evening: Partly, Saturday 1 November 2025. There is money for one" in part
    assert "Of the year before: Yes, Friday 1 November 2024." in part, "a promise does not go away with its year"
    for word in ("A ramp", "too late", "Of the year after"):
        assert word not in part
    assert "Said until then, and not answered yet: 1 thing." in part
    assert "somebody still waits to hear of it: 6 things. People who wait: fewer than 5." in part
    assert "It is about fewer than five people" in part
    assert "Rowan" not in page


def test_a_promise_for_words_that_may_not_be_read_keeps_its_reason_too(client, cast, as_user, year):
    report = annual(cast)
    year.contributions.filter(text="A second evening").update(quote="none")
    page = words(as_user(client, cast.tal, "trustee").get(f"/dashboard/reports/{report.pk}/"))
    assert "Something people said: Partly, Saturday 1 November 2025." in page
    assert "There is money for one" not in page


def test_whoever_waits_is_counted_to_the_last_however_few_are_listed(client, cast, as_user, year, monkeypatch):
    monkeypatch.setattr(report_rows, "MOST", 2)
    page = words(as_user(client, cast.tal, "trustee").get(f"/dashboard/reports/{annual(cast).pk}/"))
    assert "somebody still waits to hear of it: 6 things." in page
    assert "A warmer hall" in page
    assert "A second evening" not in page
    assert "Promised as well, and not listed: 1 thing." in page


def test_the_bytes_hold_numbers_of_rows_and_no_word_and_words_that_changed_are_gone(cast, client, as_user, year):
    report = annual(cast)
    text = bytes(report.figures).decode()
    for word in ("warmer", "money for one", "buses", "Rowan"):
        assert word not in text
    kept = report_figures.read(report.figures).not_done
    assert (len(kept["promised"]), kept["unanswered"], kept["waits"]) == (3, 1, 6)
    contribution = year.contributions.get(text="A second evening")
    contribution.responses.update(reason="Something nicer")
    shown = words(as_user(client, cast.tal, "trustee").get(f"/dashboard/reports/{report.pk}/"))
    assert "Something nicer" not in shown
    assert "There is money for one" not in shown


def test_it_stands_beside_the_boards_report_of_the_same_year_and_is_frozen_like_it(cast, client, as_user, year):
    board = report_actions.draft(period=YEAR, actor=cast.actor("jo"), now=OCTOBER)
    report = annual(cast)
    assert (board.kind, report.kind, board.pk != report.pk) == ("board", "annual", True)
    assert report_figures.read(board.figures).not_done == {}
    assert report_actions.draft(period=YEAR, kind=Kind.ANNUAL, actor=cast.actor("jo"), now=OCTOBER).pk == report.pk
    done = approved(cast, report)
    before = bytes(done.figures)
    make.contribution(year, people=[cast.rowan], text="Late", answer="cannot").responses.update(
        reason="x", decided_on="2025-12-01"
    )
    second = report_actions.correct(report=done, note="One more no.", actor=cast.actor("jo"), now=OCTOBER)
    assert (second.kind, second.version, second.sha256 != done.sha256) == ("annual", 2, True)
    done.refresh_from_db()
    assert bytes(done.figures) == before
    trustee = as_user(client, cast.tal, "trustee")
    assert "Not approved" not in words(trustee.get(f"/dashboard/reports/{done.pk}/"))
    assert b"%PDF" in trustee.get(f"/dashboard/board-report.pdf?period={YEAR}").content, "the Board's is still a draft"
    made = Document(io.BytesIO(trustee.get(f"/dashboard/reports/{done.pk}/report.docx").content))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "3. What we did not do" in text
    assert "A warmer hall" in text
    pack = words(trustee.get(f"/dashboard/reports/{done.pk}/pack/"))
    assert "Something people said: Yes, Monday 1 September" in pack, "nobody has been told, so it may not leave"
    assert "A warmer hall" not in pack


@pytest.mark.parametrize("period", ["2026-Q3", "2026-27", "quarter", "2031-32", ""])
def test_it_is_of_a_year_that_is_over(cast, period):
    with pytest.raises(Refused, match=r"over|year"):
        report_actions.draft(period=period, kind=Kind.ANNUAL, actor=cast.actor("jo"), now=OCTOBER)


def test_postgres_keeps_a_quarter_from_being_a_year(cast):
    report = report_actions.draft(period="2026-Q3", actor=cast.actor("jo"), now=OCTOBER)
    with pytest.raises(IntegrityError, match="the_report_of_a_year"), transaction.atomic():
        BoardReport.objects.filter(pk=report.pk).update(kind="annual")


def test_a_year_without_anything_to_say_says_so(cast, client, as_user):
    page = words(as_user(client, cast.tal, "trustee").get(f"/dashboard/reports/{annual(cast).pk}/"))
    for sentence in (
        "No answer in this year was no.",
        "Everything people said until then has been answered.",
        "has been told.",
    ):
        assert sentence in page


def test_the_list_offers_it_and_april_drafts_it(cast, client, as_user, year):
    desk = as_user(client, cast.jo, "coordinator")
    assert "the report of the year, with what we did not do" in words(desk.get("/dashboard/reports/"))
    made = desk.post("/dashboard/reports/new/", {"period": YEAR, "sort": "annual"})
    assert BoardReport.objects.get().is_annual
    assert "Report of the year" in words(desk.get("/dashboard/reports/"))
    assert desk.post(f"{made.url}throw-away/").status_code == 302
    april = OCTOBER.replace(month=4, day=1)
    with time_machine.travel(april, tick=False):
        for _ in range(2):
            report_clock.plan_due(now=april)
            clock.plan(now=april)
            while jobs.work_one(now=april):
                pass
    assert set(BoardReport.objects.values_list("period", "kind")) == {
        ("2026-Q1", "board"),
        (YEAR, "board"),
        (YEAR, "annual"),
    }
