"""A standing offer promises nothing: each day is a real invitation, and what is taken back cannot be booked."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from members.events import person_left
from members.models import Letter, Person
from members.rules import Refused
from projects.actions import asking
from projects.actions import standing_offers as offers
from projects.models import Invitation, OfferBooking, Opportunity, RecognitionOffer, StandingOffer
from tests import factories as make
from tests.factories import money

pytestmark = pytest.mark.django_db
TALK = {"title": "I talk with new staff", "what": "", "when_words": "First Tuesdays", "place": "Online"}


@pytest.fixture
def induction(cast):
    return make.project(
        "Staff induction", team=cast.team, purpose="New staff hear it early", intended_difference="They listen more"
    )


@pytest.fixture
def offer(cast, now):
    made = offers.put_up(person=cast.rowan, actor=cast.actor("rowan"), now=now, **TALK)
    return offers.say_recognition(standing_offer=made, offer="£12.50 and travel", actor=cast.actor("jo"), now=now)


def book(offer, induction, cast, now, days=20, who="ash", **more):
    day = timezone.localdate(now) + timedelta(days=days)
    said = {"on_day": day, "time_words": "10am, half an hour", "support": "Ash", "answer_by": day - timedelta(days=5)}
    return offers.book(standing_offer=offer, project=induction, actor=cast.actor(who), now=now, **said | more)


def words(response):
    return " ".join(response.content.decode().split())


def test_a_booking_is_an_invitation_with_one_place_and_their_yes_gives_it_to_them(cast, offer, induction, now):
    offer.what = "I was a client for nine years"
    offer.save()
    work = book(offer, induction, cast, now)
    invitation = work.invitations.get()
    assert (invitation.person, invitation.answer, work.places, work.offer) == (cast.rowan, "", 1, "£12.50 and travel")
    assert offer.what not in work.what, "their own words stay with them, where they can be forgotten"
    assert Letter.objects.filter(person=cast.rowan, about=work.about_word).exists()
    asking.answer(invitation=invitation, answer="yes", actor=cast.actor("rowan"), now=now)
    invitation.refresh_from_db()
    assert invitation.outcome == Invitation.Outcome.CHOSEN
    with pytest.raises(Refused, match="for that day already"):
        book(offer, induction, cast, now)


def test_a_no_leaves_the_day_free_to_be_asked_for_again(cast, offer, induction, now):
    work = book(offer, induction, cast, now)
    asking.answer(invitation=work.invitations.get(), answer="no", actor=cast.actor("rowan"), now=now)
    assert book(offer, induction, cast, now) != work


def test_nothing_is_booked_before_it_is_said_what_they_get_nor_after_it_was_taken_back(cast, offer, induction, now):
    bare = offers.put_up(person=cast.robin, actor=cast.actor("robin"), now=now, **TALK)
    with pytest.raises(Refused, match="what they get"):
        book(bare, induction, cast, now)
    with pytest.raises(PermissionDenied):
        offers.withdraw(standing_offer=offer, actor=cast.actor("ash"), now=now)
    offers.withdraw(standing_offer=offer, actor=cast.actor("rowan"), now=now)
    with pytest.raises(Refused, match="taken back"):
        book(offer, induction, cast, now)
    assert not Opportunity.objects.exists()


def test_who_is_on_a_break_is_not_asked_and_another_team_does_not_book_for_this_project(cast, offer, induction, now):
    with pytest.raises(PermissionDenied):
        book(offer, induction, cast, now, who="uma")
    cast.rowan.paused_at = now
    cast.rowan.save()
    with pytest.raises(Refused, match="can be invited now"):
        book(offer, induction, cast, now)
    assert not OfferBooking.objects.exists()


def test_who_left_the_group_stands_on_no_list_and_cannot_be_booked(client, cast, as_user, offer, induction, now):
    assert "Rowan Ashdown" in words(as_user(client, cast.ash).get("/projects/standing-offers/"))
    person_left.send(sender=Person, person=cast.rowan, actor=cast.actor("jo"), now=now)
    assert "Rowan Ashdown" not in words(client.get("/projects/standing-offers/"))
    with pytest.raises(Refused, match="taken back"):
        book(offer, induction, cast, now)


def test_the_day_and_the_last_day_to_answer_make_sense(cast, offer, induction, now):
    today = timezone.localdate(now)
    for wrong, said in (
        ({"on_day": today - timedelta(days=1)}, "past"),
        ({"on_day": today + timedelta(days=1)}, "two days"),
        ({"answer_by": today + timedelta(days=20)}, "before the day itself"),
    ):
        with pytest.raises(Refused, match=said):
            book(offer, induction, cast, now, **wrong)


def test_where_people_are_paid_the_booking_carries_the_offer_that_was_said(cast, induction, now):
    money.payments_on()
    bare = offers.put_up(person=cast.rowan, actor=cast.actor("rowan"), now=now, **TALK)
    said = {"standing_offer": bare, "offer": "A fee of £12.50", "actor": cast.actor("jo"), "now": now}
    with pytest.raises(Refused, match="what we offer"):
        offers.say_recognition(**said)
    offer = offers.say_recognition(**said, nature="fee", amount=Decimal("12.50"))
    work = book(StandingOffer.objects.get(pk=offer.pk), induction, cast, now)
    assert float(RecognitionOffer.objects.get(opportunity=work).amount) == 12.5


def test_rowan_offers_jo_says_what_for_and_ash_asks_for_a_day(client, cast, as_user, induction, now):
    as_user(client, cast.rowan)
    assert client.post("/projects/standing-offers/new/", {**TALK, "once": "a"}).status_code == 302
    made = StandingOffer.objects.get()
    assert "Waits for the coordinator" in words(client.get("/projects/standing-offers/"))
    assert "Rowan Ashdown" not in words(as_user(client, cast.ash).get("/projects/standing-offers/"))
    assert "I talk with new staff" in words(as_user(client, cast.jo).get("/"))
    client.post(f"/projects/standing-offers/{made.pk}/say/", {"offer": "£12.50"})
    assert "I talk with new staff" not in words(client.get("/"))
    ash = as_user(client, cast.ash)
    assert "Rowan Ashdown" in words(ash.get("/projects/standing-offers/"))
    day = timezone.localdate(now) + timedelta(days=20)
    said = {"project": induction.pk, "on_day": day, "time_words": "10am", "support": "Ash", "once": "b"}
    wrong = ash.post(f"/projects/standing-offers/{made.pk}/ask/", {**said, "answer_by": day})
    assert wrong.status_code == 422
    assert "10am" in words(wrong)
    for _ in range(2):
        ash.post(f"/projects/standing-offers/{made.pk}/ask/", {**said, "answer_by": day - timedelta(days=4)})
    assert Opportunity.objects.count() == 1
    assert "I talk with new staff" in words(as_user(client, cast.rowan).get("/"))


def test_the_words_of_an_offer_can_be_changed_by_whoever_made_it_and_what_is_booked_stays(
    cast, offer, induction, client, as_user, now
):
    work = book(offer, induction, cast, now)
    address, anew = f"/projects/standing-offers/{offer.pk}/edit/", TALK | {"title": "I talk with new volunteers"}
    assert as_user(client, cast.ash, "staff").post(address, anew).status_code == 404
    rowan = as_user(client, cast.rowan, "member")
    assert "I talk with new staff" in words(rowan.get(address))
    kept = rowan.post(address, TALK | {"when_words": "", "what": "About the first day"})
    assert (kept.status_code, "About the first day" in words(kept)) == (422, True)
    assert "the coordinator says what there is" in words(rowan.post(address, anew, follow=True))
    offer.refresh_from_db()
    work.refresh_from_db()
    assert (offer.title, offer.offer, work.title) == (anew["title"], "", TALK["title"])
    with pytest.raises(Refused, match="Nobody has said yet what they get"):
        book(offer, induction, cast, now, days=30)
    offers.say_recognition(standing_offer=offer, offer="£20 and travel", actor=cast.actor("jo"), now=now)
    assert "the coordinator says what there is" not in words(
        rowan.post(address, anew | {"place": "By telephone"}, follow=True)
    )
    offer.refresh_from_db()
    assert (offer.place, offer.offer) == ("By telephone", "£20 and travel")
    offers.withdraw(standing_offer=offer, actor=cast.actor("rowan"), now=now)
    with pytest.raises(Refused, match="taken back"):
        offers.change(standing_offer=offer, **TALK, actor=cast.actor("rowan"), now=now)
