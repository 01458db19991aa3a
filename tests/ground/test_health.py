"""Is everything alive? The page that monitors ask, and the signs of life behind it."""

import time
from datetime import timedelta

import psutil
import pytest
from django.db import connection
from django.utils import timezone

from coproduction import health
from coproduction.embedded import Servers
from members.models import Heartbeat, Letter
from members.post import heartbeats

ALL_WELL = [("worker", "ok", 3), ("beat", "ok", 3), ("dispatch", "ok", 3), ("delivery", "ok", 500)]


def everything_alive():
    for name in ("web", "worker", "beat", "dispatch", "delivery"):
        heartbeats.write(name=name)


def a_letter(**changes):
    now = timezone.now()
    fields = {"key": "k", "kind": "test", "way": "email", "due_at": now - timedelta(seconds=100)}
    return Letter.objects.create(**{**fields, **changes})


def test_each_silence_has_its_own_word():
    assert set(health.words(ALL_WELL).values()) == {"ok"}
    assert health.words([])["worker"] == "not started"
    assert health.words([*ALL_WELL, ("beat", "ok", 61)])["beat"] == "silent"
    assert health.words([*ALL_WELL, ("dispatch", "no answer", 2)])["broker"] == "no answer"
    assert health.words([*ALL_WELL, ("dispatch", "ok", 90)])["broker"] == "not known without dispatch"
    assert health.words([*ALL_WELL, ("a late email", "late", 0)])["mail"] == "letters are waiting too long"


def test_a_word_that_could_help_an_attacker_stays_inside():
    words = health.words([*ALL_WELL, ("delivery", "ConnectionRefused smtp.internal:25", 1)])
    assert words["mail"] == "not well"


@pytest.mark.django_db(transaction=True)
def test_all_well_is_200_and_touches_no_session(client, django_assert_num_queries):
    everything_alive()
    client.cookies["sessionid"] = "somebody"
    with django_assert_num_queries(0):  # it asks on a connection of its own
        answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, set(answer.json().values())) == (200, {"ok"})
    assert list(answer.json()) == ["database", "broker", "worker", "beat", "dispatch", "mail", "backup"]
    assert not answer.cookies


WEEKLY = ("try_restore", "ok seconds=40 age=3600 key=moment", 3600)


def test_a_late_copy_is_a_word_and_never_a_reason_to_restart(settings):
    settings.DEMO = False
    for rows, word in (
        ([], "none yet"), ([("backup", "ok", 27 * 3600), WEEKLY], "the last copy is old"),
        ([("backup", "ok", 3600)], "never put back for a trial"), ([("backup", "ok", 3600), WEEKLY], "ok"),
        ([("backup", "ok", 3600), ("try_restore", "failed", 60)], "the last trial of a copy failed"),
        ([("backup", "ok", 3600), ("try_restore", "ok", 9 * 24 * 3600)], "no trial of a copy this week"),
    ):  # fmt: skip
        words = health.words([*ALL_WELL, *rows])
        assert words["backup"] == word
        assert health.is_well(words)
    assert not health.is_well(health.words([]))


@pytest.mark.django_db(transaction=True)
def test_a_process_silent_for_a_minute_is_named(client):
    everything_alive()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_heartbeat SET at = clock_timestamp() - interval '61 seconds' WHERE name = 'worker'"
        )
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (503, "silent")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("changes", "mail"),
    [
        ({}, "letters are waiting too long"),
        ({"state": "sending"}, "letters are waiting too long"),
        ({"due_at": timezone.now() + timedelta(hours=1)}, "ok"),
        ({"on_hold": True}, "ok"),
        ({"state": "sent"}, "ok"),
        ({"way": "phone", "state": "sending"}, "ok"),
        ({"state": "sending", "lease_until": timezone.now() + timedelta(hours=1)}, "ok"),
    ],
)
def test_only_an_email_that_should_have_left_is_late(client, changes, mail):
    everything_alive()
    a_letter(**changes)
    assert client.get("/healthz").json()["mail"] == mail


def test_without_postgres_it_says_so_within_four_seconds(tmp_path):
    """Gone, and frozen, which is worse: the socket still takes callers and nobody answers."""
    servers = Servers(data_dir=tmp_path, durable=False, die_with_us=True)
    try:
        socket = servers.start()["DATABASE_URL"].partition("host=")[2]
        database = {"host": socket, "user": "same_table", "dbname": "same_table", "connect_timeout": 3}
        frozen = psutil.Process(int((tmp_path / "servers" / "postgres" / "postmaster.pid").read_text().split()[0]))
        frozen.suspend()
        began = time.monotonic()
        assert health.check(now=timezone.now(), database=database)["database"] == "not answering"
        assert time.monotonic() - began < 4
        frozen.resume()
    finally:
        servers.wipe()
    began = time.monotonic()
    words = health.check(now=timezone.now(), database=database)
    assert (words["database"], words["mail"]) == ("not answering", "not known without the database")
    assert time.monotonic() - began < 4


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_survives_a_restart_of_postgres():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        began = cursor.fetchone()[0]
    stop = heartbeats.start(name="web", every=0.05)
    try:
        _wait_for(lambda: Heartbeat.objects.filter(name="web").exists())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_start > %s",
                [began],
            )
        Heartbeat.objects.all().delete()
        _wait_for(lambda: Heartbeat.objects.filter(name="web").exists())
    finally:
        stop.set()


def _wait_for(condition, seconds=10):
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.05)
