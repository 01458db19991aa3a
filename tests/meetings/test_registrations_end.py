"""After the day: what came of it is told, registrations go after six months, and the heads stay."""

from datetime import timedelta

import pytest

from meetings import gathering_counts, offers
from meetings.actions import gatherings, registrations
from meetings.gathering_sweeps import (
    asked_again_over,
    forget_needs,
    forget_registrations,
    needs_over,
    registrations_over,
)
from meetings.models import Gathering, Needs, Registration
from members import sweeps
from members.models import Letter
from members.post import delivery
from members.queries import traces
from members.rules import Refused
from members.words import when
from tests import factories as make
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def day(cast):
    gathering = make.gathering(now=NOW, starts_at=START, team=cast.team)
    for n in range(3):
        needs = Needs(access=f"need {n}")
        make.registration(
            gathering, f"Guest Number{n}", now=NOW, lived=n < 2, needs=needs, news=n > 0, keep_longer=n == 2
        )
    gathering.registrations.exclude(name="Guest Number1").update(came_at=START)
    return gathering


def test_needs_go_thirty_days_after_and_names_six_months_after_but_not_of_who_agreed(day):
    assert not needs_over(before=day.ends_at).exists()
    forget_needs(needs_over(before=day.ends_at + DAY), now=NOW)
    assert not Registration.objects.filter(needs__isnull=False).exists()
    over = registrations_over(before=day.ends_at + DAY)
    assert set(over.values_list("name", flat=True)) == {"Guest Number0", "Guest Number1"}
    forget_registrations(over, now=NOW)
    assert list(Registration.objects.values_list("name", flat=True)) == ["Guest Number2"]
    assert asked_again_over(before=day.ends_at + DAY).count() == 1


def test_what_goes_leaves_heads_and_no_name_anywhere(day):
    assert gathering_counts.heads(day) == (2, 1)
    forget_registrations(registrations_over(before=day.ends_at + DAY), now=NOW)
    day.refresh_from_db()
    assert gathering_counts.heads(day) == (2, 1)
    assert not Letter.objects.filter(to_address__contains="number0").exists()
    for events in traces.events_of(Registration):
        assert not events._base_manager.filter(name="Guest Number0").exists()


def test_the_periods_are_rows_of_the_retention_table():
    rows = {rule.slug: rule.days for rule in sweeps.rules()}
    assert (rows["registrations"], rows["registration_needs"]) == (180, 30)


def test_what_happened_next_goes_once_to_whoever_said_that_we_may_write(day, cast):
    jo = cast.actor("jo")
    with pytest.raises(Refused, match="It is not over"):
        gatherings.tell_what_happened(gathering=day, words="Much.", actor=jo, now=NOW)
    twice = make.registration(day, "Guest Number2", now=NOW, address="guest.number2@example.org", news=True)
    Registration.objects.filter(pk=twice.pk).update(state="cancelled", place_no=None, queue_no=None)
    again = make.registration(day, "Guest Number2", now=NOW, news=True)
    assert gatherings.tell_what_happened(gathering=day, words="Much.", actor=jo, now=day.ends_at + DAY) == 2
    assert again.pk != twice.pk
    gatherings.reword_what_happened(gathering=day, words="Much more.", actor=jo, now=day.ends_at + DAY)
    delivery.deliver_due(now=day.ends_at + 3 * DAY)
    said = dict(Letter.objects.filter(kind="event_news").values_list("to_address", "text"))
    assert "could not come" in said["guest.number1@example.org"]
    assert "Much more." in said["guest.number2@example.org"]
    assert "you were at" in said["guest.number2@example.org"]
    with pytest.raises(Refused, match="has gone out already"):
        gatherings.tell_what_happened(gathering=day, words="More.", actor=jo, now=day.ends_at + DAY)


def test_those_who_agreed_hear_of_the_next_one_and_nobody_else(day, cast):
    following = make.gathering("The next one", now=NOW, starts_at=START + 300 * DAY)
    assert gatherings.ask_earlier(gathering=following, actor=cast.actor("jo"), now=NOW) == 1
    assert Letter.objects.get(kind="event_next").facts["gathering"] == following.pk


def test_small_numbers_are_told_to_nobody_outside(day):
    everybody, lived = gathering_counts.of_categories(day)[:2]
    assert gathering_counts.protected(lived, of=everybody) is None
    assert gathering_counts.heads_to_tell(day) is None
    Gathering.objects.filter(pk=day.pk).update(others=102, others_le=72)
    day.refresh_from_db()
    assert gathering_counts.heads_to_tell(day) == (104, 73)


def test_homes_say_that_it_is_open_and_how_ones_own_stands(client, cast, as_user):
    gathering = make.gathering(title="Open Conference")
    rowan = as_user(client, cast.rowan, "member")
    assert "/events/mine/" in rowan.get("/").content.decode()
    assert "It is open: you can register in two minutes." in rowan.get("/events/mine/").content.decode()
    mine = make.registration(gathering, "Rowan Ashdown")
    Registration.objects.filter(pk=mine.pk).update(person=cast.rowan)
    page = rowan.get("/events/mine/").content.decode()
    assert "You have a place" in page
    assert f"/events/mine/{gathering.pk}/" in page
    assert "Open Conference" in rowan.get(f"/events/mine/{gathering.pk}/", follow=True).content.decode()
    kim = as_user(client, cast.kim, "partner")
    assert "Bring your people" in kim.get("/events/mine/").content.decode()
    assert kim.get(f"/events/mine/{gathering.pk}/").status_code == 404


def test_an_offer_told_once_more_promises_no_more_than_is_kept(cast):
    gathering = make.gathering(now=NOW, starts_at=START, places=1, offer_hours=24)
    ann, ben = (make.registration(gathering, name, now=NOW) for name in ("Ann A", "Ben B"))
    registrations.cancel(registration=ann, actor=registrations.holder_of(ann), now=NOW)
    delivery.deliver_due(now=NOW)

    def changed(actor, *, address, now):
        asked = registrations.Asked(name="Ben Bold", way="email", address=address)
        registrations.change(registration=ben, asked=asked, actor=actor, now=now)
        delivery.deliver_due(now=now)
        offers.plan_due(now=now)
        ben.refresh_from_db()
        return Letter.objects.filter(kind="event_offer").latest("pk").text, ben.offer_expires_at

    text, until = changed(registrations.holder_of(ben), address="", now=NOW + 10 * HOUR)
    assert until == NOW + 24 * HOUR
    assert f"keep it for you until {when(until)}." in text
    text, until = changed(cast.actor("jo"), address="right@example.org", now=NOW + 20 * HOUR)
    assert until == NOW + 44 * HOUR, "the first letter went to a wrong address: they hear of it only now"
    assert f"keep it for you until {when(until)}." in text
    Gathering.objects.update(starts_at=NOW + 30 * HOUR)  # brought forward meanwhile
    offers.plan_due(now=NOW + 30 * HOUR)
    ben.refresh_from_db()
    assert ben.state == "lapsed", "no place is offered once the day has begun"
