"""The pages of a conference: the public one, registering in three steps, the private link, the desk, and a partner's list."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from meetings.actions import registrations
from meetings.models import Registration
from meetings.views.registering import BEGAN
from members.models import Letter
from members.post import window
from members.queries import traces
from members.words import day as in_day_words
from tests import factories as make
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def day(cast):
    return make.gathering(
        now=NOW, starts_at=START, slug="conference", places=2, team=cast.team, about="Together again.",
        access="Step-free.", arriving="Car park behind the hall.",
    )  # fmt: skip


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def began(seconds=60):
    with time_machine.travel(NOW - timedelta(seconds=seconds), tick=False):
        return BEGAN.sign("began")


WHO = {"step": "3", "name": "Alex Doe", "way": "email", "address": "alex@example.org", "agreed": "on"}


def post(client, **fields):
    return client.post("/events/conference/register/", {**WHO, "began": began(), **fields})


def test_the_public_page_tells_the_day_and_opens_without_signing_in(client, day, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page = client.get("/events/conference/")
    for words in ("Together again.", "Tuesday 8 December", "Step-free.", "There are places left.", "Register"):
        assert words in text(page)
    assert "sessionid" not in page.cookies
    assert "Tuesday 8 December 2026" in text(page)
    assert "full" not in text(page)
    make.registration(day, now=NOW, workshops=(make.workshop(day, "Art and words", places=1),))
    assert "One workshop is full: Art and words. It has a waiting list." in text(client.get("/events/conference/"))
    assert "Lived Experience Conference" in text(client.get("/events/"))


def test_a_draft_has_no_page(client, day):
    day.state = "draft"
    day.save()
    assert {client.get(f"/events/conference/{end}").status_code for end in ("", "register/", "thank-you/")} == {404}


def test_three_steps_carry_what_was_typed_and_nothing_is_saved_before_the_last(client, day):
    art = make.workshop(day, places=1)
    first = client.get("/events/conference/register/")
    assert "Step 1 of 3" in text(first)
    began_at = re.search(r'name="began" value="([^"]+)"', first.content.decode())[1]
    who = {"name": "Alex Doe", "way": "email", "address": "alex@example.org", "began": began_at}
    second = client.post("/events/conference/register/", {**who, "step": "1"})
    assert "Step 2 of 3" in text(second)
    assert 'value="alex@example.org"' in second.content.decode()
    third = client.post(
        "/events/conference/register/",
        {**who, "step": "2", "parts": ["lived_experience", "carer"], "age": "over_70", "workshops": art.pk},
    )
    assert "Step 3 of 3" in text(third)
    assert not Registration.objects.exists()
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        done = client.post(
            "/events/conference/register/",
            {**who, "step": "3", "parts": ["lived_experience", "carer"], "age": "over_70", "workshops": art.pk,
             "access": "A seat near the door", "food": ["vegan"], "agreed": "on", "news": "on"},
        )  # fmt: skip
    assert (done.status_code, done["Location"]) == (302, "/events/conference/thank-you/?way=email")
    made = Registration.objects.get()
    assert (made.state, made.categories) == ("registered", ["carer", "lived_experience", "over_70"])
    assert (made.wants.access, made.wants.food) == ("A seat near the door", ["vegan"])
    assert made.workshops.get().place_no == 1


def test_what_is_wrong_is_said_at_its_own_step_and_what_was_typed_stays(client, day):
    page = post(client, address="alex at example")
    assert page.status_code == 422
    assert "does not look like an email address" in text(page)
    assert "Step 1 of 3" in text(page)
    assert 'value="Alex Doe"' in page.content.decode()
    missing = post(client, agreed="", access="A loop")
    summary = text(missing).partition("Something needs another look")[2].partition("Nothing was saved yet")[0]
    assert "The organisers may keep what I told you here for this event: Please tick this, so that we" in summary
    assert "A loop" in missing.content.decode()
    back = post(client, back="1", parts=["carer"])
    assert "Step 2 of 3" in text(back)
    assert re.search(r'value="carer"[^>]*checked', back.content.decode())


def test_two_workshops_at_one_time_are_refused_in_a_sentence(client, day):
    art, song = make.workshop(day, hours=2), make.workshop(day, "Singing", after=2)
    page = post(client, workshops=[art.pk, song.pk])
    assert page.status_code == 422
    assert "are on at the same time. Please choose one." in text(page)


def test_the_answer_is_the_same_whoever_is_registered_already(client, day):
    make.registration(day, "Alex Doe", now=NOW, address="alex@example.org")
    known, new = post(client), post(client, name="Sky New", address="sky@example.org")
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert Registration.objects.count() == 2
    pages = [Client().get(answer["Location"]).content for answer in (known, new)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "how", [{"website": "http://buy.example"}, {"began": ""}, {"began": "began:forged"}, {"began": "quick"}]
)
def test_what_a_machine_sends_is_kept_from_the_places_and_the_page_says_the_same(client, day, how):
    how = {"began": began(seconds=1)} if how.get("began") == "quick" else how
    answer = post(client, **how)
    assert answer["Location"] == "/events/conference/thank-you/?way=email"
    assert Registration.objects.get().state == "doubtful"
    assert not Letter.objects.exists()


@pytest.mark.parametrize("way", ["email", "phone", "text", "post", ""])
def test_the_thank_you_promises_no_letter_that_may_wait_for_a_person(client, day, way):
    thanks = text(client.get(f"/events/conference/thank-you/?way={way}"))
    assert "on its way" not in thanks
    assert (
        f"If you have heard nothing by {in_day_words(window.working_days_after(NOW.date(), 2))}, please ring us"
        in thanks
    )


def test_the_browsers_own_back_button_finds_every_step_again(client, day):
    first = client.get("/events/conference/register/")
    second = post(client, step="1")
    assert {first["Cache-Control"], second["Cache-Control"]} == {"private, no-cache"}, "no-store shows an error page"


def test_what_somebody_needs_is_not_found_by_going_back_on_a_shared_phone(client, day):
    third = post(client, step="2")
    assert "What would help you?" in text(third)
    assert third["Cache-Control"] == "no-store"


def test_asvs_2_4_1_very_many_from_one_address_wait_for_a_person(client, day, settings):
    settings.REGISTRATIONS_FROM_ONE_ADDRESS = 2
    for n in range(3):
        post(client, name=f"Person {n}", address=f"p{n}@example.org")
    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == ["registered"] * 2 + [
        "doubtful"
    ]
    assert traces.in_cache([]) == [], "an erasure can read what is counted there"
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        post(client, name="Person 4", address="p4@example.org")
    assert Registration.objects.get(name="Person 4").state == "waiting", "ten minutes later the count begins anew"


def test_a_signed_in_members_registration_is_theirs(client, day, cast, as_user):
    rowan = as_user(client, cast.rowan, "member")
    assert 'value="Rowan Ashdown"' in rowan.get("/events/conference/register/").content.decode()
    post(rowan, name="Rowan Ashdown", address="rowan@example.org")
    post(rowan, name="A friend", address="friend@example.org")
    assert dict(Registration.objects.values_list("name", "person")) == {
        "Rowan Ashdown": cast.rowan.pk,
        "A friend": None,
    }


def test_opening_the_private_link_changes_nothing_and_one_press_cancels(client, day):
    make.workshop(day)
    alex = make.registration(day, now=NOW)
    url = f"/registration/{alex.token}/"
    before = list(Registration.objects.values())
    for address in (url, url + "cancel/", url + "change/", url + "?do=cancel"):
        page = client.get(address)
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "strict-origin"
    assert list(Registration.objects.values()) == before
    assert "You have a place" in text(client.get(url))
    assert client.post(url, {"do": "cancel"}).status_code == 303
    assert "You are off the list" in text(client.get(url))
    assert client.post(url, {"do": "back"}).status_code == 303
    assert Registration.objects.get().state == "registered"


def test_every_link_that_opens_nothing_gets_the_same_page(client, day):
    alex = make.registration(day, now=NOW)
    pages = {client.get(f"/registration/{token}/").content for token in ("nobody", alex.token[:-1], "x" * 90)}
    assert len(pages) == 1
    with time_machine.travel(START + timedelta(days=400), tick=False):
        assert client.get(f"/registration/{alex.token}/").content in pages


def test_a_link_that_is_passed_on_does_not_show_what_somebody_needs(client, day):
    needs = Registration.Needs(access="My epilepsy", food=["vegan"])
    alex = make.registration(day, now=NOW, needs=needs)
    url = f"/registration/{alex.token}/change/"
    assert "epilepsy" not in client.get(url).content.decode()
    fields = {"name": "Alex Doe", "way": "email", "address": "new@example.org", "agreed": "on", "badge": "first"}
    saved = client.post(url, fields)
    assert saved.status_code == 303
    assert "Saved. Thank you." in text(client.get(saved.url))
    alex.refresh_from_db()
    assert (alex.address, alex.wants.access) == ("alex.doe@example.org", "My epilepsy"), "the link came to that address"
    make.registration(day, "Bo Known", now=NOW)
    asks = [{**fields, "name": name, "address": "bo.known@example.org"} for name in ("Bo Known", "Bo Other")]
    assert [client.post(url, each).status_code for each in asks] == [303, 303], "nobody is told who is on the list"
    client.post(url, {**fields, "forget": "on"})
    alex.refresh_from_db()
    assert not alex.wants


def test_an_offer_is_taken_with_one_press_and_a_late_one_is_told_why(client, day):
    for n in range(2):
        make.registration(day, f"First {n}", now=NOW)
    alex = make.registration(day, now=NOW)
    url = f"/registration/{alex.token}/"
    assert client.post(url, {"do": "take"}).status_code == 409
    first = Registration.objects.get(name="First 0")
    registrations.cancel(registration=first, actor=registrations.holder_of(first), now=NOW)
    assert "We keep it for you until" in text(client.get(url))
    assert client.post(url, {"do": "take"}).status_code == 303
    assert "You have a place" in text(client.get(url))
