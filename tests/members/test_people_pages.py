"""The coordinator's pages about people."""

import pytest

from members.models import Channel, Person
from tests import factories as make


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo)


def test_a_coordinator_adds_somebody_with_nothing_but_a_name(jo):
    page = jo.post("/members/new/", {"name": "Noor Haddad", "letter_format": "standard"}, follow=True)
    assert "Noor Haddad" in page.content.decode()
    assert "We do not know yet how to reach them" in page.content.decode()


def test_somebody_reached_by_telephone_needs_no_email(jo):
    page = jo.post(
        "/members/new/",
        {"name": "Noor Haddad", "letter_format": "standard", "way": "phone", "address": "01632960999"},
        follow=True,
    )
    assert "01632 960999" in page.content.decode() or "01632 960 999" in page.content.decode()


def test_a_number_that_cannot_ring_is_refused_in_words_and_kept_in_the_box(jo):
    page = jo.post("/members/new/", {"name": "Noor", "letter_format": "standard", "way": "phone", "address": "call me"})
    words = page.content.decode()
    assert page.status_code == 422
    assert "That does not look like a telephone number" in words
    assert "call me" in words
    assert not Person.objects.filter(name="Noor").exists()


def test_a_form_posted_twice_adds_one_person(jo):
    once = jo.get("/members/new/").context["once"]
    form = {"name": "Noor Haddad", "letter_format": "standard", "once": once}
    first = jo.post("/members/new/", form)
    second = jo.post("/members/new/", form)
    assert first["Location"] == second["Location"]
    assert Person.objects.filter(name="Noor Haddad").count() == 1


def test_two_people_may_share_an_address_for_letters(jo, cast):
    for person in (cast.rowan, cast.robin):
        jo.post(f"/members/{person.pk}/channels/new/", {
            "way": "email", "purpose": "news", "rank": "1", "address": "house@example.org"})  # fmt: skip
    assert Channel.objects.filter(address="house@example.org").count() == 2


def test_a_new_first_choice_makes_the_old_one_the_backup(jo, cast):
    jo.post(f"/members/{cast.rowan.pk}/channels/new/", {
        "way": "phone", "purpose": "everything", "rank": "1", "address": "01632 960 555"})  # fmt: skip
    assert [(c.way, c.rank) for c in cast.rowan.channels.order_by("rank")] == [("phone", 1), ("email", 2)]


def test_what_is_safe_to_say_stands_beside_the_number(jo, cast):
    words = jo.get(f"/members/{cast.sam.pk}/").content.decode()
    assert "Leave a message?" in words
    assert "first name only" in words


@pytest.mark.parametrize("query", ["q=okafor", "q=SAM", "q=sam+oka", "body=advisory-group&q=sam", "way=phone"])
def test_sam_is_found_by_name_body_and_way(jo, cast, query):
    _ = cast.sam, cast.jo, cast.rowan
    words = jo.get(f"/members/?{query}").content.decode()
    assert "Sam Okafor" in words
    assert "Rowan" not in words


def test_accents_do_not_hide_anybody(jo):
    make.person("Zoë Núñez")
    assert "Zoë Núñez" in jo.get("/members/?q=zoe+nunez").content.decode()


def test_people_on_a_break_are_found(jo, cast):
    jo.post(f"/members/{cast.rowan.pk}/break/start/")
    _ = cast.sam
    words = jo.get("/members/?break=1").content.decode()
    assert "Rowan Ashdown" in words
    assert "Sam Okafor" not in words


def test_fifty_people_stand_on_a_page(jo):
    for number in range(60):
        make.person(f"Guest {number:02}")
    first, second = jo.get("/members/").content.decode(), jo.get("/members/?page=2").content.decode()
    assert first.count('scope="row"') == 50
    assert "Guest 59" in second


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(jo, cast, django_assert_max_num_queries):
    make.seat(make.person("One", phone="01632 960 001"), cast.group)
    with django_assert_max_num_queries(12) as few:
        jo.get("/members/")
    for number in range(5):
        make.seat(make.person(f"More {number}", phone=f"01632 960 01{number}"), cast.group)
    with django_assert_max_num_queries(12) as many:
        jo.get("/members/")
    assert len(few) == len(many)


def test_a_persons_next_meetings_are_a_press_away_with_what_they_answered(jo, cast):
    meeting = make.meeting("Advisory Group in June", people=[cast.rowan])
    make.meeting("Not theirs", people=[cast.robin])
    assert f'hx-get="/meetings/of/{cast.rowan.pk}/"' in jo.get(f"/members/{cast.rowan.pk}/").content.decode()
    words = jo.get(f"/meetings/of/{cast.rowan.pk}/").content.decode()
    assert meeting.title in words
    assert "No answer yet" in words
    assert "Not theirs" not in words


def test_a_persons_page_asks_the_same_number_of_questions_for_one_thing_and_for_three(
    jo, cast, django_assert_max_num_queries
):
    _ = cast.rowan
    with django_assert_max_num_queries(14) as few:
        jo.get(f"/members/{cast.rowan.pk}/")
    for number in (1, 2):
        make.channel(cast.rowan, way="phone", address=f"01632 960 00{number}", rank=number + 1)
        make.seat(cast.rowan, make.body(f"Body {number}", "other"))
    make.grant(cast.rowan, "staff", team=cast.team)
    make.grant(cast.rowan, "partner", organisation=cast.organisation)
    with django_assert_max_num_queries(14) as many:
        jo.get(f"/members/{cast.rowan.pk}/")
    assert len(few) == len(many)
