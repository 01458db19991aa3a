"""A line of a spreadsheet that shares an address with the one who goes is somebody else's, and said in plain words."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.actions import erasure
from members.models import ImportRow
from members.post import jobs
from members.queries import traces
from members.queries.needles import needles_of
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


@pytest.mark.parametrize("name", ["R. Vale", "Robin", "Rob Vale", "Robin Smith", "R V", ""])
def test_an_address_that_is_theirs_alone_goes_however_the_line_writes_their_name(cast, as_user, client, name):
    assert cast.robin
    found = bring(as_user(client, cast.jo, "coordinator"), sheet([HEAD, [name, "robin@example.org", "", "", ""]]))
    found.rows.update(person=None)
    erasure.erase(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    assert "robin@example.org" not in found.rows.get().words


@pytest.mark.parametrize("name", ["Tom Vale", "Bea"])
def test_one_that_somebody_else_is_named_with_stays(cast, as_user, client, name):
    assert cast.robin
    found = bring(as_user(client, cast.jo, "coordinator"), sheet([HEAD, [name, "robin@example.org", "", "", ""]]))
    found.rows.update(person=None)
    erasure.erase(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    assert "robin@example.org" in found.rows.get().words


def asks_for_lines(asked):
    """How often the number of a line and the name of its spreadsheet were read."""
    read = [each["sql"].split(" FROM ")[0] for each in asked]
    return sum(
        '"members_peopleimport"."name"' in columns and '"members_importrow"."number"' in columns for columns in read
    )


def test_a_hundred_lines_are_put_in_words_with_one_question(cast, as_user, client):
    assert cast.robin
    lines = [[f"Bea Holles{n}", "robin@example.org", "", "", ""] for n in range(5)]
    found = bring(as_user(client, cast.jo, "coordinator"), sheet([HEAD, *lines]))
    found.rows.update(person=None)
    needles = needles_of(cast.robin)
    with CaptureQueriesContext(connection) as asked:
        places = [each for each in traces.find(needles) if each.model is ImportRow]
    assert len(places) == 5
    assert places[0].where == "Line 2 of the spreadsheet “people.csv” that names Bea Holles0"
    assert asks_for_lines(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        again = traces.again([each.key for each in places], needles)
    assert [each.where for each in again] == [each.where for each in places]
    assert asks_for_lines(asked) == 1
