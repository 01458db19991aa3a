"""A lost device or a letter that went wrong: Jo finds who is affected and how each may be reached, shuts the doors, and decides."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from members.models import Breach, Letter
from members.post import links
from tests import factories as make
from tests.meetings.test_access import needs

pytestmark = pytest.mark.django_db
PAGE = "/members/settings/lost/"


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo, "coordinator")


def moment(**ago):
    return timezone.localtime(timezone.now() - timedelta(**ago))


def note(jo, person, *, sort="device", letter="", **ago):
    noticed = moment(**(ago or {"hours": 2}))
    said = {
        "sort": sort,
        "letter": letter,
        "noticed_on": noticed.date(),
        "noticed_at": noticed.strftime("%H:%M"),
        "words": "On a train.",
    }
    answer = jo.post(f"{PAGE}of/{person.pk}/", said)
    assert answer.status_code == 302, answer.text
    return Breach.objects.latest("pk")


def test_it_is_asked_whose_letter_it_was_for_whoever_got_it_is_not_the_one_whose_doors_are_shut(client, cast, as_user):
    assert "Whose device is it, or whose letter was it?" in as_user(client, cast.jo).get(PAGE).content.decode()


def test_a_lost_device_is_shut_out_at_a_press_and_old_links_with_it(jo, cast, as_user):
    phone = as_user(Client(), cast.ash, "staff")
    session = phone.session.session_key
    UserSession.objects.create(
        user=cast.ash, session_key=session, ip="127.0.0.1", user_agent="Mozilla/5.0 (iPhone) Safari/604.1", data={}
    )
    link = links.link_for(
        person=cast.ash,
        purpose="rsvp",
        about="meeting:1",
        expires_at=timezone.now() + timedelta(days=9),
        now=timezone.now(),
    )
    found = jo.post(PAGE, {"q": "mbek"})
    assert f"{PAGE}of/{cast.ash.pk}/" in found.text
    breach = note(jo, cast.ash)
    page = jo.get(f"{PAGE}{breach.pk}/").text
    assert "Safari on an iPhone" in page
    assert "1 link in letters" in page
    jo.post(f"{PAGE}{breach.pk}/shut/", {"what": "visits"})
    jo.post(f"{PAGE}{breach.pk}/shut/", {"what": "links"})
    assert not Session.objects.filter(session_key=session).exists()
    assert phone.get("/members/me/").status_code == 302
    assert links.find(link.token, purpose="rsvp", now=timezone.now()) is None
    breach.refresh_from_db()
    assert breach.signed_out_at
    assert breach.links_revoked_at


def test_it_says_what_the_role_could_see_and_whom_and_how_each_may_be_reached_safely(jo, cast):
    cast.sam.channels.update(
        may_leave_message=False,
        may_say_who=False,
        best_times="after 11am",
        who_may_answer="a brother. About a meeting.",
    )
    assert cast.robin
    page = jo.get(f"{PAGE}{note(jo, cast.ash).pk}/").text
    assert "see the list of people (their own team" in page
    assert "Sam Okafor" in page
    for said in (
        "01632 960 201",
        "Leave no message.",
        "Do not say where you ring from.",
        "after 11am",
        "a brother. About a meeting.",
    ):
        assert said in page
    assert "a meeting.." not in page
    page = jo.get(f"{PAGE}{note(jo, cast.robin).pk}/").text
    assert "Who is affected: 1 person" in page, "a member sees nobody's record but their own"
    assert "Sam Okafor" not in page


def test_whoever_is_looked_for_is_found_with_and_without_accents(jo, cast):
    zoe = make.person("Zoë Müller")
    for words in ("Zoë", "zoe", "müller ZOË"):
        assert f"{PAGE}of/{zoe.pk}/" in jo.post(PAGE, {"q": words}).text, words
    assert "Nobody of that name" in jo.post(PAGE, {"q": "Zoé Rowan"}).text


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("saf", "everybody named in the safeguarding room: ask the safeguarding lead"),
        ("fin", "everybody with a claim or a payment: ask finance"),
    ],
)
def test_a_number_that_is_not_all_of_them_does_not_say_it_is(jo, cast, who, says):
    make.concern(cast.robin)
    page = jo.get(f"{PAGE}{note(jo, getattr(cast, who)).pk}/").text
    assert "Who is affected: at least 1 person" in page
    assert says in page
    assert "Robin" not in page, "who is in the sealed room is not for the coordinator to read"


def test_of_a_coordinators_device_everybody_with_a_record_is_counted_and_only_guests_are_not(jo, cast):
    assert cast.robin
    page = jo.get(f"{PAGE}{note(jo, cast.jo).pk}/").text
    assert "Robin" in page
    assert "guests on the lists of conferences and away days: look there" in page
    assert "ask the Management Board" not in page


def test_of_a_wrong_letter_it_says_which_and_to_whom_and_of_a_letter_to_many_all(jo, cast):
    now = timezone.now()
    sent = {"kind": "mailing_news", "state": "sent", "due_at": now, "sent_at": now, "subject": "Whose notes are these?"}
    one = Letter.objects.create(key="a", person=cast.rowan, about="meeting:4", to_address="rowan@example.org", **sent)
    page = jo.get(f"{PAGE}{note(jo, cast.rowan, sort='letter', letter=one.pk).pk}/").text
    assert "Whose notes are these?" in page
    assert "rowan@example.org" in page
    assert "Who is affected: 1 person" in page
    many = [
        Letter.objects.create(key=f"m{each.pk}", person=each, about="mailing:7", **sent)
        for each in (cast.rowan, cast.robin)
    ]
    page = jo.get(f"{PAGE}{note(jo, cast.robin, sort='letter', letter=many[1].pk).pk}/").text
    assert "Who is affected: 2 people" in page


@pytest.mark.parametrize(("hours", "says"), [(2, "69 hours left"), (80, "The 72 hours are over since")])
def test_the_clock_runs_from_the_moment_somebody_noticed(jo, cast, hours, says):
    breach = note(jo, cast.rowan, hours=hours)
    assert says in jo.get(f"{PAGE}{breach.pk}/").text


def test_what_was_decided_stands_there_with_its_reason(jo, cast):
    breach = note(jo, cast.rowan)
    here = f"{PAGE}{breach.pk}/"
    assert "0303 123 1113" in jo.get(here).text
    refused = jo.post(here, {"decision": "not_told", "reason": ""})
    assert refused.status_code == 422
    assert "must be able to show it" in refused.text
    jo.post(here, {"decision": "not_told", "reason": "The phone was locked and found the same day."})
    page = jo.get(here).text
    assert "found the same day" in page
    assert "hours left" not in page
    assert "Decided" in jo.get(PAGE).text


def test_what_is_still_to_come_and_somebody_elses_letter_are_refused(jo, cast):
    other = Letter.objects.create(key="a", kind="x", person=cast.robin, state="sent", due_at=timezone.now())
    tomorrow = moment(days=-1)
    said = {"sort": "letter", "letter": other.pk, "noticed_on": tomorrow.date(), "noticed_at": "10:00"}
    assert jo.post(f"{PAGE}of/{cast.rowan.pk}/", said).status_code == 422
    assert jo.post(f"{PAGE}of/{cast.rowan.pk}/", said | {"sort": "device", "letter": ""}).status_code == 422
    assert not Breach.objects.exists()


def test_whoever_needs_everything_by_post_is_not_said_to_prefer_their_email(jo, cast):
    needs(cast, cast.robin, post_only="")
    page = jo.get(f"{PAGE}{note(jo, cast.robin).pk}/").text
    assert "They need it by post only." in page
    assert "They prefer this" not in page
