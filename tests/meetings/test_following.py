"""From here on: later meetings follow in what still says what the series said, and only who was asked is told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from meetings import previews, rolling
from meetings.actions import following, planning, series
from meetings.models import Meeting, Rsvp, Series
from meetings.rules import LONDON
from members.models import Letter
from members.rules import Refused
from tests import factories as make
from tests.meetings.conftest import NOW
from tests.meetings.test_series import DECEMBER, FEBRUARY, JANUARY, days_of, of


# ---- from here on ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_from_here_on_the_place_changes_and_what_was_changed_by_hand_stays(cast, begin):
    made, jo = begin(), cast.actor("jo")
    planning.edit(meeting=of(made, FEBRUARY), actor=jo, now=NOW, place="The Old Library")
    change = following.change(series=made, from_on=JANUARY, changes={"place": "Town Hall"}, actor=jo, now=NOW)
    assert [of(made, on).place for on in (DECEMBER, JANUARY, FEBRUARY)] == [
        "Leatherhead office", "Town Hall", "The Old Library",
    ]  # fmt: skip
    assert [each.stays for each in change.meetings] == [[], ["where"]]
    rolling.plan_due(now=datetime(2026, 12, 9, tzinfo=UTC))
    assert of(made, date(2027, 3, 9)).place == "Town Hall"


@pytest.mark.django_db
def test_the_preview_says_what_changes_and_who_is_told_and_changes_nothing(cast, begin):
    assert cast.rowan.pk
    assert cast.sam.pk
    made = begin()
    planning.publish(meeting=of(made, DECEMBER), actor=cast.actor("jo"), now=NOW)
    before = list(Meeting.objects.values())
    change = following.look(series=made, from_on=DECEMBER, changes={"starts": time(11), "ends": time(13)}, now=NOW)
    previews.of_change(change, actor=cast.actor("jo"), now=NOW)
    assert change.told == 2
    assert [each.news.count for each in change.meetings] == [2, 0, 0]
    assert change.meetings[0].times[0].astimezone(LONDON).time() == time(11)
    assert list(Meeting.objects.values()) == before


@pytest.mark.django_db
def test_another_place_and_another_time_are_told_in_one_letter(cast, begin, deliver):
    assert cast.rowan
    made, jo = begin(), cast.actor("jo")
    planning.publish(meeting=of(made, DECEMBER), actor=jo, now=NOW)
    deliver(NOW)
    changes = {"place": "Town Hall", "starts": time(11), "ends": time(13)}
    following.change(series=made, from_on=DECEMBER, changes=changes, actor=jo, now=NOW)
    assert deliver(NOW + timedelta(days=1)) == [("Rowan", "email", "moved")]
    letter = Letter.objects.get(kind="meeting_moved")
    assert "Where it is: Town Hall (before: Leatherhead office)" in letter.text
    assert "11am" in letter.text


@pytest.mark.django_db
def test_another_day_of_the_month_moves_the_later_ones_and_tells_only_who_has_been_asked(cast, begin, deliver):
    assert cast.rowan
    made, jo = begin(), cast.actor("jo")
    published = planning.publish(meeting=of(made, DECEMBER), actor=jo, now=NOW)
    deliver(NOW)
    start = datetime(2027, 1, 20, 10, tzinfo=UTC)
    planning.move(meeting=of(made, JANUARY), starts_at=start, ends_at=start + timedelta(hours=1), actor=jo, now=NOW)
    change = following.change(
        series=made, from_on=DECEMBER, changes={"on_the": 3, "weekday": 3, "starts": time(10), "ends": time(12)},
        actor=jo, now=NOW,
    )  # fmt: skip
    assert [each.stays for each in change.meetings] == [[], ["day and time"], []]
    assert days_of(made) == [date(2026, 12, 17), date(2027, 1, 21), date(2027, 2, 18)]
    assert of(made, date(2027, 1, 21)).starts_at == start, "moved by hand, it stays, and the month has no second one"
    published.refresh_from_db()
    assert published.starts_at == datetime(2026, 12, 17, 10, tzinfo=UTC)
    assert (published.sequence, published.answer_by) == (1, date(2026, 12, 13))
    assert [kind for _, _, kind in deliver(NOW)] == ["moved"]


@pytest.mark.django_db
def test_from_every_month_to_every_second_one_some_go_and_a_skip_goes_with_its_month(cast, begin, deliver):
    assert cast.rowan
    made, jo = begin(dates_ahead=4), cast.actor("jo")
    march = date(2027, 3, 9)
    planning.publish(meeting=of(made, JANUARY), actor=jo, now=NOW)
    deliver(NOW)
    series.skip(series=made, on=FEBRUARY, because="Half term", actor=jo, now=NOW)
    change = following.change(series=made, from_on=DECEMBER, changes={"every": 2, "weekday": 2}, actor=jo, now=NOW)
    assert [each.meeting.series_on for each in change.cancelled] == [JANUARY, march]
    assert made.skips.get().on == date(2027, 2, 10)
    assert days_of(made)[:2] == [date(2026, 12, 9), date(2027, 4, 14)]
    assert [kind for _, _, kind in deliver(NOW)] == ["cancelled"]


@pytest.mark.django_db
def test_from_every_month_to_every_week_the_dates_between_come_new(cast, begin):
    made = begin()
    following.change(
        series=made, from_on=DECEMBER, changes={"unit": "week", "weekday": 1}, actor=cast.actor("jo"), now=NOW
    )
    rolling.plan_due(now=datetime(2026, 12, 9, tzinfo=UTC))
    assert {date(2026, 12, 15), date(2026, 12, 22), date(2026, 12, 29)} <= set(days_of(made))


@pytest.mark.django_db
def test_a_change_that_would_take_somebodys_way_is_refused_as_a_whole(cast, begin):
    made, jo = begin(online_offered=True), cast.actor("jo")
    meeting = planning.publish(meeting=of(made, DECEMBER), actor=jo, now=NOW)
    make.rsvp(meeting, cast.robin, answer="yes", mode="online") if not meeting.rsvps.filter(
        person=cast.robin
    ).exists() else Rsvp.objects.filter(meeting=meeting, person=cast.robin).update(answer="yes", mode="online")
    with pytest.raises(Refused, match="Tuesday 8 December: 1 person has said yes"):
        following.change(series=made, from_on=DECEMBER, changes={"online_offered": False}, actor=jo, now=NOW)
    assert of(made, JANUARY).online_offered
    assert Series.objects.get().online_offered
