"""Months that are kept counted are what the log says, whatever was done to it and by whom."""

import os
import threading
from datetime import date, timedelta
from functools import cache

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from coproduction.bench.edits import Play
from coproduction.dashboards import cells, counting, counting_months, kin
from coproduction.dashboards.counting_contacts import contacts
from coproduction.dashboards.filters import EVERYTHING, Filter
from coproduction.dashboards.models import DayCell, PersonMonth, Touched
from coproduction.dashboards.periods import Span, period
from coproduction.dashboards.spans import months_later
from meetings.models import Level
from members.models import Body, Team
from projects.actions import logging
from projects.models import Activity, Participation
from tests import factories as make
from tests.dashboards import log_counting
from tests.dashboards.conftest import NOW, TODAY
from tests.drills import harness

SLUGS = ("quarter", "year", "12m", "all", "2026-Q1", "2025-Q3", "2025-26")
STEPS = 70


@pytest.fixture
def play(db):
    """`play(seed)`: dice, thirty people, four teams, three bodies, and an empty log."""

    def begin(seed, people=30):
        for number in range(4):
            make.team(f"Team {number}"), make.body(f"Body {number}", "other")
        ids = [make.person(f"Player {number}").pk for number in range(people)]
        return Play(seed=seed, now=NOW, people=ids)

    return begin


def filters():
    yield EVERYTHING
    yield from (Filter("level", level, level, level) for level in Level.values)
    yield from (Filter("team", team.pk, team.slug, team.name) for team in Team.objects.all())
    yield from (Filter("body", body.pk, body.slug, body.name) for body in Body.objects.all())


def assert_boards_agree_with_the_log():
    log = cache(log_counting.people)
    for slug in SLUGS:
        asked = period(slug, today=TODAY)
        for filter in filters():
            where = {filter.by: filter.value} if filter else {}
            _assert_activities(asked, filter, where)
            if not filter or slug == "12m":
                _assert_people(asked, filter, where, log)
        for span, row in contacts(kin.spans(asked)).items():
            assert row == log_counting.contacts(span), (slug, span)
        shown = counting_months.by_bucket(asked)
        found = {day: (row["people"], row["minutes"]) for day, row in shown.items() if row["people"]}
        found = {
            day: row for day, row in found.items() if asked.live.first <= ends(day, slug) and day <= asked.live.last
        }
        assert found == log_counting.buckets(asked.live, by_year=slug == "all")


def _assert_activities(asked, filter, where):
    rows = counting.activities(asked, filter)
    for name, span in (("is_now", asked.live), ("is_before", asked.before)):
        found = {
            (row["level"], row["bucket"]): (row["count"], row["no_detail"], row["no_names"], row["no_length"])
            for row in rows
            if row[name]
        }
        assert found == log_counting.activities(span, by_year=asked.slug == "all", **where), (asked.slug, filter, name)


def ends(day, slug):
    return date(day.year, 12, 31) if slug == "all" else months_later(day, 1) - timedelta(days=1)


def _assert_people(asked, filter, where, log):
    counted = counting.people(asked, filter)
    names = ("people", "new", "minutes", "travel")
    if not filter:
        assert asked.live in counted.found
        for span, row in counted.found.items():
            assert tuple(row[name] for name in names) == log(span), (asked.slug, span)
    parts = counted if filter else counted.levels
    if parts is None:
        return
    for row in [parts.rows[parts.at]] if filter else parts.rows:
        place = where or {"level": row["cell"]}
        for run in parts.found.runs:
            span = Span(parts.found.spans[run[0]].first, parts.found.spans[run[-1]].last)
            assert tuple(row[name, run] for name in names) == log_counting.people(span, **place), (
                asked.slug,
                place,
                run,
            )


# ---- whatever happens ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(3 if harness.FULL else 2))
def test_after_every_change_the_months_are_what_the_log_says(play, seed):
    """Some hundred changes by every door; those that nobody announces are read from the log until the clock comes."""
    played = play(seed)
    for number in range(STEPS):
        done = played.step(rarely=0.03)
        assert not [month for month, is_touched in cells.differing() if not is_touched], done
        if number == STEPS // 2:  # some of it waits to be counted
            assert_boards_agree_with_the_log()
        if number % 3 == 0:
            cells.plan_due(now=NOW)
            assert (cells.differing(), Touched.objects.count()) == ([], 0), done
    cells.plan_due(now=NOW)
    assert_boards_agree_with_the_log()
    assert DayCell.objects.exists()


def test_what_is_announced_is_counted_in_the_same_transaction(play):
    played = play(9)
    for name in ("log", "log_many", "edit", "edit_parts", "take_back", "bring_back", "merge", "erase"):
        for _ in range(1 if name in ("merge", "erase") else 3):
            getattr(played, name)()
            assert (Touched.objects.count(), cells.differing()) == (0, []), name


def test_a_forgotten_old_month_is_found(cast):
    """The check can fail: an activity moves, and only the month it came to is counted."""
    activity = make.activity(people=[cast.rowan], ended_on=date(2026, 3, 3), started_on=date(2026, 3, 3))
    cells.settle()
    Activity.objects.filter(pk=activity.pk).update(ended_on=date(2026, 5, 5))
    Touched.objects.filter(day=date(2026, 3, 3)).delete()
    cells.settle()
    assert cells.differing() == [(date(2026, 3, 1), False)]
    with pytest.raises(CommandError, match=r"Not what the log says: March 2026\."):
        call_command("check_figures")
    call_command("recount_figures", verbosity=0)
    call_command("check_figures")


def test_the_play_would_see_a_trigger_that_forgets_where_a_row_was(play):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('dashboards_touch_activities'::regproc)")
        (written,) = cursor.fetchone()
        old = "(VALUES (o.state, o.ended_on, o.team_id, o.level, o.body_id),"
        assert old in written
        cursor.execute(written.replace(old, "(VALUES "))
    played = play(3)
    for _ in range(STEPS):
        played.step()
    assert [month for month, is_touched in cells.differing() if not is_touched]


def test_the_check_says_what_waits_to_be_counted(cast, capsys):
    make.activity(people=[cast.rowan], ended_on=date(2026, 3, 3), started_on=date(2026, 3, 3))
    call_command("check_figures")
    assert "until they are counted: March 2026." in capsys.readouterr().out


def test_a_recount_gives_what_was_kept(play):
    played = play(5)
    for _ in range(40):
        played.step()
    cells.plan_due(now=NOW)
    names = "month", "by", "team", "level", "body", "person", "first_on", "last_on"
    kept = sorted(PersonMonth.objects.values_list(*names), key=str)
    cells.recount()
    assert sorted(PersonMonth.objects.values_list(*names), key=str) == kept
    assert cells.differing() == []


def test_a_great_many_notes_are_left_to_the_clock(cast):
    people = [make.person(f"Member {number}") for number in range(30)]
    for days in range(10):
        make.activity(people=people, days_ago=days * 31)
    assert cells.settle(at_most=50) == 50
    assert Touched.objects.exists()
    assert not [month for month, is_touched in cells.differing() if not is_touched]
    cells.plan_due(now=timezone.now())
    assert (Touched.objects.count(), cells.differing()) == (0, [])


def test_rows_written_without_a_note_are_counted_at_the_end(cast):
    with cells.recounted_afterwards():
        make.activity(people=[cast.rowan])
        assert not Touched.objects.exists()
    assert PersonMonth.objects.filter(by="").count() == 1
    make.activity(people=[cast.rowan])
    assert Touched.objects.exists()


# ---- two at once ------------------------------------------------------------------------------------------------------
@pytest.fixture
def other():
    """A second connection to the same database."""
    address = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
    made = psycopg2.connect(address, dbname=connection.settings_dict["NAME"])
    yield made
    made.close()


def test_whoever_logs_never_waits_for_whoever_counts(transactional_db, cast, other):
    """The notes stay, the month is read from the log, and the next who comes counts it."""
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [cells.DOOR])
    _log(cast, people=[cast.rowan])
    assert Touched.objects.exists()
    assert not PersonMonth.objects.exists()
    asked = period("12m", today=timezone.localdate())
    assert counting.people(asked, EVERYTHING).found[asked.live]["people"] == 1
    other.rollback()
    cells.plan_due(now=timezone.now())
    assert (Touched.objects.count(), cells.differing()) == (0, [])


def test_many_who_log_at_once_are_all_counted(transactional_db, cast):
    """Eight at a time, the same people on the same day, some of it taken back: not one minute is lost."""
    people = [make.person(f"Member {number}") for number in range(6)]
    kind, jo = make.kind("Interview panel", is_meeting=False), cast.actor("jo")
    wrong = []

    def work(number):
        try:
            for turn in range(5):
                made = _log(cast, people=people[number % 3 :], kind=kind, jo=jo)
                if turn % 2:
                    logging.take_back(activity=made, actor=jo, now=timezone.now())
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert not [month for month, is_touched in cells.differing() if not is_touched]
    cells.plan_due(now=timezone.now())
    assert (Touched.objects.count(), cells.differing()) == (0, [])
    found = next(iter(counting.people(period("12m", today=timezone.localdate()), EVERYTHING).found.values()))
    parts = Participation.objects.filter(activity__state="held")
    assert (found["people"], found["minutes"]) == (6, 60 * parts.count())


def _log(cast, *, people, kind=None, jo=None):
    return logging.quick_log(
        actor=jo or cast.actor("jo"), now=timezone.now(), kind=kind or make.kind("Interview panel", is_meeting=False),
        title="Panel", date=timezone.localdate() - timedelta(days=1), team=None, people=people, minutes=60,
        hats={person.pk: ["client"] for person in people},
    )  # fmt: skip


def test_what_is_rolled_back_is_not_counted(transactional_db, cast):
    with transaction.atomic():
        _log(cast, people=[cast.rowan])
        transaction.set_rollback(True)
    assert (Touched.objects.count(), PersonMonth.objects.count(), cells.differing()) == (0, 0, [])
