"""An agenda in a real browser: dragged with a mouse, moved with the keyboard alone, proposed to on an old phone."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meetings.actions import agenda, papers, proposals
from meetings.models import AgendaItem, Rsvp
from members.permissions import by_link
from members.post import links
from tests import factories as make
from tests.journeys.visitor import AT_REST, Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
TOPICS = [
    ("Welcome, and what happened since last time", 15, "hear", ""),
    ("The waiting-list letters", 30, "shape", "We read letters about waiting for help."),
    ("Who comes to the next interview panel", 20, "decide", ""),
]


@pytest.fixture
def visit(chromium, live_server, client, as_user):
    """`visit(cast.jo)`: that person, signed in, at a browser; `visit()`: a stranger."""
    contexts = []

    def come(person=None, *, phone=True, javascript=True):
        size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=size,
            java_script_enabled=javascript,
            locale="en-GB",
            reduced_motion="reduce",
        )
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


@pytest.fixture
def meeting(cast, settings, tmp_path):
    """Three topics of ours, one proposed and waiting, and a paper of which one copy is missing."""
    settings.MEDIA_ROOT, now, jo = tmp_path, timezone.now(), cast.actor("jo")
    meeting = make.meeting(
        "Advisory Group meeting", people=[cast.rowan, cast.pat], team=cast.team, wellbeing_person="Ash Mbeki"
    )
    items = [
        agenda.add(
            meeting=meeting,
            title=title,
            minutes=minutes,
            purpose=purpose,
            content_note=note,
            actor=jo,
            now=now,
            summary="Two short sentences stand here. They say what it is about.",
            lead=cast.ash,
        )
        for title, minutes, purpose, note in TOPICS
    ]
    rsvp = Rsvp.objects.select_related("meeting", "person").get(meeting=meeting, person=cast.rowan)
    words = "The radio is on all day. Could there be two hours without it?"
    proposals.propose(
        rsvp=rsvp, title="Quiet hours in the waiting room", summary=words, actor=by_link(cast.rowan), now=now
    )
    paper = papers.add(
        meeting=meeting,
        title="Three drafts of the letter",
        summary="The same news in three ways.",
        item=items[1],
        actor=jo,
        now=now,
    )
    papers.put(paper=paper, form="original", upload=SimpleUploadedFile("drafts.pdf", b"%PDF-1.4 x"), actor=jo, now=now)
    return meeting


def shot(visitor, name):
    """A picture to look at, when LOOK names a folder."""
    if folder := os.environ.get("LOOK"):
        visitor.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def order(meeting):
    return [item.title.split()[0].strip(",") for item in AgendaItem.objects.filter(meeting=meeting).on()]


def test_topics_are_dragged_with_a_mouse_and_moved_with_the_keyboard_alone(visit, cast, meeting):
    jo = visit(cast.jo, phone=False)
    jo.open(f"/meetings/{meeting.pk}/agenda/plan/")
    shot(jo, "plan-wide")
    page, grips = jo.page, jo.page.locator("[data-grip]")
    first, last = grips.nth(0).bounding_box(), page.locator("[data-row]").nth(2).bounding_box()
    page.mouse.move(first["x"] + 10, first["y"] + 10)
    page.mouse.down()
    page.mouse.move(first["x"] + 10, last["y"] + last["height"] - 5, steps=8)
    with page.expect_response(lambda answer: answer.url.endswith("/order/")):
        page.mouse.up()
    page.wait_for_function(AT_REST)  # the answer replaces the whole list, and the focus with it
    page.locator("[data-row]:nth-child(3) a", has_text="Welcome").first.wait_for()
    assert order(meeting) == ["The", "Who", "Welcome"]
    page.locator("[data-row]:nth-child(3) [value=up]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert order(meeting) == ["The", "Welcome", "Who"]


def test_on_an_old_phone_somebody_proposes_and_asks_quietly_without_javascript(visit, cast, meeting):
    now = timezone.now()
    item = AgendaItem.objects.proposed().get(meeting=meeting)
    proposals.answer(item=item, state="on", minutes=15, actor=cast.actor("jo"), now=now)
    AgendaItem.objects.create(meeting=meeting, title="Break", is_break=True, minutes=10, position=20)
    agenda.go_without_a_break(meeting=meeting, yes=True, actor=cast.actor("jo"), now=now)
    agenda.send_out(meeting=meeting, actor=cast.actor("jo"), now=now)
    link = links.link_for(
        person=cast.pat, purpose="rsvp", about=meeting.about_word, expires_at=now + timedelta(days=30), now=now
    )
    pat = visit(javascript=False)
    pat.open(f"/rsvp/{link.token}/agenda/")
    page = pat.page
    shot(pat, "link-agenda")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#id_title").fill("Tea that is still hot")
    page.get_by_role("button", name="Propose it").click()
    assert "We answer soon" in page.locator("#mine").inner_text()
    page.locator(".agenda-item", has_text="The waiting-list letters").get_by_role("button").click()
    assert "You asked to have this last. Only you see that." in page.content()
    assert order(meeting)[-1] == "The"
    if os.environ.get("LOOK"):
        _pictures(visit, cast, meeting)


def _pictures(visit, cast, meeting):
    """Every page of the slice in the role that uses it, to be looked at."""
    waits = AgendaItem.objects.filter(meeting=meeting).proposed().first()
    paper = meeting.papers.get()
    jo = [f"/meetings/{meeting.pk}/agenda/plan/", f"/meetings/{meeting.pk}/papers/", f"/meetings/papers/{paper.pk}/"]
    jo += [f"/meetings/agenda/{waits.pk}/answer/", f"/meetings/{meeting.pk}/agreement/", f"/meetings/{meeting.pk}/"]
    for phone in (True, False):
        for at, address in enumerate(jo):
            seen = visit(cast.jo, phone=phone)
            seen.open(address)
            shot(seen, f"jo{at}-{'phone' if phone else 'wide'}")
        for at, address in enumerate(
            (f"/meetings/{meeting.pk}/agenda/", f"/meetings/{meeting.pk}/agenda/?size=large", "/")
        ):
            seen = visit(cast.rowan, phone=phone)
            seen.open(address)
            shot(seen, f"rowan{at}-{'phone' if phone else 'wide'}")
