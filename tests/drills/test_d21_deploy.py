"""D21: a new version is put in place while people come and letters leave: nobody meets an error, nothing is lost or sent twice."""

import itertools
import subprocess
import threading
from contextlib import ExitStack

import pytest
from django.utils import timezone

from coproduction.dashboards import cells
from coproduction.dashboards.models import Touched
from meetings.models import Rsvp
from members.models import Letter
from members.models.letter import LetterState
from tests import factories as make
from tests.drills import crowd, harness
from tests.drills.broker import Broker
from tests.drills.kind.apps import register
from tests.drills.rolling import Door
from tests.drills.traffic import Traffic, answers_and_looks

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
DEPLOYS, ROWS = (4, 2000) if harness.FULL else (1, 60)
RATE = 20  # requests a second
YES = {"answer": "yes", "mode": "room"}


@pytest.fixture(autouse=True)
def kind(db):
    register()


def all_sent() -> bool:
    return not Letter.objects.due(now=timezone.now()).exists() and not Letter.objects.filter(state="sending").exists()


def one_after_another(programs):
    """What a service manager does: ask it to end, wait until it has, start the new one."""
    for program in programs:
        assert program.stop() is not None
        program.start()


@harness.LONGER
def test_nobody_meets_an_error_and_nothing_is_lost_or_sent_twice(tmp_path):
    _, tokens = crowd.invited(1000 if harness.FULL else 200, room_places=2000)
    with harness.Sink(delay=0.01) as sink, Broker() as broker, Door() as door, ExitStack() as running:
        there = {"EMAIL_URL": sink.address, "REDIS_URL": broker.address, "POST_LEASE": "120"}
        web = door.web(**there)
        programs = [web, harness.worker(**there), harness.dispatcher(**there), harness.beat(tmp_path, **there)]
        for program in programs:
            running.enter_context(program)
        harness.wait_for(lambda: crowd.answers(door.port), seconds=harness.STARTS, what="the web server")
        with Traffic(door.port, answers_and_looks(tokens.values()), rate=RATE) as people:
            for turn in range(DEPLOYS):
                harness.note_letters(ROWS // DEPLOYS, now=timezone.now(), start=turn * 10_000)
                before = len(sink.seen)
                harness.wait_for(
                    lambda b=before: len(sink.seen) > b + 3, seconds=harness.STARTS, what="letters on their way"
                )
                one_after_another(programs)
                harness.wait_for(lambda: crowd.answers(door.port), seconds=harness.STARTS, what="the new web server")
        harness.wait_for(all_sent, seconds=120, what="every letter sent")
    told = [reply for _, _, method, reply in people.replies if method == "POST"]
    lost = set(Letter.objects.filter(state=LetterState.SENT).values_list("message_id", flat=True)) - set(
        sink.times_seen
    )
    harness.report(
        "d21", deploys=DEPLOYS, requests=len(people.replies), http_5xx=len(people.broken), sent_unique=len(sink.times_seen),
        lost=len(lost), duplicates=sink.duplicates, max_delay=round(max(reply.seconds for *_, reply in people.replies), 1),
    )  # fmt: skip
    assert people.broken == []
    assert {reply.status for reply in told} == {303}
    assert Rsvp.objects.filter(answer="yes").count() == len(told)
    assert not lost
    assert sink.duplicates <= DEPLOYS, "one for each worker that was asked to end, at most"


def burst(port, tokens, ending):
    """Thirty people press at once; with the first answer the web server is told to end, and another is started."""
    first = threading.Event()
    told = itertools.count()

    def heard(reply):
        if next(told) == 0:
            first.set()

    def end():
        assert first.wait(timeout=60)
        ending()

    deploy = threading.Thread(target=end)
    deploy.start()
    replies = crowd.all_at_once(port, [(f"/rsvp/{token}/", YES) for token in tokens.values()], heard=heard)
    deploy.join(timeout=60)
    return [reply for reply in replies if reply.status != 303]


@harness.LONGER
@pytest.mark.parametrize(
    ("gently", "errors"),
    [(True, False), pytest.param(False, True, marks=pytest.mark.control)],
    ids=["SIGTERM", "SIGKILL"],
)
def test_whoever_is_in_the_middle_gets_their_answer(gently, errors):
    """The negative control: ended by SIGKILL, the web server takes with it whoever it was talking to."""
    _, tokens = crowd.invited(40, room_places=100)
    with Door() as door, door.web() as web:
        harness.wait_for(lambda: crowd.answers(door.port), seconds=harness.STARTS, what="the web server")

        def ending():
            web.stop() if gently else web.kill()
            web.start()

        broken = burst(door.port, tokens, ending)
        assert bool(broken) == errors, broken


@pytest.mark.skipif(not harness.FULL, reason="It starts the version before beside this one: DRILLS=full.")
def test_the_version_before_the_newest_migration_works_on_the_new_tables(tmp_path):
    """While the new version is put in place the old one runs on its tables; and so it does after going back."""
    asked = ["git", "log", "-1", "--format=%H", "--diff-filter=A", "--", "*/migrations/0*.py"]
    newest = subprocess.run(asked, cwd=harness.ROOT, capture_output=True, text=True).stdout.strip()
    if not newest:
        pytest.skip("This is no clone, so the version before cannot be had.")
    with (tmp_path / "old.tar").open("wb") as out:
        subprocess.run(["git", "archive", f"{newest}^"], cwd=harness.ROOT, stdout=out, check=True)
    (tmp_path / "old").mkdir()
    subprocess.run(["tar", "-xf", tmp_path / "old.tar", "-C", tmp_path / "old"], check=True)
    _, tokens = crowd.invited(40, room_places=100)
    with harness.Sink() as sink, Door() as door, door.web(code=tmp_path / "old"):
        harness.wait_for(lambda: crowd.answers(door.port), seconds=harness.STARTS, what="the old web server")
        replies = crowd.all_at_once(door.port, [(f"/rsvp/{token}/", YES) for token in tokens.values()])
        assert {reply.status for reply in replies} == {303}
        old = harness.sender(EMAIL_URL=sink.address)
        old.environment |= {"PYTHONPATH": str(tmp_path / "old")}
        old.folder = tmp_path / "old"
        with old:
            harness.wait_for(lambda: len(sink.seen) >= 40, seconds=60, what="a receipt for each")
    assert sink.duplicates == 0
    what_the_old_version_counts_is_right_or_known_to_wait(tmp_path / "old")


def what_the_old_version_counts_is_right_or_known_to_wait(code):
    """It takes the notes of what was touched away; a column it does not know must not look counted then."""
    make.activity(people=[make.person("Wren Underwood")], days_ago=3, others=5, others_le=4)
    assert Touched.objects.exists()
    counts = harness.Program("manage.py", "shell", "-c", "from coproduction.dashboards import cells; cells.settle()")
    subprocess.run(counts.command, cwd=code, env={**counts.environment, "PYTHONPATH": str(code)}, check=True)
    assert not Touched.objects.exists()
    assert [month for month, waits in cells.differing() if not waits] == []
    cells.plan_due(now=timezone.now())
    assert cells.differing() == []
