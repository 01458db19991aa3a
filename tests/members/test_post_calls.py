"""The day's calls and letters: the words, what is safe to say, and that only what was told counts as told."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from members.models import ContactTask, Letter, Person
from members.models.letter import LetterState
from members.permissions import Role
from members.post import abouts, clock, delivery, kinds, letters, tidying
from tests.factories import channel

pytestmark = pytest.mark.django_db
truth = {}


@pytest.fixture(autouse=True)
def post(monkeypatch, settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(
        abouts, "_words", {"thing": (lambda ids: dict.fromkeys(ids, "Advisory Group, 8 December"), "home")}
    )
    monkeypatch.setattr(clock, "_forecasts", [])
    truth.clear()
    letters.register(
        "news",
        render=lambda letter, *, now: letters.Rendered(
            subject="Please answer by Friday: meeting", text="Hello, this is the letter.\n",
            script="Hello #strong[x] $y$.\n\nThe meeting is on Tuesday.\nBring nothing.", short="Tuesday 2pm. Ring 01632 960 123.",
        ),
        still_true=lambda letter, *, now: truth.get(letter.person_id, ""), lane=letters.Lane.BULK, essential=False, windowed=False,
        purpose="meetings", words="News of a meeting", rule="Everyone invited.",
    )  # fmt: skip


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo, Role.COORDINATOR)


def note(person, key="k", at=None, **more):
    now = timezone.now()
    letters.note(kind="news", key=key, person=person, about="thing:42", due_at=at or now, now=now, **more)
    return Letter.objects.get(key=key)


def deliver():
    delivery.deliver_due(now=timezone.now())


def text_of(answer):
    return " ".join(answer.content.decode().split())


# ---- calls and letters ----------------------------------------------------------------------------------------------
def call_for(person):
    note(person, key=f"call:{person.pk}")
    deliver()
    return ContactTask.objects.get(person=person)


def outcome(jo, task, **words):
    return jo.post(reverse("members:contact_outcome", args=[task.pk]), words)


def test_a_call_shows_the_number_the_words_and_what_is_safe_to_say(jo, cast):
    call_for(cast.sam)
    shown = text_of(jo.get(reverse("members:calls_and_letters")))
    for words in (
        "Sam Okafor",
        "01632 960 201",
        "The meeting is on Tuesday.",
        "Leave no message.",
        "Do not say where you ring from",
    ):
        assert words in shown
    assert "Left a message, as agreed" not in shown


def test_whoever_has_two_lines_is_one_call_and_what_is_not_safe_stands_at_every_number(jo, cast):
    call_for(cast.sam)
    note(cast.sam, key="second")
    deliver()
    shown = text_of(jo.get(reverse("members:calls_and_letters")))
    assert (shown.count("We spoke"), shown.count("Leave no message.")) == (2, 2)
    assert "Also for Sam Okafor, in the same call" in shown


def test_no_answer_does_not_count_as_told_and_speaking_does(jo, cast):
    task = call_for(cast.sam)
    outcome(jo, task, outcome="no_answer")
    task.refresh_from_db()
    assert (task.tries, task.closed_at, task.letter.state) == (1, None, LetterState.SENDING)
    outcome(jo, task, outcome="spoke")
    task.refresh_from_db()
    assert (task.letter.state, task.closed_by) == (LetterState.SENT, cast.jo)
    assert "already" in text_of(outcome(jo, task, outcome="spoke"))


def test_ring_again_moves_the_call_and_needs_a_day(jo, cast):
    task = call_for(cast.sam)
    refused = outcome(jo, task, outcome="ring_again", **{f"t{task.pk}-note": "Ask for her sister"})
    assert refused.status_code == 409
    assert "on which day" in text_of(refused)
    assert "Ask for her sister" in text_of(refused)
    tomorrow = timezone.localdate() + timedelta(days=1)
    outcome(
        jo,
        task,
        outcome="ring_again",
        **{f"t{task.pk}-again_on": tomorrow.isoformat(), f"t{task.pk}-again_at_time": "15:30"},
    )
    task.refresh_from_db()
    assert timezone.localtime(task.due_at).strftime("%H:%M") == "15:30"
    jo.get("/members/calls/")  # the message that it was saved names her once
    assert "Sam Okafor" not in text_of(jo.get(reverse("members:calls_and_letters")))


def test_a_message_may_only_be_left_where_that_is_safe(jo, cast):
    task = call_for(cast.sam)
    assert "not said that it is safe" in text_of(outcome(jo, task, outcome="left_message"))
    cast.sam.channels.update(may_leave_message=True)
    assert "Left a message, as agreed" in text_of(jo.get(reverse("members:calls_and_letters")))
    outcome(jo, task, outcome="left_message")
    assert Letter.objects.get().state == LetterState.SENT


def test_a_text_has_words_to_copy_and_a_link_that_opens_the_telephone(jo, cast):
    cast.sam.channels.all().delete()
    channel(cast.sam, way="text", address="07700 900300")
    call_for(cast.sam)
    assert "sms:07700900300?body=Tuesday%202pm." in text_of(jo.get(reverse("members:calls_and_letters")))


def test_nobody_rings_somebody_on_a_break_and_what_is_no_longer_true_leaves_the_list(jo, cast):
    task = call_for(cast.sam)
    Person.objects.filter(pk=cast.sam.pk).update(paused_at=timezone.now())
    assert "Sam Okafor" not in text_of(jo.get(reverse("members:calls_and_letters")))
    Person.objects.filter(pk=cast.sam.pk).update(paused_at=None)
    truth[cast.sam.pk] = "They answered already."
    tidying.tidy(now=timezone.now())
    task.refresh_from_db()
    assert (task.outcome, task.letter.state, task.letter.reason) == (
        "not_needed",
        LetterState.WITHHELD,
        "They answered already.",
    )


def test_the_letters_print_as_one_file_with_reply_slips_and_a_second_press_posts_them(jo, cast):
    call_for(cast.pat)
    robin = cast.robin
    robin.channels.all().delete()
    channel(robin, way="post", address="1 Oak Lane\nDorking")
    task = call_for(robin)
    answer = jo.post(reverse("members:calls_print"))
    assert answer["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert len(pages) == 2
    assert "Pat Lindqvist" in pages[0]
    assert "4 Elm Row" in pages[0]
    assert "#strong[x] $y$" in pages[0]  # typed words are words, not commands
    for words in ("Please tear off here", "Please ring me", "Something I would like to tell you", "Please post to"):
        assert words in " ".join(pages[1].split())
    task.refresh_from_db()
    assert task.printed_at
    assert task.letter.state == LetterState.SENDING
    jo.post(reverse("members:calls_print"), {"posted": "1"})
    task.refresh_from_db()
    assert (task.outcome, task.letter.state) == ("posted", LetterState.SENT)


def test_the_list_of_calls_asks_as_often_for_one_as_for_three(jo, cast, django_assert_max_num_queries):
    counts = []
    for people in ([cast.sam], [cast.robin, cast.rowan]):
        for person in people:
            person.channels.all().delete()
            channel(person, way="phone", address="01632 960 500")
            call_for(person)
        with django_assert_max_num_queries(12) as asked:
            jo.get(reverse("members:calls_and_letters"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_call_in_place_of_a_letter_is_off_the_list_while_they_are_on_a_break(jo, cast):
    letter = note(cast.rowan)
    deliver()
    jo.post(reverse("members:ring_instead", args=[letter.pk]))
    listed = reverse("members:calls_and_letters")
    assert "Rowan Ashdown" in text_of(jo.get(listed))
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    assert "Rowan Ashdown" not in text_of(jo.get(listed))
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=None)
    assert "Rowan Ashdown" in text_of(jo.get(listed))


def test_a_call_that_waits_says_what_is_true_on_the_day_it_is_made(cast):
    """Printed letters stay as they lie in their envelope; a kind nobody knows any more changes nothing."""
    cast.sam, cast.pat  # noqa: B018 — one by telephone, one by post
    for person in (cast.sam, cast.pat):
        note(person, key=f"k{person.pk}")
    deliver()
    ContactTask.objects.filter(person=cast.pat).update(printed_at=timezone.now())
    letters.register(
        "news", render=lambda letter, *, now: letters.Rendered(subject="Please answer: meeting", text="Hello.", script="Anew."),
        still_true=lambda letter, *, now: "", lane=letters.Lane.BULK, essential=False, windowed=False, purpose="meetings",
        words="News of a meeting", rule="Everyone invited.",
    )  # fmt: skip
    assert tidying.say_it_anew(now=timezone.now()) == 1
    sam, pat = (ContactTask.objects.get(person=person) for person in (cast.sam, cast.pat))
    assert (sam.script, sam.why) == ("Anew.", "Please answer: meeting")
    assert sam.letter.text == "Anew."
    assert "The meeting is on Tuesday" in pat.script
    assert tidying.say_it_anew(now=timezone.now()) == 0
    kinds._kinds.clear()
    assert tidying.say_it_anew(now=timezone.now()) == 0


def test_whoever_waits_for_three_things_to_be_said_stands_on_monday_s_page_once(client, cast, as_user):
    now = timezone.now()
    for number in range(3):
        ContactTask.objects.create(
            person=cast.sam,
            way="phone",
            why=f"Word {number}",
            script="Hello",
            due_at=now - timedelta(minutes=9 - number),
        )
    page = text_of(as_user(client, cast.jo, "coordinator").get("/"))
    calls = page[page.index("Calls to make") : page.index("Start ringing")]
    assert calls.count("Sam Okafor") == 1
    assert "Word 0, and 2 things more to say" in calls
