"""D6: Postgres restarts while people come. Errors last as long as the restart; everything finds its way back by itself."""

import json
import signal
import time
from contextlib import ExitStack

import pytest

from tests.drills import crowd, harness
from tests.drills.own_servers import evidence, run, tell_postgres
from tests.drills.traffic import Traffic, answers_and_looks

pytestmark = [pytest.mark.drill, pytest.mark.django_db, pytest.mark.xdist_group("d07")]  # one Postgres for all
RATE = 40  # requests a second
SECONDS = 12 if harness.FULL else 3  # before the restart and after it, together
RESTARTS = 3 if harness.FULL else 1
AFTERWARDS = 2.0  # seconds after the restart within which an error is forgiven
ONLY_IN_FULL = pytest.mark.skipif(not harness.FULL, reason="The short form has its control alone: DRILLS=full.")
YES = {"answer": "yes", "mode": "room"}


def restart(servers) -> tuple[float, float]:
    """As `pg_ctl -m fast restart` does it: when it began, and when it was over."""
    began = time.monotonic()
    tell_postgres(servers, signal.SIGINT).wait(timeout=60)
    servers.start()
    return began, time.monotonic()


def asked(environment, count):
    """A meeting, and that many people with a link each."""
    found = json.loads(run("-m", "tests.drills.invite_crowd", str(count), str(count), **environment))
    return found["meeting"], found["tokens"]


def ask_postgres(environment, question, values=()):
    with evidence(environment) as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def alive_since(environment, moment) -> bool:
    rows = ask_postgres(environment, "SELECT name FROM members_heartbeat WHERE at > %s", [moment])
    return {"web", "worker", "beat", "dispatch"} <= {name for (name,) in rows}


@harness.LONGER
@pytest.mark.errors_expected
def test_errors_last_as_long_as_the_restart_and_everything_comes_back_by_itself(own_servers, tmp_path):
    servers, environment = own_servers
    with harness.Sink() as sink, ExitStack() as running:
        there = {**environment, "EMAIL_URL": sink.address}
        web, port = crowd.site(**there)
        for program in (web, harness.worker(**there), harness.dispatcher(**there), harness.beat(tmp_path, **there)):
            running.enter_context(program)
        harness.wait_for(lambda: crowd.answers(port), seconds=harness.STARTS, what="the web server")
        broken = answered = longest = letters = 0
        for _ in range(RESTARTS):
            meeting, tokens = asked(environment, RATE * SECONDS)
            with Traffic(port, answers_and_looks(tokens.values()), rate=RATE) as traffic:
                time.sleep(SECONDS / 3)  # what is under test: people who come, then a restart, then more of them
                began, over = restart(servers)
                ((moment,),) = ask_postgres(environment, "SELECT clock_timestamp()")
                time.sleep(SECONDS * 2 / 3 + AFTERWARDS)
            late = [each for each in traffic.broken if not began - 1 < each[0] < over + AFTERWARDS]
            assert not late, f"{len(late)} errors that no restart explains, of {len(traffic.replies)}"
            told = sum(method == "POST" and reply.status == 303 for _, _, method, reply in traffic.replies)
            question = "SELECT count(*) FROM meetings_rsvp WHERE meeting_id = %s AND answer = 'yes'"
            ((kept,),) = ask_postgres(environment, question, [meeting])
            failed = sum(each[2] == "POST" for each in traffic.broken)
            assert told <= kept <= told + failed, "who was told that it is saved is saved"
            noted = (
                "SELECT count(*) FROM members_letter WHERE about = %s AND kind = 'meeting_receipt' AND state = 'sent'"
            )
            about = [f"meeting:{meeting}"]
            everyone = lambda n=noted, a=about, k=kept: ask_postgres(environment, n, a) == [(k,)]  # noqa: E731
            harness.wait_for(everyone, seconds=180, what="a receipt for each answer, by worker or dispatch")
            harness.wait_for(lambda m=moment: alive_since(environment, m), seconds=40, what="every sign of life")
            broken, answered, letters = broken + len(traffic.broken), answered + told, letters + kept
            longest = max(longest, over - began)
    harness.report(
        "d06", restarts=RESTARTS, answered=answered, http_5xx=broken, longest_restart=round(longest, 2), sent_unique=letters,
        lost=letters - len(sink.times_seen), duplicates=sink.duplicates,
    )  # fmt: skip
    assert sink.duplicates <= RESTARTS


@harness.LONGER
@pytest.mark.errors_expected
@pytest.mark.parametrize(
    ("settings_module", "errors"),
    [
        pytest.param("tests.drills.settings_naive", False, marks=ONLY_IN_FULL),
        pytest.param("tests.drills.settings_stale", True, marks=pytest.mark.control),
    ],
    ids=["as it is", "connections that nobody asks whether they live"],
)
def test_whoever_comes_after_the_restart_meets_no_dead_connection(own_servers, settings_module, errors):
    servers, environment = own_servers
    web, port = crowd.site(**environment, DJANGO_SETTINGS_MODULE=settings_module)
    _, tokens = asked(environment, 60)
    presses = [(f"/rsvp/{token}/", YES) for token in tokens.values()]
    with web:
        harness.wait_for(lambda: crowd.answers(port), seconds=harness.STARTS, what="the web server")
        assert {reply.status for reply in crowd.all_at_once(port, presses[:30])} == {303}
        restart(servers)
        time.sleep(AFTERWARDS)  # nobody comes meanwhile
        after = {reply.status for reply in crowd.all_at_once(port, presses[30:])}
    assert (after != {303}) == errors, after
