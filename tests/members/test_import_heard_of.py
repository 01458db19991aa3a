"""Whoever a spreadsheet brings in hears from a person first: no clock writes to them, no set takes them along, and undo leaves nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Rsvp, Series
from members.models import ContactTask, Letter, Mailing, Person
from members.post import clock
from members.queries import mailings
from projects.queries import assessing
from tests import factories as make
from tests.drills import harness
from tests.factories.looks import look
from tests.members.sheets import HEAD, bring, sheet, words

NAMES = ["Ivy Stone", "Grace Okoye", "Ada Fenn", "Noor Haddad", "Bo Lind"]
ROWS = [HEAD, *([name, f"{name.split()[0].lower()}@example.org", "", "active", "3/4/24"] for name in NAMES)]


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group
    return as_user(client, cast.jo)


@pytest.fixture
def running(cast):
    """What goes on by itself: a series that invites, a yearly look, a meeting with reminders."""
    look(opens=-1, closes=60)
    series = make.series(body=cast.group)
    Series.objects.filter(pk=series.pk).update(publishes_itself=True)
    make.meeting(people=[cast.rowan], days=10)
    clock.tick(now=timezone.now())
    return series


def turn(*, days, since=0):
    """Every planner each day, in short form every other one after nine; what it noted leaves once a week, for that is slow."""
    start = timezone.now().replace(hour=11)
    for ahead in range(since, since + days):
        if harness.FULL or ahead - since < 9 or ahead % 2 == 0 or ahead % 7 == 0:
            (clock.plan if ahead % 7 else clock.tick)(now=start + timedelta(days=ahead))


def theirs(model):
    return model.objects.filter(person__name__in=NAMES)


def test_no_clock_writes_to_those_who_were_brought_in_until_somebody_says_that_they_know(jo, cast, running):
    found = bring(jo, sheet(ROWS), to="done")
    assert Person.objects.filter(name__in=NAMES, memberships__state="active", seats__body=cast.group).count() == 5
    turn(days=60)
    assert Letter.objects.filter(person=cast.rowan).count() > 3, "everybody else is asked"
    for model in (Letter, ContactTask, Rsvp):
        assert not theirs(model).exists()
    assert "5 people of this spreadsheet may not have heard" in words(jo.get(f"/members/imports/{found.pk}/"))
    jo.post(f"/members/imports/{found.pk}/know/")
    turn(days=35, since=60)
    assert set(theirs(Rsvp).values_list("person__name", flat=True)) == set(NAMES)
    assert set(theirs(Letter).values_list("person__name", flat=True)) == set(NAMES)
    assert "may not have heard" not in words(jo.get(f"/members/imports/{found.pk}/"))


def test_the_door_leaves_them_out_whoever_asks_while_the_clock_writes(jo, cast):
    bring(jo, sheet(ROWS), to="done")
    ivy = Person.objects.get(name="Ivy Stone")
    meeting = make.meeting(people=[ivy, cast.rowan], days=9)
    turn(days=9)
    assert Letter.objects.filter(person=cast.rowan, about=meeting.about_word).exists()
    assert not theirs(Letter).exists()
    ivy.refresh_from_db()
    assert not ivy.is_aware


def test_whoever_is_invited_by_name_is_asked_like_everybody_from_then_on(jo, cast):
    bring(jo, sheet(ROWS), to="done")
    ivy = Person.objects.get(name="Ivy Stone")
    meeting = make.meeting(people=[cast.rowan], days=10)
    assert jo.post(f"/meetings/{meeting.pk}/people/", {"people": [ivy.pk]}).status_code == 302
    assert ivy.letters.filter(kind="meeting_invitation").exists()
    assert Person.objects.get(pk=ivy.pk).is_aware
    turn(days=10)
    assert ivy.letters.filter(kind="meeting_reminder").exists()
    assert not theirs(Letter).exclude(person=ivy).exists()


def test_one_of_them_can_be_told_on_their_own_page(jo, cast):
    bring(jo, sheet(ROWS), to="done")
    ivy = Person.objects.get(name="Ivy Stone")
    assert "Do they know that they are on our list?" in words(jo.get(f"/members/{ivy.pk}/"))
    assert jo.post(f"/members/{ivy.pk}/knows/").status_code == 302
    assert "Do they know that they are on our list?" not in words(jo.get(f"/members/{ivy.pk}/"))
    asked = assessing.asked(day=timezone.localdate())
    assert set(asked.filter(name__in=NAMES)) == {ivy}


def test_a_consent_of_theirs_says_that_they_know(jo, cast):
    from members.actions import consents

    bring(jo, sheet(ROWS), to="done")
    ivy = Person.objects.get(name="Ivy Stone")
    consents.give(person=ivy, consent="lived_experience", how="spoken", actor=cast.actor("jo"), now=timezone.now())
    assert Person.objects.get(pk=ivy.pk).is_aware


def test_a_letter_to_a_set_leaves_them_out_and_says_why_and_one_to_them_by_name_does_not(jo, cast):
    bring(jo, sheet(ROWS), to="done")
    _, ivy = cast.rowan, Person.objects.get(name="Ivy Stone")
    mailing = Mailing(purpose="news", audience=[f"body:{cast.group.pk}"], picked=[ivy.pk])
    reach = mailings.reach_of(mailing, day=timezone.localdate())
    assert {person.name for person in reach.people} == {"Rowan Ashdown", "Ivy Stone"}
    assert {why for _, why in reach.left_out} == {mailings.NOT_AWARE}
    assert len(reach.left_out) == 4


def test_undo_leaves_nothing_while_everything_runs(jo, cast, running):
    before = Person.objects.count()
    found = bring(jo, sheet(ROWS), to="done")
    turn(days=3)
    jo.post(f"/members/imports/{found.pk}/undo/")
    assert Person.objects.count() == before
    page = words(jo.get(f"/members/imports/{found.pk}/"))
    assert "Who stays" not in page
    assert "Stays:" not in page
    assert "Their name is not kept" in page


def test_who_stays_is_counted_named_and_linked_and_can_be_undone_when_it_is_over(jo, cast):
    found = bring(jo, sheet(ROWS), to="done")
    grace = Person.objects.get(name="Grace Okoye")
    activity = make.activity("Panel", people=[grace])
    jo.post(f"/members/imports/{found.pk}/undo/")
    page = words(jo.get(f"/members/imports/{found.pk}/"))
    assert "but for 1 person" in page
    assert f'<a href="/members/{grace.pk}/"><bdi>Grace Okoye</bdi></a>' in page
    assert "something has happened since" in page
    assert "No name" not in page
    activity.participations.all().delete()
    jo.post(f"/members/imports/{found.pk}/undo/")
    assert not Person.objects.filter(name__in=NAMES).exists()
    assert "Who stays" not in words(jo.get(f"/members/imports/{found.pk}/"))
    answer = jo.post(f"/members/imports/{found.pk}/undo/")
    assert answer.status_code == 409


def test_somebody_known_who_gains_a_place_is_asked_as_a_member_only_once_they_know(jo, cast):
    pat = make.person("Pat Winter")
    make.channel(pat, way="email", address="pat@example.org")
    found = bring(jo, sheet([HEAD, ["Pat Winter", "pat@example.org", "", "active", ""]]), to="done")
    assert pat.memberships.get().state == "active"
    assert pat not in assessing.asked(day=timezone.localdate())
    jo.post(f"/members/imports/{found.pk}/undo/")
    pat.refresh_from_db()
    assert pat.brought_in_at is None


def test_whoever_has_a_place_here_gets_no_other_one_by_a_spreadsheet(jo, cast):
    tal = cast.tal
    address = tal.channels.get(way="email").address
    found = bring(jo, sheet([HEAD, [tal.name, address, "", "active", ""]]), to="done")
    assert not tal.memberships.exists()
    assert "They have a place here already" in found.rows.get().why
