"""A line of a spreadsheet that shares an address with the one who goes is somebody else's, and said in plain words."""

import re

import pytest
from django.utils import timezone

from members.actions import erasure
from members.post import jobs
from tests.members.sheets import HEAD, bring, sheet, words

pytestmark = pytest.mark.django_db
ROWS = [HEAD, ["Bea Holles", "robin@example.org", "", "", ""]]


@pytest.mark.parametrize("to", ["checked", "done"])
def test_sharing_an_address_erases_nothing_of_the_other(cast, as_user, client, to):
    browser = as_user(client, cast.jo, "coordinator")
    assert cast.robin
    found = bring(browser, sheet(ROWS), to=to)
    address = f"/members/{cast.robin.pk}/erase/"
    browser.post(f"{address}look/")
    jobs.work_one(now=timezone.now())
    page = words(browser.get(address))
    assert "Line 2 of the spreadsheet “people.csv” that names Bea Holles" in page
    assert "import row" not in page
    assert "&quot;name&quot;" not in page
    box = re.search(r"<input[^>]*importrow[^>]*>", page)
    assert box
    assert "checked" not in box.group(0)
    browser.post(address, {"name": "robin vale"})
    jobs.work_one(now=timezone.now())
    kept = found.rows.get()
    assert "robin@example.org" in kept.words
    assert "Bea Holles" in kept.words
    assert not type(cast.robin).objects.filter(name=cast.robin.name).exists()


def test_nor_where_nobody_was_asked_line_by_line(cast, as_user, client):
    assert cast.robin
    found = bring(as_user(client, cast.jo, "coordinator"), sheet(ROWS))
    erasure.erase(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    assert "robin@example.org" in found.rows.get().words


def test_whoever_is_named_in_the_line_of_another_is_covered_there(cast, as_user, client):
    assert cast.robin
    rows = [[*HEAD, "Notes"], ["Bea Holles", "bea@example.org", "", "", "", f"A friend of {cast.robin.name}"]]
    found = bring(as_user(client, cast.jo, "coordinator"), sheet(rows))
    erasure.erase(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    assert cast.robin.name not in found.rows.get().words
    assert "a member" in found.rows.get().words
