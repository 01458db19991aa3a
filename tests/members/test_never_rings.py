"""Whoever asked never to be rung is not asked to ring either: texts and letters say how to write back."""

import pytest
from django.utils import timezone

from members.models import ContactTask, Letter
from members.post import delivery, kinds, letters, paper, tidying
from members.queries import access
from members.rules.access import never_rings
from tests.factories import channel

pytestmark = pytest.mark.django_db
SHORT = "Tuesday 2pm: https://example.org/rsvp/x or ring 01632 960 123"


@pytest.fixture(autouse=True)
def post(monkeypatch, settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    settings.CHARITY_PHONE, settings.CHARITY_TEXT_NUMBER = "01632 960 123", "07700 900 123"
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    letters.register(
        "news", render=lambda letter, *, now: letters.Rendered(
            subject="A meeting", text="The letter.\n",
            script="To change it, ring 01632 960 123. If it is hard, please ring us.", short=SHORT,
        ),
        still_true=lambda letter, *, now: "", lane=letters.Lane.BULK, essential=False, windowed=False,
        purpose="meetings", words="News", rule="Everyone invited.",
    )  # fmt: skip


def told(person):
    now = timezone.now()
    letters.note(kind="news", key=f"k{person.pk}", person=person, about="thing:42", due_at=now, now=now)
    delivery.deliver_due(now=now)
    return ContactTask.objects.get(person=person)


def by(person, way, note=""):
    person.channels.all().delete()
    channel(person, way=way, address="07700 900 205" if way == "text" else "1 High Street, Example", best_times=note)
    return person


def test_a_text_to_somebody_who_never_rings_says_to_write_back_and_keeps_the_link(cast):
    task = told(by(cast.sam, "text", "Uses British Sign Language. Text or email, please never ring."))
    assert task.script == "Tuesday 2pm: https://example.org/rsvp/x or text 07700 900 123"
    assert Letter.objects.get(key=f"k{cast.sam.pk}").text == task.script


def test_everybody_else_may_ring_as_before(cast):
    assert told(by(cast.sam, "text", "Please do not ring before 11am.")).script == SHORT


def test_a_letter_on_paper_says_it_too_and_its_slip_asks_for_a_letter(cast):
    task = told(by(cast.sam, "post", "never ring"))
    assert task.script == "To change it, text 07700 900 123. If it is hard, please text 07700 900 123."
    needs = paper._sheet(task, {}, [], now=timezone.now(), again=paper.WRITE_TO_ME)
    assert needs["slip"][-1] == {"boxes": ["Please write to me"]}


def test_a_line_that_waited_is_said_anew(cast):
    task = told(by(cast.sam, "text"))
    assert task.script == SHORT
    cast.sam.channels.update(best_times="Please never ring me.")
    assert tidying.say_it_anew(now=timezone.now()) == 1
    task.refresh_from_db()
    assert "ring" not in task.script


@pytest.mark.parametrize(
    ("note", "never"),
    [
        ("Text or email, please never ring.", True), ("Please do not call me", True), ("no calls", True),
        ("Don’t phone.", True), ("Do not ring before 11am", False), ("No calls on Fridays", False), ("afternoons", False),
        ("Please do not ring me without a word before", False), ("Ring twice", False),
        ("Please don't ring twice", False), ("No phone messages please", False), ("no calls please before 11", False),
        ("Do not call my landline, mobile is fine", False), ("Do not call back if I miss it", False),
        ("Never call. Email is best", True), ("I never phone; a letter is best", True), ("Please do not phone us, thank you", True),
        ("No phone calls please", True), ("No calls, before 11", False), ("No calls - text instead", True),
        ("Please do not ring me (text instead)", True), ("Don't ring or text late", False),
        ("No calls ever", True), ("Never ring at all", True), ("Never ring me at all.", True), ("Do not phone at all", True),
        ("Do not ring under any circumstances", True), ("Do not ring because I am deaf", True), ("Do not phone or text", True),
        ("Do not ring me as I cannot hear", True), ("Don't ring or text, email only", True), ("Do not text or ring", True),
        ("Do not ring, only email", True), ("Do not ring. Only text", True), ("Do not ring, only in writing", True),
        ("I do not want to be rung", True), ("Not to be rung", True), ("I don’t like to be phoned, thank you", True),
        ("Do not ring, only after 6", False), ("Do not ring. Only ring in the evening", False), ("Do not ring as early as 9", False),
        ("Do not ring, only mornings", False), ("No calls at all before 11", False), ("Do not phone or text, after 9", False),
        ("Do not ring, only on Fridays", False), ("I do not want to be rung before ten", False), ("Do not ring before ten", False),
        ("Do not ring because I sleep until 11", False), ("Do not ring, only if it is urgent", False),
    ],
)  # fmt: skip
def test_what_stands_beside_a_number_says_never(note, never):
    assert never_rings({}, [note]) is never


def test_nothing_is_read_from_a_note_where_the_telephone_is_their_first_or_only_way(cast):
    cast.sam.channels.all().delete()
    channel(cast.sam, way="phone", address="01632 960 301", best_times="Please do not ring. My sister picks up.")
    assert not access.who_never_rings([cast.sam.pk])
    channel(cast.sam, way="post", address="1 High Street, Example", rank=2)
    assert not access.who_never_rings([cast.sam.pk])
    cast.sam.channels.filter(way="phone").update(rank=3)
    assert access.who_never_rings([cast.sam.pk]) == {cast.sam.pk}


def test_the_printed_slip_asks_them_to_ring_nowhere(cast, monkeypatch):
    from io import BytesIO

    from pypdf import PdfReader

    def printed(note):
        task = told(by(cast.sam, "post", note))
        pages = PdfReader(BytesIO(paper.letters_pdf([task], now=timezone.now()))).pages
        ContactTask.objects.all().delete()
        Letter.objects.all().delete()
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    silent, usual = printed("never ring"), printed("")
    assert "Please post to" in silent
    assert "Or ring" not in silent
    assert "Or ring 01632 960 123." in usual


def test_so_does_a_need_to_be_written_to_only():
    assert never_rings({"text_only": ""})
    assert not never_rings({"phone_only": ""})
    assert not never_rings({"no_calls": ""})
