"""A question about dates, a calendar and an address that does not arrive, in a real browser: on a telephone and on a desk."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from meetings import feeds
from meetings.actions import dates
from meetings.models import DateAnswer, DateAsked
from members.models import Channel
from members.permissions import by_link
from members.post import links
from tests import factories as make
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def visit(chromium, live_server, client, as_user):
    """`visit(cast.jo, phone=False)`: that person, signed in, at a browser; `visit()`: whoever holds a link."""
    contexts = []

    def come(person=None, *, phone=True, javascript=True):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 900},
            java_script_enabled=javascript, locale="en-GB", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(10_000)
        if person:
            as_user(client, person)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([cookie])
        contexts.append(context)
        return Visitor(context, live_server.url, javascript=javascript)

    yield come
    for context in contexts:
        context.close()


def shot(visitor, name):
    """A picture to look at, when LOOK names a folder."""
    if folder := os.environ.get("LOOK"):
        visitor.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_rowan_says_which_dates_suit_on_a_phone_and_jo_sees_it_at_the_desk(visit, cast):
    now = timezone.now()
    first = (now + timedelta(days=20)).replace(hour=14, minute=0, second=0, microsecond=0)
    starts = [first, first + timedelta(days=1), first + timedelta(days=7, hours=4)]
    people = [cast.rowan, cast.sam, cast.pat, cast.robin]
    poll = dates.create(
        actor=cast.actor("jo"), now=now, dates=starts, people=people, title="An afternoon about the waiting room",
        about="What would make waiting easier?", kind=make.kind(), team=cast.team, answer_by=now.date() + timedelta(days=9),
    )  # fmt: skip
    dates.open_poll(poll=poll, actor=cast.actor("jo"), now=now)
    options = list(poll.options.order_by("starts_at"))
    for person, words in ((cast.pat, ["yes", "no", "yes"]), (cast.robin, ["ifneedbe", "no", "yes"])):
        asked = DateAsked.objects.select_related("poll", "person").get(poll=poll, person=person)
        suits = dict(zip([option.pk for option in options], words, strict=True))
        dates.answer(asked=asked, suits=suits, actor=by_link(person), now=now)
    link = links.link_for(
        person=cast.rowan, purpose="dates", about=poll.about_word, expires_at=now + timedelta(days=60), now=now
    )
    rowan = visit()
    rowan.open(f"/dates/{link.token}/")
    shot(rowan, "dates-phone-before")
    for option, label in zip(options, ("Yes", "No", "If need be"), strict=True):
        value = {"Yes": "yes", "No": "no", "If need be": "ifneedbe"}[label]
        rowan.page.locator(f"label[for=d{option.pk}-{value}]").click()
    rowan.page.get_by_role("button", name="Save my answers").click()
    rowan.page.get_by_role("heading", name="Saved. Thank you").wait_for()
    assert DateAnswer.objects.filter(asked__person=cast.rowan).count() == 3
    assert rowan.page.evaluate("document.documentElement.scrollWidth") <= 360
    shot(rowan, "dates-phone-after")
    jo = visit(cast.jo, phone=False)
    jo.open(f"/meetings/dates/{poll.pk}/")
    shot(jo, "dates-desk")
    jo.open("/meetings/dates/new/")
    shot(jo, "dates-new")
    jo.open("/meetings/dates/")
    shot(jo, "dates-list")
    jo.open("/")
    shot(jo, "dates-home")
    mobile = visit(cast.jo)
    mobile.open(f"/meetings/dates/{poll.pk}/")
    assert mobile.page.evaluate("document.documentElement.scrollWidth") <= 360
    shot(mobile, "dates-desk-phone")


def test_rowan_finds_the_address_of_their_calendar_and_jo_that_an_email_does_not_arrive(visit, cast):
    feeds.link_of(cast.rowan, now=timezone.now())
    rowan = visit(cast.rowan)
    rowan.open("/meetings/my-calendar/")
    assert rowan.page.locator("textarea[readonly]").input_value().endswith(".ics")
    assert rowan.page.evaluate("document.documentElement.scrollWidth") <= 360
    shot(rowan, "my-calendar")
    Channel.objects.filter(person=cast.rowan).update(not_arriving_since=timezone.now())
    jo = visit(cast.jo, phone=False)
    jo.open(f"/members/{cast.rowan.pk}/")
    jo.page.get_by_role("button", name="We asked: it does arrive").wait_for()
    shot(jo, "does-not-arrive")
