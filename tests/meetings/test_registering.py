"""Registering for a conference: places, held places, the waiting list with timed offers, and workshops."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from meetings import offers
from meetings.actions import gatherings, registrations
from meetings.models import Gathering, Registration
from members.actions import calls
from members.models import ContactTask, Letter
from members.post import delivery
from members.queries import traces
from members.rules import Refused
from tests import factories as make
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def day(cast):
    def planned(**fields):
        return make.gathering(now=NOW, starts_at=START, **fields)

    return planned


def join(gathering, name, **fields):
    return make.registration(gathering, name, now=NOW, **fields)


def states(gathering):
    rows = Registration.objects.filter(gathering=gathering).order_by("pk")
    return {row.name.split()[0]: row.state for row in rows}


def holder(registration):
    return registrations.holder_of(registration)


def test_whoever_comes_first_has_a_place_and_the_next_one_waits(day):
    gathering = day(places=1)
    assert join(gathering, "Ann A").place_no == 1
    assert (join(gathering, "Ben B").state, join(gathering, "Cy C").queue_no) == ("waiting", 3)
    kinds = Letter.objects.order_by("pk").values_list("kind", "person", "way")
    assert list(kinds) == [("event_receipt", None, "email")] * 3


def test_a_held_place_goes_to_nobody_else_before_its_day(day):
    gathering = day(places=2, held_places=1, held_until=NOW + 3 * DAY)
    assert [join(gathering, "Ann A").state, join(gathering, "Ben B").state] == ["registered", "waiting"]
    assert join(gathering, "Lee L", lived=True).state == "registered"
    assert join(gathering, "Lou L", lived=True).state == "waiting"


def test_more_people_with_lived_experience_than_places_are_held_for_may_come(day):
    gathering = day(places=3, held_places=1)
    assert [join(gathering, f"L{n} L", lived=True).state for n in range(3)] == ["registered"] * 3


def test_on_the_day_held_places_are_released_to_whoever_waits(day):
    gathering = day(places=2, held_places=1, held_until=NOW + 3 * DAY)
    join(gathering, "Ann A")
    join(gathering, "Ben B")
    offers.plan_due(now=NOW + 3 * DAY - HOUR)
    assert states(gathering)["Ben"] == "waiting"
    offers.plan_due(now=NOW + 3 * DAY)
    assert states(gathering)["Ben"] == "offered"


def test_nobody_who_registers_after_the_release_passes_those_who_waited(day):
    gathering = day(places=2, held_places=1, held_until=NOW + DAY)
    join(gathering, "Ann A")
    join(gathering, "Ben B")
    make.registration(gathering, "Cy C", now=NOW + DAY + HOUR)
    assert states(gathering) == {"Ann": "registered", "Ben": "offered", "Cy": "waiting"}


def test_a_place_that_comes_free_is_offered_to_the_next_for_a_time(day):
    gathering = day(places=1, offer_hours=48)
    ann, ben = join(gathering, "Ann A"), join(gathering, "Ben B")
    registrations.cancel(registration=ann, actor=holder(ann), now=NOW)
    ben.refresh_from_db()
    assert (ben.state, ben.place_no, ben.offer_expires_at) == ("offered", 1, NOW + 48 * HOUR)
    assert Letter.objects.filter(kind="event_offer", about=ben.about_word).count() == 1
    assert join(gathering, "Cy C").state == "waiting", "an offer holds the place"
    registrations.take_offer(registration=ben, actor=holder(ben), now=NOW + HOUR)
    assert states(gathering)["Ben"] == "registered"


def test_people_we_have_to_ring_have_longer_to_say_yes_from_the_call_on(day, cast):
    gathering = day(places=1, offer_hours=24, offer_hours_by_hand=120)
    ann = join(gathering, "Ann A")
    join(gathering, "Phil P", way="phone", address="01632 960 900")
    registrations.cancel(registration=ann, actor=holder(ann), now=NOW)
    phil = Registration.objects.get(name="Phil P")
    assert phil.offer_expires_at == NOW + 120 * HOUR
    delivery.deliver_due(now=NOW)
    call = ContactTask.objects.get(letter__kind="event_offer")
    assert "We keep it for you for 5 days from today" in call.script
    calls.record(task=call, outcome="spoke", actor=cast.actor("jo"), now=NOW + 100 * HOUR)
    offers.plan_due(now=NOW + 130 * HOUR)
    phil.refresh_from_db()
    assert (phil.state, phil.offer_expires_at) == ("offered", NOW + 220 * HOUR), "the call was made on the fifth day"


def test_an_offer_that_ran_out_goes_on_to_the_next_and_the_first_may_come_back(day):
    gathering = day(places=1, offer_hours=24)
    ann, ben, cy = join(gathering, "Ann A"), join(gathering, "Ben B"), join(gathering, "Cy C")
    registrations.cancel(registration=ann, actor=holder(ann), now=NOW)
    make.offers_told(now=NOW)
    offers.plan_due(now=NOW + 24 * HOUR)
    assert states(gathering) == {"Ann": "cancelled", "Ben": "lapsed", "Cy": "offered"}
    assert Letter.objects.filter(kind="event_offer_over", about=ben.about_word).exists()
    with pytest.raises(Refused, match="went to the next person"):
        registrations.take_offer(registration=ben, actor=holder(ben), now=NOW + 25 * HOUR)
    registrations.come_back(registration=ben, actor=holder(ben), now=NOW + 25 * HOUR)
    assert states(gathering)["Ben"] == "waiting"
    cy.refresh_from_db()
    registrations.cancel(registration=cy, actor=holder(cy), now=NOW + 26 * HOUR)
    assert states(gathering)["Ben"] == "offered"


def test_the_time_of_an_offer_begins_when_they_are_told_of_it(day):
    gathering = day(places=1, offer_hours=24)
    ann, ben, _ = join(gathering, "Ann A"), join(gathering, "Ben B"), join(gathering, "Cy C")
    registrations.cancel(registration=ann, actor=holder(ann), now=NOW)
    offers.plan_due(now=NOW + 30 * HOUR)
    assert states(gathering)["Ben"] == "offered", "the mail server was down: nobody told them"
    make.offers_told(now=NOW + 40 * HOUR)
    offers.plan_due(now=NOW + 41 * HOUR)
    ben.refresh_from_db()
    assert ben.offer_expires_at == NOW + 64 * HOUR
    offers.plan_due(now=NOW + 200 * HOUR)
    assert states(gathering) == {"Ann": "cancelled", "Ben": "lapsed", "Cy": "offered"}
    offers.plan_due(now=gathering.starts_at)
    assert states(gathering)["Cy"] == "lapsed", "told or not, no place is offered once the day has begun"


def test_an_offer_that_came_back_goes_on_when_its_time_is_over_and_somebody_looks_for_them(day):
    gathering = day(places=1, offer_hours=24)
    ann, ben, _ = join(gathering, "Ann A"), join(gathering, "Ben B"), join(gathering, "Cy C")
    registrations.cancel(registration=ann, actor=holder(ann), now=NOW)
    make.offers_told(now=NOW)
    Letter.objects.filter(kind="event_offer").update(bounced_at=NOW + 2 * HOUR)
    offers.plan_due(now=NOW + 23 * HOUR)
    assert states(gathering)["Ben"] == "offered", "the desk has until the end to find them"
    assert offers.plan_due(now=NOW + 25 * HOUR)
    assert states(gathering) == {"Ann": "cancelled", "Ben": "lapsed", "Cy": "offered"}
    call = ContactTask.objects.get(about=ben.about_word, letter=None)
    assert (call.to_name, ben.address in call.script) == ("Ben B", True)
    assert not Letter.objects.filter(kind="event_offer_over").exists(), "nothing more goes to a dead address"


def test_a_yes_a_moment_late_counts_while_the_place_is_still_theirs(day):
    gathering = day(places=1, offer_hours=24)
    ann, ben = join(gathering, "Ann A"), join(gathering, "Ben B")
    registrations.cancel(registration=ann, actor=holder(ann), now=NOW)
    registrations.take_offer(registration=ben, actor=holder(ben), now=NOW + 25 * HOUR)
    assert states(gathering)["Ben"] == "registered"


def test_fewer_places_take_nobodys_and_more_places_are_offered_at_once(day, cast):
    gathering, jo = day(places=2), cast.actor("jo")
    for name in ("Ann A", "Ben B", "Cy C", "Di D"):
        join(gathering, name)
    gatherings.edit(gathering=gathering, actor=jo, now=NOW, places=1)
    assert list(states(gathering).values()) == ["registered", "registered", "waiting", "waiting"]
    gatherings.edit(gathering=gathering, actor=jo, now=NOW, places=3)
    assert list(states(gathering).values()) == ["registered", "registered", "offered", "waiting"]


def test_the_same_form_sent_twice_is_one_registration_and_one_more_letter_a_day(day):
    gathering = day(places=5)
    first, again = join(gathering, "Ann A"), join(gathering, "ann a")
    join(gathering, "Ann A")
    assert first.pk == again.pk
    assert Letter.objects.filter(kind="event_receipt").count() == 2
    assert join(gathering, "Ann A", address="another@example.org").pk != first.pk


def test_what_looks_automatic_waits_for_a_person_and_takes_no_place(day, cast):
    gathering = day(places=1)
    odd = registrations.sign_up(gathering=gathering, asked=make.asks("Bot B"), looks_automatic=True, now=NOW)
    assert (odd.state, odd.place_no, Letter.objects.count()) == ("doubtful", None, 0)
    assert join(gathering, "Ann A").state == "registered"
    registrations.let_in(registration=odd, actor=cast.actor("jo"), now=NOW)
    assert states(gathering)["Bot"] == "waiting"


def test_what_came_from_a_machine_leaves_nothing_behind(day, cast):
    odd = registrations.sign_up(gathering=day(), asked=make.asks("Bot B"), looks_automatic=True, now=NOW)
    registrations.remove(registration=odd, actor=cast.actor("jo"), now=NOW)
    assert not Registration.objects.exists()
    for events in traces.events_of(Registration):
        assert not events._base_manager.exists()


def test_workshops_have_places_and_a_line_of_their_own(day):
    gathering = day()
    art = make.workshop(gathering, places=1)
    ann = join(gathering, "Ann A", workshops=(art,))
    ben = join(gathering, "Ben B", workshops=(art,))
    assert (ann.workshops.get().place_no, ben.workshops.get().place_no, ben.workshops.get().queue_no) == (1, None, 2)
    registrations.cancel(registration=ann, actor=holder(ann), now=NOW)
    assert ben.workshops.get().place_no == 1
    assert Letter.objects.filter(kind="event_workshop", about=ben.about_word).count() == 1


def test_two_workshops_at_one_time_are_refused_by_name(day):
    gathering = day()
    art, song = make.workshop(gathering, after=1, hours=2), make.workshop(gathering, "Singing", after=2)
    with pytest.raises(Refused, match=r"“Art and words” .* and “Singing” .* at the same time"):
        join(gathering, "Ann A", workshops=(art, song))
    assert not Registration.objects.exists()


def test_a_wish_for_a_workshop_counts_from_the_day_somebody_has_a_place(day):
    gathering = day(places=1)
    art = make.workshop(gathering, places=5)
    ann, ben = join(gathering, "Ann A"), join(gathering, "Ben B", workshops=(art,))
    assert ben.workshops.get().queue_no is None
    registrations.cancel(registration=ann, actor=holder(ann), now=NOW)
    registrations.take_offer(registration=ben, actor=holder(ben), now=NOW)
    assert ben.workshops.get().place_no == 1


def test_a_link_opens_one_registration_and_no_other(day):
    gathering = day()
    ann, ben = join(gathering, "Ann A"), join(gathering, "Ben B")
    with pytest.raises(PermissionDenied):
        registrations.cancel(registration=ben, actor=holder(ann), now=NOW)


def test_the_desk_of_another_team_may_not_write_anybody_down(day, cast):
    gathering = day(team=cast.team)
    asked = make.asks("Ann A")
    registrations.write_down(gathering=gathering, asked=asked, came_by="phone", actor=cast.actor("ash"), now=NOW)
    for who in ("uma", "rowan", "kim"):
        with pytest.raises(PermissionDenied):
            registrations.write_down(gathering=gathering, asked=asked, came_by="phone", actor=cast.actor(who), now=NOW)


def test_an_event_that_is_over_cancelled_or_a_draft_takes_nobody(day):
    for state in ("draft", "closed", "over", "cancelled"):
        with pytest.raises(Refused):
            join(day(state=state), "Ann A")


def test_everybody_on_the_list_hears_when_the_day_moves_or_is_off(day, cast):
    gathering, jo = day(places=1), cast.actor("jo")
    join(gathering, "Ann A")
    join(gathering, "Ben B")
    gatherings.edit(gathering=gathering, actor=jo, now=NOW, about="New words")
    assert not Letter.objects.filter(kind="event_changed").exists()
    gatherings.edit(gathering=gathering, actor=jo, now=NOW, place="Bourne Hall")
    assert Letter.objects.filter(kind="event_changed").count() == 2
    gatherings.cancel(gathering=gathering, because="The hall burnt down.", actor=jo, now=NOW)
    assert Letter.objects.filter(kind="event_cancelled").count() == 2
    assert not Letter.objects.filter(kind="event_changed", state="waiting").exists()


def test_last_years_comes_along_without_its_people(day, cast):
    gathering = day(places=80, held_places=20)
    make.workshop(gathering, places=12)
    join(gathering, "Ann A")
    new = registrations.copy_gathering(
        gathering=gathering, starts_at=START + 364 * DAY, actor=cast.actor("jo"), now=NOW
    )
    assert (new.state, new.places, new.held_places, new.copied_from) == ("draft", 80, 20, gathering)
    assert new.sessions.get().starts_at - new.starts_at == HOUR
    assert not new.registrations.exists()
    assert new.slug != gathering.slug


def test_the_database_itself_refuses_two_people_on_one_place(day):
    gathering = day(places=2)
    join(gathering, "Ann A")
    ben = join(gathering, "Ben B")
    with pytest.raises(IntegrityError, match="one_registration_per_place"):
        Registration.objects.filter(pk=ben.pk).update(place_no=1)


def test_when_the_day_has_passed_it_is_over(day):
    gathering = day()
    offers.plan_due(now=gathering.ends_at)
    assert Gathering.objects.get().state == "over"


def test_one_reminder_goes_to_everybody_with_a_place(day):
    gathering = day(places=1)
    join(gathering, "Ann A")
    join(gathering, "Ben B")
    for at in (START - 3 * DAY, START - 2 * DAY, START - 2 * DAY):
        offers.plan_due(now=at)
    assert Letter.objects.filter(kind="event_reminder").count() == 1
