"""Invariant 10: whatever happens afterwards, the bytes of a report that was approved never change."""

from copy import deepcopy

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coproduction.dashboards import group_part, report_actions
from coproduction.dashboards.models import BoardReport, GroupSection
from members.actions import erasure, merging
from members.rules import Refused
from projects.models import Activity, OwnStory
from tests import factories as make
from tests.dashboards.reporting import IN_JULY, OCTOBER, approved, draft, summer
from tests.dashboards.test_report_consent import choose, told_by
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def log(cast, report):
    make.activity(project=make.project(), ended_on=IN_JULY, people=[cast.rowan])


def take_the_log_back(cast, report):
    Activity.objects.all().update(state=Activity.State.REMOVED)


def erase_its_author(cast, report):
    if report.author:
        erasure.erase(person=report.author, actor=desk(), now=OCTOBER, check=False)


def erase_its_approver(cast, report):
    if report.approved_by:
        erasure.erase(person=report.approved_by, actor=desk(), now=OCTOBER, check=False)


def merge(cast, report):
    merging.merge(stays=cast.robin, goes=make.person("Robin Twin", role="member"), actor=desk(), now=OCTOBER)


def correct(cast, report):
    if not BoardReport.objects.drafts().exists():
        report_actions.correct(report=report, note="Something", actor=desk(), now=OCTOBER)


def by_hand(cast, report):
    for column in ("figures = '\\x01'", "summary = ''", "version = 7", "approved_at = now()"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE dashboards_boardreport SET {column} WHERE id = %s", [report.pk])


def throw_the_story_away(cast, report):
    OwnStory.objects.all().delete()


def take_the_part_back(cast, report):
    with pytest.raises(Refused):
        group_part.take_back(report=report, actor=cast.actor("rowan"), now=OCTOBER)


def throw_it_away(cast, report):
    with pytest.raises(Refused):
        report_actions.throw_away(report=report, actor=desk(), now=OCTOBER)


AFTERWARDS = [
    log, take_the_log_back, erase_its_author, erase_its_approver, merge, correct, by_hand, throw_the_story_away,
    take_the_part_back, throw_it_away,
]  # fmt: skip


def desk():
    """A coordinator who is still there when others were erased."""
    cast = Cast()
    cast.__dict__["jo"] = make.person("Second Coordinator", role="coordinator")
    return cast.actor("jo")


@pytest.fixture
def frozen(db):
    """Once for all that may happen: who was there, the approved report, and what was kept of it."""
    with time_machine.travel(OCTOBER, tick=False):
        cast = Cast()
        summer(cast)
        report = draft(cast)
        choose(cast, report, own_story=told_by(cast.sam).pk)
        done = approved(cast, report)
    return cast, done.pk, (bytes(done.figures), done.sha256, done.approved_at, done.summary)


@settings(
    max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(st.sampled_from(AFTERWARDS), min_size=4, max_size=7, unique=True))
def test_invariant_10_the_bytes_of_an_approved_report_never_change(frozen, happen):
    cast, key, kept = deepcopy(frozen)
    with time_machine.travel(OCTOBER, tick=False), transaction.atomic():
        for what in happen:
            what(cast, BoardReport.objects.get(pk=key))
            now = BoardReport.objects.get(pk=key)
            assert (bytes(now.figures), now.sha256, now.approved_at, now.summary) == kept, what.__name__
            assert GroupSection.objects.get(report=key).words == "We were heard. We would like to see the budget."
        transaction.set_rollback(True)
