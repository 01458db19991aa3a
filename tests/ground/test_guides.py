"""Guides in the site: whoever is signed in reads them, and what only coordinators decide about is theirs."""

import ast
import inspect
import re
from pathlib import Path

import pytest
from django.test import Client

from coproduction.guides.shelf import GUIDES, PACK
from members.permissions import Role
from members.post import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(cast, as_user):
    people = {Role.MEMBER: cast.rowan, Role.COORDINATOR: cast.jo}
    return lambda role: as_user(Client(), people[role], role)


@pytest.mark.parametrize("name", ["member", "staff", "trustees"])
def test_a_member_reads_how_the_site_works_for_everybody(as_role, name):
    page = as_role(Role.MEMBER).get(f"/guides/{name}/").content.decode()
    assert page.count("<h1>") == 1
    assert "**" not in page.partition("<main")[2].partition("</main>")[0]
    assert 'alt="' in page.partition("<main")[2]


def test_the_shelf_lists_what_its_reader_may_open(as_role):
    page = as_role(Role.MEMBER).get("/guides/").content.decode()
    assert [name for name in GUIDES if f"/guides/{name}/" in page] == ["member", "staff", "trustees"]
    assert as_role(Role.MEMBER).get("/guides/coordinator/").status_code == 404
    assert as_role(Role.COORDINATOR).get("/guides/coordinator/").status_code == 200
    assert as_role(Role.COORDINATOR).get("/guides/engineer/").status_code == 404


def test_a_quiet_link_at_the_foot_leads_there_once_somebody_is_signed_in(as_role, client):
    assert 'href="/guides/"' in as_role(Role.MEMBER).get("/").content.decode()
    assert 'href="/guides/"' not in client.get("/").content.decode()


def test_a_coordinator_finds_the_pack_in_settings_and_each_paper_says_who_decides(as_role):
    jo = as_role(Role.COORDINATOR)
    assert "/members/settings/information/" in jo.get("/members/settings/").content.decode()
    for name in PACK:
        assert "for your charity to decide" in jo.get(f"/members/settings/information/{name}/").content.decode()


def test_a_table_of_a_guide_reads_as_cards_on_a_small_screen(as_role):
    page = as_role(Role.MEMBER).get("/guides/trustees/").content.decode()
    assert '<th scope="row">Never told</th>' in page
    assert '<td data-label="ask when">it is not nought</td>' in page


@pytest.mark.parametrize("name", ["note", "register"])
def test_an_engineer_may_call_letters_as_the_guide_says(name):
    guide = (Path(__file__).parents[2] / "docs/guides/engineer.md").read_text()
    [call] = re.findall(rf"`(letters\.{name}\([^`]*\))`", guide)
    asked = ast.parse(call.replace("{…}", "…").replace("…", "None"), mode="eval").body
    inspect.signature(getattr(letters, name)).bind(*asked.args, **{each.arg: None for each in asked.keywords})
