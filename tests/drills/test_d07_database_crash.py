"""D7: Postgres crashes while forty people press "yes". Whoever was told "saved" is saved, nobody else is, and letters match."""

import json
import signal
import threading

import pytest

from tests.drills import crowd, harness
from tests.drills.own_servers import evidence, run, tell_postgres

pytestmark = [pytest.mark.drill, pytest.mark.django_db, pytest.mark.xdist_group("d07")]  # one Postgres for all
PEOPLE, PLACES, HEARD = 40, 10, 7
RUNS = 5 if harness.FULL else 1


def press_until_it_crashes(own_servers, *, path):
    """Forty presses at once; the database dies when the seventh person has read "saved". Gives what was told and kept."""
    servers, environment = own_servers
    asked = json.loads(run("-m", "tests.drills.invite_crowd", str(PEOPLE), str(PLACES), **environment))
    told, dying, lock = [], [], threading.Lock()

    def heard(reply):
        with lock:
            told.append(reply)
            if sum(one.status in (200, 303) for one in told) == HEARD and not dying:
                dying.append(tell_postgres(servers, signal.SIGQUIT))  # as `pg_ctl stop -m immediate`

    web, port = crowd.site(**environment)
    with web:
        harness.wait_for(lambda: crowd.answers(port), seconds=90, what="the web server")
        form = {"answer": "yes", "mode": "room"}
        people = list(asked["tokens"].items())
        replies = crowd.all_at_once(port, [(path.format(token=token), form) for _, token in people], heard=heard)
        assert dying, "the crash came too late to mean anything"
        dying[0].wait(timeout=60)
        servers.start()
        harness.wait_for(lambda: crowd.answers(port), seconds=30, what="the site to find its database again")
    saved = {int(who) for (who, _), reply in zip(people, replies, strict=True) if reply.status in (200, 303)}
    with evidence(environment) as cursor:
        cursor.execute(
            "SELECT person_id, place_no FROM meetings_rsvp WHERE meeting_id = %s AND answer = 'yes'", [asked["meeting"]]
        )
        kept = dict(cursor.fetchall())
        about = f"meeting:{asked['meeting']}"
        cursor.execute("SELECT person_id FROM members_letter WHERE about = %s AND kind = 'meeting_receipt'", [about])
        letters = [who for (who,) in cursor.fetchall()]
    return saved, kept, letters, replies


@pytest.mark.errors_expected
def test_asvs_2_3_3_whoever_read_saved_is_saved_and_has_their_letter(own_servers):
    for _ in range(RUNS):
        saved, kept, letters, replies = press_until_it_crashes(own_servers, path="/rsvp/{token}/")
        assert HEARD <= len(saved) < PEOPLE, "some were told, some met the crash"
        assert saved <= set(kept), "nothing that was acknowledged is lost"
        unheard = (
            set(kept) - saved
        )  # committed, but the database died before it could say so: one holder of the lock at most
        assert len(unheard) <= 1, unheard
        assert sorted(letters) == sorted(kept), "an answer and its letter are one thing"
        places = [place for place in kept.values() if place is not None]
        assert len(places) == len(set(places)) == min(PLACES, len(kept))
        assert {reply.status for reply in replies} <= {303, 500, 503, 0}
        harness.report(
            "d07",
            told=len(saved),
            kept=len(kept),
            letters=len(letters),
            lost=len(saved - set(kept)),
            unheard=len(unheard),
            duplicates=len(letters) - len(set(letters)),
        )


@pytest.mark.control
@pytest.mark.errors_expected
def test_the_drill_notices_a_letter_noted_apart_from_its_answer(own_servers):
    """The negative control: the answer commits, the letter follows in a transaction of its own."""
    for _ in range(4):
        _, kept, letters, _ = press_until_it_crashes(own_servers, path="/naive/apart/{token}/")
        if sorted(letters) != sorted(kept):
            return
    pytest.fail("answers and letters never came apart, so this drill proves nothing")
