"""What somebody did not agree to is nowhere to be seen, and what they took back goes at once."""

import pytest
from django.utils import timezone

from members.actions import behind, consents
from members.models import Consent, Person
from members.models.body import Hat
from members.permissions import Actor, Role
from members.queries import names
from projects import queries as project_queries


def say(person, consent, *, yes=True, **more):
    me = Actor(person=person, role=Role.MEMBER)
    do = consents.give if yes else consents.withdraw
    return do(person=person, consent=consent, how="online", actor=me, now=timezone.now(), **more)


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo, "coordinator")


def test_lived_experience_is_shown_and_changed_only_while_she_agrees(cast, jo):
    card, form = f"/members/{cast.rowan.pk}/", f"/members/{cast.rowan.pk}/edit/"
    assert "Yes, they told us" not in jo.get(card).content.decode()
    assert "has_lived_experience" not in jo.get(form).content.decode()
    say(cast.rowan, Consent.LIVED_EXPERIENCE)
    assert "Yes, they told us" in jo.get(card).content.decode()
    assert "has_lived_experience" in jo.get(form).content.decode()
    say(cast.rowan, Consent.LIVED_EXPERIENCE, yes=False)
    assert "Yes, they told us" not in jo.get(card).content.decode()


def test_saving_other_details_meanwhile_does_not_wipe_it_for_who_changes_her_mind(cast, jo):
    jo.post(f"/members/{cast.rowan.pk}/edit/", {"name": "Rowan Ash", "letter_format": "large"})
    assert Person.objects.get(pk=cast.rowan.pk).has_lived_experience


def test_after_the_month_the_tick_is_gone_and_the_membership_stays(cast):
    say(cast.rowan, Consent.LIVED_EXPERIENCE)
    say(cast.rowan, Consent.LIVED_EXPERIENCE, yes=False)
    behind._last["at"] = -behind.EVERY
    behind.plan_due(now=timezone.now() + timezone.timedelta(days=29))
    rowan = Person.objects.get(pk=cast.rowan.pk)
    assert not rowan.has_lived_experience
    assert rowan.memberships.get().state == "active"


def test_the_log_takes_somebody_for_a_client_only_while_they_agree(cast):
    cast.kim.grants.all().delete()
    cast.kim.seats.all().delete()
    kim = Person.objects.get(pk=cast.kim.pk)
    kim.has_lived_experience = True
    kim.save()
    today = timezone.localdate()
    assert project_queries.usual_hats([kim], day=today) == {kim.pk: None}
    say(kim, Consent.LIVED_EXPERIENCE)
    assert project_queries.usual_hats([kim], day=today) == {kim.pk: Hat.CLIENT}


def test_a_name_is_a_member_until_its_owner_says_yes(cast):
    people = [cast.rowan, cast.robin]
    to = Consent.NAME_TO_MEMBERS
    assert names.shown(people, to=to) == {cast.rowan.pk: "a member", cast.robin.pk: "a member"}
    say(cast.robin, to)
    assert names.shown(people, to=to, besides=[]) == {cast.rowan.pk: "a member", cast.robin.pk: "Robin Vale"}
    assert names.first_names([p.pk for p in people]) == ["Robin"]
    assert names.first_names([p.pk for p in people], to=Consent.NAME_TO_TRUSTEES) == []
