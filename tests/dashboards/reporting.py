"""Reports to the Board in tests: a July to September with something in it, and one that is ready to be approved."""

from datetime import UTC, date, datetime

from coproduction.dashboards import group_part, report_actions
from coproduction.dashboards.models import BoardReport, GroupSection
from coproduction.dashboards.report_rules import state_of
from tests import factories as make

OCTOBER = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)
IN_JULY = date(2026, 7, 9)
PERIOD = "2026-Q3"
WORDS = {
    "title": "Co-production: July to September 2026", "lead": "The chief executive", "purpose": "discussion",
    "objective": "People shape what we do", "risk": "", "equality": "", "considered_by": "", "recommendation": "Please note it.",
    "summary": "More people were there from the start.", "risks": "", "asks": "", "silent_because": "",
}  # fmt: skip


def summer(cast):
    """Six people, one project from its first idea, one answer that was no."""
    people = [make.person(f"Summer Guest{number}", has_lived_experience=True) for number in range(6)]
    project = make.project("Singing", team=cast.team, started_on=IN_JULY)
    make.activity("First talk", project=project, people=people, stage=1, ended_on=IN_JULY)
    return project


def draft(cast, **words):
    made = report_actions.draft(period=PERIOD, actor=cast.actor("jo"), now=OCTOBER)
    return report_actions.write(report=made, actor=cast.actor("jo"), now=OCTOBER, **(WORDS | words))


def with_part(cast, report, words="We were heard. We would like to see the budget."):
    same = {"report": report, "actor": cast.actor("rowan"), "now": OCTOBER}
    group_part.write(words=words, **same)
    return group_part.hand_in(read=words, **same)


def approved(cast, report=None):
    report = report or draft(cast)
    if not GroupSection.objects.filter(report=report).exclude(handed_in_at=None).exists():
        with_part(cast, report)
    report = BoardReport.objects.select_related("section").get(pk=report.pk)
    return report_actions.approve(report=report, read=state_of(report), actor=cast.actor("tal"), now=OCTOBER)
