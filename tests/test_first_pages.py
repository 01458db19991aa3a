"""The menu stays short for everybody, and the first page of a member is light and can be read before any script has run."""

import gzip
import re
import secrets
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from coproduction import context_processors
from members.permissions import Role
from tests import factories as make
from tests.access_world import CAST

pytestmark = pytest.mark.django_db
MOST_ENTRIES = 7
MOST_BYTES = 100_000
BROUGHT = re.compile(r"""<(?:link|script|img|source|use)\b[^>]*?\b(?:href|src)=["']([^"'#]+)""")
NOT_FETCHED = re.compile(r"""<link\b[^>]*\brel=["'](?:canonical|alternate|manifest)["'][^>]*>""")


def weight(page: str) -> int:
    """Bytes that travel: the page and every sheet, script and picture it names, each compressed as the site sends it."""
    names = set(BROUGHT.findall(NOT_FETCHED.sub("", page)))
    total = len(gzip.compress(page.encode()))
    for name in names:
        path = urlsplit(name).path.removeprefix(settings.STATIC_URL)
        found = finders.find(path)
        assert found, f"{name} is no file of ours"
        with open(found, "rb") as file:
            total += len(gzip.compress(file.read()))
    return total


def too_long(menus) -> dict:
    return {role: len(entries) for role, entries in menus.items() if len(entries) > MOST_ENTRIES}


# ---- the menu ------------------------------------------------------------------------------------
def menus() -> dict:
    return {role: context_processors.menu(role, "/") for role in Role}


def test_no_menu_of_any_role_has_more_than_seven_entries(cast):
    drawn = menus()
    assert too_long(drawn) == {}
    assert all(drawn[role] for _, role in CAST.values()), "each role has a menu"
    assert too_long(context_processors.NAV) == {}, "nor would one with every part of the site switched on"


@pytest.mark.parametrize(("who", "role"), CAST.values())
def test_the_page_draws_that_menu_and_nothing_besides(client, cast, as_user, who, role):
    response = as_user(client, getattr(cast, who), role).get("/")
    links = [entry["url"] for entry in response.context["nav"]]
    assert 0 < len(links) <= MOST_ENTRIES
    assert links == [entry["url"] for entry in context_processors.menu(Role(role), "/")]


def test_an_eighth_entry_would_be_told(cast, monkeypatch):
    eight = [*context_processors.NAV[Role.COORDINATOR], ("One more", "settings")]
    monkeypatch.setitem(context_processors.NAV, Role.COORDINATOR, eight)
    assert too_long(menus()) == {Role.COORDINATOR: 8}


# ---- the first page of a member ------------------------------------------------------------------
@pytest.fixture
def home(client, cast, as_user):
    make.meeting("The next one", people=[cast.rowan], lead=cast.jo)
    return as_user(client, cast.rowan, "member").get("/").text


def test_rowans_first_page_travels_in_less_than_100_kilobytes(home):
    assert weight(home) < MOST_BYTES


def test_rowan_reads_and_answers_before_any_script_has_run(home):
    bare = re.sub(r"<script\b.*?</script>|<template\b.*?</template>", "", home, flags=re.DOTALL)
    assert "Hello Rowan" in re.search(r"<h1\b.*?</h1>", bare, re.DOTALL)[0]
    forms = [
        each for each in re.findall(r"<form\b.*?</form>", bare, re.DOTALL) if re.search(r'action="[^"]*/answer/"', each)
    ]
    assert len(forms) >= 3, "one for each answer"
    assert all('method="post"' in each and "<button" in each for each in forms)
    assert not re.search(r"<(?:form|main|html|body)\b[^>]*\b(?:hidden|inert)\b", bare), "nothing waits to be shown"


def test_a_heavy_page_would_be_told(home):
    assert weight(home + secrets.token_hex(MOST_BYTES)) > MOST_BYTES
