"""The coordinator's post: why they got it, what will go out, the day's calls and letters; and a member's own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import ContactTask, Letter, Person
from members.models.letter import LetterState
from members.permissions import Role
from members.post import abouts, clock, delivery, kinds, letters, links
from members.post.clock import Foreseen

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


# ---- why did, or didn't, they get it? -------------------------------------------------------------------------------
def test_two_presses_from_a_person_say_why_a_letter_did_not_leave(jo, cast):
    note(cast.rowan)
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    deliver()
    listed = jo.get(reverse("members:person_messages", args=[cast.rowan.pk]))
    letter = Letter.objects.get()
    assert reverse("members:message", args=[letter.pk]) in text_of(listed)
    shown = text_of(jo.get(reverse("members:message", args=[letter.pk])))
    for words in (
        "They are taking a break.",
        "News of a meeting",
        "Everyone invited.",
        "because that is how they want to be reached",
    ):
        assert words in shown


def test_a_sent_letter_shows_when_where_to_and_its_words(jo, cast):
    letter = note(cast.rowan)
    deliver()
    shown = text_of(jo.get(reverse("members:message", args=[letter.pk])))
    for words in (
        "The mail server took it on",
        "rowan@example.org",
        "Hello, this is the letter.",
        "Try 1",
        "Send again",
    ):
        assert words in shown


def test_sending_again_makes_a_new_letter_and_a_doubled_press_only_one(jo, cast):
    letter = note(cast.rowan)
    deliver()
    for _ in range(2):
        answer = jo.post(reverse("members:send_again", args=[letter.pk]), {"once": "abc"})
        assert answer.status_code == 302
    again = Letter.objects.exclude(pk=letter.pk).get()
    assert answer["Location"] == reverse("members:message", args=[again.pk])
    assert (again.about, again.facts, again.state) == (letter.about, letter.facts, LetterState.WAITING)


def test_the_page_says_which_links_a_letter_sent_again_would_bring(jo, cast):
    letter, now = note(cast.rowan), timezone.now()
    deliver()
    page = reverse("members:message", args=[letter.pk])
    assert "Sending again makes a new letter.<" in text_of(jo.get(page))
    link = links.link_for(
        person=cast.rowan, purpose="rsvp", about=letter.about, expires_at=now + timedelta(days=9), now=now
    )
    Letter.objects.filter(pk=letter.pk).update(text=f"Please answer:\n{links.address(link)}\n")
    assert "a new letter with the same links." in text_of(jo.get(page))
    links.revoke(person=cast.rowan, now=now)
    assert "opens nothing any more. Sending again makes a new letter with a new link." in text_of(jo.get(page))


def test_sending_again_to_somebody_on_a_break_is_refused_in_words(jo, cast):
    letter = note(cast.rowan)
    deliver()
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    answer = jo.post(reverse("members:send_again", args=[letter.pk]))
    assert answer.status_code == 409
    assert "taking a break" in text_of(answer)


def test_ringing_instead_stops_a_waiting_letter_and_a_told_call_counts_as_sent(jo, cast):
    letter = note(cast.rowan, at=timezone.now() + timedelta(days=1))
    jo.post(reverse("members:ring_instead", args=[letter.pk]))
    task = ContactTask.objects.get()
    assert task.letter == letter
    jo.post(reverse("members:contact_outcome", args=[task.pk]), {"outcome": "spoke"})
    letter.refresh_from_db()
    assert (letter.state, letter.way) == (LetterState.SENT, "phone")


def test_a_member_a_trustee_and_staff_cannot_open_it(client, cast, as_user):
    letter = note(cast.rowan)
    for person in (cast.rowan, cast.tal, cast.ash):
        as_user(client, person)
        for name, pk in (("message", letter.pk), ("person_messages", cast.rowan.pk)):
            assert client.get(reverse(f"members:{name}", args=[pk])).status_code == 404
        for name in ("going_out", "calls_and_letters"):
            assert client.get(reverse(f"members:{name}")).status_code == 403


def test_the_list_asks_as_often_for_one_letter_as_for_three(jo, cast, django_assert_max_num_queries):
    note(cast.rowan, key="1")
    address = reverse("members:person_messages", args=[cast.rowan.pk])
    counts = []
    for more in ([], ["2", "3"]):
        for key in more:
            note(cast.rowan, key=key)
        with django_assert_max_num_queries(12) as asked:
            jo.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# ---- what will go out -----------------------------------------------------------------------------------------------
def test_a_foreseen_letter_that_is_skipped_stays_skipped_when_planning_comes(jo, cast, monkeypatch):
    at = timezone.now() + timedelta(days=3)
    foreseen = [
        Foreseen(kind="news", key=f"r:{p.pk}", person_id=p.pk, about="thing:42", due_at=at)
        for p in (cast.rowan, cast.robin)
    ]
    monkeypatch.setattr(clock, "_forecasts", [lambda *, now, until: foreseen])
    shown = text_of(jo.get(reverse("members:going_out")))
    assert "2 people" in shown
    assert "Advisory Group, 8 December" in shown
    group = f"news|thing:42|{int(at.timestamp()) // 60}"
    opened = jo.get(reverse("members:going_out"), {"group": group})
    assert "Rowan Ashdown" in text_of(opened)
    change = reverse("members:going_out_change")
    jo.post(change, {"deed": "skip", "group": group, "key": f"r:{cast.rowan.pk}"})
    jo.post(change, {"deed": "hold", "group": group, "key": f"r:{cast.robin.pk}"})
    for f in foreseen:  # planning comes
        letters.note(kind=f.kind, key=f.key, person=f.person_id, about=f.about, due_at=at, now=at)
    delivery.deliver_due(now=at + timedelta(hours=1))
    states = dict(Letter.objects.values_list("person__name", "state"))
    assert states == {"Rowan Ashdown": "withheld", "Robin Vale": "waiting"}
    jo.post(change, {"deed": "let_go", "group": group})
    delivery.deliver_due(now=at + timedelta(hours=1))
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_a_site_that_sends_at_any_hour_says_so(jo, settings):
    assert "set to send at any hour" in text_of(jo.get(reverse("members:going_out")))
    settings.SEND_WINDOW = "09:00-19:00"
    assert "at any hour" not in text_of(jo.get(reverse("members:going_out")))


def test_an_invented_key_notes_nothing(jo, cast):
    answer = jo.post(reverse("members:going_out_change"), {"deed": "hold", "group": "x|y|1", "key": "made up\x00"})
    assert answer.status_code == 404
    jo.post(reverse("members:going_out_change"), {"deed": "hold", "group": "news|thing:42|1", "key": "made up"})
    assert not Letter.objects.exists()


# ---- a member's own -------------------------------------------------------------------------------------------------
def test_a_member_reads_everything_sent_to_them_and_nobody_elses(client, cast, as_user):
    note(cast.rowan, key="1")
    note(cast.robin, key="2")
    deliver()
    Letter.objects.filter(person=cast.robin).update(subject="Not for Rowan")
    shown = text_of(as_user(client, cast.rowan).get(reverse("members:my_messages")))
    assert "Hello, this is the letter." in shown
    assert "Not for Rowan" not in shown


def test_a_member_can_ask_for_essential_letters_only_and_for_all_again(client, cast, as_user):
    as_user(client, cast.rowan)
    client.post(reverse("members:my_post"), {"post": "essential"})
    note(cast.rowan)
    deliver()
    assert Letter.objects.get().state == LetterState.WITHHELD
    client.post(reverse("members:my_post"), {"post": "all"})
    note(cast.rowan, key="2")
    deliver()
    assert Letter.objects.get(key="2").state == LetterState.SENT
