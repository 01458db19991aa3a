"""A series keeps its dates ahead, skips one, moves one, changes from here on and ends; nobody is told twice or too little."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from meetings import rolling
from meetings.actions import adopting, ending, following, planning, series, templates
from meetings.models import CalendarFile, Meeting, MonthTask, Series, Skip
from meetings.rules import LONDON
from members.models import Letter
from members.rules import Refused
from tests import factories as make
from tests.meetings.conftest import NOW

DECEMBER, JANUARY, FEBRUARY = date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)


def of(made, on):
    return Meeting.objects.exclude(state="cancelled").get(series=made, series_on=on)


def days_of(made):
    return list(made.meetings.exclude(state="cancelled").order_by("starts_at").values_list("series_on", flat=True))


# ---- keeping ahead ---------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_new_series_has_its_next_dates_as_drafts_with_everything_it_says(cast, begin):
    assert cast.rowan
    made = begin(about="The Welcome Pack", reminder_days=[5], online_offered=True, online_places=9, answer_by_days=6)
    assert days_of(made) == [DECEMBER, JANUARY, FEBRUARY]
    first = of(made, DECEMBER)
    assert (first.state, first.about, first.reminder_days, first.online_places) == ("draft", "The Welcome Pack", [5], 9)
    assert first.starts_at == datetime(2026, 12, 8, 14, tzinfo=UTC)
    assert first.answer_by == date(2026, 12, 2)
    assert [rsvp.person for rsvp in first.rsvps.all()] == [cast.rowan]
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_the_clock_makes_the_next_date_when_one_has_passed_and_nothing_twice(begin):
    made = begin()
    assert rolling.keep_ahead(now=NOW) == 0
    later = datetime(2026, 12, 9, 10, tzinfo=UTC)
    assert rolling.plan_due(now=later) == 1
    assert rolling.plan_due(now=later) == 0
    assert days_of(made) == [DECEMBER, JANUARY, FEBRUARY, date(2027, 3, 9)]


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_make_nothing_twice(begin):
    made = begin()
    later = datetime(2027, 1, 13, 10, tzinfo=UTC)

    def tick():
        try:
            return rolling.plan_due(now=later)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counts = [each.result() for each in [pool.submit(tick), pool.submit(tick)]]
    assert sum(counts) == 2
    assert len(days_of(made)) == len(set(days_of(made))) == 5
    tasks = list(MonthTask.objects.values_list("meeting", "step"))
    assert len(tasks) == len(set(tasks)) > 0


@pytest.mark.django_db
def test_more_dates_are_planned_by_a_press(cast, begin):
    made = begin()
    assert series.plan_ahead(series=made, count=6, actor=cast.actor("jo"), now=NOW) == 3
    assert len(days_of(made)) == 6
    with pytest.raises(Refused, match="between 1 and 24"):
        series.plan_ahead(series=made, count=25, actor=cast.actor("jo"), now=NOW)


@pytest.mark.django_db
def test_whoever_takes_a_seat_later_stands_on_the_drafts_and_who_was_taken_off_stays_off(cast, begin):
    assert cast.rowan
    made = begin()
    draft = of(made, JANUARY)
    Meeting.objects.update(created_at=NOW)
    new = make.person("Nia Late")
    make.seat(new, cast.group, starts=date(2026, 12, 1))
    assert rolling.catch_up(now=NOW + timedelta(days=20)) == 3
    rsvp = draft.rsvps.get(person=new)
    planning.take_off(rsvp=rsvp, actor=cast.actor("jo"), now=NOW)
    assert rolling.catch_up(now=NOW + timedelta(days=20)) == 0
    assert not draft.rsvps.filter(person=new).exists()


@pytest.mark.django_db
def test_whoever_takes_a_seat_later_stands_on_no_meeting_that_is_over_or_out_already(cast, begin):
    made, over = begin(), NOW - timedelta(days=20)
    Meeting.objects.update(created_at=NOW - timedelta(days=60))
    past = make.meeting("It was", starts_at=over, now=over - timedelta(days=9), body=cast.group, series=made)
    out = of(made, DECEMBER)
    Meeting.objects.filter(pk=out.pk).update(state="published")
    new = make.seat(make.person("Nia Late"), cast.group, starts=NOW.date()).person
    rolling.catch_up(now=NOW + timedelta(days=1))
    assert not new.rsvps.filter(meeting__in=[past, out]).exists()
    assert of(made, JANUARY).rsvps.filter(person=new).exists()


@pytest.mark.django_db
def test_a_series_of_no_body_asks_whoever_was_on_the_list_last_time(cast, begin):
    made = begin(body=None)
    first = of(made, DECEMBER)
    planning.invite(meeting=first, people=[cast.rowan, cast.sam], actor=cast.actor("jo"), now=NOW)
    rolling.plan_due(now=datetime(2026, 12, 9, 10, tzinfo=UTC))
    assert not of(made, JANUARY).rsvps.exists(), "made before, so its list is its own"
    Meeting.objects.filter(pk=of(made, FEBRUARY).pk).delete()
    planning.invite(meeting=of(made, JANUARY), people=[cast.sam], actor=cast.actor("jo"), now=NOW)
    rolling.plan_due(now=datetime(2026, 12, 9, 11, tzinfo=UTC))
    assert [r.person for r in of(made, FEBRUARY).rsvps.all()] == [cast.sam]


@pytest.mark.django_db
def test_a_night_the_clock_has_no_such_time_is_refused_and_later_left_out_with_its_sentence(begin):
    with pytest.raises(Refused, match="There is no 01:30 on Sunday 28 March"):
        begin(on_the=-1, weekday=6, starts=time(1, 30), ends=time(4))
    made = make.series(on_the=-1, weekday=6, starts=time(1, 30), ends=time(4))
    rolling.plan_due(now=datetime(2027, 3, 1, tzinfo=UTC))
    assert date(2027, 3, 28) not in days_of(made)
    assert "clocks go forward" in made.skips.get(on=date(2027, 3, 28)).because


@pytest.mark.django_db
def test_a_rule_without_a_date_to_come_and_a_bad_rule_are_refused(begin):
    for fields, said in (
        ({"last_on": date(2026, 11, 10)}, "no date that is still to come"),
        ({"last_on": date(2026, 10, 1)}, "last day is before the first"),
        ({"ends": time(13)}, "end is not after the start"),
        ({"every": 0}, "how often"),
        ({"month_day": 40}, "31 days at most"),
        ({"room_offered": False}, "at least one way"),
    ):
        with pytest.raises(Refused, match=said):
            begin(**fields)
    assert not Series.objects.exists()


# ---- skipping and moving one -----------------------------------------------------------------------------
@pytest.mark.django_db
def test_skipping_a_published_date_cancels_it_and_tells_everybody_why(cast, begin, deliver):
    assert cast.rowan.pk
    assert cast.sam.pk
    made = begin()
    meeting = planning.publish(meeting=of(made, DECEMBER), actor=cast.actor("jo"), now=NOW)
    deliver(NOW)
    series.skip(series=made, on=DECEMBER, because="The building is closed.", actor=cast.actor("jo"), now=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because, meeting.sequence) == ("cancelled", "The building is closed.", 1)
    assert [kind for _, _, kind in deliver(NOW)] == ["cancelled"] or Letter.objects.filter(kind="meeting_cancelled")
    assert CalendarFile.objects.filter(meeting=meeting, method="CANCEL", sequence=1).exists()
    rolling.plan_due(now=NOW)
    assert days_of(made) == [JANUARY, FEBRUARY]


@pytest.mark.django_db
def test_a_date_nobody_has_heard_of_is_skipped_in_silence_and_can_come_back_with_its_list(cast, begin):
    assert cast.rowan
    made = begin()
    planning.invite(meeting=of(made, JANUARY), people=[cast.kim], actor=cast.actor("jo"), now=NOW)
    skipped = series.skip(series=made, on=JANUARY, because="Half term", actor=cast.actor("jo"), now=NOW)
    assert not Letter.objects.exists()
    assert not Meeting.objects.visible_to(cast.actor("rowan")).exists(), "a draft that went is nobody's news"
    back = series.bring_back(skip=skipped, actor=cast.actor("jo"), now=NOW)
    assert {r.person for r in back.rsvps.all()} == {cast.rowan, cast.kim}
    assert days_of(made) == [DECEMBER, JANUARY, FEBRUARY]


@pytest.mark.django_db
def test_a_skip_needs_a_reason_a_coming_date_and_only_one_press(cast, begin):
    made, jo = begin(), cast.actor("jo")
    with pytest.raises(Refused, match="say why"):
        series.skip(series=made, on=JANUARY, because=" ", actor=jo, now=NOW)
    with pytest.raises(Refused, match="not to come any more"):
        series.skip(series=made, on=date(2026, 11, 10), because="Over", actor=jo, now=NOW)
    series.skip(series=made, on=date(2027, 8, 10), because="Summer", actor=jo, now=NOW)
    with pytest.raises(Refused, match="skipped already"):
        series.skip(series=made, on=date(2027, 8, 10), because="Summer", actor=jo, now=NOW)
    assert Skip.objects.count() == 1


@pytest.mark.django_db
def test_a_moved_date_keeps_its_place_in_the_series(cast, begin):
    made = begin()
    meeting = planning.publish(meeting=of(made, DECEMBER), actor=cast.actor("jo"), now=NOW)
    start = datetime(2026, 12, 10, 11, tzinfo=UTC)
    planning.move(meeting=meeting, starts_at=start, ends_at=start + timedelta(hours=2), actor=cast.actor("jo"), now=NOW)
    rolling.plan_due(now=NOW)
    assert days_of(made) == [DECEMBER, JANUARY, FEBRUARY]
    assert of(made, DECEMBER).starts_at == start


# ---- story 3 of domain 8.4 -------------------------------------------------------------------------------
@pytest.mark.django_db
def test_moved_across_the_clock_change_there_is_one_update_and_the_right_local_time(cast, begin, deliver):
    now = datetime(2027, 3, 1, 10, tzinfo=UTC)
    assert cast.rowan
    made = begin(on_the=-1, weekday=4, first_on=date(2027, 3, 1), now=now)
    friday = planning.publish(meeting=of(made, date(2027, 3, 26)), actor=cast.actor("jo"), now=now)
    assert friday.starts_at.astimezone(UTC) == datetime(2027, 3, 26, 14, tzinfo=UTC)
    uid = friday.uid
    assert [kind for _, _, kind in deliver(now)] == ["invitation"]
    tuesday = datetime(2027, 3, 30, 14, tzinfo=LONDON)
    moved = planning.move(
        meeting=friday, starts_at=tuesday, ends_at=tuesday + timedelta(hours=2), actor=cast.actor("jo"), now=now
    )
    assert moved.starts_at.astimezone(UTC) == datetime(2027, 3, 30, 13, tzinfo=UTC)
    assert [kind for _, _, kind in deliver(now)] == ["moved"]
    letter = Letter.objects.get(kind="meeting_moved")
    assert "Tuesday 30 March, 2pm" in letter.text
    assert "3pm" not in letter.text
    assert (moved.uid, moved.sequence) == (uid, 1)
    body = CalendarFile.objects.get(meeting=moved, sequence=1).body
    assert "DTSTART;TZID=Europe/London:20270330T140000" in body
    assert f"UID:{uid}" in body
    reminded = datetime(2027, 3, 23, 9, 5, tzinfo=UTC), datetime(2027, 3, 27, 10, 5, tzinfo=UTC)
    assert [planned_between(*reminded) for _ in (1, 2)] == [1, 0]


def planned_between(first, second):
    """How many reminders both ticks note; for the old Friday none is left."""
    from meetings import reminders

    return reminders.plan_due(now=first) + reminders.plan_due(now=second)


# ---- ending, adopting, templates ------------------------------------------------------------------------
@pytest.mark.django_db
def test_an_ended_series_cancels_what_comes_later_and_makes_no_more(cast, begin, deliver):
    assert cast.rowan
    made, jo = begin(), cast.actor("jo")
    planning.publish(meeting=of(made, FEBRUARY), actor=jo, now=NOW)
    deliver(NOW)
    with pytest.raises(Refused, match="say why"):
        ending.end(series=made, last_on=DECEMBER, because="", actor=jo, now=NOW)
    ending.end(series=made, last_on=DECEMBER, because="The group has finished.", actor=jo, now=NOW)
    assert days_of(made) == [DECEMBER]
    assert [kind for _, _, kind in deliver(NOW)] == ["cancelled"]
    assert rolling.keep_ahead(now=NOW + timedelta(days=60)) == 0
    ending.go_on(series=made, actor=jo, now=NOW)
    assert Series.objects.get().last_on is None


@pytest.mark.django_db
def test_meetings_there_were_before_take_the_nearest_date(cast, begin, plan):
    old = plan(people=[cast.rowan], starts_at=datetime(2026, 12, 10, 14, tzinfo=UTC))
    other = plan(people=[cast.rowan], starts_at=datetime(2026, 12, 3, 14, tzinfo=UTC))
    made = make.series(team=cast.team, body=cast.group)
    found = list(adopting.adoptable(made))
    assert found == [other, old]
    assert adopting.adopt(series=made, meetings=[old, other], actor=cast.actor("jo"), now=NOW) == 1
    old.refresh_from_db()
    other.refresh_from_db()
    assert (old.series_on, other.series) == (DECEMBER, None), "no date is near the other one, so it stays alone"
    assert rolling.keep_ahead(now=NOW) == 2


@pytest.mark.django_db
def test_a_template_of_a_kind_is_saved_once_and_only_by_a_coordinator(cast, plan):
    meeting = plan(people=[], access="Quiet room")
    template = templates.save_from(meeting, actor=cast.actor("jo"), now=NOW)
    assert (template.kind, template.access, template.starts, template.answer_by_days) == (
        meeting.kind, "Quiet room", time(14), 4,
    )  # fmt: skip
    meeting.access = "Loop"
    assert templates.save_from(meeting, actor=cast.actor("jo"), now=NOW).pk == template.pk
    assert templates.start(template)["reminders"] == "7, 3"
    with pytest.raises(PermissionDenied):
        templates.save_from(meeting, actor=cast.actor("ash"), now=NOW)


# ---- who may ---------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_staff_run_their_own_teams_series_and_nobody_elses(cast, begin):
    made = begin()
    assert Series.objects.visible_to(cast.actor("ash")).exists()
    for name in ("uma", "rowan", "kim", "tal"):
        assert not Series.objects.visible_to(cast.actor(name)).exists()
        actor = cast.actor(name)
        for press in (
            lambda actor=actor: series.skip(series=made, on=JANUARY, because="No", actor=actor, now=NOW),
            lambda actor=actor: ending.end(series=made, last_on=JANUARY, because="No", actor=actor, now=NOW),
            lambda actor=actor: series.plan_ahead(series=made, count=2, actor=actor, now=NOW),
            lambda actor=actor: following.change(series=made, from_on=JANUARY, changes={}, actor=actor, now=NOW),
            lambda actor=actor: adopting.adopt(series=made, meetings=[], actor=actor, now=NOW),
        ):
            with pytest.raises(PermissionDenied):
                press()
    series.skip(series=made, on=JANUARY, because="Half term", actor=cast.actor("ash"), now=NOW)
