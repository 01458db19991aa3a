"""Rowan says yes and takes it back: the ledger keeps both, the fields are hidden at once and gone within 30 days."""

from datetime import timedelta

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction
from django.utils import timezone

from members import behind_consent
from members.actions import consents
from members.models import Consent, ConsentEvent, Person
from members.queries import consent as queries
from members.rules import Refused

NOW = timezone.now()
LATER = NOW + timedelta(days=1)
LIVED = Consent.LIVED_EXPERIENCE


@pytest.fixture
def pronouns_behind_network(monkeypatch):
    """For these tests the pronouns lie behind the Network's consent."""
    monkeypatch.setattr(behind_consent, "_behind", {})

    def clear(*, person, now):
        Person.objects.filter(pk=person.pk).update(pronouns="")

    behind_consent.register(Consent.NETWORK, words="your pronouns", clear=clear)


def give(cast, consent=LIVED, **more):
    more = {"how": "online", "actor": cast.actor("rowan"), "now": NOW, **more}
    return consents.give(person=cast.rowan, consent=consent, **more)


def withdraw(cast, consent=LIVED, **more):
    more = {"how": "online", "actor": cast.actor("rowan"), "now": LATER, **more}
    return consents.withdraw(person=cast.rowan, consent=consent, **more)


def test_nothing_holds_until_she_says_so_and_it_ends_the_moment_she_takes_it_back(cast):
    assert not queries.holds(cast.rowan, LIVED)
    give(cast)
    assert queries.holds(cast.rowan, LIVED)
    assert not queries.holds(cast.robin, LIVED)
    withdraw(cast)
    assert not queries.holds(cast.rowan, LIVED)
    assert LIVED not in queries.held(cast.rowan)
    assert [e.given for e in queries.ledger(cast.rowan)] == [False, True]


def test_what_came_of_it_is_told_after_leaving_unless_she_declines(cast):
    outcomes = Consent.OUTCOMES_AFTER_LEAVING
    assert queries.held(cast.rowan) == {outcomes}
    assert queries.holders(outcomes, among=[cast.rowan.pk, cast.robin.pk]) == {cast.rowan.pk, cast.robin.pk}
    withdraw(cast, outcomes)
    assert queries.held(cast.rowan) == set()
    assert queries.holders(outcomes, among=[cast.rowan.pk, cast.robin.pk]) == {cast.robin.pk}


def test_two_presses_make_one_entry(cast):
    assert give(cast) == give(cast)
    assert withdraw(cast) is not None
    assert withdraw(cast) is None
    assert ConsentEvent.objects.count() == 2


def test_the_entry_says_how_by_whom_before_whom_and_in_which_words(cast):
    jo = cast.actor("jo").at_the_desk_for(cast.rowan)
    event = give(cast, how="spoken", actor=jo, witness=cast.ash)
    assert (event.how, event.recorded_by, event.witness) == ("spoken", cast.jo, cast.ash)
    assert event.wording.version == 1
    assert "lived experience" in event.wording.words
    new = consents.reword(consent=LIVED, words="Other words.", why="Because.", actor=cast.actor("jo"), now=LATER)
    assert new.version == 2
    assert queries.ledger(cast.rowan).get().wording.version == 1, "she agreed to the old words"
    withdraw(cast)
    assert give(cast, now=LATER).wording == new


def test_somebody_else_cannot_give_it_and_the_desk_must_say_how_it_heard(cast):
    with pytest.raises(PermissionDenied):
        give(cast, actor=cast.actor("robin"))
    with pytest.raises(PermissionDenied):
        give(cast, actor=cast.actor("ash"))
    with pytest.raises(Refused, match="how they told you"):
        give(cast, actor=cast.actor("jo"))
    assert not ConsentEvent.objects.exists()


def test_what_is_asked_for_each_event_never_counts_for_all(cast):
    with pytest.raises(Refused, match="each event"):
        give(cast, Consent.PHOTOS)
    give(cast, Consent.PHOTOS, about="meeting:1")
    assert queries.holds(cast.rowan, Consent.PHOTOS, about="meeting:1")
    assert not queries.holds(cast.rowan, Consent.PHOTOS, about="meeting:2")
    assert Consent.PHOTOS not in queries.held(cast.rowan)
    assert queries.holders(Consent.PHOTOS, about="meeting:1") == {cast.rowan.pk}
    with pytest.raises(Refused, match="asked once"):
        give(cast, LIVED, about="meeting:1")


@pytest.mark.django_db
def test_nobody_changes_or_deletes_an_entry(cast):
    event = give(cast)
    with pytest.raises(InternalError), transaction.atomic():
        ConsentEvent.objects.filter(pk=event.pk).update(given=False)
    with pytest.raises(InternalError), transaction.atomic():
        ConsentEvent.objects.filter(pk=event.pk).delete()
    with pgtrigger.ignore("members.ConsentEvent:append_only"):
        ConsentEvent.objects.filter(pk=event.pk).update(recorded_by=None)
    assert queries.holds(cast.rowan, LIVED)


def test_what_lies_behind_it_is_deleted_within_thirty_days_and_she_stays_a_member(cast, pronouns_behind_network):
    give(cast, Consent.NETWORK)
    withdraw(cast, Consent.NETWORK)
    assert consents.clear_due(now=LATER + timedelta(days=27)) == 0
    assert consents.clear_due(now=LATER + timedelta(days=29)) == 1
    cast.rowan.refresh_from_db()
    assert cast.rowan.pronouns == ""
    assert cast.rowan.memberships.get().state == "active"
    assert consents.clear_due(now=LATER + timedelta(days=40)) == 0


def test_given_again_in_time_nothing_is_deleted(cast, pronouns_behind_network):
    give(cast, Consent.NETWORK)
    withdraw(cast, Consent.NETWORK)
    give(cast, Consent.NETWORK, now=LATER + timedelta(days=3))
    assert consents.clear_due(now=LATER + timedelta(days=60)) == 0
    cast.rowan.refresh_from_db()
    assert cast.rowan.pronouns == "they/them"
