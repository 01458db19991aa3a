"""Story 13: an offline day at the conference. Two phones, one without a network, and paper typed later: nobody twice."""

import os
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from meetings.actions import day_codes, evaluation, ideas
from meetings.models import CheckInPress
from tests.factories import day as make_day
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def visit(chromium, live_server, client, as_user):
    """`visit(cast.ash)`: that person, signed in, with a telephone; `visit()`: a stranger."""
    contexts = []

    def come(person=None, *, phone=True, javascript=True):
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=javascript, locale="en-GB", reduced_motion="reduce",
            viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 900},
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


@pytest.fixture
def conference(cast):
    now = timezone.now()
    made = make_day.gathering(
        starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(hours=6), team=cast.team, lead=cast.ash
    )
    for name in ("Sam Okafor", "Kit Rowe", "Lou Penn", "Ida Marsh"):
        make_day.registered(made, name)
    return made


def tap(visitor, words):
    visitor.page.locator("[data-rows] button", has_text=words).first.click()


def test_an_offline_day_counts_everybody_once(visit, cast, conference):
    door = f"/meetings/gatherings/{conference.pk}/door/"
    away, inside = visit(cast.ash), visit(cast.ash)
    away.open(door)
    away.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    away.page.wait_for_function(
        "async () => (await (await caches.open('door-page-1')).keys()).some(each => each.url.endsWith('door.js'))"
    )
    away.see("Everything is sent.")
    away.page.wait_for_function(
        "async () => (await (await caches.open('door-page-1')).keys()).some(each => each.url.includes('/door/?phone'))"
    )
    kept = away.page.evaluate(
        "async () => { const all = await (await caches.open('door-page-1')).matchAll();"
        " return (await Promise.all(all.map(each => each.text()))).join(' '); }"
    )
    assert "Kit R" not in kept, "the page that is kept for later has no name in it"
    away.context.set_offline(True)
    tap(away, "Came in: Sam O.")
    tap(away, "Came in: Kit R.")
    away.page.get_by_label("A first name is enough").fill("Bo")
    away.page.get_by_role("button", name="Let them in").click()
    away.see("3 wait to be sent and are safe on this phone.")
    assert "Bo" in away.page.evaluate(f"localStorage.getItem('door-{conference.pk}')")
    assert "Okafor" not in away.page.evaluate(f"localStorage.getItem('door-{conference.pk}')")
    assert conference.registrations.came().count() == 0
    shot(away, "door-offline-360")
    # from here on nothing is said of what has been sent: a page that is loaded anew may find its network again
    away.page.reload()  # the phone slept and threw the page away: it opens without a network, with everything pressed
    away.see("3 wait to be sent", "In, waits to be sent")
    assert away.page.locator("[data-in]").inner_text() == "3"

    inside.open(door)  # the other door has a network, and lets Sam in as well
    tap(inside, "Came in: Sam O.")
    inside.see("Everything is sent.")

    away.context.set_offline(False)
    away.page.evaluate("window.dispatchEvent(new Event('online'))")
    away.see("Everything is sent.")
    assert sorted(each.name for each in conference.registrations.came()) == ["Bo", "Kit Rowe", "Sam Okafor"]
    assert CheckInPress.objects.count() == 4

    away.complaints = [each for each in away.complaints if "ERR_INTERNET_DISCONNECTED" not in each]  # as it was meant
    away.open(f"{door}paper/")  # the printed list of the third door, typed in after lunch
    away.page.get_by_label("Numbers with initials").fill("1, 3")
    away.page.get_by_label("Names from the empty lines").fill("Bo\nWin *")
    away.press("Put it in")
    away.see("Came: Lou Penn.", "Were in already, and are counted once: Sam Okafor, Bo.")
    shot(away, "door-paper-360")
    assert conference.registrations.came().count() == 5

    inside.open(door)
    inside.page.get_by_role("button", name="Take the list off this phone").click()
    inside.see("The list is off this phone.")
    assert inside.page.evaluate(f"localStorage.getItem('door-{conference.pk}')") is None
    away.context.clear_cookies()  # signed out: the names go from the phone with the next page
    away.open("/")
    assert away.page.evaluate(f"localStorage.getItem('door-{conference.pk}')") is None


def test_a_card_is_dragged_to_a_theme_and_moved_without_a_script(visit, cast, conference):
    who = {"actor": cast.actor("ash"), "now": timezone.now()}
    theme = ideas.add_theme(gathering=conference, title="Rooms", **who)
    for words in ("A quiet room", "A garden"):
        ideas.card_from_paper(gathering=conference, uid=uuid.uuid4(), words=words, **who)
    wall = f"/meetings/gatherings/{conference.pk}/ideas/"
    ash = visit(cast.ash, phone=False)
    ash.open(wall)
    ash.page.locator("[data-card]", has_text="A quiet room").drag_to(ash.page.locator(f"[data-theme='{theme.pk}'] h2"))
    ash.page.locator("[data-said]", has_text="Moved to Rooms.").wait_for(state="attached")
    assert [card.words for card in theme.cards.all()] == ["A quiet room"]
    shot(ash, "cards-1280")
    plain = visit(cast.ash, javascript=False)
    plain.open(wall)
    card = plain.page.locator("[data-card]", has_text="A garden")
    card.locator("summary").click()
    card.get_by_label("Belongs to").select_option("Rooms")
    card.get_by_role("button", name="Put it there").click()
    plain.page.wait_for_load_state()
    assert theme.cards.count() == 2


def test_how_the_day_was_is_told_from_a_phone_without_an_account(visit, cast, conference):
    who = {"actor": cast.actor("ash"), "now": timezone.now()}
    evaluation.add_the_usual(gathering=conference, **who)
    code = day_codes.code_for(gathering=conference, purpose="evaluation", **who)
    guest = visit(javascript=False)
    guest.open("/day/")
    guest.page.get_by_label("The code").fill(code.code.lower())
    guest.press("Go on")
    guest.page.get_by_role("group", name="Did you feel welcome?").get_by_label("Yes, very much").check()
    shot(guest, "evaluation-360")
    guest.press("Hand it in")
    guest.see("Your answers are kept, without anything that says who you are.")
    assert conference.evaluation_sheets.get().way == "online"
