"""Two records of one human being become one, both histories kept, and nobody is counted twice."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from coproduction.dashboards import measures
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.periods import period
from members import history
from members.actions import merging
from members.models import Merger, Person, RoleGrant
from members.rules import Refused
from tests import factories as make


@pytest.fixture
def twice(cast):
    """Winifred, written down twice: once with an email that signs in, once with a telephone number."""
    ours = make.person("Winifred Marsh", email="winifred@example.org", role="member", pronouns="")
    make.membership(ours)
    theirs = make.person("Winnie Marsh", phone="01632 960 300", role="member", pronouns="she/her")
    make.membership(theirs, state="left")
    for each in (ours, theirs):
        make.seat(each, cast.group)
    return ours, theirs


def merge(cast, ours, theirs, **more):
    return merging.merge(stays=ours, goes=theirs, actor=cast.actor("jo"), now=timezone.now(), **more)


def test_what_hung_on_either_hangs_on_the_one_who_stays(cast, twice):
    ours, theirs = twice
    both = make.activity("Panel", people=[ours])
    make.participation(both, theirs, minutes=90, prep_minutes=30)
    make.activity("Only the other", people=[theirs])
    person = merge(cast, ours, theirs, choices={"name": "goes"})
    assert person.name == "Winnie Marsh"
    assert person.pronouns == "she/her"
    assert sorted(person.channels.values_list("way", flat=True)) == ["email", "phone"]
    assert person.participations.count() == 2
    assert person.participations.get(activity=both).contact_minutes == 90
    assert person.seats.filter(ends=None).count() == 1
    assert not Person.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("how", [{"starts": timezone.localdate() + timedelta(days=2)}, {"waits": True}], ids=str)
def test_who_is_named_as_safeguarding_lead_passes_it_to_nobody_by_merging(cast, twice, how):
    ours, theirs = twice
    RoleGrant.objects.create(person=theirs, role="safeguarding", **{"starts": timezone.localdate(), **how})
    with pytest.raises(Refused, match="safeguarding lead"):
        merge(cast, ours, theirs)


def test_figures_count_one_person_from_then_on(cast, twice):
    ours, theirs = twice
    make.activity("Panel", people=[*twice, cast.rowan])
    today = timezone.localdate()

    def people():
        board = measures.board(period=period("12m", today=today), filter=Filter(), now=timezone.now())
        return next(m for m in board.measures if m.metric == "MET-13").now["people"].cells[0]

    assert people() == 3
    merge(cast, ours, theirs)
    assert people() == 2


def test_the_history_of_the_record_that_went_is_still_told(cast, twice):
    ours, theirs = twice
    person = merge(cast, ours, theirs)
    assert Merger.objects.get().old_number == theirs.pk
    told = " ".join(entry.title for entry in history.of(person))
    assert "01632 960 300" in told
    assert "winifred@example.org" in told


def test_of_two_places_at_one_meeting_the_second_goes_to_whoever_waits(cast, twice):
    ours, theirs = twice
    meeting = make.meeting(people=[*twice, cast.rowan], room_places=2)
    for at, person in enumerate((ours, theirs), start=1):
        meeting.rsvps.filter(person=person).update(answer="yes", mode="room", place_no=at, queue_no=at)
    meeting.rsvps.filter(person=cast.rowan).update(answer="yes", mode="room", queue_no=3)
    merge(cast, ours, theirs)
    assert meeting.rsvps.filter(person=ours).count() == 1
    assert meeting.rsvps.get(person=cast.rowan).place_no


def test_two_ways_to_sign_in_need_a_choice(cast, twice):
    ours, theirs = twice
    EmailAddress.objects.create(user=theirs, email="winnie@example.org", verified=True, primary=True)
    with pytest.raises(Refused, match="choose which way to sign in"):
        merge(cast, ours, theirs)
    person = merge(cast, ours, theirs, sign_in="goes")
    assert list(EmailAddress.objects.filter(user=person).values_list("email", flat=True)) == ["winnie@example.org"]


def test_records_with_different_roles_at_the_charity_are_not_joined(cast, twice):
    make.grant(twice[0], "trustee")
    make.grant(twice[1], "coordinator")
    with pytest.raises(Refused, match="different roles"):
        merge(cast, *twice)


def test_an_erased_record_is_never_joined_to_anybody(cast, twice):
    Person.objects.filter(pk=twice[1].pk).update(erased_at=timezone.now())
    twice[1].refresh_from_db()
    with pytest.raises(Refused, match="erased"):
        merge(cast, *twice)


def test_jo_sees_both_side_by_side_and_joins_them(cast, twice, as_user, client):
    ours, theirs = twice
    browser = as_user(client, cast.jo, "coordinator")
    found = browser.get(f"/members/{ours.pk}/merge/").content.decode()
    assert "Winnie Marsh" in found
    address = f"/members/{ours.pk}/merge/{theirs.pk}/"
    assert "Winnie Marsh" in browser.get(address).content.decode()
    not_sure = browser.post(address, {"name": "stays", "pronouns": "goes"})
    assert not_sure.status_code == 422
    done = browser.post(address, {"name": "stays", "pronouns": "goes", "is_sure": "on"})
    assert done["Location"] == f"/members/{ours.pk}/"
    assert Person.objects.get(pk=ours.pk).pronouns == "she/her"


def test_every_row_of_every_model_finds_its_way(cast, twice):
    """The planting of D18: whatever the register names can be moved, and nothing is left that points to the other."""
    from tests.drills import planting

    ours, theirs = twice
    planting.plant_everywhere(theirs, cast.jo)
    merge(cast, ours, theirs, sign_in="stays")
    assert not Person.objects.filter(pk=theirs.pk).exists()
