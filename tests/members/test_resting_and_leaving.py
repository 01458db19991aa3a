"""A break with an end and one thing to keep, leaving well, a membership stopped by two, and somebody who has died."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from members.actions import breaks, joining, leaving, people, stopping
from members.models import ContactTask, Leaving, Letter, Person, Rest, Stop
from members.post import clock, letters, tidying
from members.queries import consent as consents
from members.rules import Refused

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo)


# ---- a break -------------------------------------------------------------------------------------
def test_where_no_break_has_begun_the_page_begins_one_and_asks_nothing_it_cannot_keep(jo, cast):
    page = f"/members/{cast.rowan.pk}/break/"
    assert "Start a break for them" in words(jo.get(page))
    assert "Until about when?" not in words(jo.get(page))
    jo.post(f"/members/{cast.rowan.pk}/break/start/")
    assert "Until about when?" in words(jo.get(page))


def test_rowan_rests_names_a_day_and_one_thing_to_keep(client, cast, as_user):
    as_user(client, cast.rowan, "member").post("/members/break/start/")
    until = timezone.localdate() + timedelta(days=40)
    form = {"until": until, "keeps": "phone", "reasons": ["rest", "caring"], "words": "A quiet month"}
    client.post("/members/me/break/", form)
    rest = Rest.objects.get(person=cast.rowan)
    assert (rest.until, rest.keeps, rest.reasons, rest.words) == (until, "phone", ["rest", "caring"], "A quiet month")
    assert rest.keeps_next_on > timezone.localdate()


def test_a_break_needs_no_word_at_all(client, cast, as_user):
    as_user(client, cast.rowan, "member").post("/members/break/start/")
    assert client.post("/members/me/break/", {"keeps": ""}).status_code == 302
    assert Person.objects.get(pk=cast.rowan.pk).is_paused


def test_when_the_day_comes_a_person_asks_once_and_nothing_happens_by_itself(cast):
    now, actor = timezone.now(), cast.actor("sam")
    breaks.start(person=cast.sam, actor=actor, now=now)
    breaks.say(person=cast.sam, actor=actor, now=now, until=timezone.localdate(now) + timedelta(days=3))
    later = now + timedelta(days=3)
    for _ in range(2):
        clock.plan(now=later)
    task = ContactTask.objects.get(person=cast.sam)
    assert "meant to last" in task.why
    assert "Nothing happens by itself" in task.script
    assert task in tidying.to_be_told(now=later)
    assert Person.objects.get(pk=cast.sam.pk).is_paused
    assert not Letter.objects.filter(person=cast.sam).exists()


def test_the_one_thing_she_kept_goes_on_by_a_person_and_ends_with_the_break(cast):
    now, actor = timezone.now(), cast.actor("pat")
    breaks.start(person=cast.pat, actor=actor, now=now)
    breaks.say(person=cast.pat, actor=actor, now=now, keeps="post")
    clock.plan(now=now + timedelta(days=28))
    clock.plan(now=now + timedelta(days=29))
    assert [task.way for task in ContactTask.objects.filter(person=cast.pat)] == ["post"]
    breaks.end(person=cast.pat, actor=actor, now=now + timedelta(days=30))
    assert not ContactTask.objects.open().filter(person=cast.pat).exists()
    clock.plan(now=now + timedelta(days=90))
    assert ContactTask.objects.filter(person=cast.pat).count() == 1


def test_rowan_is_welcomed_back_without_questions_and_may_say_what_is_new(client, cast, as_user):
    as_user(client, cast.rowan, "member").post("/members/break/start/")
    page = words(client.post("/members/break/end/", follow=True))
    assert "Welcome back" in page
    assert "You need explain nothing" in page
    client.post("/members/me/break/back/", {"words": "I have a new number"})
    assert Rest.objects.get().news == "I have a new number"


# ---- leaving -------------------------------------------------------------------------------------
def test_rowan_asks_to_leave_and_a_person_says_goodbye_with_a_certificate(client, cast, as_user):
    as_user(client, cast.rowan, "member")
    form = {"wants_talk": "on", "wants_certificate": "on", "reasons": ["moved_on"], "words": "A new job"}
    client.post("/members/me/leaving/", form)
    assert cast.rowan.memberships.get().state == "leaving"
    assert not consents.holds(cast.rowan, "outcomes_after_leaving")
    jo = as_user(client, cast.jo)
    assert "would like a last conversation" in words(jo.get("/members/joining/"))
    page = words(jo.get(f"/members/{cast.rowan.pk}/goodbye/"))
    assert "a job, a course, something new" in page
    jo.post(f"/members/{cast.rowan.pk}/goodbye/")
    assert cast.rowan.memberships.get().state == "left"
    clock.tick(now=timezone.now())
    letter = Letter.objects.get(kind="thank_you_and_goodbye")
    assert letter.state == "sent"
    assert "we will not write to you again" in letter.text
    assert base64.b64decode(letter.attachments[0]["base64"]).startswith(b"%PDF")


def test_outcomes_are_still_told_unless_declined(cast):
    leaving.ask(person=cast.robin, actor=cast.actor("robin"), now=timezone.now(), wants_outcomes=True)
    leaving.say_goodbye(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    clock.tick(now=timezone.now())
    assert consents.holds(cast.robin, "outcomes_after_leaving")
    assert "still tell you what comes of what you said" in " ".join(Letter.objects.get(person=cast.robin).text.split())


def test_rowan_thinks_again_and_stays(client, cast, as_user):
    as_user(client, cast.rowan, "member").post("/members/me/leaving/", {"wants_outcomes": "on"})
    client.post("/members/me/leaving/stay/")
    assert cast.rowan.memberships.get().state == "active"
    assert not Leaving.objects.exists()


def test_the_certificate_is_a_pdf_for_oneself_and_for_the_desk_and_nobody_elses(client, cast, as_user):
    cast.rowan.memberships.update(started_on=timezone.localdate() - timedelta(days=400))
    as_user(client, cast.rowan, "member")
    assert client.get("/members/me/certificate/?hours=1").content.startswith(b"%PDF")
    assert client.get(f"/members/{cast.robin.pk}/certificate/").status_code == 404
    assert as_user(client, cast.jo).get(f"/members/{cast.rowan.pk}/certificate/").content.startswith(b"%PDF")


def test_after_two_years_a_person_asks_how_it_is_going(cast):
    cast.sam.memberships.update(review_on=timezone.localdate())
    for _ in range(2):
        clock.plan(now=timezone.now())
    assert ContactTask.objects.get(person=cast.sam).why == "Time to talk over how it is going"
    assert cast.sam.memberships.get().state == "active"


# ---- stopped by the charity ----------------------------------------------------------------------
def test_two_people_stop_a_membership_and_a_third_decides_the_appeal(client, cast, as_user):
    jo = as_user(client, cast.jo)
    jo.post(f"/members/{cast.rowan.pk}/stop/", {"why": "Shouted at two people on 3 May."})
    stop = Stop.objects.get()
    with pytest.raises(Refused, match="second person"):
        stopping.confirm(stop=stop, actor=cast.actor("jo"), now=timezone.now())
    assert cast.rowan.memberships.get().state == "active"
    bo = as_user(client, cast.bo)
    assert "waits for a second person" in words(bo.get("/"))
    bo.post(f"/members/stops/{stop.pk}/decide/", {"decision": "confirm"})
    assert cast.rowan.memberships.get().state == "stopped_by_charity"
    assert not cast.rowan.seats.filter(ends=None).exists()
    assert not cast.rowan.grants.on(timezone.localdate()).exists()
    clock.tick(now=timezone.now())
    assert "You may appeal" in Letter.objects.get(kind="membership_stopped").text
    bo.post(f"/members/stops/{stop.pk}/appeal/", {"appealed_on": timezone.localdate(), "words": "It was not me"})
    stop.refresh_from_db()
    with pytest.raises(Refused, match="no part"):
        stopping.decide_appeal(
            stop=stop, outcome="back", decided_on=timezone.localdate(), actor=cast.actor("bo"), now=timezone.now()
        )


def test_a_trustee_sees_nothing_of_it(client, cast, as_user):
    stop = stopping.propose(person=cast.rowan, why="Facts", actor=cast.actor("jo"), now=timezone.now())
    assert as_user(client, cast.tal, "trustee").get(f"/members/stops/{stop.pk}/").status_code == 404
    assert as_user(client, cast.rowan, "member").get(f"/members/stops/{stop.pk}/").status_code == 404


# ---- death ---------------------------------------------------------------------------------------
def test_after_a_death_not_one_message_leaves_whatever_was_waiting(cast, jo):
    now = timezone.now()
    cast.rowan.memberships.update(review_on=timezone.localdate())
    breaks.start(person=cast.pat, actor=cast.actor("pat"), now=now)
    breaks.say(person=cast.pat, actor=cast.actor("pat"), now=now, keeps="post")
    leaving.ask(person=cast.rowan, actor=cast.actor("rowan"), now=now, wants_certificate=True)
    joining.move_to(person=cast.rowan, state="left", actor=cast.actor("jo"), now=now)
    letters.note(kind="sign_in_welcome", key="x", person=cast.pat, about="", due_at=now, now=now, way="email")
    for person in (cast.rowan, cast.pat):
        people.record_death(person=person, died_on=timezone.localdate(), actor=cast.actor("jo"), now=now)
    clock.tick(now=now + timedelta(days=60))
    assert not Letter.objects.filter(state="sent").exists()
    assert not tidying.to_be_told(now=now + timedelta(days=60)).exists()
    assert "Rowan" not in words(jo.get("/members/joining/"))


def test_jo_notes_how_pat_is_remembered_and_how_long_it_is_kept(jo, cast):
    people.record_death(person=cast.pat, died_on=timezone.localdate(), actor=cast.actor("jo"), now=timezone.now())
    jo.post(f"/members/{cast.pat.pk}/remembrance/", {"tribute": "Pat made us laugh", "wishes": "No flowers"})
    assert "Pat made us laugh" in words(jo.get(f"/members/{cast.pat.pk}/remembrance/"))
    assert jo.post(f"/members/{cast.rowan.pk}/remembrance/", {"tribute": "x"}).status_code == 422
