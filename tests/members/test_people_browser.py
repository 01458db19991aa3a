"""The coordinator's pages about people in a real browser: axe-core, sideways scrolling, and the search while typing."""

import pytest
from django.utils import timezone

from members.models import Person
from tests import factories as make
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def everybody(cast):
    """Rowan with a backup, Robin on a break, Kim's organisation, and Tal with two roles."""
    make.channel(cast.rowan, way="phone", rank=2, address="01632 960 201", best_times="After 11am")
    Person.objects.filter(pk=cast.robin.pk).update(paused_at=timezone.now())
    _ = cast.kim, cast.tal, cast.sam, cast.pat
    return cast


def test_every_page_about_people_reads_well_and_the_search_answers_while_typing(
    chromium, live_server, client, everybody, as_user
):
    cast = everybody
    session = as_user(client, cast.jo).cookies["sessionid"].value
    rowan = f"/members/{cast.rowan.pk}/"
    for scheme, width in (("light", 360), ("dark", 1280)):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        jo = Visitor(context, live_server.url, javascript=True)
        jo.open("/members/").see("Rowan Ashdown", "On a break")
        jo.page.get_by_label("Find somebody by name").fill("okafor")
        jo.press("Find them").see("1 person found", "Sam Okafor")
        jo.open(rowan).see("How to speak to them", "Backup", "Next meetings")
        for page in (
            "edit/",
            "channels/new/",
            "roles/",
            "sign-in/",
            "membership/",
            "seats/new/",
            "history/",
            "died/",
        ):
            jo.open(rowan + page)
        jo.open("/members/new/")
        jo.page.get_by_label("Name they like to be called").fill("   ")
        jo.press("Add this person").see("Something needs another look")
        jo.open("/members/organisations/").see("Kim Sandhu")
        jo.open(f"/members/organisations/{cast.organisation.pk}/")
        assert jo.complaints == []
        context.close()
