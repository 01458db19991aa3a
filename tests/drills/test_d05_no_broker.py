"""D5: the broker is gone, then frozen. Answers and sign-ins go on as if nothing were the matter, and mail leaves."""

import http.client
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Rsvp
from members.models import Channel, Letter, Link, Person
from members.models.link import digest
from members.models.person import sort_key
from tests.drills import harness
from tests.drills.broker import Broker
from tests.drills.signing_in import ReadableSink, ask, people_with_sign_in, sign_in_by_code
from tests.factories import meeting as a_meeting

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ANSWERS, SIGN_INS = (200, 50) if harness.FULL else (60, 6)  # answers at each site, sign-ins in each state
NOISE = 0.05  # seconds by which a p95 may differ on a machine that other tests share
ROUNDS = 3  # noise comes and goes; a site that waits for its broker is slow in every round


@contextmanager
def site(address, sink, *, posts=True, settings="settings_without_a_broker"):
    """Web server and, unless told otherwise, dispatcher, on the test's database; no worker, no beat."""
    port = harness.free_port()
    environment = {
        "REDIS_URL": address, "EMAIL_URL": sink.address, "PORT": str(port), "WEB_WORKERS": "1", "POST_LEASE": "120",
        "DJANGO_SETTINGS_MODULE": f"tests.drills.{settings}", "ALLOWED_HOSTS": "127.0.0.1",
    }  # fmt: skip
    web = harness.Program("-m", "gunicorn", "-c", "python:coproduction.gunicorn", "coproduction.wsgi", **environment)
    with web, harness.dispatcher(**environment) if posts else nullcontext():
        harness.wait_for(lambda: answers(port), seconds=60, what="the web server")
        yield port


def answers(port) -> bool:
    try:
        return ask(port, "GET", "/")[0] == 200
    except (
        OSError,
        http.client.HTTPException,
    ):  # not there yet: a connection may even meet itself, and read its own question
        return False


def invited(count, *, start):
    """That many people, each asked to one meeting, with the token of each link."""
    names = [f"Drill {start + number}" for number in range(count)]
    people = Person.objects.bulk_create([Person(name=name, sort_name=sort_key(name)) for name in names])
    Channel.objects.bulk_create(
        [Channel(person=who, way="email", address=f"d5-{start + n}@example.org") for n, who in enumerate(people)]
    )
    meeting = a_meeting(title=f"Meeting {start}")
    Rsvp.objects.bulk_create([Rsvp(meeting=meeting, person=who, invited_at=meeting.published_at) for who in people])
    tokens = [Link.new_token() for _ in people]
    Link.objects.bulk_create(
        Link(purpose="rsvp", person=who, about=f"meeting:{meeting.pk}", token_hash=digest(token), token=token,
             expires_at=timezone.now() + timedelta(days=40))
        for who, token in zip(people, tokens, strict=True)
    )  # fmt: skip
    return tokens


def answer_side_by_side(healthy, troubled, *, start):
    """Everybody presses once, eight at a time, half of them at each site, so that both meet the same busy machine.

    Gives the statuses seen, and for each site the 95th percentile of the seconds.
    """
    presses = [(port, token) for port in (healthy, troubled) for token in invited(ANSWERS, start=start + port)]
    random.Random(start).shuffle(presses)

    def press(one):
        port, token = one
        return port, ask(port, "POST", f"/rsvp/{token}/", {"answer": "yes"})

    with ThreadPoolExecutor(8) as crowd:
        seen = list(crowd.map(press, presses))
    p95 = {}
    for port in (healthy, troubled):
        seconds = sorted(answer[3] for where, answer in seen if where == port)
        p95[port] = seconds[int(len(seconds) * 0.95)]
    return {answer[0] for _, answer in seen}, p95[healthy], p95[troubled]


def sign_in_everybody(port, addresses, sink, *, first):
    """All of them at once; gives the seconds of the slowest letter with a code."""
    with ThreadPoolExecutor(6) as crowd:
        return max(crowd.map(lambda pair: sign_in_by_code(port, pair[1], first + pair[0], sink), enumerate(addresses)))


def nothing_is_due() -> bool:
    return not Letter.objects.due(now=timezone.now()).exists()


def test_asvs_16_5_2_with_the_broker_down_or_frozen_everybody_can_answer_and_sign_in_and_mail_leaves():
    addresses = people_with_sign_in(SIGN_INS * 2)
    with (
        ReadableSink() as sink, Broker() as fine, Broker() as broken,
        site(fine.address, sink, posts=False) as healthy, site(broken.address, sink) as troubled,
    ):  # fmt: skip
        answer_side_by_side(healthy, troubled, start=0)  # both are warm
        evidence, slowest, answered = {}, 0, 2 * ANSWERS
        for number, (state, fault) in enumerate({"frozen": signal.SIGSTOP, "down": signal.SIGKILL}.items(), start=1):
            broken.signal(fault)
            for turn in range(1, ROUNDS + 1):
                start = number * 1_000_000 + turn * 100_000
                statuses, normal, p95 = answer_side_by_side(healthy, troubled, start=start)
                assert statuses == {303}
                answered += 2 * ANSWERS
                if p95 <= normal * 1.2 + NOISE:
                    break
            evidence |= {
                f"p95_beside_{state}": round(normal, 3),
                f"p95_{state}": round(p95, 3),
                f"rounds_{state}": turn,
            }
            assert p95 <= normal * 1.2 + NOISE, evidence
            mine = addresses[(number - 1) * SIGN_INS : number * SIGN_INS]
            slowest = max(slowest, sign_in_everybody(troubled, mine, sink, first=number * SIGN_INS))
        harness.wait_for(nothing_is_due, seconds=60, what="every letter to leave")
    harness.report("D5", **evidence, slowest_code=round(slowest, 1), max_delay=round(slowest, 1), http_5xx=0)
    assert slowest <= 30
    assert Rsvp.objects.filter(answer="yes").count() == answered


@pytest.mark.control
def test_the_drill_would_notice_a_view_that_publishes():
    with ReadableSink() as sink, Broker() as broken, site(broken.address, sink) as port:
        assert ask(port, "GET", "/drill/publishes/")[0] == 200
        broken.signal(signal.SIGSTOP)
        with pytest.raises(TimeoutError):
            ask(port, "GET", "/drill/publishes/", timeout=4)


@pytest.mark.control
@pytest.mark.parametrize(
    ("ground", "fails"), [("settings_cache_in_the_broker", True), ("settings_without_a_broker", False)]
)
def test_a_cache_in_the_broker_would_close_the_way_in(ground, fails):
    """What ours never do: with the broker down nobody could ask for a code. The same question to our own cache is answered."""
    first, second = people_with_sign_in(2)
    with ReadableSink() as sink, Broker() as broken, site(broken.address, sink, posts=False, settings=ground) as port:

        def asked(address):
            return ask(port, "POST", "/accounts/login/code/", {"email": address})[0]

        assert asked(first) == 302
        broken.signal(signal.SIGKILL)
        assert asked(second) == (500 if fails else 302)
