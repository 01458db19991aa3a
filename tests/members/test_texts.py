"""Text messages through a provider's HTTP interface, tried against a provider of our own that can misbehave."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from meetings import emails
from members.models import ContactTask, Letter
from members.post import delivery, texts
from tests import factories as make


class Provider:
    """Keeps what it takes by its key; `status`, `delay` and `hangs_up` are its faults."""

    def __init__(self):
        self.status, self.delay, self.hangs_up, self.taken, self.asked = 200, 0.0, False, {}, []

    def __enter__(self):
        provider = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                provider.asked.append((dict(self.headers), body))
                if provider.status == 200:
                    provider.taken[self.headers["Idempotency-Key"]] = body
                if provider.hangs_up:
                    self.close_connection = True
                    return
                time.sleep(provider.delay)
                self.send_response(provider.status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://a-key@127.0.0.1:{self.server.server_address[1]}/send?from=Table"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def provider(settings):
    with Provider() as running:
        settings.SMS_URL = running.url
        yield running


@pytest.fixture
def invited(cast):
    """Somebody who is asked to a meeting by text message."""
    person = make.person("Tess Quick")
    make.channel(person, way="text", address="07700 900 456", may_leave_message=True, may_say_who=True)
    meeting = make.meeting(title="A secret title", body=cast.group)
    make.rsvp(meeting, person)
    emails.send_invitations(meeting, now=timezone.now())
    return person


def leave(at=None):
    while delivery.deliver_batch(now=at or timezone.now()):
        pass
    return Letter.objects.get()


def test_a_text_holds_day_time_link_and_number_and_nothing_else(provider, invited):
    letter = leave()
    assert letter.state == "sent"
    headers, body = provider.asked[0]
    assert body["to"] == "+447700900456"
    assert body["from"] == "Table"
    assert headers["Authorization"] == "Bearer a-key"
    assert headers["Idempotency-Key"] == letter.message_id.strip("<>")
    assert "/rsvp/" in body["text"]
    assert "01632 960 123" in body["text"]
    for private in ("secret title", "Tess", "Advisory"):
        assert private not in body["text"]
    assert letter.text == body["text"]
    assert not ContactTask.objects.exists()


def test_without_a_provider_it_stays_a_line_for_somebody_to_write(invited, settings):
    settings.SMS_URL = ""
    assert leave().state == "sending"
    assert ContactTask.objects.get().way == "text"


def test_a_number_the_provider_refuses_is_failed_and_shown(provider, invited):
    provider.status = 422
    letter = leave()
    assert (letter.state, letter.reason) == ("failed", "The text provider refuses this number.")
    assert len(provider.asked) == 1


@pytest.mark.parametrize("status", [500, 503, 429, 401])
def test_a_provider_in_trouble_is_asked_again_later(provider, invited, status):
    provider.status = status
    letter = leave()
    assert letter.state == "waiting"
    provider.status = 200
    assert leave(letter.due_at).state == "sent"
    assert len(provider.taken) == 1


def test_a_provider_that_hangs_up_after_taking_it_is_asked_later_under_the_same_key(provider, invited):
    provider.hangs_up = True
    letter = leave()
    assert letter.state == "waiting"
    assert letter.unsure == 1
    assert (letter.due_at - timezone.now()).total_seconds() > 600
    provider.hangs_up = False
    assert leave(letter.due_at).state == "sent"
    assert len(provider.taken) == 1, "the same key: the person gets it once"


def test_a_provider_too_slow_to_answer_may_have_taken_it(provider, invited, monkeypatch):
    monkeypatch.setattr(texts, "ANSWER", 0.2)
    provider.delay = 0.6
    letter = leave()
    assert (letter.state, letter.unsure) == ("waiting", 1)


def test_a_provider_that_is_not_there_costs_a_try_and_no_letter(provider, invited, settings):
    settings.SMS_URL = "http://key@127.0.0.1:9/send"
    assert leave().state == "waiting"


def test_somebody_on_a_break_gets_no_text_either(provider, invited):
    invited.__class__.objects.filter(pk=invited.pk).update(paused_at=timezone.now())
    assert leave().state == "withheld"
    assert provider.asked == []


@pytest.mark.parametrize("unsafe", ["may_leave_message", "may_say_who"])
def test_where_it_is_not_safe_to_leave_or_to_show_who_writes_somebody_decides_first(provider, invited, unsafe):
    invited.channels.update(**{unsafe: False})
    assert leave().state == "sending"
    assert provider.asked == []
    assert ContactTask.objects.get().way == "text"
