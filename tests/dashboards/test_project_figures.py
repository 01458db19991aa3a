"""MET-01 and MET-02: from the start, and beside it, in how many projects at all."""

from datetime import date

import pytest

from coproduction.dashboards.figures import Things, ThingShare
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.measures import first_stage
from projects.models import Stage
from projects.queries import first_involved_stage
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    def begun(title, *, on=date(2026, 3, 2), **fields):
        return make.project(title, started_on=on, **fields)

    return begun


def test_a_project_with_people_at_the_idea_counts_and_one_with_people_at_the_review_does_not(
    cast, figures, project, held
):
    held([cast.rowan], project=project("Strategy"), stage=Stage.IDEA)
    held([cast.rowan], project=project("Welcome Pack"), stage=Stage.PLAN)
    held([cast.rowan], project=project("Leaflet"), stage=Stage.REVIEW)
    assert figures("MET-01")["early"] == ThingShare(2, 3)


def test_a_stage_nobody_knows_stays_in_the_denominator_and_is_said(cast, figures, project, held):
    held([cast.rowan], project=project("Strategy"), stage=Stage.IDEA)
    held([cast.rowan], project=project("Leaflet"), stage=None)
    assert figures("MET-01") == {"early": ThingShare(1, 2), "not_known": Things(1)}


def test_the_earliest_time_with_somebody_of_lived_experience_decides(cast, figures, project, held):
    strategy = project("Strategy")
    held([cast.ash], hats=["staff"], project=strategy, stage=Stage.IDEA, on=date(2026, 3, 3))
    held([cast.rowan], project=strategy, stage=Stage.DELIVER, on=date(2026, 4, 3))
    held([cast.rowan], project=strategy, stage=Stage.PLAN, on=date(2026, 5, 3))
    assert figures("MET-01")["early"] == ThingShare(0, 1)


def test_a_first_activity_that_was_taken_back_does_not_count(cast, figures, project, held):
    strategy = project("Strategy")
    held([cast.rowan], project=strategy, stage=Stage.IDEA, on=date(2026, 3, 3), state="removed")
    held([cast.rowan], project=strategy, stage=Stage.REVIEW, on=date(2026, 4, 3))
    assert figures("MET-01")["early"] == ThingShare(0, 1)


def test_a_coordinators_correction_counts_and_so_does_a_later_change_of_the_log(cast, figures, project, held):
    corrected = project("Strategy", first_stage=Stage.IDEA, first_stage_reason="They wrote the first draft with us.")
    activity = held([cast.rowan], project=corrected, stage=Stage.DELIVER)
    assert figures("MET-01")["early"] == ThingShare(1, 1)
    corrected.first_stage, corrected.first_stage_reason = None, ""
    corrected.save()
    assert figures("MET-01")["early"] == ThingShare(0, 1)
    activity.stage = Stage.PLAN
    activity.save()
    assert figures("MET-01")["early"] == ThingShare(1, 1)


def test_people_who_were_only_counted_are_involvement_too(figures, project, held):
    held(project=project("Strategy"), stage=Stage.PLAN, others=9, others_le=6)
    held(project=project("Leaflet"), stage=Stage.PLAN, others=9, others_le=0)
    assert figures("MET-01")["early"] == ThingShare(1, 1)
    assert figures("MET-02")["involved"] == ThingShare(1, 2)


def test_the_dashboard_and_the_projects_page_agree_on_the_first_stage(cast, figures, project, held):
    started = [project(f"Project {stage}") for stage in (1, 2, 3, 6, None)]
    for made, stage in zip(started, (1, 2, 3, 6, None), strict=True):
        held([cast.rowan], project=made, stage=stage, on=date(2026, 4, 3))
        held([cast.rowan], project=made, stage=1, on=date(2026, 5, 3))
    early = sum(first_involved_stage(made) in (Stage.IDEA, Stage.PLAN) for made in started)
    assert figures("MET-01")["early"] == ThingShare(early, 5)


@pytest.mark.parametrize(
    ("log", "correction", "found"),
    [(None, None, None), (None, 1, None), (0, None, 0), (0, 2, 2), (4, 1, 1), (1, 4, 1), (6, None, 6)],
)
def test_the_earlier_of_log_and_correction_holds(log, correction, found):
    assert first_stage({"first": log, "corrected": correction}) == found


def test_coverage_has_all_projects_that_started_below_it(cast, figures, project, held):
    held([cast.rowan], project=project("Strategy"), stage=Stage.IDEA)
    held([cast.ash], hats=["staff"], project=project("Leaflet"))
    project("Roof")
    project("Too early", on=date(2025, 6, 9))
    assert figures("MET-02") == {"involved": ThingShare(1, 3), "not_logged": Things(1)}
    assert figures("MET-02", before=True)["involved"] == ThingShare(0, 1)


def test_without_any_project_there_is_nothing_to_divide(figures):
    assert figures("MET-02")["involved"] == ThingShare(0, 0)
    assert figures("MET-01")["early"] == ThingShare(0, 0)


def test_a_team_has_its_own_projects_and_a_level_has_all(cast, figures, project, held):
    held([cast.rowan], project=project("Strategy", team=cast.team), stage=Stage.IDEA, level="strategic")
    held([cast.rowan], project=project("Leaflet", team=cast.other_team), stage=Stage.IDEA, level="operational")
    team = Filter("team", cast.team.pk, cast.team.slug, cast.team.name)
    assert figures("MET-02", filter=team)["involved"] == ThingShare(1, 1)
    assert figures("MET-02", filter=Filter("level", "strategic", "strategic", "Strategic"))["involved"] == ThingShare(
        2, 2
    )
