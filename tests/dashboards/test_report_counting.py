"""A report of a long log is counted by the worker, with a page that says so; of a short one at once."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from coproduction.dashboards import report_actions, report_counting
from coproduction.dashboards.models import BoardReport
from coproduction.dashboards.report_rules import state_of
from members.models import Job, KeptFile
from members.post import jobs
from members.rules import Refused
from tests import factories as make
from tests.dashboards.reading import words
from tests.dashboards.reporting import OCTOBER, PERIOD, approved, draft, summer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


@pytest.fixture
def long_log(monkeypatch):
    monkeypatch.setattr(report_counting, "LONG", 1)


@pytest.fixture
def desk(client, cast, as_user):
    return as_user(client, cast.jo, "coordinator")


def work():
    while jobs.work_one(now=OCTOBER):
        pass


def test_a_long_log_is_counted_by_the_worker_and_the_page_leads_to_the_report(cast, desk, long_log):
    summer(cast)
    asked = [desk.post("/dashboard/reports/new/", {"period": PERIOD}) for _ in range(2)]
    assert asked[0].url == asked[1].url == reverse("report_counting", args=[Job.objects.get(kind="count_report").pk])
    assert not BoardReport.objects.exists()
    assert "You can leave this page" in words(desk.get(asked[0].url))
    assert "waiting for its turn" not in words(desk.get(asked[0].url)), (
        "it is one count: there is no half of it to show"
    )
    part = desk.get(asked[0].url, headers={"HX-Request": "true"})
    assert "every 2s" in part.content.decode()
    work()
    report = BoardReport.objects.get()
    assert (report.author, report.kind) == (cast.jo, "board"), "who asked is its author, and does not approve it"
    assert desk.get(asked[0].url).url == reverse("report", args=[report.pk])
    there = desk.get(asked[0].url, headers={"HX-Request": "true"})
    assert there["HX-Redirect"] == reverse("report", args=[report.pk])


def test_counted_again_and_put_right_the_same_way(cast, desk, long_log):
    project = summer(cast)
    report = draft(cast)
    make.activity("Later", project=project, ended_on=report.starts_on)
    assert "/counting/" in desk.post(f"/dashboard/reports/{report.pk}/count/").url
    work()
    counted = BoardReport.objects.get()
    assert counted.sha256 != report.sha256
    done = approved(cast, counted)
    make.activity("Forgotten", project=project, ended_on=report.starts_on)
    assert "/counting/" in desk.post(f"/dashboard/reports/{done.pk}/correct/", {"note": "One talk was missing."}).url
    second = BoardReport.objects.drafts().get()
    assert second.sha256 == done.sha256, "until the worker has counted"
    work()
    second.refresh_from_db()
    assert second.sha256 != done.sha256
    assert second.change_note == "One talk was missing."


def test_what_is_put_right_is_not_approved_with_the_figures_it_began_with(cast, desk, long_log):
    project = summer(cast)
    done = approved(cast, draft(cast))
    make.activity("Forgotten", project=project, ended_on=done.starts_on)
    with time_machine.travel(OCTOBER + timedelta(hours=1), tick=False):
        desk.post(f"/dashboard/reports/{done.pk}/correct/", {"note": "One talk was missing."})
    second = BoardReport.objects.drafts().get()
    approve = {"report": second, "read": state_of(second), "actor": cast.actor("tal"), "now": OCTOBER}
    with pytest.raises(Refused, match="are still being counted"):
        report_actions.approve(**approve)
    Job.objects.update(state="failed")
    with pytest.raises(Refused, match="could not be counted"):
        report_actions.approve(**approve)
    report_actions.count_again(report=second, actor=cast.actor("jo"), now=OCTOBER + timedelta(hours=2))
    second.refresh_from_db()
    assert second.sha256 != done.sha256
    assert report_actions.approve(**approve | {"read": state_of(second)}).is_approved


def test_what_was_approved_meanwhile_is_not_counted_again(cast, desk, long_log):
    summer(cast)
    report = draft(cast)
    done = approved(cast, report)
    jobs.note(kind="count_report", key=f"count_report:{done.pk}", facts={"report": done.pk}, asked_by=cast.jo)
    work()
    assert BoardReport.objects.get().sha256 == done.sha256
    assert Job.objects.get(kind="count_report").state == "done"
    assert desk.post(f"/dashboard/reports/{done.pk}/count/").status_code == 409


def test_a_period_that_cannot_be_is_refused_at_once_and_a_draft_thrown_away_meanwhile_is_said(cast, desk, long_log):
    summer(cast)
    assert desk.post("/dashboard/reports/new/", {"period": "2031-Q1"}).status_code == 409
    assert not Job.objects.filter(kind="count_report").exists()
    report = draft(cast)
    asked = desk.post(f"/dashboard/reports/{report.pk}/count/")
    report_actions.throw_away(report=report, actor=cast.actor("jo"), now=OCTOBER)
    work()
    assert "could not be counted" in words(desk.get(asked.url))


def test_a_short_log_is_counted_at_once(cast, desk):
    summer(cast)
    made = desk.post("/dashboard/reports/new/", {"period": PERIOD})
    assert made.url == reverse("report", args=[BoardReport.objects.get().pk])
    assert not Job.objects.filter(kind="count_report").exists()


# ---- a copy of what nobody has approved ---------------------------------------------------------------------------------
ADDRESS = "/dashboard/board-report.pdf?period=2026-Q3"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def tal(client, cast, as_user):
    return as_user(client, cast.tal, "trustee")


def test_a_copy_of_a_long_log_is_made_by_the_worker_and_a_page_leads_to_it(cast, tal, long_log, as_user):
    summer(cast)
    page = tal.get(ADDRESS, headers=BROWSER)
    assert page.url == reverse("report_copy", args=[Job.objects.get(kind="copy_figures").pk])
    assert tal.get(ADDRESS, headers=BROWSER).url == page.url, "asked twice, made once"
    assert "counting takes a moment" in words(tal.get(page.url))
    assert "every 2s" in tal.get(page.url, headers={"HX-Request": "true"}).content.decode()
    assert tal.get(f"{page.url}figures.pdf").status_code == 404
    work()
    assert "It is ready, and stays here for an hour." in words(tal.get(page.url))
    copy = tal.get(f"{page.url}figures.pdf")
    assert copy["Content-Type"] == "application/pdf"
    assert b"".join(copy).startswith(b"%PDF")
    assert as_user(tal, cast.bo, "board").get(page.url).status_code == 404, "whoever asked"


def test_after_its_hour_the_copy_is_gone_and_the_page_offers_another(cast, tal, long_log):
    summer(cast)
    page = tal.get(f"/dashboard/board-report.pdf?period=12m&team={cast.team.slug}", headers=BROWSER).url
    work()
    assert "It is ready" in words(tal.get(page))
    KeptFile.objects.update(expires_at=OCTOBER)
    assert "The copy is not there" in words(tal.get(page))
    assert f'?period=12m&amp;team={cast.team.slug}">Ask for it again' in tal.get(page).content.decode()
    assert tal.get(f"{page}figures.pdf").status_code == 404


def test_a_copy_in_large_print_is_asked_for_again_in_large_print(cast, tal, long_log):
    summer(cast)
    page = tal.get(f"{ADDRESS}&print=large", headers=BROWSER).url
    Job.objects.filter(kind="copy_figures").update(state="failed")
    assert '?period=2026-Q3&amp;print=large">Ask for it again' in tal.get(page).content.decode()


def test_a_program_and_a_short_log_have_the_copy_at_once(cast, tal, monkeypatch):
    assert tal.get(ADDRESS, headers=BROWSER).content.startswith(b"%PDF")
    monkeypatch.setattr(report_counting, "LONG", 0)
    assert tal.get(ADDRESS).content.startswith(b"%PDF")
