"""Rowan wants less post: one switch, sort by sort, at most three a week, or one letter on Wednesdays. Nothing is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from members import digests
from members.actions import close_people, consents, wishes
from members.emails import copies
from members.models import Consent, ContactTask, Letter
from members.permissions import Actor, Role
from members.post import delivery, going_out, kinds, letters, pacing, paper
from tests import factories as make

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)
DAY = timedelta(days=1)
SORTS = ["meetings", "invitations", "news", "surveys"]


@pytest.fixture(autouse=True)
def kinds_of_every_sort(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def render(letter, *, now):
        words = f"Hello {letter.person.first_name},\n\nTea number {letter.key}.\n{'http://localhost/rsvp/abc/'}\n\n--\nThe foot\n"
        return letters.Rendered(subject=f"Tea {letter.key}", text=words, script=f"Tea number {letter.key}.")

    for sort in SORTS:
        for word, essential in (("may", False), ("must", True)):
            letters.register(
                f"{word}_{sort}", render=render, still_true=lambda letter, *, now: letter.facts.get("untrue", ""),
                lane=letters.Lane.BULK, essential=essential, windowed=False, purpose=sort, words="Tea",
            )  # fmt: skip


def note(person, key, kind="may_news", *, now=MONDAY, **more):
    letters.note(kind=kind, key=key, person=person, about="", due_at=now, now=now, **more)
    Letter.objects.filter(key=key).update(created_at=now)


def deliver(now=MONDAY):
    digests.plan_due(now=now)
    delivery.deliver_due(now=now)


def send(person, key, kind="may_news", *, now=MONDAY, **more):
    note(person, key, kind, now=now, **more)
    deliver(now)
    return Letter.objects.get(key=key)


def me(person):
    return Actor(person=person, role=Role.MEMBER)


def wish(person, **more):
    return wishes.save(person=person, actor=me(person), now=MONDAY, **more)


def state(key):
    return Letter.objects.get(key=key).state


# ---- sort by sort ----------------------------------------------------------------------------------------------------
def test_no_more_of_one_sort_and_the_others_still_come(cast):
    wish(cast.rowan, news="none")
    stopped = send(cast.rowan, "a")
    assert (stopped.state, stopped.reason) == ("withheld", "They asked us not to send this sort of letter.")
    assert send(cast.rowan, "b", "may_meetings").state == "sent"
    assert send(cast.rowan, "c", "must_news").state == "sent", "what must be known cannot be switched off"


def test_one_sort_by_another_way(cast):
    make.channel(cast.rowan, way="phone", address="01632 960111", rank=2)
    wish(cast.rowan, meetings="phone")
    assert send(cast.rowan, "a", "may_meetings").way == "phone"
    assert ContactTask.objects.get().script == "Tea number a."
    assert send(cast.rowan, "b", "may_news").way == "email"


def test_a_wish_for_a_way_we_do_not_know_falls_back_to_the_usual_one(cast):
    wish(cast.rowan, news="post")
    assert send(cast.rowan, "a").way == "email"


# ---- the week --------------------------------------------------------------------------------------------------------
def test_the_fourth_of_a_week_waits_and_says_why_and_comes_next_week(cast):
    for day, key in enumerate("abc"):
        assert send(cast.rowan, key, now=MONDAY + day * DAY).state == "sent"
    fourth = send(cast.rowan, "d", "may_invitations", now=MONDAY + 3 * DAY)
    assert (fourth.state, fourth.reason) == ("waiting", pacing.ENOUGH_THIS_WEEK)
    assert fourth.due_at == MONDAY + 7 * DAY
    assert fourth.attempts == 0
    deliver(MONDAY + 6 * DAY)
    assert state("d") == "waiting"
    deliver(MONDAY + 7 * DAY)
    assert state("d") == "sent"


def test_what_a_time_button_has_dated_in_days_to_come_is_not_of_this_week(cast):
    for day, key in enumerate("abc", start=4):
        assert send(cast.rowan, key, now=MONDAY + day * DAY).state == "sent"
    assert send(cast.rowan, "d", "may_invitations", now=MONDAY).state == "sent"
    for key in "ef":
        send(cast.rowan, key, now=MONDAY)
    assert send(cast.rowan, "g", now=MONDAY).due_at == MONDAY + 7 * DAY, "counted from what was sent by now"


def test_what_must_be_known_is_neither_held_back_nor_counted(cast):
    for key in "abc":
        send(cast.rowan, key)
    for key in "def":
        assert send(cast.rowan, key, "must_meetings").state == "sent"
    assert send(cast.robin, "g").state == "sent", "somebody else's week"


def test_what_would_come_too_late_next_week_leaves_now(cast):
    for key in "abc":
        send(cast.rowan, key)
    assert send(cast.rowan, "soon", expires_at=MONDAY + 3 * DAY).state == "sent"
    assert send(cast.rowan, "later", expires_at=MONDAY + 20 * DAY).state == "waiting"


def test_she_may_want_fewer_or_more(cast):
    wish(cast.rowan, most_a_week=1)
    assert send(cast.rowan, "a").state == "sent"
    assert send(cast.rowan, "b").state == "waiting"
    wish(cast.rowan, most_a_week=5)
    deliver()
    assert state("b") == "sent", "looked at again at once"


def test_a_call_on_the_list_counts_too(cast):
    for key in "abc":
        assert send(cast.sam, key).state == "sending"
    assert send(cast.sam, "d").state == "waiting"


# ---- the weekly letter -----------------------------------------------------------------------------------------------
def test_one_letter_on_wednesday_tells_everything_that_could_wait(cast):
    wish(cast.rowan, weekly_letter=True)
    for key in "abcde":
        assert send(cast.rowan, key).reason == pacing.FOR_THE_WEEKLY_LETTER
    assert send(cast.rowan, "must", "must_meetings").state == "sent"
    deliver(WEDNESDAY - timedelta(minutes=1))
    assert state("a") == "waiting"
    deliver(WEDNESDAY + timedelta(minutes=1))
    weekly = Letter.objects.get(kind="weekly_letter")
    assert weekly.state == "sent"
    for key in "abcde":
        assert f"Tea number {key}." in weekly.text
    assert "The foot" not in weekly.text
    deliver(WEDNESDAY + timedelta(minutes=2))
    told = Letter.objects.get(key="a")
    assert (told.state, told.reason) == ("sent", "It came in the weekly letter.")
    deliver(WEDNESDAY + 14 * DAY)
    assert Letter.objects.filter(kind="weekly_letter").count() == 1, "never an empty one"


def test_what_is_gathered_is_shown_for_its_hour_and_never_leaves_by_night(cast, settings):
    settings.SEND_WINDOW = "09:00-19:00"
    wish(cast.rowan, weekly_letter=True)
    waits = send(cast.rowan, "a")
    assert waits.due_at == datetime(2026, 11, 26, 9, tzinfo=UTC), "by day, after the weekly letter's hour"
    (line,) = going_out.lines(now=MONDAY, skipped_reason="")
    assert (line.due_at, line.in_the_weekly) == (WEDNESDAY, True)
    assert going_out.by_day([line])[0]["groups"][0]["weekly"] == 1
    deliver(WEDNESDAY + timedelta(minutes=1))
    assert Letter.objects.get(kind="weekly_letter").state == "sent"


def test_nothing_to_say_is_no_letter(cast):
    wish(cast.rowan, weekly_letter=True)
    note(cast.rowan, "a")
    deliver()
    Letter.objects.filter(key="a").update(facts={"untrue": "The tea was cancelled."})
    deliver(WEDNESDAY + timedelta(minutes=1))
    assert Letter.objects.get(kind="weekly_letter").state == "withheld"
    deliver(WEDNESDAY + DAY)
    assert state("a") == "withheld"


def test_what_is_about_tomorrow_does_not_wait_for_wednesday(cast):
    wish(cast.rowan, weekly_letter=True)
    assert send(cast.rowan, "soon", expires_at=MONDAY + 3 * DAY).state == "sent"


def test_changing_her_mind_lets_go_what_was_gathered(cast):
    wish(cast.rowan, weekly_letter=True)
    send(cast.rowan, "a")
    wish(cast.rowan, weekly_letter=False)
    deliver()
    assert state("a") == "sent"


def test_the_weekly_letter_is_read_out_to_sam(cast):
    wish(cast.sam, weekly_letter=True)
    send(cast.sam, "a")
    deliver(WEDNESDAY + timedelta(minutes=1))
    task = ContactTask.objects.get(letter__kind="weekly_letter")
    assert "Tea number a." in task.script


@pytest.mark.parametrize(
    ("now", "day"), [(MONDAY, 25), (WEDNESDAY - timedelta(seconds=1), 25), (WEDNESDAY, 2), (WEDNESDAY + DAY, 2)]
)
def test_the_next_wednesday_at_ten(now, day):
    assert pacing.next_weekly(now).day == day
    assert pacing.last_weekly(now) <= now < pacing.next_weekly(now)


# ---- a supporter's copy ----------------------------------------------------------------------------------------------
@pytest.fixture
def supported(cast):
    def name(person, way="email", address="marigold@example.org"):
        consents.give(person=person, consent=Consent.SUPPORTER_COPY, how="online", actor=me(person), now=MONDAY)
        return close_people.keep_supporter(
            person=person, name="Marigold Pym", way=way, address=address, actor=me(person), now=MONDAY
        )

    return name


def copied(now):
    copies.plan_due(now=now)
    delivery.deliver_due(now=now)
    return Letter.objects.filter(kind=copies.COPY)


def test_her_supporter_gets_the_same_words_without_the_links_that_answer(cast, supported):
    supported(cast.rowan)
    send(cast.rowan, "a", now=MONDAY + DAY)
    copy = copied(MONDAY + DAY).get()
    assert (copy.state, copy.to_address) == ("sent", "marigold@example.org")
    assert "Tea number a." in copy.text
    assert "Hello Marigold Pym" in copy.text
    assert "/rsvp/" not in copy.text
    assert copied(MONDAY + 2 * DAY).count() == 1, "one copy a letter"


def test_withdrawing_ends_it_at_once_even_for_a_copy_that_waits(cast, supported):
    supported(cast.rowan)
    send(cast.rowan, "a", now=MONDAY + DAY)
    copies.plan_due(now=MONDAY + DAY)
    consents.withdraw(
        person=cast.rowan, consent=Consent.SUPPORTER_COPY, how="online", actor=me(cast.rowan), now=MONDAY + DAY
    )
    assert copied(MONDAY + DAY).get().state == "withheld"
    send(cast.rowan, "b", now=MONDAY + 2 * DAY)
    assert copied(MONDAY + 2 * DAY).count() == 1


def test_what_came_while_she_had_taken_it_back_is_never_copied_afterwards(cast, supported):
    supported(cast.rowan)
    said = {"person": cast.rowan, "consent": Consent.SUPPORTER_COPY, "how": "online", "actor": me(cast.rowan)}
    consents.withdraw(**said, now=MONDAY + DAY)
    send(cast.rowan, "a", now=MONDAY + DAY)
    consents.give(**said, now=MONDAY + 2 * DAY)
    assert not copied(MONDAY + 2 * DAY).exists()
    send(cast.rowan, "b", now=MONDAY + 3 * DAY)
    assert "Tea number b." in copied(MONDAY + 3 * DAY).get().text


def test_when_the_supporter_is_forgotten_no_copy_that_left_names_them(cast, supported):
    supported(cast.rowan)
    send(cast.rowan, "a", now=MONDAY + DAY)
    assert "Marigold" in copied(MONDAY + DAY).get().text
    close_people.forget_supporter(person=cast.rowan, now=MONDAY + DAY)
    left = Letter.objects.get(kind=copies.COPY)
    assert "arigold" not in left.text + left.html + left.to_address


def test_nothing_about_signing_in_is_copied(cast, supported):
    supported(cast.rowan)
    door = mail.get_connection("members.post.backend.LetterBackend")
    mail.send_mail("Your sign-in changed", "Somebody signed in.", None, ["rowan@example.org"], connection=door)
    today = timezone.now() + DAY  # a door's letter is due by the clock on the wall
    delivery.deliver_due(now=today)
    assert Letter.objects.get(person=cast.rowan).state == "sent"
    assert not copied(today).exists()


def test_by_post_it_goes_to_the_supporters_address_and_never_to_the_members(cast, supported):
    supported(cast.pat, way="post", address="9 Oak Lane\nDorking")
    send(cast.pat, "a", now=MONDAY + DAY)
    Letter.objects.filter(key="a").update(state="sent", sent_at=MONDAY + DAY)
    assert copied(MONDAY + 2 * DAY).get().way == "post"
    sheet = paper._sheet(ContactTask.objects.get(letter__kind=copies.COPY), {}, [], now=MONDAY + 2 * DAY)
    assert sheet["name"] == "Marigold Pym"
    assert sheet["address"] == ["9 Oak Lane", "Dorking"]
