"""D10: the clocks go forward, go back, stand wrong by an hour or two days. Each reminder leaves once, at its local time."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from celery.schedules import crontab

from meetings.actions import planning
from meetings.rules import LONDON, wall_time
from members.models import Letter
from members.post import tasks
from members.rules import Refused
from tests import factories as make
from tests.drills import harness

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
TIMES = [time(0, 30), time(1, 30), time(2, 30), time(9)]
STEP = timedelta(minutes=1 if harness.FULL else 15)  # every due time lies on a step
HOUR = timedelta(hours=1)
LATE = timedelta(minutes=1 if harness.FULL else 5, seconds=1)
MARCH, OCTOBER = date(2027, 3, 28), date(2026, 10, 25)


def expected(day, at):
    """The instant a person in London would call that time; a time the clocks skip is an hour later on the wall."""
    if (day, at) == (MARCH, time(1, 30)):
        return datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 2.30 in the new time
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)  # the first of two


@pytest.fixture
def plan_all(cast, settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"

    def planned(sunday):
        """A meeting on that Sunday at each time, reminded a day before at that same time; one at noon, reminded that day."""
        jo, now = cast.actor("jo"), datetime.combine(sunday, time(9), tzinfo=UTC) - timedelta(days=14)
        wanted = {}
        for at in TIMES:
            begins = wall_time(on=sunday, at=at, which="first") if (sunday, at) != (MARCH, time(1, 30)) else None
            noon = wall_time(on=sunday, at=time(12))
            for start, days in ((begins, 1), (noon, 0)):
                if start is None:
                    continue  # the form refuses that start; test below
                meeting = planning.create(
                    actor=jo, now=now, people=[cast.rowan], kind=make.kind(), title="Meeting", place="Room", starts_at=start,
                    ends_at=start + timedelta(hours=2), reminder_days=[days], reminder_time=at,
                )  # fmt: skip
                planning.publish(meeting=meeting, actor=jo, now=now)
                wanted[meeting.pk] = expected(sunday - timedelta(days=days), at)
        with time_machine.travel(now, tick=False):
            tasks.tick()  # the invitations leave
        return wanted

    return planned


def run_the_clock(moments):
    """One tick at each moment, as beat and dispatcher start them."""
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            tasks.tick()


def hours_around(sunday):
    """From a day before to a day after: step by step for an hour before and after each due time, else each hour."""
    begins = datetime.combine(sunday, time(0), tzinfo=LONDON).astimezone(UTC) - timedelta(days=1)
    due = {expected(sunday - timedelta(days=days), at) for at in TIMES for days in (0, 1)}
    steps = [begins + number * STEP for number in range(timedelta(hours=72) // STEP)]
    return [moment for moment in steps if moment.minute == 0 or any(abs(moment - at) <= HOUR for at in due)]


def sent_at():
    letters = Letter.objects.filter(kind="meeting_reminder").order_by("pk")
    assert {letter.state for letter in letters} == {"sent"}
    return {letter.facts["meeting"]: letter.sent_at for letter in letters}, Counter(x.facts["meeting"] for x in letters)


@pytest.mark.parametrize("sunday", [MARCH, OCTOBER], ids=["forward", "back"])
def test_each_reminder_leaves_once_at_its_local_time(plan_all, sunday):
    wanted = plan_all(sunday)
    run_the_clock(hours_around(sunday))
    times, counts = sent_at()
    assert set(counts.values()) == {1}
    assert set(times) == set(wanted)
    late = {pk: times[pk] - wanted[pk] for pk in wanted}
    assert all(timedelta(0) <= by < LATE for by in late.values()), late
    harness.report(
        f"d10-{sunday:%B}".lower(), sent_unique=len(times), lost=len(set(wanted) - set(times)), duplicates=0,
        max_delay=max(by.total_seconds() for by in late.values()),
    )  # fmt: skip


@pytest.mark.parametrize("sunday", [MARCH, OCTOBER], ids=["forward", "back"])
def test_a_clock_that_jumps_back_an_hour_or_ahead_two_days_sends_nothing_twice(plan_all, sunday):
    wanted = plan_all(sunday)
    straight = hours_around(sunday)
    night = datetime.combine(sunday, time(0), tzinfo=LONDON).astimezone(UTC) - HOUR
    middle = next(number for number, moment in enumerate(straight) if moment >= night)
    jumps = [
        *straight[:middle:3],
        *(m - HOUR for m in straight[middle : middle + 12]),
        *(m + HOUR for m in straight[middle:-1:3]),
    ]
    jumps += [straight[-1] + timedelta(days=2), *straight[middle::5]]
    run_the_clock(jumps)
    times, counts = sent_at()
    assert set(counts.values()) == {1}
    assert all(times[pk] >= wanted[pk] for pk in times), "never early"


def test_a_start_that_does_not_exist_is_refused_and_one_that_comes_twice_asks_which():
    with pytest.raises(Refused, match="clocks go forward"):
        wall_time(on=MARCH, at=time(1, 30))
    with pytest.raises(Refused, match="comes twice"):
        wall_time(on=OCTOBER, at=time(1, 30))
    first, second = (wall_time(on=OCTOBER, at=time(1, 30), which=which) for which in ("first", "second"))
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


@pytest.mark.control
@pytest.mark.parametrize(("sunday", "leaves"), [(MARCH, 0), (OCTOBER, 2)], ids=["forward", "back"])
def test_the_drill_notices_reminders_kept_by_the_clock_on_the_wall(sunday, leaves):
    """The negative control: "at half past one" as the wall shows it comes never in March and twice in October."""
    shown = Counter(moment.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") for moment in hours_around(sunday))
    assert shown[f"{sunday} 01:30"] == leaves
    assert shown[f"{sunday} 09:00"] == 1


def test_the_house_clock_runs_in_utc_by_plain_seconds():
    from coproduction.celery import app

    assert str(app.conf.timezone) == "UTC"
    assert all(not isinstance(entry["schedule"], crontab) for entry in app.conf.beat_schedule.values())
    assert app.conf.beat_max_loop_interval <= 60
