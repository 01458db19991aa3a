"""Whoever is welcomed hears of it, in their own way; and whom a spreadsheet brought in is not said to have asked."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from members.actions import joining
from members.models import ContactTask, Letter, Person
from members.post import clock, kinds
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group
    return as_user(client, cast.jo)


def inducted(name, **ways):
    """Somebody whose induction is gone through and agreed."""
    person = make.person(name, **ways)
    make.agreed(make.membership(person, state="induction"))
    return person


def test_a_welcome_goes_by_their_own_way_and_says_how_to_go_on(jo):
    vera = inducted("Vera Moss", email="vera@example.org", signs_in=False)
    kit = inducted("Kit Moss", email="kit@example.org")
    col = inducted("Col Moss", phone="01632 960 555")
    for person in (vera, kit, col):
        said = words(jo.post(f"/members/{person.pk}/joining/step/", {"state": "active"}, follow=True))
        assert "Our welcome reaches them in the way they asked for" in said
    clock.tick(now=timezone.now())
    without, with_code = (Letter.objects.get(kind="welcome_to_the_group", person=who) for who in (vera, kit))
    assert "You need not sign in anywhere." in without.text
    assert "accounts" not in without.text
    assert "we send you a code" in with_code.text
    task = ContactTask.objects.get(person=col, why="Welcome to the group")
    assert "a seat for you at our table" in task.script
    assert "You need not sign in anywhere." in task.script


def test_whoever_is_reached_by_post_is_told_of_the_address_they_sign_in_with_and_of_no_letters_there(jo):
    ivy = inducted("Ivy Moss", post="4 Elm Row, Leatherhead")
    EmailAddress.objects.create(user=ivy, email="ivy@example.org", verified=True, primary=True)
    jo.post(f"/members/{ivy.pk}/joining/step/", {"state": "active"})
    clock.tick(now=timezone.now())
    letter = Letter.objects.get(kind="welcome_to_the_group", person=ivy)
    rendered = kinds.get(letter.kind).render(letter, now=timezone.now())
    for said in (rendered.text, rendered.html):
        assert "type the email address you gave us for signing in, and we send you a code" in " ".join(said.split())
        assert "at which we write to you" not in said


def test_whoever_was_a_member_for_long_or_changed_their_mind_about_leaving_gets_no_welcome(cast):
    old = make.person("Old Hand", email="old@example.org")
    going = make.person("Going Home", email="going@example.org")
    make.membership(going, state="leaving")
    for person in (old, going):
        joining.move_to(person=person, state="active", actor=cast.actor("jo"), now=timezone.now())
    assert not Letter.objects.filter(kind="welcome_to_the_group").exists()


def test_the_button_stays_until_they_can_sign_in(jo):
    vera = inducted("Vera Moss", email="vera@example.org", signs_in=False)
    for state in ("induction", "active"):
        vera.memberships.update(state=state)
        assert "Let them sign in, and tell them how" in words(jo.get(f"/members/{vera.pk}/joining/")), state
    jo.post(f"/members/{vera.pk}/joining/sign-in/")
    assert "Let them sign in" not in words(jo.get(f"/members/{vera.pk}/joining/"))


def test_whom_a_spreadsheet_brought_in_has_not_asked(jo):
    now = timezone.now()
    rosa, tim = (
        make.person(name, email=f"{name[:4].strip()}@example.org".lower()) for name in ("Rosa Lindgren", "Tim Ash")
    )
    today = timezone.localdate(now)
    for person in (rosa, tim):
        make.membership(person, state="enquiry", since=today, due_on=today + timedelta(days=5))
    Person.objects.filter(pk=rosa.pk).update(brought_in_at=now)
    pages = [words(jo.get(address)) for address in ("/members/joining/", "/", f"/members/{rosa.pk}/joining/")]
    for page in pages:
        assert "A spreadsheet brought them in. They may not know yet that they are on our list." in page
    assert "They asked to join" not in pages[2]
    for person in (rosa, tim):
        jo.post(f"/members/{person.pk}/joining/step/", {"state": "conversation_offered"})
    clock.tick(now=timezone.now())
    told, asked = (Letter.objects.get(kind="conversation_offer", person=who) for who in (rosa, tim))
    assert "you asked us about joining" not in told.text
    assert "you stand on our list of people who may like to take part" in told.text
    assert "changed your mind" not in told.text
    assert "you asked us about joining" in asked.text
