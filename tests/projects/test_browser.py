"""The log and an invitation in a real browser: by keyboard alone, on a telephone, and without JavaScript."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from members.post import links
from projects.models import Activity
from tests import factories as make
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def visit(chromium, live_server, client, as_user):
    """`visit(cast.ash)`: that person, signed in, at a browser; `visit()`: a stranger."""
    contexts = []

    def come(person=None, *, phone=True, javascript=True, dark=False):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 900},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
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


def shot(visitor, name):
    """A picture to look at, when LOOK names a folder."""
    if folder := os.environ.get("LOOK"):
        visitor.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def panel(cast):
    make.kind("Document review", is_meeting=False, default_level="operational")
    return make.kind("Interview panel", is_meeting=False, default_level="operational", position=1)


def test_ash_logs_a_panel_with_two_people_by_keyboard_alone_in_under_a_minute(visit, cast, panel):
    pack = make.project(team=cast.team)
    cast.rowan, cast.sam, cast.robin  # noqa: B018 — there to be found
    ash = visit(cast.ash)
    ash.open("/involvement/new/")
    page, started = ash.page, time.monotonic()
    page.locator("#id_what").focus()
    page.keyboard.type("Interview")
    page.keyboard.press("Tab")
    page.keyboard.type("Panel for the new worker")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "id_people":
            break
    page.keyboard.type("ro")
    page.locator("[role=option]").first.wait_for()
    assert page.locator("#id_people").get_attribute("aria-expanded") == "true"
    assert page.locator("[role=option]").all_inner_texts() == ["Robin Vale", "Rowan Ashdown"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("okafor")
    page.locator("[role=option]", has_text="Sam").wait_for()
    assert (
        page.locator(f"#{page.locator('#id_people').get_attribute('aria-activedescendant')}").inner_text()
        == "Sam Okafor"
    )
    page.keyboard.press("Enter")
    assert page.locator(".chip-name").all_inner_texts() == ["Rowan Ashdown", "Sam Okafor"]
    assert "2 people chosen." in page.locator("[data-said]").inner_text()
    ash.look()
    shot(ash, "quick-log-360")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "stage":
            break
    page.keyboard.press("ArrowDown")  # from “First idea” or nothing to a stage
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Save":
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Thank you. It is logged.").wait_for()
    assert time.monotonic() - started < 60
    ash.look()
    shot(ash, "logged-360")
    activity = Activity.objects.get()
    assert [p.person for p in activity.participations.order_by("pk")] == [cast.rowan, cast.sam]
    assert activity.title == "Panel for the new worker"
    assert activity.project is None
    assert pack.activities.count() == 0


def test_yesterday_and_taking_somebody_off_need_no_second_page(visit, cast, panel):
    cast.rowan, cast.sam  # noqa: B018
    ash = visit(cast.ash)
    page = ash.open("/involvement/new/").page
    page.get_by_role("button", name="Yesterday").click()
    assert page.locator("#id_date").input_value() == (timezone.localdate() - timedelta(days=1)).isoformat()
    for name in ("rowan", "sam"):
        page.locator("#id_people").fill(name)
        page.locator("[role=option]").first.click()
    page.get_by_role("button", name="Take off Rowan Ashdown").click()
    assert page.locator(".chip-name").all_inner_texts() == ["Sam Okafor"]
    page.locator("#id_people").fill("zz")
    ash.see("Nobody of that name here.")
    page.keyboard.press("Escape")
    ash.look()


def test_without_javascript_every_step_works(visit, cast, panel):
    cast.rowan  # noqa: B018
    ash = visit(cast.ash, javascript=False)
    page = ash.open("/involvement/new/").page
    page.locator("#id_what").select_option("interview-panel")
    page.locator("#id_title").fill("Panel")
    page.locator("#id_people").fill("rowan")
    page.get_by_role("button", name="Find").click()
    shot(ash, "quick-log-no-js-360")
    page.get_by_role("button", name="Rowan Ashdown").click()
    page.get_by_role("button", name="Yesterday").click()
    page.get_by_text("Planning").click()
    page.get_by_role("button", name="Save").click()
    ash.see("Thank you. It is logged.")
    activity = Activity.objects.get()
    assert (activity.title, activity.stage, activity.participations.get().person) == ("Panel", 2, cast.rowan)
    assert activity.ended_on == timezone.localdate() - timedelta(days=1)


def test_somebody_whose_hat_is_not_known_is_asked_on_the_same_page(visit, cast, panel):
    team = cast.team
    make.person("Lee Nott")
    jo = visit(cast.jo, phone=False)
    page = jo.open("/involvement/new/").page
    page.locator("#id_what").select_option("interview-panel")
    page.locator("#id_team").select_option(label=team.name)
    page.locator("#id_people").fill("lee")
    page.locator("[role=option]").first.click()
    page.get_by_label("Lee Nott took part as").select_option("carer")
    jo.look()
    shot(jo, "quick-log-1280")
    page.get_by_role("button", name="Save").click()
    jo.see("Thank you. It is logged.")
    assert Activity.objects.get().participations.get().hats == ["carer"]


def test_rowan_answers_an_invitation_from_the_letter_on_a_telephone(visit, cast):
    pack = make.project(team=cast.team, purpose="To welcome people", intended_difference="Nobody is lost")
    asked = make.opportunity(pack, people=[cast.rowan], asked_by=cast.ash)
    now = timezone.now()
    link = links.link_for(
        person=cast.rowan, purpose="invitation", about=asked.about_word, expires_at=now + timedelta(days=40), now=now
    )
    for javascript, press, said in (
        (True, "Tell me more first", "hear more"),
        (False, "Not for me this time", "That is fine"),
    ):
        rowan = visit(javascript=javascript)
        page = rowan.open(f"/invitations/{link.token}/").page
        shot(rowan, f"invitation-360-{javascript}")
        if not javascript:
            page.get_by_text("Change my answer").first.click()
        page.get_by_role("button", name=press).click()
        rowan.see(said).look()
        shot(rowan, f"invitation-answered-360-{javascript}")


@pytest.mark.parametrize("phone", [True, False])
def test_the_pages_of_projects_please_axe_and_fit_the_screen(visit, cast, panel, phone):
    pack = make.project(
        team=cast.team, lead=cast.ash, stage=2, summary="What new clients get on their first day",
        purpose="To welcome people", intended_difference="Nobody is lost",
    )  # fmt: skip
    make.project("Let's Talk", team=cast.other_team, stage=4)
    pack.stage_changes.create(stage=1, changed_on=pack.started_on, changed_by=cast.ash)
    meeting = make.meeting(people=[cast.rowan], team=cast.team)
    pack.project_meetings.create(meeting=meeting)
    work = make.activity(
        "Looked over the words", people=[cast.rowan, cast.sam], project=pack, team=cast.team, stage=2, others=3, others_le=1,
        needs_detail=True, summary="Page two is hard",
    )  # fmt: skip
    asked = make.opportunity(pack, people=[cast.rowan, cast.sam, cast.pat], asked_by=cast.ash)
    asked.invitations.filter(person=cast.rowan).update(answer="yes", answered_at=timezone.now(), via="link")
    size = 360 if phone else 1280
    ash = visit(cast.ash, phone=phone)
    for name, path in {
        "projects": "/projects/",
        "project": f"/projects/{pack.pk}/",
        "project-new": "/projects/new/",
        "activity": f"/projects/activities/{work.pk}/",
        "activity-edit": f"/projects/activities/{work.pk}/edit/",
        "to-complete": "/projects/activities/to-complete/",
        "ask": f"/projects/{pack.pk}/ask/",
        "opportunity": f"/projects/work/{asked.pk}/",
        "ask-more": f"/projects/work/{asked.pk}/ask-more/",
        "cancel": f"/projects/work/{asked.pk}/cancel/",
        "at-meeting": f"/projects/at-meeting/{meeting.pk}/",
    }.items():
        ash.open(path)
        shot(ash, f"{name}-{size}")
    rowan = visit(cast.rowan, phone=phone, dark=True)
    for name, path in {"project-member": f"/projects/{pack.pk}/", "mine": "/projects/my-involvement/"}.items():
        rowan.open(path)
        shot(rowan, f"{name}-{size}")
