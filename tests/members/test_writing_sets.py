"""Choosing whom to write to: groups of boxes with how many are in each, and somebody found by name."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Mailing, Person
from members.queries import audiences
from tests import factories as make

pytestmark = pytest.mark.django_db
NEW = "/members/writing/new/"


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.rowan, cast.robin, cast.sam
    return as_user(client, cast.jo)


def words(response):
    return " ".join(response.content.decode().split())


def test_each_group_is_a_fieldset_and_each_box_says_how_many_are_in_it(jo, cast):
    page = words(jo.get(NEW))
    assert '<select name="audience"' not in page
    assert re.search(r"<fieldset class=\"group\"><legend>Who sits in</legend>.*?Advisory Group \(3 people\)", page)
    assert "Active members (3 people)" in page


def test_the_counts_are_one_question_however_many_sets_there_are(jo, cast, django_assert_num_queries):
    now = timezone.now()
    for name in ("Reading group", "Walking group"):
        make.body(name, "other")
    Person.objects.filter(pk=cast.sam.pk).update(died_on=timezone.localdate(now))
    with CaptureQueriesContext(connection) as naming:
        audiences.choices(now=now)
    with django_assert_num_queries(len(naming) + 1):
        groups = audiences.counted(now=now, day=timezone.localdate(now))
    counts = {words: count for _, options in groups for _, words, count in options}
    assert counts["Advisory Group"] == 2, "nobody writes to the dead"
    assert counts["Reading group"] == 0


def test_somebody_found_by_name_is_ticked_and_what_was_typed_stays(jo, cast):
    form = {
        "audience": [f"body:{cast.group.pk}"],
        "purpose": "news",
        "subject": "A leaflet",
        "words": "Hello",
        "about": "",
    }
    page = words(jo.post(NEW, form | {"find": "rob", "look": "1"}))
    assert "Robin Vale" in page
    assert "Rowan Ashdown" not in page
    assert 'value="A leaflet"' in page
    assert not Mailing.objects.exists()
    assert jo.post(NEW, form | {"audience": [], "picked": [cast.robin.pk]}).status_code == 302
    made = Mailing.objects.get()
    assert (made.audience, made.picked) == ([], [cast.robin.pk])
    assert "Robin Vale" in words(jo.get(f"/members/writing/{made.pk}/edit/"))


def test_nobody_chosen_is_said_beside_the_boxes(jo):
    answer = jo.post(NEW, {"purpose": "news", "subject": "A leaflet", "words": "Hello", "about": ""})
    assert answer.status_code == 422
    assert "Please choose at least one set of people" in words(answer)
