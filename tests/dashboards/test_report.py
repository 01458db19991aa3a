"""The report to the Board: drafted of what is over, the group's part closed to staff, approved once, and then it stays."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import InternalError, connection, transaction

from coproduction.dashboards import group_part, report_actions, report_figures
from coproduction.dashboards.models import BoardReport, GroupSection
from coproduction.dashboards.report_rules import state_of
from members.rules import Refused
from tests import factories as make
from tests.dashboards.reporting import OCTOBER, PERIOD, WORDS, approved, draft, summer, with_part

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


def act(cast, name, report, **more):
    return {"report": report, "actor": cast.actor(name), "now": OCTOBER, **more}


@pytest.mark.parametrize("period", ["2026-Q4", "2031-Q1", "quarter", "12m", "2026-Q7", "", "2026-27", "'; --"])
def test_a_period_that_is_not_over_or_is_none_is_refused_in_a_sentence(cast, period):
    with pytest.raises(Refused, match=r"over|go back"):
        report_actions.draft(period=period, actor=cast.actor("jo"), now=OCTOBER)
    assert not BoardReport.objects.exists()


def test_a_draft_is_made_once_and_counts_again_until_it_is_approved(cast):
    project = summer(cast)
    first = draft(cast)
    assert draft(cast).pk == first.pk
    shown = report_figures.read(first.figures)
    assert shown.tiles["MET-01"].figure == "1 of 1"
    assert shown.tiles["MET-13"].figure == "6"
    make.activity("Later", project=project, ended_on=first.starts_on)
    assert report_actions.count_again(**act(cast, "jo", first)).sha256 != first.sha256
    gone = approved(cast)
    with pytest.raises(Refused, match="approved on"):
        report_actions.count_again(**act(cast, "jo", gone))
    with pytest.raises(Refused, match="approved on"):
        report_actions.write(**act(cast, "jo", gone), **WORDS)


def test_the_same_figures_give_the_same_bytes_and_hold_no_word_of_anybody(cast):
    project = summer(cast)
    said = make.contribution(project, people=[cast.rowan], text="The hall is cold", answer="cannot")
    said.responses.update(reason="There is no money for it", decided_on="2026-08-01")
    public = make.contribution(project, people=[cast.sam], text="Tea is too weak", answer="cannot", quote="anonymous")
    public.responses.update(reason="Nobody likes it strong", decided_on="2026-08-02")
    public.closed_at = public.published_at = OCTOBER
    public.save()
    report = draft(cast)
    about = report_actions.report_periods.closed(PERIOD, today=OCTOBER.date())
    assert bytes(report.figures) == report_figures.counted(about, now=OCTOBER)
    text = bytes(report.figures).decode()
    for word in ("The hall is cold", "no money", "too weak", "likes it", "Rowan", "Guest", "Jo Hartley", "Singing"):
        assert word not in text
    assert len(report_figures.read(report.figures).could_not) == 2


def test_the_groups_part_is_closed_to_staff_once_it_is_handed_in(cast):
    report = draft(cast)
    for name in ("jo", "tal", "bo"):
        with pytest.raises(PermissionDenied):
            group_part.write(**act(cast, name, report, words="As staff would have it"))
    desk = cast.actor("jo").at_the_desk_for(cast.sam)
    group_part.write(report=report, words="Told by Sam over the telephone.", actor=desk, now=OCTOBER)
    with pytest.raises(Refused, match="Only members of the group"):
        group_part.write(report=report, words="x", actor=cast.actor("jo").at_the_desk_for(cast.ash), now=OCTOBER)
    with pytest.raises(Refused, match="changed the words"):
        group_part.hand_in(**act(cast, "rowan", report, read="other words"))
    group_part.hand_in(**act(cast, "rowan", report, read="Told by Sam over the telephone."))
    for words in ({"words": "Nicer words"}, {"words": ""}):
        with pytest.raises(Refused, match="Only its members"):
            group_part.write(report=report, actor=desk, now=OCTOBER, **words)
    with pytest.raises(PermissionDenied):
        group_part.take_back(**act(cast, "jo", report))
    with pytest.raises(InternalError), transaction.atomic():
        GroupSection.objects.update(words="By another way")
    group_part.take_back(**act(cast, "robin", report))
    group_part.write(**act(cast, "robin", report, words="We say it anew."))
    assert GroupSection.objects.get().words == "We say it anew."


def test_approved_by_somebody_else_with_the_groups_part_as_it_was_read_and_once(cast):
    report = draft(cast)
    read = {"read": state_of(report)}
    with pytest.raises(PermissionDenied):
        report_actions.approve(**act(cast, "jo", report), **read)
    with pytest.raises(Refused, match="has not handed in"):
        report_actions.approve(**act(cast, "tal", report), **read)
    with_part(cast, report)
    with pytest.raises(Refused, match="has changed since"):
        report_actions.approve(**act(cast, "tal", report), **read)
    done = approved(cast, report)
    assert (done.approved_by, done.approved_at) == (cast.tal, OCTOBER)
    with pytest.raises(Refused, match="was approved on Tuesday 6 October"):
        report_actions.approve(**act(cast, "bo", done), read=state_of(done))


def test_who_wrote_it_does_not_approve_it_and_a_missing_part_needs_its_reason(cast):
    make.grant(cast.jo, "trustee")
    report = draft(cast, silent_because="The group did not meet in summer.")
    both = {"report": report, "read": state_of(report), "now": OCTOBER}
    with pytest.raises(Refused, match="Somebody else approves"):
        report_actions.approve(actor=cast.actor("jo", "trustee"), **both)
    assert report_actions.approve(actor=cast.actor("bo"), **both).is_approved


def test_a_correction_is_the_next_version_and_the_first_one_stays(cast):
    project = summer(cast)
    first = approved(cast)
    bytes_before = bytes(first.figures)
    make.activity("Forgotten", project=project, ended_on=first.starts_on)
    with pytest.raises(Refused, match="what is put right"):
        report_actions.correct(**act(cast, "jo", first, note=" "))
    second = report_actions.correct(**act(cast, "jo", first, note="One talk was missing."))
    assert (second.version, second.is_approved, second.section.words) == (2, False, first.section.words)
    assert second.sha256 != first.sha256
    with pytest.raises(Refused, match="still a draft"):
        report_actions.correct(**act(cast, "jo", first, note="Again"))
    group_part.take_back(**act(cast, "rowan", second))
    first.refresh_from_db()
    assert bytes(first.figures) == bytes_before
    assert first.section.handed_in_at
    report_actions.throw_away(**act(cast, "jo", second))
    with pytest.raises(Refused, match="approved on"):
        report_actions.throw_away(**act(cast, "jo", first))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dashboards_boardreport SET figures = '\\x00', sha256 = encode(sha256('\\x00'), 'hex')",
        "UPDATE dashboards_boardreport SET summary = 'Nicer'",
        "UPDATE dashboards_boardreport SET approved_at = NULL",
        "DELETE FROM dashboards_boardreport",
        "UPDATE dashboards_groupsection SET words = 'Nicer'",
        "UPDATE dashboards_groupsection SET sealed_at = NULL, handed_in_at = NULL, words = 'Nicer'",
        "DELETE FROM dashboards_groupsection",
    ],
)
def test_postgres_itself_keeps_what_was_approved(cast, statement):
    approved(cast)
    with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_empty_charity_has_a_report_that_says_so(cast):
    shown = report_figures.read(draft(cast).figures)
    assert shown.tiles["MET-01"].figure == "No projects"
    assert shown.tiles["MET-13"].figure == "0"


def test_no_draft_of_a_quarter_on_its_last_day_and_one_on_the_next(cast):
    for at, works in ((OCTOBER.replace(month=9, day=30, hour=21), False), (OCTOBER - timedelta(days=5), True)):
        if works:
            assert report_actions.draft(period=PERIOD, actor=cast.actor("jo"), now=at)
        else:
            with pytest.raises(Refused, match="not over"):
                report_actions.draft(period=PERIOD, actor=cast.actor("jo"), now=at)
