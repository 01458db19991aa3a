"""A letter to many: who gets it and who does not and why, tried, sent, held, stopped; and the charity's own paragraphs."""

import pytest
from django.utils import timezone

from members.models import ContactTask, Letter, LetterWords, Link, Mailing, Person
from members.post import clock, delivery
from members.queries import letter_words
from members.rules import Refused
from members.rules.writing import check_words, fill, reading_age
from tests import factories as make

WORDS = "Hello {first name}.\nThe new leaflet is out, and you are in it. See www.evil.example/now or ring {phone}."


def words(response):
    return response.content.decode()


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.rowan, cast.robin, cast.sam, cast.pat
    return as_user(client, cast.jo)


def write(jo, cast, **changes):
    form = {
        "audience": [f"body:{cast.group.pk}"],
        "purpose": "news",
        "subject": "A leaflet",
        "words": WORDS,
        "about": "",
    }
    answer = jo.post("/members/writing/new/", form | changes)
    assert answer.status_code == 302, words(answer)
    return Mailing.objects.latest("pk")


def send(jo, mailing, count):
    return jo.post(f"/members/writing/{mailing.pk}/send/", {"count": count})


def leave():
    while delivery.deliver_batch(now=timezone.now()):
        pass


def test_a_draft_shows_how_many_by_which_way_who_is_left_out_and_how_it_looks(jo, cast):
    Person.objects.filter(pk=cast.robin.pk).update(paused_at=timezone.now())
    mailing = write(jo, cast)
    page = words(jo.get(f"/members/writing/{mailing.pk}/"))
    assert "3 people get this. Nothing has left yet." in page
    assert "<strong>1</strong> by email" in page
    assert "<strong>1</strong> by telephone" in page
    assert "They are taking a break." in page
    assert "Hello Pat." in page or "Hello Rowan." in page or "Hello Sam." in page
    assert "evil.example" not in page.split("How it looks")[1]
    assert not Letter.objects.exists()


def test_it_reaches_everybody_by_their_own_way_and_once(jo, cast):
    mailing = write(jo, cast)
    send(jo, mailing, 4)
    send(jo, mailing, 4)
    assert Letter.objects.filter(about=f"mailing:{mailing.pk}").count() == 4
    leave()
    rowan = Letter.objects.get(person=cast.rowan)
    assert rowan.state == "sent"
    assert "Hello Rowan." in rowan.text
    assert "www" not in rowan.text
    assert rowan.subject == "A leaflet"
    sam = ContactTask.objects.get(person=cast.sam)
    assert sam.way == "phone"
    assert "Hello Sam." in sam.script
    page = words(jo.get(f"/members/writing/{mailing.pk}/"))
    assert "2 sent or told" in page
    assert "2 with us, to ring, text or post" in page
    assert "to 4 people" in page
    assert "2 of 4" in page, "nobody is told before somebody has rung"
    assert "A leaflet" in words(jo.get(f"/members/{cast.rowan.pk}/messages/"))


def test_a_number_that_changed_since_the_page_was_looked_at_sends_nothing(jo, cast):
    mailing = write(jo, cast)
    answer = send(jo, mailing, 3)
    assert answer.status_code == 409
    assert "It would go to 4 people now, not to 3" in words(answer)
    assert not Letter.objects.exists()


def test_held_letters_wait_and_stopped_ones_never_leave(jo, cast):
    mailing = write(jo, cast)
    send(jo, mailing, 4)
    jo.post(f"/members/writing/{mailing.pk}/hold/")
    leave()
    assert not Letter.objects.filter(state="sent").exists()
    jo.post(f"/members/writing/{mailing.pk}/let-go/")
    assert Letter.objects.filter(on_hold=True).count() == 0
    jo.post(f"/members/writing/{mailing.pk}/stop/")
    leave()
    assert set(Letter.objects.values_list("state", flat=True)) == {"withheld"}
    assert "Stopped" in words(jo.get(f"/members/writing/{mailing.pk}/"))


def test_who_wants_only_what_is_needed_or_none_of_this_sort_is_left_out(jo, cast):
    Person.objects.filter(pk=cast.rowan.pk).update(essential_post_only_at=timezone.now())
    mailing = write(jo, cast)
    page = words(jo.get(f"/members/writing/{mailing.pk}/"))
    assert "They asked for essential letters only." in page
    send(jo, mailing, 3)
    assert not Letter.objects.filter(person=cast.rowan).exists()


def test_jo_tries_it_on_herself_first(jo, cast):
    mailing = write(jo, cast)
    jo.post(f"/members/writing/{mailing.pk}/try/")
    leave()
    assert list(Letter.objects.values_list("person", "state")) == [(cast.jo.pk, "sent")]


def test_a_letter_about_a_meeting_fills_in_its_title_and_time_and_reaches_the_silent(jo, cast):
    meeting = make.meeting(title="Spring meeting", body=cast.group)
    for person in (cast.rowan, cast.robin):
        make.rsvp(meeting, person)
    cast.rowan.rsvps.update(answer="yes", mode="room")
    mailing = write(
        jo, cast, audience=[f"meeting:{meeting.pk}-silent"], about=meeting.about_word, purpose="meetings",
        words="Hello {first name}, will you come to {meeting} on {when}?",
    )  # fmt: skip
    send(jo, mailing, 1)
    leave()
    letter = Letter.objects.get()
    assert letter.person == cast.robin
    assert "Spring meeting" in letter.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [("Hello {frist name}", "cannot fill in"), ("At {when}", "which meeting"), ("Hello {first name", "without its")],
)
def test_a_place_that_cannot_be_filled_in_is_said_and_what_was_typed_stays(jo, cast, said, sentence):
    form = {"audience": [f"body:{cast.group.pk}"], "purpose": "news", "subject": "A", "words": said, "about": ""}
    answer = jo.post("/members/writing/new/", form)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert said.split("{")[0] in words(answer)
    assert not Mailing.objects.exists()


def test_nobody_chosen_is_said(jo):
    answer = jo.post("/members/writing/new/", {"purpose": "news", "subject": "A", "words": "Hello", "about": ""})
    assert "choose at least one set of people" in words(answer)


def test_two_thousand_people_are_noted_in_one_statement(jo, cast, django_assert_max_num_queries):
    people = [Person(name=f"P {n}", sort_name=f"p {n}") for n in range(300)]
    Person.objects.bulk_create(people)
    from members.models import Channel

    Channel.objects.bulk_create(Channel(person=p, way="email", address=f"p{p.pk}@example.org") for p in people)
    mailing = write(jo, cast, audience=[], picked=[p.pk for p in people])
    with django_assert_max_num_queries(60):
        send(jo, mailing, 300)
    assert Letter.objects.count() == 300


@pytest.mark.parametrize("name", ["ash", "rowan", "tal"])
def test_nobody_else_writes_to_many(client, cast, as_user, name):
    visitor = as_user(client, getattr(cast, name))
    for address in ("/members/writing/", "/members/writing/new/", "/members/words/"):
        assert visitor.get(address).status_code == 403


# ---- the charity's own paragraphs ------------------------------------------------------------------------------------
def test_every_standard_letter_with_a_paragraph_has_its_original(db):
    slots = letter_words.slots()
    assert len(slots) >= 9
    assert [slot.kind for slot in slots if not slot.original] == []


def test_a_paragraph_in_the_charitys_own_words_is_in_the_letter_and_can_be_put_back(jo, cast):
    meeting = make.meeting(title="Spring meeting", body=cast.group)
    make.rsvp(meeting, cast.rowan)
    from meetings import emails

    jo.post("/members/words/meeting_invitation/", {"words": "Come as you are. <b>Tea</b> at www.tea.example."})
    emails.send_invitations(meeting, now=timezone.now())
    clock.tick(now=timezone.now())
    letter = Letter.objects.get(person=cast.rowan, kind="meeting_invitation")
    assert "Come as you are." in letter.text
    assert "www" not in letter.text
    assert "&lt;b&gt;Tea" in letter.html
    assert "you need give no reason" not in letter.text
    page = words(jo.get("/members/words/meeting_invitation/"))
    assert "you need give no reason" in page, "the original stands beside it"
    assert "Come as you are." in page
    assert "/rsvp/…/" in page
    assert Link.objects.get(person=cast.rowan, purpose="rsvp").token not in page, "it is Rowan's alone"
    jo.post("/members/words/meeting_invitation/", {"words": ""})
    assert not LetterWords.objects.exists()
    assert "you need give no reason" in words(jo.get("/members/words/meeting_invitation/"))


def test_reading_age_is_low_for_short_words_and_high_for_long_ones():
    easy = "We meet on Tuesday at two. There is tea and cake. You can come and go as you like. Ring us if you want to talk."
    hard = (
        "Notwithstanding organisational considerations regarding participatory methodologies, representatives are "
        "respectfully requested to familiarise themselves with supplementary documentation beforehand, accordingly "
        "facilitating constructive deliberation."
    )
    assert reading_age(easy) < 10 < reading_age(hard)
    assert reading_age("Too short.") is None


def test_places_are_filled_in_and_nothing_else():
    assert fill("Hi {first name}, ring {phone}", {"first name": "Sam", "phone": "01"}) == "Hi Sam, ring 01"
    with pytest.raises(Refused):
        check_words("{password}", has_meeting=False)
