"""D26: five journeys by keys alone, at a desk and enlarged to 400 %: answer a meeting, log involvement, publish a meeting, open
the dashboard, take a break. Each stop is seen, uncovered and in order; and each page's roles and names, as the browser tells
them to a screen reader, are those written down in tests/sweep/told/ (TOLD=write writes them anew, to be read before they are kept).
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from meetings.models import Meeting, Rsvp
from members.models import Person
from members.post import links
from projects.models import Activity
from tests import factories as make
from tests.drills import harness
from tests.sweep.keyboard import Keyboard
from tests.sweep.reader import DESK, ENLARGED
from tests.sweep.site import DRESS
from tests.sweep.told import told

pytestmark = [pytest.mark.drill, harness.LONGER, pytest.mark.django_db(transaction=True)]
TOLD = Path(__file__).parents[1] / "sweep" / "told"
SIZES = {"at a desk": DESK, "at 400 %": ENLARGED}


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


@pytest.fixture
def keys(chromium, live_server, client, as_user, size):
    """`keys(cast.ash)`: that person, signed in, with a keyboard; `keys()`: a stranger."""
    contexts = []

    def come(person=None, role=None):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=SIZES[size],
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        if person:
            as_user(client, person, role)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([cookie])
        contexts.append(context)
        return Keyboard(context.new_page())

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def is_as_told(size):
    """This page tells a screen reader what is written down for it. At 400 % the menu is folded away; the desk's is kept."""

    def compare(keyboard, name):
        if size != "at a desk":
            return
        keyboard.page.wait_for_load_state("networkidle")  # parts of a page that are asked for when it stands
        kept, found = TOLD / f"{name}.txt", "\n".join(told(keyboard.page)) + "\n"
        if os.environ.get("TOLD") == "write":
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(found)
        assert found == kept.read_text()

    return compare


def went_well(keyboard):
    assert keyboard.faults == []
    assert keyboard.without_a_mouse()


@pytest.fixture
def meeting(cast):
    return make.meeting(
        "Advisory Group meeting", people=[cast.rowan], team=cast.team, lead=cast.jo, place="Leatherhead office"
    )


@pytest.fixture
def answer_page(cast, meeting):
    now = timezone.now()
    link = links.link_for(
        purpose="rsvp", person=cast.rowan, about=meeting.about_word, expires_at=now + timedelta(days=9), now=now
    )
    return f"/{links.address(link).split('/', 3)[3]}"


def test_rowan_answers_a_meeting_from_the_letter(cast, keys, is_as_told, meeting, answer_page):
    rowan = keys().open(answer_page)
    is_as_told(rowan, "answer")
    rowan.to("Yes, in the room|Yes, in person|^Yes", role="button").press("Enter")
    rowan.page.get_by_text("You are coming").first.wait_for()
    is_as_told(rowan, "answered")
    assert Rsvp.objects.get(meeting=meeting, person=cast.rowan).answer == "yes"
    went_well(rowan)


def test_ash_logs_what_two_people_gave(cast, keys, is_as_told):
    make.kind("Interview panel", is_meeting=False, default_level="operational")
    cast.rowan, cast.sam  # noqa: B018 — there to be found
    ash = keys(cast.ash).open("/involvement/new/")
    is_as_told(ash, "log")
    ash.to("What did they do|What was it|What", role="combobox").type("Interview")
    ash.to("title|called|words", role="textbox").type("Panel for the new worker")
    for name in ("Rowan", "Sam"):
        if name == "Rowan":
            ash.to("Who|people|name", role="combobox")
        ash.type(name)
        ash.page.get_by_role("option", name=name).first.wait_for()
        ash.press("Enter")
    ash.to("^Save", role="button").press("Enter", goes_on=True)
    is_as_told(ash, "logged")
    assert set(Activity.objects.get().participations.values_list("person__name", flat=True)) == {
        "Rowan Ashdown",
        "Sam Okafor",
    }
    went_well(ash)


def test_jo_publishes_a_meeting(cast, keys, is_as_told):
    draft = make.meeting("Tea and first ideas", state="draft", people=[cast.rowan], team=cast.team, lead=cast.jo)
    jo = keys(cast.jo).open(f"/meetings/{draft.pk}/")
    is_as_told(jo, "draft")
    jo.to("Look it over and publish").press("Enter", goes_on=True)
    is_as_told(jo, "look-it-over")
    jo.to("Publish and ask", role="button").press("Enter", goes_on=True)
    assert Meeting.objects.get(pk=draft.pk).state == "published"
    went_well(jo)


def test_jo_opens_the_dashboard_and_another_period(cast, keys, is_as_told, size):
    jo = keys(cast.jo).open("/")
    if size == "at 400 %":
        jo.to("Menu").press("Enter")
    jo.to("^Dashboard$", role="link").press("Enter", goes_on=True)
    is_as_told(jo, "dashboard")
    jo.to("^This quarter$", role="link").press("Enter")
    jo.page.wait_for_url("**/dashboard/?period=quarter")
    went_well(jo)


def test_rowan_takes_a_break_and_comes_back(cast, keys, is_as_told):
    rowan = keys(cast.rowan).open("/members/me/break/")
    is_as_told(rowan, "break")
    rowan.to("Take a break", role="button").press("Enter", goes_on=True)
    assert Person.objects.get(pk=cast.rowan.pk).paused_at
    is_as_told(rowan, "on-a-break")
    rowan.to("Nothing at all", role="radio").to("I need a rest", role="checkbox").press("Space")
    rowan.to("^Save it", role="button").press("Enter", goes_on=True)
    rowan.open("/").to("back", role="button").press("Enter")
    rowan.page.wait_for_url("**/members/me/break/back/")
    went_well(rowan)
    assert Person.objects.get(pk=cast.rowan.pk).paused_at is None


# ---- negative controls: the page is broken in the browser, for keys or for ears -----------------------------------------
BREAK = {
    "focus that is not seen": (f"({DRESS})('button:focus {{ outline: none !important; box-shadow: none !important }}')", "is not seen"),
    "a bar that covers it": (f"({DRESS})('footer {{ position: fixed; inset: 0; z-index: 99 }}')", "it is covered"),
    "an order of its own": ("document.querySelectorAll('main button').forEach((each, n) => each.tabIndex = 9 - n)", "the order jumps"),
    "a button moved up by dress alone": (f"({DRESS})('main {{ display: flex; flex-direction: column-reverse }}')", "jumps up"),
    "a button without a name": ("document.querySelector('main button').innerHTML = ''", "it has no name"),
    "a button that is none": ("document.querySelectorAll('main button').forEach(each => each.outerHTML = `<div>${each.innerHTML}</div>`)",
                              "no key leads to"),
}  # fmt: skip


@pytest.mark.control
@pytest.mark.parametrize("size", ["at a desk"])
@pytest.mark.parametrize("what", BREAK)
def test_a_page_that_needs_a_mouse_is_noticed(keys, answer_page, what):
    rowan = keys().open(answer_page)
    broken, said = BREAK[what]
    rowan.page.evaluate(broken)

    def go_through():
        rowan.to("I can't this time", role="button").to("Report a safeguarding concern", role="link")
        went_well(rowan)

    with pytest.raises(AssertionError) as caught:
        go_through()
    assert said in str(caught.value) + " ".join(rowan.faults)


@pytest.mark.control
@pytest.mark.parametrize("size", ["at a desk"])
@pytest.mark.parametrize(
    "broken",
    [
        "document.querySelector('main button').setAttribute('aria-label', 'Press')",
        "document.querySelector('main h2').outerHTML = '<p><b>Can you come?</b></p>'",
        "document.querySelector('h1').remove()",
    ],
)
def test_a_page_that_tells_a_screen_reader_something_else_is_noticed(keys, answer_page, broken):
    rowan = keys().open(answer_page)
    assert told(rowan.page) == (TOLD / "answer.txt").read_text().splitlines()
    rowan.page.evaluate(broken)
    assert told(rowan.page) != (TOLD / "answer.txt").read_text().splitlines()
