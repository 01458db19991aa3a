"""Many people at one meeting at one moment: real HTTP against gunicorn, everybody behind one barrier."""

import http.client
import os
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone

from meetings.models import Rsvp
from members.models import Channel, Link, Person
from members.models.link import digest
from members.models.person import sort_key
from tests.drills import harness
from tests.factories import meeting as a_meeting

CSRF = "c" * 32
PATIENT = 90  # seconds, as a proxy may wait; a machine that others use too starts a web server slowly


@dataclass(frozen=True)
class Reply:
    """What one person's press came to; status 0 when the line broke."""

    status: int
    seconds: float
    words: str = ""


class Web(harness.Program):
    """A web server whose words somebody takes away: a crash makes it say a lot, and a full pipe would stop it."""

    def start(self):
        super().start()
        os.set_blocking(self.process.stdout.fileno(), True)
        threading.Thread(target=self._take_away, args=(self.process.stdout.fileno(),), daemon=True).start()
        return self

    @staticmethod
    def _take_away(pipe):
        try:
            while os.read(pipe, 65536):
                pass
        except OSError:
            pass  # closed: the server has ended


def site(**environment) -> tuple[harness.Program, int]:
    """The web server alone, on the test's database, with the drills' naive views beside the pages."""
    port = harness.free_port()
    values = {
        "PORT": str(port), "WEB_WORKERS": "2", "WEB_THREADS": "16", "ALLOWED_HOSTS": "127.0.0.1", "EMAIL_URL": "mailbox:",
        "DJANGO_SETTINGS_MODULE": "tests.drills.settings_naive", **environment,
    }  # fmt: skip
    return Web("-m", "gunicorn", "-c", "python:coproduction.gunicorn", "coproduction.wsgi", **values), port


def answers(port) -> bool:
    return ask(port, "GET", "/rsvp/nobody/").status == 404


def ask(port, method, path, form=None, *, timeout=30) -> Reply:
    """One request on a connection of its own."""
    headers = {"Cookie": f"csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"csrfmiddlewaretoken": CSRF, **form}) if form is not None else None
    began = time.monotonic()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        words = answer.read().decode(errors="replace")
        return Reply(answer.status, time.monotonic() - began, words)
    except (OSError, http.client.HTTPException):
        return Reply(0, time.monotonic() - began)
    finally:
        line.close()


def all_at_once(port, presses, *, heard=lambda reply: None) -> list[Reply]:
    """Everybody waits at the barrier, then presses; `presses` are (path, form). `heard` learns of each reply as it comes."""
    barrier, replies = threading.Barrier(len(presses)), [None] * len(presses)

    def press(number, path, form):
        barrier.wait(timeout=60)
        replies[number] = ask(port, "POST", path, form, timeout=PATIENT)
        heard(replies[number])

    crowd = [threading.Thread(target=press, args=(n, path, form)) for n, (path, form) in enumerate(presses)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join(timeout=120)
    return replies


def invited(count, **fields):
    """A meeting and that many people who are asked to it; gives the meeting and each person's token by id."""
    names = [f"Drill {number}" for number in range(count)]
    people = Person.objects.bulk_create([Person(name=name, sort_name=sort_key(name)) for name in names])
    Channel.objects.bulk_create([Channel(person=who, way="email", address=f"c{who.pk}@example.org") for who in people])
    meeting = a_meeting(**fields)
    Rsvp.objects.bulk_create([Rsvp(meeting=meeting, person=who, invited_at=meeting.published_at) for who in people])
    tokens = {who.pk: Link.new_token() for who in people}
    Link.objects.bulk_create(
        Link(purpose="rsvp", person=who, about=f"meeting:{meeting.pk}", token_hash=digest(tokens[who.pk]), token=tokens[who.pk],
             expires_at=timezone.now() + timedelta(days=40))
        for who in people
    )  # fmt: skip
    return meeting, tokens


def p95(replies) -> float:
    seconds = sorted(reply.seconds for reply in replies)
    return round(seconds[int(len(seconds) * 0.95)], 3)
