"""One letter is passed on to the next: written down, committed and looked at in one question, and nothing is taken on trust."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from members.models import Channel, Letter, LetterAttempt, Person
from members.post import delivery, kinds, letters
from members.post.prepared import Prepared
from tests.factories import meeting as a_meeting

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


class Watched(BaseEmailBackend):
    """Takes every letter; at each it does what the test asks for, over a connection of its own."""

    taken, meanwhile = [], None

    def send_messages(self, messages):
        for message in messages:
            place = len(self.taken)
            self.taken.append(message.to[0])
            if Watched.meanwhile:
                elsewhere = threading.Thread(target=_do, args=(Watched.meanwhile, place))
                elsewhere.start()
                elsewhere.join()
        return len(messages)


def _do(work, place):
    try:
        work(place)
    finally:
        connection.close()


@pytest.fixture(autouse=True)
def post(monkeypatch, settings):
    settings.DELIVERY_BACKEND = f"{__name__}.Watched"
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(Watched, "taken", [])
    monkeypatch.setattr(Watched, "meanwhile", None)
    letters.register(
        "news", render=lambda letter, *, now: letters.Rendered(subject="News", text=f"Hello {letter.person.first_name}\n"),
        still_true=lambda letter, *, now: "", lane=letters.Lane.BULK, essential=False, windowed=False, purpose="meetings",
        words="News",
    )  # fmt: skip


@pytest.fixture
def three():
    people = [Person.objects.create(name=f"{name} Reader", sort_name=name.lower()) for name in ("Ash", "Bay", "Cob")]
    for person in people:
        Channel.objects.create(person=person, way="email", address=f"{person.first_name.lower()}@example.org")
        letters.note(kind="news", key=f"k{person.pk}", person=person, about="news:1", due_at=NOW, now=NOW)
    return people


def states():
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def test_each_letter_is_written_down_and_the_next_try_begun_before_the_next_one_leaves(three):
    seen = []

    def look(place):
        begun = LetterAttempt.objects.filter(ended_at=None).values_list("letter__person", flat=True)
        seen.append((states(), list(begun)))

    Watched.meanwhile = look
    assert delivery.deliver_batch(now=NOW) == 3
    assert seen == [
        (["sending", "sending", "sending"], [three[0].pk]),
        (["sent", "sending", "sending"], [three[1].pk]),
        (["sent", "sent", "sending"], [three[2].pk]),
    ]
    assert states() == ["sent"] * 3
    assert not LetterAttempt.objects.filter(ended_at=None).exists()


def test_who_takes_a_break_while_the_letter_before_theirs_leaves_gets_nothing(three):
    Watched.meanwhile = lambda place: (
        Person.objects.filter(pk=three[place + 1].pk).update(paused_at=NOW) if not place else 0
    )
    delivery.deliver_batch(now=NOW)
    assert Watched.taken == ["ash@example.org", "cob@example.org"]
    assert states() == ["sent", "withheld", "sent"]


def test_a_letter_that_lost_its_lease_meanwhile_is_left_to_whoever_holds_it(three):
    def take_away(place):
        if not place:
            Letter.objects.filter(person=three[1]).update(lease_token=None)

    Watched.meanwhile = take_away
    delivery.deliver_batch(now=NOW)
    assert Watched.taken == ["ash@example.org", "cob@example.org"]
    assert states() == ["sent", "sending", "sent"]


@pytest.mark.parametrize("lock", ["NO KEY UPDATE", "UPDATE"], ids=["cannot be looked at", "cannot even be begun"])
def test_a_letter_that_left_is_not_sent_again_because_of_trouble_with_the_next_one(three, lock):
    holding, free = threading.Event(), threading.Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(f"SELECT FROM members_letter WHERE person_id = %s FOR {lock}", [three[1].pk])
            holding.set()
            free.wait(10)
            cursor.execute("ROLLBACK")
        connection.close()

    holder = threading.Thread(target=hold)

    def somebody_locks_the_next_one(place):
        if not place:
            holder.start()
            holding.wait(10)

    def let_go(record):
        free.set()
        holder.join()
        return False

    Watched.meanwhile = somebody_locks_the_next_one
    delivery.log.addFilter(let_go)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        delivery.deliver_batch(now=NOW)
    finally:
        delivery.log.removeFilter(let_go)
        free.set()
    assert Watched.taken == ["ash@example.org", "bay@example.org", "cob@example.org"]
    assert states() == ["sent"] * 3
    assert list(LetterAttempt.objects.order_by("letter").values_list("outcome", flat=True)) == ["sent"] * 3


def test_a_meeting_that_changes_in_the_middle_of_its_mailing_is_told_as_it_is_then(cast):
    meeting = a_meeting(title="Garden group", people=[cast.rowan, cast.robin], now=NOW)
    for person in (cast.rowan, cast.robin):
        facts = {"meeting": meeting.pk, "round": 1}
        letters.note(
            kind="meeting_invitation", key=f"m{person.pk}", person=person, about=meeting.about_word, facts=facts, due_at=NOW,
            now=NOW, windowed=False,
        )  # fmt: skip
    Watched.meanwhile = lambda place: type(meeting).objects.filter(pk=meeting.pk).update(title="Kitchen group")
    delivery.deliver_batch(now=NOW)
    first, second = Letter.objects.order_by("pk").values_list("text", flat=True)
    assert ("Garden group" in first, "Kitchen group" in first) == (True, False)
    assert ("Garden group" in second, "Kitchen group" in second) == (False, True)


def test_a_code_whose_lease_is_nearly_over_before_its_turn_waits_again_and_is_not_taken_for_sent(three):
    Letter.objects.update(lane=letters.Lane.CODE)
    nearly_over = "UPDATE members_letter SET lease_until = clock_timestamp() + interval '1 second' WHERE person_id = %s"

    def time_runs_out(place):
        if not place:
            with connection.cursor() as cursor:
                cursor.execute(nearly_over, [three[1].pk])

    Watched.meanwhile = time_runs_out
    delivery.deliver_batch(now=NOW)
    assert Watched.taken == ["ash@example.org", "cob@example.org"]
    late = Letter.objects.get(person=three[1])
    assert (late.state, late.attempts, late.tries.count()) == ("waiting", 0, 0)
    assert delivery.deliver_batch(now=NOW) == 1
    assert Watched.taken[-1] == "bay@example.org"


def test_two_threads_of_the_web_server_ask_the_same_by_turns():
    asked, said = Prepared("both_ask", "SELECT %(n)s", {"n": "int"}), []

    said.append(asked.run({"n": 1})[0])
    with ThreadPoolExecutor(1) as elsewhere:
        said.append(elsewhere.submit(asked.run, {"n": 2}).result()[0])
        elsewhere.submit(lambda: connection.close()).result()
    said.append(asked.run({"n": 3})[0])  # this connection still knows the question
    assert said == [1, 2, 3]
