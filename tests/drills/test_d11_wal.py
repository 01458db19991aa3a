"""D11, in full only: there is no room for Postgres's own log. A clear page, nothing half saved, and with room again it works."""

import contextlib
import json

import psycopg2
import pytest

from coproduction.embedded import Servers
from coproduction.embedded_home import find_home
from tests.drills import crowd, harness
from tests.drills.own_servers import evidence, run
from tests.drills.small_disk import fill, small_disk

pytestmark = [
    pytest.mark.drill,
    pytest.mark.django_db,
    pytest.mark.xdist_group("d07"),
    pytest.mark.skipif(not harness.FULL, reason="A Postgres of its own takes a minute to set up: DRILLS=full."),
]
ROOMY = 1_000_000_000  # bytes, for the cluster, its log, and what is filled up afterwards
A_MEGABYTE = "SELECT pg_logical_emit_message(false, 'drill', repeat('x', 1000000))"  # into the log, and nowhere else
YES = {"answer": "yes", "mode": "room"}


def test_without_room_for_its_log_the_database_says_no_and_nothing_is_half_saved(tmp_path_factory):
    servers = Servers(data_dir=tmp_path_factory.mktemp("log"), durable=True, die_with_us=True)
    home = find_home(servers.data_dir)
    with small_disk(home.path, size=ROOMY, owner=(home.owner, home.group)) as disk:
        try:
            _fill_it_while_somebody_answers(servers, servers.start(), disk)
        finally:
            (disk / "filler").unlink(missing_ok=True)
            servers.stop()
    servers.wipe()


def _fill_it_while_somebody_answers(servers, environment, disk):
    harness.copy_the_tables(servers, environment)
    asked = json.loads(run("-m", "tests.drills.invite_crowd", "2", "2", **environment))
    first, second = (f"/rsvp/{token}/" for token in asked["tokens"].values())
    web, port = crowd.site(**environment)
    with web:
        harness.wait_for(lambda: crowd.answers(port), seconds=90, what="the web server")
        assert crowd.ask(port, "POST", first, YES).status in (200, 303)
        filler = fill(disk)
        with contextlib.suppress(psycopg2.Error), evidence(environment) as cursor:
            for _ in range(2000):
                cursor.execute(A_MEGABYTE)
        refused = crowd.ask(port, "POST", second, YES)
        assert refused.status in (503, 507), refused
        assert "<h1" in refused.words, "a page in words, not a broken line"
        filler.unlink()
        servers.start()
        harness.wait_for(lambda: crowd.answers(port), seconds=60, what="the site to find its database again")
        assert _said_yes(environment, asked) == 1, "what was acknowledged is there, what was refused is not"
        assert crowd.ask(port, "POST", second, YES).status in (200, 303)
        assert _said_yes(environment, asked) == 2
    harness.report("d11_wal", refused=refused.status)


def _said_yes(environment, asked) -> int:
    with evidence(environment) as cursor:
        cursor.execute(
            "SELECT count(*) FROM meetings_rsvp WHERE meeting_id = %s AND answer = 'yes'", [asked["meeting"]]
        )
        return cursor.fetchone()[0]
