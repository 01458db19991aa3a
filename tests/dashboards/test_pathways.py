"""How people came to the group: counted without names, once a year, small numbers hidden."""

from datetime import date

import pytest

from coproduction.dashboards import pathways
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 9)


def joined(number, via, *, on=date(2025, 5, 1)):
    for n in range(number):
        make.membership(make.person(f"{via or 'unknown'} {on} {n}"), joined_via=via, started_on=on)


def by_way(today=TODAY):
    return {words: count for words, count in pathways.tables(today=today)[0]["rows"]}


def test_small_numbers_and_those_that_give_them_away_are_hidden():
    joined(12, "client")
    joined(7, "project")
    joined(3, "conference")
    rows = by_way()
    assert (rows["Was a client"], rows["Conference"]) == (12, None)
    assert rows["Co-produced a course or project"] is None  # else the total would give away the three


def test_fewer_than_ten_people_are_not_broken_down_at_all():
    joined(6, "client")
    assert pathways.tables(today=TODAY)[0]["rows"] == []


def test_who_joined_since_march_is_not_in_it_yet():
    joined(12, "client")
    joined(8, "project")
    before = by_way()
    joined(6, "client", on=date(2026, 5, 1))
    assert by_way() == before
    assert by_way(date(2027, 4, 2))["Was a client"] == 18


def test_when_a_number_moves_by_less_than_five_the_older_ones_stay():
    joined(12, "client")
    joined(8, "project")
    joined(1, "project", on=date(2026, 5, 1))
    table = pathways.tables(today=date(2027, 4, 2))[0]
    assert table["day"] == date(2026, 3, 31)
    assert by_way(date(2027, 4, 2))["Co-produced a course or project"] == 8


def test_a_client_who_helped_before_joining_is_counted_as_having_come_from_a_project():
    for n in range(20):
        person = make.person(f"Somebody {n}")
        make.membership(person, started_on=date(2025, 5, 1))
        if n < 9:
            make.activity(f"Course {n}", people=[person], hats=["client"], ended_on=date(2025, 2, 1))
    assert [count for _, count in pathways.tables(today=TODAY)[1]["rows"]] == [9, 11]


def test_trustees_see_it_and_staff_do_not(client, cast, as_user):
    assert (
        "people come to the group" in as_user(client, cast.tal, "trustee").get("/dashboard/pathways/").content.decode()
    )
    assert as_user(client, cast.ash).get("/dashboard/pathways/").status_code == 403
