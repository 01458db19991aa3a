"""Whom we have no way to reach: a mark that the database keeps, whoever writes the channels."""

import pytest
from django.apps import apps

from members.models import Channel, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


def reached(person):
    return Person.objects.get(pk=person.pk).has_a_way


def test_the_mark_follows_ways_that_come_move_and_go():
    winifred, sam = make.person("Winifred"), make.person("Sam")
    assert not reached(winifred)
    make.channel(winifred, way="post", address="4 Elm Row")
    make.channel(winifred, way="phone", rank=2, address="01632 960 201")
    assert reached(winifred)
    Channel.objects.filter(person=winifred, way="phone").delete()
    assert reached(winifred)
    Channel.objects.filter(person=winifred).update(person=sam)
    assert (reached(winifred), reached(sam)) == (False, True)
    Channel.objects.all().delete()
    assert not reached(sam)


def test_the_list_names_whom_nobody_can_reach(client, cast, as_user):
    make.person("Unreached Yarrow")
    page = as_user(client, cast.jo).get("/members/", {"way": "none"}).content.decode()
    assert "Unreached Yarrow" in page
    assert cast.rowan.name not in page


def test_history_is_not_filled_with_the_mark():
    winifred = make.person("Winifred")
    events = apps.get_model("members", "PersonEvent").objects.filter(pgh_obj=winifred)
    before = events.count()
    make.channel(winifred, way="post", address="4 Elm Row")
    assert reached(winifred)
    assert events.count() == before > 0
