"""Somebody asks to join: the public page, what a person looks at first, and the kind answer in the channel asked for."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from members.actions import enquiries
from members.models import Channel, ContactTask, Enquiry, Letter, Membership, Person
from members.post import clock, tidying, window
from members.queries import joining
from members.words import day
from tests import factories as make
from tests.members.sheets import HEAD, bring, sheet

pytestmark = pytest.mark.django_db
NOOR = {"name": "Noor Haddad", "way": "email", "address": "noor@example.org"}


def words(response):
    return " ".join(response.content.decode().split())


def test_noor_asks_from_the_first_page_and_is_thanked_by_email(client):
    assert 'href="/join/"' in words(client.get("/"))
    page = client.post("/join/", {**NOOR, "may_leave_message": "on", "best_times": "after 11am"}, follow=True)
    assert "Somebody writes to you" in words(page)
    noor = Person.objects.get(name="Noor Haddad")
    assert noor.memberships.get().state == "enquiry"
    assert noor.memberships.get().due_on == window.working_days_after(timezone.localdate(), 2)
    assert noor.channels.get().best_times == "after 11am"
    clock.tick(now=timezone.now())
    letter = Letter.objects.get(person=noor)
    assert (letter.state, letter.subject) == ("sent", "Thank you for writing to us")
    kept = Enquiry.objects.get()
    assert (kept.name, kept.address) == ("", "")


@pytest.mark.parametrize(("way", "address"), [("phone", "01632 960 777"), ("post", "3 High Street, Dorking")])
def test_who_asks_for_a_call_or_a_letter_stands_on_calls_and_letters(client, way, address):
    client.post("/join/", {"name": "Noor Haddad", "way": way, "address": address})
    clock.tick(now=timezone.now())
    task = ContactTask.objects.get(person__name="Noor Haddad")
    assert task.way == way
    assert "Thank you for getting in touch" in task.script


@pytest.mark.parametrize(
    ("way", "address", "said"),
    [
        ("text", "12345", "That does not look like a telephone number"),
        ("phone", "960 777", "with its area code"),
        ("post", "x", "too short for a letter to arrive"),
        ("post", "Dorking-on-the-hill", "too short for a letter to arrive"),
    ],
)
def test_what_could_never_arrive_is_not_promised(client, way, address, said):
    page = client.post("/join/", {"name": "Noor Haddad", "way": way, "address": address})
    assert page.status_code == 422
    assert said in words(page)
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("way", "typed", "shown"),
    [("text", "07700900205", "07700 900205"), ("post", "3 High Street, Dorking", "3 High Street, Dorking")],
)
def test_the_thank_you_repeats_where_we_reach_them_and_the_address_of_the_page_does_not(client, way, typed, shown):
    sent = client.post("/join/", {"name": "Noor Haddad", "way": way, "address": typed})
    assert not any(part in sent["Location"] for part in (typed, shown, typed.replace(" ", "+")))
    assert f"This is where we reach you: <strong><bdi>{shown}</bdi></strong>" in words(client.get(sent["Location"]))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        later = words(client.get(sent["Location"]))
    assert shown not in later
    assert "by " in later


def test_whoever_rings_late_promises_no_day_that_has_gone_by(client):
    client.post("/join/", {"name": "Noor Haddad", "way": "phone", "address": "01632 960 777"})
    clock.tick(now=timezone.now())
    task = ContactTask.objects.get(person__name="Noor Haddad")
    by = f" by {day(Membership.objects.get(person=task.person).due_on)}"
    assert by in task.script
    Membership.objects.filter(person=task.person).update(due_on=timezone.localdate() - timedelta(days=1))
    assert tidying.say_it_anew(now=timezone.now()) == 1
    task.refresh_from_db()
    assert "Somebody from our team will arrange it with you. You can say no" in task.script
    Membership.objects.filter(person=task.person).update(due_on=timezone.localdate())
    tidying.say_it_anew(now=timezone.now())
    task.refresh_from_db()
    assert "will arrange it with you by" in task.script, "the day itself is not past"


def test_the_page_shows_telephone_and_post_and_keeps_what_was_typed(client):
    page = words(
        client.post(
            "/join/", {"name": "Noor Haddad", "way": "email", "address": "noor at home", "helps": "A slow pace"}
        )
    )
    assert "Noor Haddad" in page
    assert "A slow pace" in page
    assert "noor at home" in page
    assert "tel:" in page
    assert "It needs an @" in page
    assert not Enquiry.objects.exists()


def test_a_browser_that_keeps_no_cookies_loses_nothing(client):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/join/", NOOR).status_code == 302
    assert Enquiry.objects.count() == 1


def test_the_same_form_sent_twice_is_one_enquiry(client):
    for _ in range(2):
        assert client.post("/join/", NOOR).status_code == 302
    assert Person.objects.filter(name="Noor Haddad").count() == 1
    assert Letter.objects.count() == 1


def test_what_a_machine_fills_in_is_not_written_to_and_a_person_looks(client, cast, as_user):
    page = client.post("/join/", {**NOOR, "website": "https://spam.example"}, follow=True)
    assert "Thank you" in words(page)
    assert not Letter.objects.exists()
    jo = as_user(client, cast.jo)
    assert "look at first" in words(jo.get("/"))
    assert "Noor Haddad" in words(jo.get("/members/joining/"))
    jo.post(f"/members/joining/enquiries/{Enquiry.objects.get().pk}/", {"remove": "1"})
    gone = Enquiry.objects.get()
    assert (gone.name, gone.address, gone.person) == ("", "", None)
    assert "Noor Haddad" not in words(jo.get("/members/joining/"))


def test_a_real_person_whom_the_page_took_for_a_machine_is_answered_all_the_same(client, cast, as_user):
    client.post("/join/", {**NOOR, "website": "autofill"})
    as_user(client, cast.jo).post(f"/members/joining/enquiries/{Enquiry.objects.get().pk}/", {"new": "1"})
    assert Membership.objects.get(person__name="Noor Haddad").state == "enquiry"
    assert Letter.objects.filter(kind="enquiry_received").count() == 1


def test_whoever_we_reach_at_that_address_already_is_not_told_so(client, cast, as_user):
    known = {"name": "Somebody", "way": "email", "address": cast.rowan.channels.get().address}
    shown = [
        words(client.post("/join/", typed, follow=True)).split("<main")[1].replace(typed["address"], "what they typed")
        for typed in (known, NOOR)
    ]
    assert shown[0] == shown[1]
    assert shown[0].count("what they typed") == 1
    assert not Letter.objects.filter(person=cast.rowan).exists()
    assert "We reach" in words(as_user(client, cast.jo).get("/members/joining/"))


def test_pat_who_left_asks_again_and_is_recognised_by_a_person(client, cast, as_user):
    cast.rowan.memberships.update(state="left")
    client.post("/join/", {"name": "Rowan", "way": "email", "address": "rowan@example.org"})
    enquiry = Enquiry.objects.get()
    as_user(client, cast.jo).post(f"/members/joining/enquiries/{enquiry.pk}/", {"person": cast.rowan.pk})
    assert [m.state for m in cast.rowan.memberships.order_by("pk")] == ["left", "enquiry"]


def test_in_a_flood_nobody_is_turned_away_and_nobody_is_written_to(client, monkeypatch):
    monkeypatch.setattr(enquiries, "MANY_AN_HOUR", 1)
    monkeypatch.setattr(enquiries, "MOST_AN_HOUR", 2)
    answers = [client.post("/join/", {**NOOR, "name": f"P{n}", "address": f"p{n}@example.org"}) for n in range(3)]
    assert [a.status_code for a in answers] == [302, 302, 422]
    assert "Please ring us instead" in words(answers[2])
    assert "p2@example.org" in words(answers[2])
    assert [e.person_id is None for e in Enquiry.objects.order_by("pk")] == [False, True]


def test_ash_writes_down_an_enquiry_from_a_telephone_note(client, cast, as_user):
    ash = as_user(client, cast.ash)
    form = {
        "name": "Noor Haddad",
        "how": "phone",
        "way": "phone",
        "address": "01632 960 777",
        "helps": "Slowly, please",
    }
    assert ash.post("/members/joining/new/", form).status_code == 302
    assert ash.get("/members/joining/").status_code == 403
    enquiry = Enquiry.objects.get()
    assert (enquiry.taken_by, enquiry.how) == (cast.ash, "phone")
    assert "Slowly, please" in words(as_user(client, cast.jo).get(f"/members/{enquiry.person_id}/joining/"))


def test_an_enquiry_nobody_answered_in_two_working_days_is_late(client, cast, as_user):
    client.post("/join/", NOOR)
    Membership.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    home = words(as_user(client, cast.jo).get("/"))
    assert "Noor Haddad" in home
    assert "Late" in home.split("Coming and going")[1]


def test_sealed_words_do_not_lie_open_in_the_database(client):
    from django.db import connection

    client.post("/join/", {**NOOR, "helps": "marzipan-secret"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(helps, 'escape') FROM members_enquiry")
        assert "marzipan" not in cursor.fetchone()[0]
    assert Channel.objects.filter(address="noor@example.org").exists()


def test_every_enquiry_by_whichever_door_has_the_day_of_our_next_step_and_can_be_late(client, cast, as_user):
    """A spreadsheet's, one from before such a day was kept, and one that a person looks at first."""
    monday, wednesday = date(2026, 6, 8), date(2026, 6, 10)
    with time_machine.travel(datetime(2026, 6, 8, 11, tzinfo=UTC), tick=False):
        jo = as_user(client, cast.jo)
        bring(jo, sheet([HEAD, ["Ivy Stone", "ivy@example.org", "", "enquiry", ""]]), to="done")
        make.membership(make.person("Nell Ashworth", phone="01632 960 888"), state="enquiry", since=monday)
        enquiries.ask(**NOOR, looks_automatic=True, now=timezone.now())
        page = words(jo.get("/members/joining/"))
    assert Membership.objects.get(person__name="Ivy Stone").due_on == wednesday
    assert page.count("our next step by Wednesday 10 June") == 2
    assert page.count("Our answer by Wednesday 10 June") == 1
    assert "Late" not in page.split("<main")[1]
    for days, late in ((0, False), (1, True)):
        noon = datetime.combine(wednesday + timedelta(days=days), time(12), tzinfo=UTC)
        lines = [*joining.pipeline(today=noon.date()), *joining.doubtful(now=noon)]
        assert [(line.due_on, line.is_late) for line in lines] == [(wednesday, late)] * 3
