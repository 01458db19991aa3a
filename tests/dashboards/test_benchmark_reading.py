"""What the benchmark reads off the trustees' page, so that its bar "at once" can fail."""

import pytest

from coproduction.bench.boards import activities_shown
from tests import factories as make
from tests.dashboards.reading import month_ago

pytestmark = pytest.mark.django_db


def test_it_reads_how_many_activities_the_tile_of_levels_says(trustee, crowd):
    def read():
        return activities_shown(trustee.get("/dashboard/").content.decode())

    assert read() == (0, 0)
    people = crowd(6)
    for _ in range(3):
        make.activity(people=people, level="operational", ended_on=month_ago())
    assert read() == (0, 3)
    make.activity(people=people, level="strategic", ended_on=month_ago())
    assert read() == (1, 4)
