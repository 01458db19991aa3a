"""A letter that comes back: marked, the address stopped, somebody rings; and a report that is forged changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import send_mail
from django.urls import reverse

from members.actions import people
from members.models import Channel, ContactTask, DeliveryReport, Letter
from members.models.channel import Way
from members.models.letter import LetterState
from members.post import bounces, clock, delivery, failures, jobs, kinds, letters, wanted
from tests.drills.harness import Sink
from tests.factories import channel

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


# ---- the mail server says no at once --------------------------------------------------------------------------------
def test_an_address_that_the_mail_server_refuses_is_stopped_and_the_person_is_rung(cast, post):
    post.DELIVERY_BACKEND = "members.post.smtp.PostOffice"
    with Sink(refuse={"rowan@example.org": "550 5.1.1 nobody here by that name"}) as sink:
        post.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": sink.port}
        letter = send(cast.rowan)
        assert stands(letter) == (LetterState.FAILED, NOW)
        second = send(cast.rowan, key="k2", at=LATER)
    assert (second.state, second.reason) == (LetterState.WITHHELD, wanted.CAME_BACK)
    assert not sink.seen
    assert cast.rowan.channels.get(way=Way.EMAIL).not_arriving_since == NOW
    task = ContactTask.objects.get()
    assert (task.why, task.way, task.about) == (bounces.WHY, Way.PHONE, "meeting:42")
    assert "We meet on Tuesday at two." in task.script
    assert list(DeliveryReport.objects.values_list("sort", "status", "way_in")) == [("hard", "5.1.1", "refused")]


@pytest.mark.parametrize(
    "said", ["554 5.7.1 relay access denied", "550 5.7.26 not authenticated", "550 5.1.8 bad sender"]
)
def test_a_refusal_that_is_about_us_stops_no_address(cast, post, said):
    post.DELIVERY_BACKEND = "members.post.smtp.PostOffice"
    with Sink(refuse={"rowan@example.org": said}) as sink:
        post.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": sink.port}
        letter = send(cast.rowan)
    assert stands(letter) == (LetterState.FAILED, None)
    assert not Channel.objects.exclude(not_arriving_since=None).exists()


@pytest.mark.parametrize(
    ("status", "sort"),
    [
        ("5.1.1", "hard"), ("5.1.10", "hard"), ("5.2.1", "hard"), ("5.0.0", "hard"), ("5.4.4", "hard"), ("5.2.2", "soft"),
        ("4.4.7", "soft"), ("4.2.2", "soft"), ("5.7.1", None), ("5.1.7", None), ("2.0.0", None), ("", None), ("five", None),
    ],
)  # fmt: skip
def test_the_number_says_whether_it_is_the_address(status, sort):
    assert failures.sort_of(status) == sort


# ---- a report comes back -------------------------------------------------------------------------------------------
def test_a_report_marks_the_letter_stops_the_address_for_all_who_share_it_and_makes_a_call_for_each(cast):
    Channel.objects.filter(person=cast.sam).delete()
    channel(cast.sam, way=Way.EMAIL, address="Rowan@Example.org")
    letter = send(cast.rowan)
    assert take(letter)
    assert stands(letter) == (LetterState.SENT, LATER)
    assert Channel.objects.filter(not_arriving_since=LATER).count() == 2
    assert sorted(ContactTask.objects.values_list("person", flat=True)) == sorted([cast.rowan.pk, cast.sam.pk])
    assert "Hello" not in ContactTask.objects.get(person=cast.sam).script  # what was written to Rowan is Rowan's


def test_the_same_report_again_changes_nothing(cast):
    letter = send(cast.rowan)
    take(letter)
    take(letter, at=LATER + timedelta(hours=5))
    assert stands(letter)[1] == LATER
    assert (ContactTask.objects.count(), DeliveryReport.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "lie",
    [
        {"message_id": "<00000000000000000000000000000000@sametable.example>"},
        {"recipient": "kim@example.org"},
        {"recipient": ""},
        {"message_id": ""},
    ],
)
def test_a_forged_report_changes_nothing_and_the_log_names_nobody(cast, caplog, lie):
    letter = send(cast.rowan)
    assert not take(letter, **lie)
    assert stands(letter) == (LetterState.SENT, None)
    assert not ContactTask.objects.exists()
    assert "left alone" in caplog.text
    assert "@" not in caplog.text


def test_a_report_about_a_letter_that_never_left_or_is_long_gone_changes_nothing(cast):
    letter = send(cast.rowan)
    assert not take(letter, at=NOW + timedelta(days=31))
    Letter.objects.update(state=LetterState.WITHHELD)
    assert not take(letter)
    assert not Channel.objects.exclude(not_arriving_since=None).exists()


def test_a_full_mailbox_stops_the_address_only_after_days(cast):
    for number, day in enumerate((0, 2, 4)):
        at = NOW + timedelta(days=day)
        letter = send(cast.rowan, key=f"k{number}", at=at)
        take(letter, sort="soft", status="5.2.2", at=at)
        stopped = cast.rowan.channels.get(way=Way.EMAIL).not_arriving_since
        assert (stopped is None) == (number < 2)
    assert ContactTask.objects.get().why == bounces.WHY


def test_a_letter_that_arrives_in_between_starts_the_count_again(cast):
    for number, (day, back) in enumerate([(0, True), (2, True), (3, False), (4, True)]):
        at = NOW + timedelta(days=day)
        letter = send(cast.rowan, key=f"k{number}", at=at)
        if back:
            take(letter, sort="soft", at=at + timedelta(minutes=1))
    assert not Channel.objects.exclude(not_arriving_since=None).exists()


def test_an_important_letter_that_found_the_mailbox_full_is_told_by_telephone(cast):
    take(send(cast.rowan, kind="vital"), sort="soft")
    assert ContactTask.objects.get().why == bounces.IMPORTANT


def test_a_letter_on_its_way_for_long_is_noted_and_nothing_else(cast):
    letter = send(cast.rowan)
    assert take(letter, sort="late", status="4.4.1")
    assert take(letter, sort="late", status="4.4.1")
    assert stands(letter) == (LetterState.SENT, None)
    assert DeliveryReport.objects.count() == 1
    assert not ContactTask.objects.exists()


def test_when_everything_comes_back_at_once_the_fault_is_ours_and_no_address_is_stopped(cast, monkeypatch, caplog):
    monkeypatch.setattr(bounces, "MOST_STOPPED", 1)
    take(send(cast.rowan))
    second = send(cast.jo, key="k2")
    take(second)
    assert stands(second)[1] == LATER
    assert Channel.objects.exclude(not_arriving_since=None).count() == 1
    assert "look at the mail server" in caplog.text


def test_somebody_with_a_telephone_beside_it_is_rung_until_it_is_put_right(cast):
    take(send(cast.rowan))
    channel(cast.rowan, way=Way.PHONE, address="01632 960123", rank=2)
    letter = send(cast.rowan, key="k2", at=LATER)
    assert (letter.state, letter.way) == (LetterState.SENDING, Way.PHONE)
    assert letter.task.script == "We meet on Tuesday at two."


def test_an_essential_letter_is_told_by_a_person_though_we_know_no_telephone(cast):
    take(send(cast.rowan))
    letter = send(cast.rowan, kind="vital", key="k2", at=LATER)
    assert (letter.state, letter.way) == (LetterState.SENDING, Way.PHONE)
    assert wanted.BY_HAND in letter.task.why


def test_a_code_somebody_asks_for_this_second_still_goes(cast):
    take(send(cast.rowan))
    send_mail("Your code", "123456", None, ["rowan@example.org"])
    delivery.deliver_due(now=datetime.now(UTC))
    assert Letter.objects.filter(is_sensitive=True, state=LetterState.SENT).exists()


# ---- put right ---------------------------------------------------------------------------------------------------------
def test_after_a_corrected_address_letters_go_again_and_nobody_need_ring(cast, client, as_user):
    first = send(cast.rowan)
    old = first.message_id
    take(first)
    kept_back = send(cast.rowan, key="k2", at=LATER)
    as_user(client, cast.jo, "coordinator")
    reached = cast.rowan.channels.get(way=Way.EMAIL)
    page = client.get(reverse("members:person", args=[cast.rowan.pk])).content.decode()
    assert "Does not arrive</strong> since Tuesday 24 November" in page
    client.post(reverse("members:channel_edit", args=[reached.pk]), {"address": "rowan.new@example.org"})
    reached.refresh_from_db()
    assert reached.not_arriving_since is None
    assert ContactTask.objects.get().closed_at
    Letter.objects.filter(state=LetterState.WAITING).update(due_at=LATER)  # pages know only the real time
    delivery.deliver_due(now=LATER)
    for letter in (first, kept_back):
        assert stands(letter) == (LetterState.SENT, None)
        assert letter.to_address == "rowan.new@example.org"
    assert first.message_id != old
    assert not take(first, message_id=old, at=LATER + timedelta(hours=1))  # the old report once more


def test_a_letter_sent_anew_to_a_corrected_address_may_come_back_anew(cast):
    letter = send(cast.rowan)
    assert take(letter)
    reached = cast.rowan.channels.get(way=Way.EMAIL)
    people.edit_channel(channel=reached, address="rowan.b@example.org", actor=cast.actor("jo"), now=LATER)
    delivery.deliver_due(now=LATER + timedelta(minutes=1))
    assert stands(letter) == (LetterState.SENT, None)
    much_later = LATER + timedelta(hours=1)
    assert take(letter, recipient="rowan.b@example.org", at=much_later)
    assert stands(letter) == (LetterState.SENT, much_later)
    reached.refresh_from_db()
    assert reached.not_arriving_since == much_later
    assert ContactTask.objects.open().get().person == cast.rowan


def test_staff_who_asked_confirm_the_address_and_a_late_report_does_not_stop_it_again(cast, client, as_user):
    first, second = send(cast.rowan), send(cast.rowan, key="k2")
    take(first)
    as_user(client, cast.jo, "coordinator")
    reached = cast.rowan.channels.get(way=Way.EMAIL)
    client.post(reverse("members:channel_arrives", args=[reached.pk]))
    again = client.post(reverse("members:channel_arrives", args=[reached.pk]))
    assert again.status_code == 409
    take(second, at=LATER + timedelta(hours=2))
    reached.refresh_from_db()
    assert reached.not_arriving_since is None
    assert stands(second)[1]


def test_the_message_page_and_the_last_contacts_say_that_it_came_back(cast, client, as_user):
    letter = send(cast.rowan)
    take(letter, status="5.1.1")
    as_user(client, cast.jo, "coordinator")
    page = client.get(reverse("members:message", args=[letter.pk])).content.decode()
    assert "Came back" in page
    assert "with the number 5.1.1" in page
    contacts = (
        client.get(reverse("members:person", args=[cast.rowan.pk])).content.decode().partition("Last contacts")[2]
    )
    assert "Came back, by email" in contacts
    assert "Sent, by email" not in contacts
