"""The list of projects says what is not known once."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_project_of_which_no_stage_is_known_says_so_once(client, cast, as_user):
    told = make.project("Peer Support", team=cast.team, stage=None)
    make.activity("Talk", project=told, people=[cast.rowan], stage=None)
    make.project("New leaflet", team=cast.team, stage=None)
    page = " ".join(as_user(client, cast.rowan, "member").get("/projects/").content.decode().split())
    assert page.count("Involved, from when is not known") == 1
    assert page.count("stage not known") == 1, "only beside the leaflet, in which nobody was involved yet"
