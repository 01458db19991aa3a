"""A conference at the desk: calls to guests, writing people down, the list and its counts, and what a partner brings."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Registration
from meetings.views.registering import BEGAN
from members.files import NotTooLarge
from members.models import ContactTask, Letter
from members.post import delivery
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


def test_letters_tell_it_by_each_ones_own_way(day):
    make.registration(day, "Mail Person", now=NOW, needs=Registration.Needs(access="a loop"))
    make.registration(day, "Phone Person", now=NOW, way="phone", address="01632 960 900")
    make.registration(day, "Post Person", now=NOW, way="post", address="4 Elm Row")
    delivery.deliver_due(now=NOW)
    mail = Letter.objects.get(way="email")
    assert (mail.state, mail.to_address) == ("sent", "mail.person@example.org")
    assert "You have a place" in mail.subject
    assert Registration.objects.get(name="Mail Person").token in mail.text
    assert "loop" not in mail.text
    calls = {task.to_name: (task.way, task.to_address) for task in ContactTask.objects.filter(person=None)}
    assert calls == {"Phone Person": ("phone", "01632 960900"), "Post Person": ("post", "4 Elm Row")}
    assert "waiting list" in ContactTask.objects.get(to_name="Post Person").script


def test_the_call_list_shows_a_guest_and_the_press_counts_as_told(client, day, cast, as_user):
    make.registration(day, "Phone Person", now=NOW, way="phone", address="01632 960 900")
    delivery.deliver_due(now=NOW)
    jo = as_user(client, cast.jo, "coordinator")
    page = text(jo.get(reverse("members:calls_and_letters")))
    assert "Phone Person" in page
    assert "01632 960900" in page
    task = ContactTask.objects.get()
    jo.post(reverse("members:contact_outcome", args=[task.pk]), {"outcome": "spoke"})
    assert Letter.objects.get().state == "sent"


def test_a_guests_letter_that_failed_or_came_back_stands_on_jos_monday(client, day, cast, as_user):
    jo = as_user(client, cast.jo, "coordinator")
    assert "Alex Doe" not in text(jo.get("/"))
    for name, how in (("Alex Doe", {"state": "failed"}), ("Bo Beck", {"state": "sent", "bounced_at": NOW})):
        guest = make.registration(day, name, now=NOW)
        Letter.objects.filter(about=guest.about_word).update(**how)
        assert name in text(jo.get("/"))
        assert name in text(jo.get(f"/meetings/events/{day.pk}/"))
    letter = Letter.objects.get(state="failed")
    page = text(jo.get(f"/members/messages/{letter.pk}/"))
    assert "To Alex Doe , who registered" in page
    jo.post(f"/members/messages/{letter.pk}/again/")
    Letter.objects.filter(state="waiting").update(state="sent", sent_at=NOW)
    for address in ("/", f"/meetings/events/{day.pk}/"):
        assert "Alex Doe" not in text(jo.get(address)), "another one has left since"


def test_jo_writes_somebody_down_from_the_telephone_and_the_next_empty_form_comes(client, day, cast, as_user):
    jo = as_user(client, cast.jo, "coordinator")
    address = f"/meetings/events/{day.pk}/people/new/"
    form = {"name": "Phone Person", "way": "phone", "address": "01632 960900", "came_by": "phone", "agreed": "on"}
    answer = jo.post(address, form)
    assert (answer.status_code, answer["Location"]) == (302, f"{address}?came_by=phone")
    made = Registration.objects.get()
    assert (made.state, made.came_by, made.recorded_by) == ("registered", "phone", cast.jo)
    assert not Letter.objects.exists(), "they heard it on the telephone"
    again = jo.post(address, form)
    assert again.status_code == 422
    assert "is on the list already" in text(again)
    paper = jo.post(address, {"name": "Paper Person", "came_by": "paper", "agreed": "on", "way": "", "address": ""})
    assert paper.status_code == 302


def test_another_teams_list_and_people_are_not_there_for_staff(client, day, cast, as_user):
    alex = make.registration(day, now=NOW)
    uma = as_user(client, cast.uma, "staff")
    assert uma.get(f"/meetings/events/people/{alex.pk}/").status_code == 404
    assert uma.get(f"/meetings/events/{day.pk}/").status_code == 403
    assert "Alex" not in text(uma.get("/meetings/events/people/"))
    ash = as_user(Client(), cast.ash, "staff")
    assert "Alex Doe" in text(ash.get("/meetings/events/people/"))


def test_the_list_asks_as_many_questions_for_three_as_for_one(client, day, cast, as_user):
    jo = as_user(client, cast.jo, "coordinator")
    address, counted = "/meetings/events/people/", []
    for n in range(3):
        make.registration(day, f"Person {n}", now=NOW, lived=True)
        if n != 1:
            with CaptureQueriesContext(connection) as asked:
                jo.get(address)
            counted.append(len(asked))
    assert counted[0] == counted[1]


def test_over_seventy_with_lived_experience_counts_people_and_not_ticks(client, day, cast, as_user):
    day.places = None
    day.save()
    make.registration(day, "Ann A", now=NOW, lived=True, categories=("over_70", "carer"))
    make.registration(day, "Ben B", now=NOW, lived=True, categories=("26_to_69",))
    make.registration(day, "Cy C", now=NOW, categories=("over_70", "professional"))
    page = text(as_user(client, cast.jo, "coordinator").get(f"/meetings/events/{day.pk}/"))
    assert "Everybody 3 3 0" in page
    assert "A person with lived experience 2 2 0" in page
    assert "70 or over 2 2 0" in page
    assert re.search(r"A person with lived experience and 70 or over 1 1 0|70 or over and A person .* 1 1 0", page)


def test_a_partner_sees_each_rows_fate_before_it_is_saved_and_their_own_rows_only(client, day, cast, as_user):
    make.registration(day, "Alex Doe", now=NOW)
    kim = as_user(client, cast.kim, "partner")
    address = f"/meetings/events/{day.pk}/bring/"
    rows = ["name,reach,lived experience", "Sam Brown,sam@example.org,yes", "No Way,,", "Late One,late@example.org"]
    people = "\n".join([*rows, ",x@example.org", "Sam Brown,sam@example.org"])
    look = kim.post(address, {"people": people, "agreed": "on"})
    said = text(look)
    for fate in ("Gets a place.", "We tell them: a place", "There is no name.", "Stands twice in this list."):
        assert fate in said
    assert Registration.objects.count() == 1
    assert kim.post(address, {"people": people, "agreed": "on", "step": "bring"}).status_code == 302
    brought = Registration.objects.filter(brought_by=cast.organisation)
    assert set(brought.values_list("name", "state")) == {
        ("Sam Brown", "registered"), ("No Way", "waiting"), ("Late One", "waiting"),
    }  # fmt: skip
    page = text(kim.get(address))
    assert "No Way" in page, "whom they tell themselves"
    assert "Alex Doe" not in page
    assert kim.get("/meetings/events/people/").status_code == 403


def test_a_partners_list_says_the_same_of_whoever_is_registered_and_of_whoever_is_not(client, day, cast, as_user):
    make.registration(day, "Alex Doe", now=NOW, lived=True)
    make.registration(day, "Nia Noway", way="", address="", now=NOW)
    kim, address = as_user(client, cast.kim, "partner"), f"/meetings/events/{day.pk}/bring/"

    def told(name, reach):
        seen = []
        for step in ("look", "bring", "bring"):
            sent = kim.post(address, {"people": f"{name},{reach}", "agreed": "on", "step": step}, follow=True)
            seen.append(text(sent).replace(name, "-").replace(reach, "-"))
        return seen

    assert told("Alex Doe", "alex.doe@example.org") == told("Zed Other", "zed.other@example.org")
    assert Registration.objects.filter(name="Alex Doe").count() == 1
    for name in ("Nia Noway", "Zed Noway"):
        for step, said in (("bring", "You registered 1 person"), ("look", "You have brought them already")):
            sent = kim.post(address, {"people": name, "agreed": "on", "step": step}, follow=True)
            assert said in text(sent)
            assert f"{name} (2)" not in text(sent), "that would say that somebody of this name is on the list"
        assert Registration.objects.filter(brought_by=cast.organisation, name__startswith=name).count() == 1


def test_a_list_of_far_too_many_bytes_is_refused_and_what_was_typed_stays(client, day, cast, as_user, monkeypatch):
    monkeypatch.setattr(NotTooLarge, "MOST", 300_000)
    kim, address = as_user(client, cast.kim, "partner"), f"/meetings/events/{day.pk}/bring/"
    large = SimpleUploadedFile("people.csv", b"x" * 400_000)
    sent = kim.post(address, {"people": "Ann Kept", "file": large, "agreed": "on"})
    assert sent.status_code == 422
    assert "too large for a list of people" in text(sent)
    assert "Ann Kept" in sent.content.decode()
    assert "Please ask them first" not in text(sent), "what stands below the file is read too"


def test_a_partner_who_speaks_for_two_brings_people_of_either(client, day, cast, as_user):
    other = make.organisation("Surrey Carers")
    make.grant(cast.kim, "partner", organisation=other)
    kim, address = as_user(client, cast.kim, "partner"), f"/meetings/events/{day.pk}/bring/?organisation={other.pk}"
    assert "bring people of Surrey Carers" in text(kim.get(f"/meetings/events/{day.pk}/bring/"))
    kim.post(address, {"people": "Sam Brown", "agreed": "on", "step": "bring"})
    assert Registration.objects.get(name="Sam Brown").brought_by == other
    assert kim.get(address.replace(str(other.pk), str(other.pk + 99))).status_code == 404


def test_the_paper_form_is_a_pdf(client, day, cast, as_user):
    page = as_user(client, cast.jo, "coordinator").get(f"/meetings/events/{day.pk}/form.pdf")
    assert page.content.startswith(b"%PDF")


def test_jo_plans_a_conference_from_draft_to_open(client, cast, as_user):
    jo = as_user(client, cast.jo, "coordinator")
    form = {
        "title": "Spring Conference", "sort": "conference", "day": "2027-04-14", "starts": "10:00", "ends": "16:00",
        "place": "Dorking Halls", "places": "100", "held_places": "40", "held_to": "2027-03-31", "offer_hours": "48",
        "offer_hours_by_hand": "120", "organisations": [cast.organisation.pk],
    }  # fmt: skip
    answer = jo.post("/meetings/events/new/", form)
    assert answer.status_code == 302, text(answer)
    assert Client().get("/events/spring-conference-2027/").status_code == 404
    jo.post(answer["Location"] + "state/", {"do": "open"})
    page = text(Client().get("/events/spring-conference-2027/"))
    assert "Wednesday 14 April 2027, 10am to 4pm" in page
    assert cast.organisation.name in page
    too_many = jo.post("/meetings/events/new/", {**form, "places": "10", "held_places": "40"})
    assert "There are 10 places, so 40 cannot be held." in text(too_many)
