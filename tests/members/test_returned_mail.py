"""Reports come back by email and by a provider's webhook: read over real sockets, believed only when they are about us."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import send_mail
from django.urls import reverse

from members.models import ContactTask, DeliveryReport, Job, Letter
from members.models.letter import LetterState
from members.post import bounces, clock, delivery, envelope, jobs, kinds, letters, returned
from tests.drills.harness import Sink
from tests.members.imap_server import Mailbox
from tests.members.returned import dsn, holiday, qmail

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ADDRESS = "returned@sametable.example"
pytestmark = pytest.mark.django_db


def render(letter, *, now):
    return letters.Rendered(subject="Please answer by Friday", text="Hello\n", script="We meet on Tuesday at two.")


@pytest.fixture(autouse=True)
def post(monkeypatch, settings):
    settings.EMAIL_BACKEND = "members.post.backend.LetterBackend"
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    settings.BOUNCE_ADDRESS = ADDRESS
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    shared = {
        "render": render, "lane": letters.Lane.BULK, "windowed": False, "purpose": "meetings", "words": "News",
        "still_true": lambda letter, *, now: "",
    }  # fmt: skip
    letters.register("news", essential=False, **shared)
    letters.register("vital", essential=True, **shared)
    return settings


def send(person, *, kind="news", key="k", at=NOW):
    letters.note(
        kind=kind, key=key, person=person, about="meeting:42", due_at=at, expires_at=at + timedelta(days=9), now=at
    )
    delivery.deliver_due(now=at)
    return Letter.objects.get(key=key)


def take(letter, *, at=LATER, **more):
    known = {"sort": "hard", "way_in": "mailbox", "recipient": letter.to_address, "message_id": letter.message_id}
    return bounces.take(bounces.Report(**known | more), now=at)


def stands(letter):
    letter.refresh_from_db()
    return letter.state, letter.bounced_at


def read(box, settings, *, at=LATER):
    settings.BOUNCE_URL = box.url
    clock.plan(now=at)
    while jobs.work_one(now=at):
        pass


# ---- the mailbox, over a socket -----------------------------------------------------------------------------------------
def test_reports_are_read_from_the_mailbox_and_what_is_not_ours_stays_there_unread(cast, post):
    letter = send(cast.rowan)
    path = envelope.return_path(letter, "")
    with Mailbox() as box:
        box.put(dsn(to="rowan@example.org", message_id=letter.message_id))
        forged = box.put(dsn(to="jo@example.org", message_id="<11111111111111111111111111111111@sametable.example>"))
        away = box.put(holiday(returned_to=path))
        human = box.put(b"From: kim@example.org\nSubject: hello\n\nI will come. \xff\xfe")
        read(box, post)
        assert sorted(box.mail) == [forged, away, human]
        assert Job.objects.get().facts == {"age": box.age, "last": 4}
        box.heard.clear()
        read(box, post, at=LATER + timedelta(minutes=6))
        assert not any("FETCH" in line for line in box.heard)  # none of them a second time
        read(box, post, at=LATER + timedelta(minutes=7))
        assert Job.objects.count() == 1  # every five minutes
    assert stands(letter) == (LetterState.SENT, LATER)
    assert ContactTask.objects.count() == 1


def test_a_report_without_our_message_id_is_known_by_its_signed_return_path(cast, post):
    letter = send(cast.rowan)
    path = envelope.return_path(letter, "")
    assert path.startswith(f"returned+{letter.pk}.")
    with Mailbox() as box:
        box.put(qmail(to="rowan@example.org", returned_to=path[:-30] + "0" * 10 + path[-20:]))
        read(box, post)
        assert stands(letter)[1] is None
        box.put(qmail(to="rowan@example.org", returned_to=path))
        read(box, post, at=LATER + timedelta(minutes=6))
    assert stands(letter)[1]
    assert DeliveryReport.objects.get().status == "5.1.1"


def test_a_message_made_to_be_unreadable_stops_no_other_report(cast, post):
    letter = send(cast.rowan)
    with Mailbox() as box:
        box.put("From: MAILER-DAEMON@mx.example.net\n" + "Content-Type: message/rfc822\n\n" * 3000)
        box.put(dsn(to="rowan@example.org", message_id=letter.message_id))
        read(box, post)
    assert stands(letter)[1]
    assert Job.objects.get().state == "done"


def test_the_return_path_is_signed_on_the_wire(cast, post):
    post.DELIVERY_BACKEND = "members.post.smtp.PostOffice"
    senders = []

    class Noting(Sink):
        async def handle_MAIL(self, server, session, envelope, address, options):
            senders.append(address)
            envelope.mail_from = address
            return "250 ok"

    with Noting() as sink:
        post.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": sink.port}
        letter = send(cast.rowan)
        send_mail("Your code", "123456", None, ["rowan@example.org"])
        delivery.deliver_due(now=NOW + timedelta(days=3650))
    assert senders[0] == f"returned+{letter.pk}.{bounces.signature(letter)}@sametable.example"
    assert all(sender.startswith("returned+") for sender in senders)


def test_a_mailbox_that_does_not_answer_or_knows_us_not_holds_nothing_up(cast, post, caplog):
    with Mailbox() as box:
        post.BOUNCE_URL = box.url.replace("the-password", "wrong")
        clock.plan(now=LATER)
        assert jobs.work_one(now=LATER)
    post.BOUNCE_URL = box.url
    clock.plan(now=LATER + timedelta(minutes=6))
    assert jobs.work_one(now=LATER + timedelta(minutes=6))
    assert caplog.text.count("cannot be read") == 2
    assert "wrong" not in caplog.text


def test_no_mailbox_no_job(cast, post):
    post.BOUNCE_URL = ""
    returned.plan_due(now=LATER)
    assert not Job.objects.exists()


# ---- the provider's webhook -----------------------------------------------------------------------------------------
def hook(client, event, *, secret="name:secret"):  # noqa: S107
    head = {"Authorization": "Basic " + b64encode(secret.encode()).decode()}
    body = event if isinstance(event, str) else json.dumps(event)
    return client.post(reverse("delivery_reports"), body, content_type="application/json", headers=head)


def postmark(letter, **more):
    return {
        "RecordType": "Bounce", "ID": 4323372036854775807, "Type": "HardBounce", "TypeCode": 1, "Email": letter.to_address,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483", "BouncedAt": "2026-11-24T11:00:00Z", "Details": "",
        "Metadata": {"message": letter.message_id}, "Description": "", "Tag": "",
    } | more  # fmt: skip


@pytest.fixture
def provider(settings):
    settings.BOUNCE_WEBHOOK = "postmark://name:secret@"
    settings.ANYMAIL = {"WEBHOOK_SECRET": "name:secret"}


def test_a_provider_that_tells_us_is_believed_with_our_secret_and_our_message_id(cast, client, provider):
    letter = send(cast.rowan, at=datetime.now(UTC))
    assert hook(client, postmark(letter)).status_code == 200
    assert stands(letter)[1]
    assert ContactTask.objects.get().person == cast.rowan
    assert hook(client, postmark(letter)).status_code == 200
    assert ContactTask.objects.count() == 1


def test_without_the_secret_or_with_nonsense_nothing_changes(cast, client, provider, caplog):
    letter = send(cast.rowan, at=datetime.now(UTC))
    assert hook(client, postmark(letter), secret="name:guess").status_code == 403
    assert hook(client, "{nonsense").status_code == 400
    assert hook(client, postmark(letter, Metadata={}, MessageID="<1@elsewhere>")).status_code == 200
    assert stands(letter) == (LetterState.SENT, None)
    assert "rowan" not in caplog.text


def test_nothing_is_there_unless_a_provider_is_named(client, settings):
    settings.BOUNCE_WEBHOOK = ""
    assert hook(client, {}).status_code == 404
