"""Where a project is added, the page shows what good looks like, and five sentences on how."""

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_whoever_adds_a_project_sees_those_that_had_people_in_them_from_the_start(cast, client, as_user):
    early, late = make.project("Asked first", team=cast.team), make.project("Asked last", team=cast.team)
    make.activity("First talk", team=cast.team, people=[cast.rowan], project=early, stage=1)
    make.activity("Feedback", team=cast.team, people=[cast.rowan], project=late, stage=5)
    as_user(client, cast.ash, "staff")
    page = client.get(reverse("projects:project_new")).content.decode()
    assert "Asked first" in page
    assert "Asked last" not in page
    assert "Ask people at the first idea" in page
