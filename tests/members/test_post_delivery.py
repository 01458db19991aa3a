"""What leaves, what does not and why: seen from the person who should have had the letter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.mail import EmailMessage, send_mail
from django.db import connection
from django.utils import timezone

from members.models import Channel, ContactTask, Heartbeat, Letter, LetterAttempt
from members.models.letter import LetterState
from members.post import delivery, kinds, letters, wanted
from tests.factories import channel, membership

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
pytestmark = pytest.mark.django_db
truth = {}


def render(letter, *, now):
    return letters.Rendered(
        subject="Please answer by Friday", text=f"Hello {letter.person.first_name}\n", html="<p>Hello</p>", script="Say hello.",
        short="Tuesday 2pm. Ring 01632 960 123.",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def news(monkeypatch, settings):
    settings.EMAIL_BACKEND = "members.post.backend.LetterBackend"  # pytest-django puts its own there
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"  # takes everything, keeps nothing
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    truth.clear()
    shared = {"render": render, "lane": letters.Lane.BULK, "windowed": False, "purpose": "meetings", "words": "News"}
    still_true = {"still_true": lambda letter, *, now: truth.get(letter.key, "")}
    letters.register("news", essential=False, **shared, **still_true)
    letters.register("vital", essential=True, **shared, **still_true)
    letters.register("thanks", essential=True, after_leaving=True, **shared, **still_true)


def note(person, kind="news", key="k", **more):
    letters.note(kind=kind, key=key, person=person, about="meeting:42", due_at=NOW, now=NOW, **more)


def deliver(now=NOW):
    delivery.deliver_due(now=now)
    return Letter.objects.order_by("pk").last()


def test_a_letter_leaves_and_what_left_is_kept(cast):
    note(cast.rowan)
    letter = deliver()
    assert (letter.state, letter.sent_at, letter.to_address) == (LetterState.SENT, NOW, "rowan@example.org")
    assert letter.text.startswith("Hello Rowan\n")
    assert list(letter.tries.values_list("number", "outcome", "code")) == [(1, "sent", 250)]
    assert letter.lease_until is None
    assert Heartbeat.objects.get(name="delivery").word == "ok"


def test_nothing_leaves_before_its_time_or_on_hold(cast):
    note(cast.rowan)
    assert deliver(NOW - timedelta(minutes=1)).state == LetterState.WAITING
    Letter.objects.update(on_hold=True)
    assert deliver().state == LetterState.WAITING


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"paused_at": NOW}, wanted.PAUSED),
        ({"died_on": date(2026, 11, 20)}, wanted.DIED),
        ({"essential_post_only_at": NOW}, wanted.ESSENTIAL_ONLY),
    ],
)
def test_a_queued_letter_is_withheld_when_the_person_changed(cast, change, reason):
    note(cast.rowan)
    for name, value in change.items():
        setattr(cast.rowan, name, value)
    cast.rowan.save()
    letter = deliver()
    assert (letter.state, letter.reason, letter.text) == (LetterState.WITHHELD, reason, "")
    assert not LetterAttempt.objects.exists()


def test_somebody_who_may_not_sign_in_still_gets_their_letters(cast):
    cast.rowan.is_active = False
    cast.rowan.save()
    note(cast.rowan)
    assert deliver().state == LetterState.SENT


def test_an_essential_letter_reaches_somebody_who_wants_no_others(cast):
    cast.rowan.essential_post_only_at = NOW
    cast.rowan.save()
    note(cast.rowan, kind="vital")
    assert deliver().state == LetterState.SENT


def test_after_leaving_only_the_thank_you_leaves(cast):
    cast.rowan.memberships.update(state="left")
    cast.rowan.seats.update(ends=date(2026, 1, 1))
    note(cast.rowan, kind="vital")
    assert deliver().reason == wanted.LEFT
    note(cast.rowan, kind="thanks", key="2")
    assert deliver().state == LetterState.SENT


def test_somebody_who_left_and_came_back_is_written_to(cast):
    cast.rowan.memberships.update(state="left")
    membership(cast.rowan)
    note(cast.rowan)
    assert deliver().state == LetterState.SENT


def test_an_address_taken_away_withholds_what_was_queued(cast):
    note(cast.rowan)
    Channel.objects.all().delete()
    assert deliver().reason == wanted.NO_WAY


def test_somebody_who_now_prefers_the_telephone_gets_a_call_instead_of_the_email(cast):
    note(cast.rowan)
    Channel.objects.all().delete()
    channel(cast.rowan, way="phone", address="01632 960 300")
    letter = deliver()
    task = ContactTask.objects.get()
    assert (letter.way, letter.state, letter.lease_until) == ("phone", LetterState.SENDING, None)
    assert (task.letter, task.way, task.script, task.closed_at) == (letter, "phone", "Say hello.", None)
    assert deliver(NOW + timedelta(hours=1)).state == LetterState.SENDING
    assert ContactTask.objects.count() == 1


def test_a_text_carries_only_its_few_words(cast):
    Channel.objects.all().delete()
    channel(cast.rowan, way="text", address="07700 900 300", purpose="meetings")
    note(cast.rowan)
    deliver()
    assert ContactTask.objects.get().script == "Tuesday 2pm. Ring 01632 960 123."


def test_what_is_no_longer_true_is_withheld_with_the_reason(cast):
    note(cast.rowan)
    truth["k"] = "They said no."
    assert deliver().reason == "They said no."


def test_what_comes_too_late_is_withheld(cast):
    note(cast.rowan, expires_at=NOW + timedelta(hours=1))
    assert deliver(NOW + timedelta(hours=1)).reason == wanted.TOO_LATE


def test_a_sign_in_code_is_sealed_reaches_somebody_on_a_break_and_lives_three_minutes(cast):
    cast.rowan.paused_at = NOW
    cast.rowan.save()
    mail = EmailMessage("Your code", "The code is 4711", "x@example.org", ["rowan@example.org"])
    mail.template_prefix = "account/email/login_code"
    mail.send()
    letter = Letter.objects.get()
    assert (letter.lane, letter.text, letter.person) == (0, "", cast.rowan)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM members_letter")
        assert b"4711" not in bytes(cursor.fetchone()[0])
    late = deliver(timezone.now() + timedelta(minutes=4))
    assert (late.reason, late.sealed) == (wanted.TOO_LATE, None)
    mail.send()
    sent = deliver(timezone.now())
    assert (sent.state, sent.sealed, sent.to_address) == (LetterState.SENT, None, "rowan@example.org")


def test_mail_to_nobody_we_know_leaves_too(db):
    send_mail("Error", "Look", None, ["tec@example.org"])
    assert deliver(timezone.now()).state == LetterState.SENT


@pytest.mark.errors_expected
def test_a_letter_that_cannot_be_written_waits_and_does_not_hold_up_the_next(cast, monkeypatch):
    def broken(letter, *, now):
        if letter.key == "bad":
            raise ZeroDivisionError
        return render(letter, now=now)

    letters.register(
        "news", render=broken, still_true=lambda letter, *, now: "", lane=letters.Lane.BULK, essential=False, windowed=False,
        purpose="meetings", words="News",
    )  # fmt: skip
    note(cast.rowan, key="bad")
    note(cast.rowan, key="good")
    deliver()
    bad, good = Letter.objects.get(key="bad"), Letter.objects.get(key="good")
    assert (bad.state, bad.attempts, good.state) == (LetterState.WAITING, 1, LetterState.SENT)
    assert bad.due_at > NOW
    for _ in range(20):
        deliver(Letter.objects.get(key="bad").due_at)
    bad.refresh_from_db()
    assert (bad.state, bad.attempts) == (LetterState.FAILED, 12)


def test_a_code_goes_before_a_mailing_that_waited_longer(cast):
    for number in range(25):
        note(cast.rowan, key=f"news {number}")
    send_mail("Notice", "x", None, ["rowan@example.org"])
    delivery.deliver_batch(now=timezone.now() + timedelta(days=400), limit=1)
    assert Letter.objects.get(state=LetterState.SENT).kind == "notice"
