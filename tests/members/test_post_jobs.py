"""Longer work, the two tickers and the command that sends what is due."""

import signal
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from meetings.models import Gathering
from members.models import Heartbeat, Job, Letter
from members.models.job import JobState
from members.post import clock, jobs, kinds, letters
from tests.drills import harness

NOW = timezone.now()
THOSE_BEGUN_SINCE = (  # not those of a browser test that goes on afterwards
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_start > %s"
)


@pytest.fixture
def work(monkeypatch):
    monkeypatch.setattr(jobs, "_runners", {})
    return lambda run: jobs.register("count", run)


@pytest.mark.django_db
def test_the_same_work_is_noted_once_while_it_waits_and_shows_how_far_it_is(work):
    seen = []

    def run(job, *, now, progress):
        for done in range(1, 4):
            progress(done, 3)
            seen.append(Job.objects.get(pk=job.pk).done)

    work(run)
    first = jobs.note(kind="count", key="count:1", facts={"to": 3})
    assert jobs.note(kind="count", key="count:1") == first
    assert jobs.work_one(now=NOW)
    assert not jobs.work_one(now=NOW)
    first.refresh_from_db()
    assert (first.state, first.done, first.of, seen) == (JobState.DONE, 3, 3, [1, 2, 3])
    assert jobs.note(kind="count", key="count:1") != first


@pytest.mark.django_db
@pytest.mark.errors_expected
def test_work_that_fails_is_tried_three_times_and_then_says_so(work):
    def run(job, *, now, progress):
        raise ZeroDivisionError("Rowan Ashdown")

    work(run)
    job = jobs.note(kind="count", key="count:1")
    while jobs.work_one(now=NOW):
        pass
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, 3, "ZeroDivisionError")  # and nobody's name


@pytest.mark.django_db
def test_work_whose_worker_died_is_picked_up_when_its_lease_is_over_and_given_up_after_three(work):
    work(lambda job, *, now, progress: None)
    job = jobs.note(kind="count", key="count:1")
    Job.objects.update(state=JobState.RUNNING, attempts=1, lease_until=timezone.now() + timedelta(minutes=1))
    assert not jobs.work_one(now=NOW)
    Job.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    assert jobs.work_one(now=NOW)
    Job.objects.update(state=JobState.RUNNING, attempts=3, lease_until=timezone.now() - timedelta(minutes=1))
    assert not jobs.work_one(now=NOW)
    job.refresh_from_db()
    assert job.state == JobState.FAILED


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_stops_and_does_not_overwrite(work):
    def run(job, *, now, progress):
        Job.objects.filter(pk=job.pk).update(lease_token=None)
        progress(1, 2)
        raise AssertionError("it went on")

    work(run)
    job = jobs.note(kind="count", key="count:1")
    jobs.work_one(now=NOW)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


@pytest.fixture
def news(monkeypatch, settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(clock, "_planners", {})
    letters.register(
        "news",
        render=lambda letter, *, now: letters.Rendered(subject="News", text="Hello\n"),
        still_true=lambda letter, *, now: "",
        lane=letters.Lane.BULK,
        essential=False,
        windowed=False,
        purpose="meetings",
        words="News",
    )


def test_send_due_plans_and_sends_what_is_due_at_the_time_it_is_given(cast, news):
    def plan_due(*, now):
        if now < NOW + timedelta(days=3):
            return 0
        letters.note(kind="news", key="planned", person=cast.rowan, about="x:1", due_at=now, now=now)
        return 1

    clock.register(plan_due)
    out = StringIO()
    call_command("send_due", stdout=out)
    assert "0 dealt with. All letters: none." in out.getvalue()
    call_command("send_due", "--now", (NOW + timedelta(days=4)).isoformat(), stdout=out)
    assert "1 dealt with. All letters: 1 sent." in out.getvalue()
    with pytest.raises(CommandError, match="is not a time"):
        call_command("send_due", "--now", "tomorrow")


@pytest.mark.errors_expected
def test_a_broken_planner_keeps_no_other_from_its_work(cast, news):
    assert cast.rowan  # made before anything is undone

    def broken(*, now):
        letters.note(kind="news", key="half done", person=cast.rowan, about="x:1", due_at=now, now=now)
        raise ZeroDivisionError

    def well(*, now):
        letters.note(kind="news", key="well", person=cast.rowan, about="x:1", due_at=now, now=now)
        return 1

    clock.register(broken)
    clock.register(well)
    clock.tick(now=NOW)
    assert list(Letter.objects.values_list("key", "state")) == [("well", "sent")]


@pytest.mark.django_db(transaction=True)
def test_the_dispatcher_outlives_a_lost_database_connection_and_ends_cleanly_when_asked():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        began = cursor.fetchone()[0]
    with harness.dispatcher(EMAIL_URL="mailbox:") as program:
        harness.wait_for(
            lambda: Heartbeat.objects.filter(name="dispatch", word="ok").exists(), seconds=40, what="a broker ping"
        )
        with connection.cursor() as cursor:
            cursor.execute(THOSE_BEGUN_SINCE, [began])
        from tests.drills.kind.apps import register

        register()
        idents = harness.note_letters(1, now=timezone.now() - timedelta(seconds=20))
        sent = Letter.objects.filter(message_id__in=idents, state="sent")
        harness.wait_for(sent.exists, seconds=25, what="the letter after the connection came back")
        program.signal(signal.SIGTERM)
        assert program.process.wait(timeout=15) == 0


@pytest.mark.django_db(transaction=True)
def test_a_sign_of_progress_never_stops_the_work_that_holds_its_own_job(monkeypatch):
    monkeypatch.setattr(jobs, "LONGEST_WAIT", "20ms")
    token = uuid.uuid4()
    job = Job.objects.create(kind="long", key="long:1", state="running", lease_token=token)
    with transaction.atomic(), jobs.seen_by_others(job) as progress:
        Job.objects.select_for_update().get(pk=job.pk)
        progress(1, 1)  # would wait for itself, which no database notices
    with jobs.seen_by_others(job) as progress:
        progress(2, 2)
    job.refresh_from_db()
    assert (job.done, job.of) == (2, 2)


def test_a_planner_without_a_row_to_live_on_is_not_asked_and_with_one_it_is(cast, news):
    asked, _somebody = [], cast.rowan
    clock.register(lambda *, now: asked.append("gatherings"), lives_on=("meetings.Gathering",))
    clock.register(lambda *, now: asked.append("either"), lives_on=("meetings.Gathering", "members.Person"))
    clock.register(lambda *, now: asked.append("always"))
    clock.plan(now=NOW)
    assert asked == ["either", "always"]
    Gathering.objects.create(
        title="A day out", starts_at=NOW + timedelta(days=3), ends_at=NOW + timedelta(days=3, hours=2)
    )
    clock.plan(now=NOW)
    assert asked[2:] == ["gatherings", "either", "always"]


@pytest.mark.errors_expected
@pytest.mark.django_db
def test_where_it_cannot_be_found_out_what_planners_live_on_all_are_asked(news, monkeypatch):
    asked = []
    clock.register(lambda *, now: asked.append("gatherings"), lives_on=("meetings.Gathering",))
    monkeypatch.setattr(clock, "_any_rows", lambda models: "SELECT 1 FROM nowhere_at_all")
    clock.plan(now=NOW)
    assert asked == ["gatherings"]
