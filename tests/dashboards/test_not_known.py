"""What nobody knows is not said as a fact: a project whose first stage is not known could be either."""

import pytest

from tests import factories as make
from tests.dashboards.reading import month_ago, tile

pytestmark = pytest.mark.django_db


@pytest.fixture
def began(cast):
    """`began(None, 3)`: two projects, the first stage of one is not known."""

    def begin(*stages):
        for number, stage in enumerate(stages):
            project = make.project(f"Project {number}", started_on=month_ago())
            make.activity(people=[cast.rowan], project=project, ended_on=month_ago(), stage=stage)

    return begin


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ([None], "In that one, the stage is not known, so we cannot say whether people were in the room from the start."),
        ([None, None], "In those, the stage is not known"),
        ([None, 4], "In none of those whose first stage is known were people in the room before things were decided."),
        ([4], "In none of them were people in the room before things were decided."),
        ([None, 1], "In that one, people were in the room before anything was decided."),
    ],
)  # fmt: skip
def test_that_nobody_was_there_early_is_said_only_of_stages_that_are_known(trustee, began, stages, said):
    began(*stages)
    page = trustee.get("/dashboard/")
    assert said in tile(page, "MET-01")
    assert ("In none of them" in tile(page, "MET-01")) is (stages == [4])


def test_that_nobody_was_asked_only_at_the_end_is_said_of_what_we_know(trustee, began):
    began(None, 1)
    assert "In no project that we know of were people asked only when it was done." in tile(
        trustee.get("/dashboard/measures/"), "MET-03"
    )
