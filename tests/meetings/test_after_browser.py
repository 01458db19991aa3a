"""During and after a meeting in a real browser: notes typed on a telephone, six questions answered behind a link."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from meetings.models import Action, AgendaItem, Decision, PulseResponse
from members.models import Draft
from members.post import links
from tests import factories as make
from tests.factories import after as made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def visit(chromium, live_server, client, as_user):
    """`visit(cast.ash)`: a page of that person's, signed in, on a telephone; `visit()`: a stranger's."""
    contexts = []

    def come(person=None, *, wide=False, javascript=True):
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=javascript, locale="en-GB", reduced_motion="reduce",
            viewport={"width": 1280, "height": 900} if wide else {"width": 360, "height": 740},
        )  # fmt: skip
        context.set_default_timeout(10_000)
        if person:
            as_user(client, person)
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        contexts.append(context)
        return context.new_page()

    yield come
    for context in contexts:
        context.close()


def shot(page, name):
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


@pytest.fixture
def held(cast):
    names = ("Ada", "Ben", "Cy", "Di", "Eve", "Flo")
    people = [make.person(f"{name} Tester", email=f"{name}@example.org".lower(), role="member") for name in names]
    meeting = make.meeting(
        "Advisory Group meeting", days=-1, people=[*people, cast.sam], team=cast.team, lead=cast.jo, body=cast.group
    )
    for person in people:
        make.attendance(meeting, person)
    for at, title in enumerate(("The waiting-list letters", "The next interview panel"), start=1):
        AgendaItem.objects.create(meeting=meeting, title=title, position=at)
    return meeting, people


def test_ash_writes_on_a_telephone_and_what_was_typed_is_kept(visit, cast, held):
    meeting, _ = held
    page = visit(cast.ash)
    page.goto(f"/meetings/{meeting.pk}/notes/live/")
    page.get_by_role("link", name="To do").first.click()
    page.get_by_label("In plain words").fill("Write the first line anew")
    page.get_by_text("A draft is kept").wait_for()
    assert Draft.objects.count() == 1
    shot(page, "live-phone")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("The action is written down.").wait_for()
    assert Action.objects.get().text == "Write the first line anew"
    without = visit(cast.ash, javascript=False)
    without.goto(f"/meetings/{meeting.pk}/notes/live/")
    without.get_by_role("link", name="Decision").first.click()
    without.get_by_label("In plain words").fill("Two members sit on the panel")
    without.get_by_role("button", name="Write it down").click()
    assert Decision.objects.get().item.title == "The waiting-list letters"


def test_a_member_answers_behind_the_link_and_says_what_is_not_right(visit, held):
    meeting, people = held
    made.pulse(meeting, people=people)
    made.notes(
        meeting, "The waiting-list letters\n- We decided: the first line says how long.\n- To do: Write it anew (D.O.)"
    )
    link = links.link_for(
        person=people[0],
        purpose="after",
        about=meeting.about_word,
        expires_at=timezone.now() + timedelta(days=30),
        now=timezone.now(),
    )
    page = visit()
    page.goto(f"/after/{link.token}/")
    shot(page, "after-phone")
    page.get_by_role("group", name="3. I felt listened to.").get_by_label("Yes, very much").check()
    page.get_by_role("button", name="Put it in the box").click()
    page.get_by_text("Your answers are in the box").wait_for()
    assert PulseResponse.objects.get().listened == 5
    page.get_by_label("What is not right, and how should it read?").fill("It was the second line")
    page.get_by_role("button", name="Tell the involvement team").click()
    page.get_by_text("Somebody looks at it").wait_for()
    shot(page, "after-phone-done")
