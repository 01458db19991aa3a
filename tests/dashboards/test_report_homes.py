"""Who has something to do for a report finds it on their first page, and nobody else."""

import pytest
import time_machine

from coproduction.dashboards import report_actions
from coproduction.dashboards.report_rules import state_of
from tests.dashboards.reading import words
from tests.dashboards.reporting import OCTOBER, PERIOD, WORDS, draft, with_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client, cast, as_user):
    with time_machine.travel(OCTOBER, tick=False):
        yield lambda name, role: words(as_user(client, getattr(cast, name), role).get("/"))


def test_each_finds_what_is_theirs_to_do_and_then_no_longer(cast, home):
    report_actions.draft(period=PERIOD, actor=cast.actor("jo"), now=OCTOBER)
    assert "the summary are not written yet" in home("jo", "coordinator")
    report = draft(cast, **WORDS)
    assert "It waits for the group’s part" in home("jo", "coordinator")
    assert "What should the Board know?" in home("rowan", "member")
    assert "waits to be approved" not in home("tal", "trustee")
    with_part(cast, report)
    assert "What should the Board know?" not in home("rowan", "member")
    for name, role in (("tal", "trustee"), ("bo", "board")):
        assert "A report waits to be approved" in home(name, role)
    report.refresh_from_db()
    report_actions.approve(report=report, read=state_of(report), actor=cast.actor("bo"), now=OCTOBER)
    for name, role in (("tal", "trustee"), ("bo", "board"), ("jo", "coordinator")):
        assert "waits to be approved" not in home(name, role)
