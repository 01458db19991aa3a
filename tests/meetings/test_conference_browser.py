"""Registering for a conference on a telephone: under two minutes, without JavaScript, and what is wrong is said in place."""

import os
import time
from pathlib import Path

import pytest

from meetings.models import Registration
from tests import factories as make
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def visit(chromium, live_server, client, as_user):
    """`visit(cast.jo)`: that person, signed in, at a browser; `visit()`: a stranger."""
    contexts = []

    def come(person=None, *, phone=True, javascript=True):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 900},
            java_script_enabled=javascript, locale="en-GB", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(15_000)
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


@pytest.fixture
def day(cast):
    gathering = make.gathering(
        slug="conference", places=100, held_places=30, team=cast.team, about="A day for everybody who has lived through it.",
        access="Lift to every floor.", wellbeing="The quiet room is beside the lift.", arriving="Car park behind the hall.",
    )  # fmt: skip
    make.workshop(gathering, places=12)
    make.workshop(gathering, "Carers' hour", after=3)
    return gathering


def test_a_stranger_registers_from_a_phone_without_javascript_in_under_two_minutes(visit, day):
    alex, started = visit(javascript=False), time.monotonic()
    page = alex.page
    alex.open("/events/conference/")
    shot(alex, "1-event")
    page.get_by_role("link", name="Register").click()
    page.get_by_label("Your name").fill("Alex Doe")
    page.get_by_label("By email").check()
    page.get_by_label("Your email address").fill("alex at example")
    shot(alex, "2-who")
    page.get_by_role("button", name="Go on").click()
    assert page.get_by_text("does not look like an email address").first.is_visible()
    assert page.get_by_label("Your name").input_value() == "Alex Doe"
    page.get_by_label("Your email address").fill("alex@example.org")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("A person with lived experience").check()
    page.get_by_label("Art and words").check()
    shot(alex, "3-as")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What would help you").fill("A seat near the door")
    page.get_by_label("The organisers may keep").check()
    shot(alex, "4-needs")
    page.get_by_role("button", name="Register me").click()
    assert page.get_by_role("heading", name="Thank you").is_visible()
    shot(alex, "5-thanks")
    assert time.monotonic() - started < 120
    made = Registration.objects.get()
    assert made.state in ("registered", "doubtful")  # a machine that types is quicker than a person
    assert (made.wants.access, made.workshops.count()) == ("A seat near the door", 1)
    alex.open(f"/registration/{made.token}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.skipif("LOOK" not in os.environ, reason="only to look at")
def test_pictures_of_the_desk(visit, day, cast):
    for n in range(14):
        make.registration(
            day, f"Person Number{n}", lived=n % 2 == 0, categories=("over_70",) if n % 5 == 0 else ("carer",)
        )
    day.places, day.held_places = 12, 4
    day.save()
    make.registration(day, "Wanda Waiting")
    first = Registration.objects.order_by("pk").first()
    for wide in (False, True):
        end = "wide" if wide else "phone"
        jo = visit(cast.jo, phone=not wide)
        for name, address in {
            "desk": f"/meetings/events/{day.pk}/", "list": f"/meetings/events/people/?event={day.pk}",
            "one": f"/meetings/events/people/{first.pk}/",
            "new": f"/meetings/events/{day.pk}/people/new/", "edit": f"/meetings/events/{day.pk}/edit/", "all": "/meetings/events/",
            "link": f"/registration/{first.token}/", "change": f"/registration/{first.token}/change/",
        }.items():  # fmt: skip
            jo.open(address)
            shot(jo, f"{name}-{end}")
        kim = visit(cast.kim, phone=not wide)
        kim.open(f"/meetings/events/{day.pk}/bring/")
        kim.page.get_by_label("Who comes?").fill("Sam Brown, sam@example.org, yes\nNo Way\n, x@example.org")
        kim.page.get_by_label("Each of them knows").check()
        kim.page.get_by_role("button", name="Look at each row").click()
        shot(kim, f"bring-{end}")
        kim.open("/")
        shot(kim, f"partner-home-{end}")
        rowan = visit(cast.rowan, phone=not wide)
        rowan.open("/")
        shot(rowan, f"member-home-{end}")
