"""Stopping a sort of letter from the letter itself: by one press, by the mail program's own button, never by looking."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from members.models import Letter, PostWishes
from members.post import delivery, envelope, kinds, letters, unsubscribe

NOW = timezone.now()


@pytest.fixture(autouse=True)
def two_kinds(monkeypatch):
    """One kind that may be stopped and one that may not."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    for name, essential in (("tea_news", False), ("tea_moved", True)):
        letters.register(
            name, render=lambda letter, *, now: letters.Rendered(
                subject="Tea", text="Hello\n", html="<div class='sheet'><p>Hello</p><div class='foot'></div></div>"),
            still_true=lambda letter, *, now: "", lane=letters.Lane.BULK, essential=essential, windowed=False, purpose="news",
            words="Tea",
        )  # fmt: skip


def send(person, kind="tea_news", key="1", **more):
    letters.note(kind=kind, key=f"{kind}:{key}", person=person, about="", due_at=NOW, now=NOW, **more)
    delivery.deliver_due(now=NOW)
    return Letter.objects.get(key=f"{kind}:{key}")


def link_in(letter):
    return re.search(r"/members/stop/\S+/", letter.text)[0]


def test_the_optional_letter_carries_both_headers_and_a_link_in_words(cast):
    letter = send(cast.rowan)
    _, raw = envelope.plain_bytes(letter, letters.Rendered(subject="Tea", text="x"), to="rowan@example.org", now=NOW)
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert f"List-Unsubscribe: <http://localhost{link_in(letter)}>".encode() in raw
    assert b"mailto:" in raw
    assert "No more news and thank-yous? Stop them here" in letter.text
    assert link_in(letter) in letter.html
    assert letter.html.endswith("</div></div>")


def test_the_essential_letter_carries_neither(cast):
    letter = send(cast.rowan, "tea_moved")
    _, raw = envelope.plain_bytes(letter, letters.Rendered(subject="Tea", text="x"), to="rowan@example.org", now=NOW)
    assert b"Unsubscribe" not in raw
    assert "/members/stop/" not in letter.text + letter.html


def test_a_mail_program_stops_it_by_post_without_session_or_cookie(cast):
    link = link_in(send(cast.rowan))
    program = Client(enforce_csrf_checks=True)
    answer = program.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not answer.cookies
    assert PostWishes.objects.get(person=cast.rowan).news == "none"
    assert send(cast.rowan, key="2").state == "withheld"
    assert send(cast.rowan, "tea_moved", key="2").state == "sent", "what they must know still comes"


def test_looking_changes_nothing(cast):
    link = link_in(send(cast.rowan))
    scanner = Client(enforce_csrf_checks=True)
    for ask in (scanner.get, scanner.head, scanner.options):
        ask(link)
    said = scanner.get(link).content.decode()
    assert "Stop these letters?" in said
    assert "Rowan" not in said
    assert scanner.post(link, {}).status_code == 400
    assert scanner.post(link, {"List-Unsubscribe": "something"}).status_code == 400
    assert not PostWishes.objects.exists()


def test_one_press_on_the_page_and_one_press_back(client, cast):
    link = link_in(send(cast.rowan))
    assert "no more news and thank-yous" in client.post(link, {"List-Unsubscribe": "One-Click"}).content.decode()
    client.post(link, {"again": "1"})
    assert send(cast.rowan, key="2").state == "sent"


@pytest.mark.parametrize("word", ["x", "1.news:forged", "x" * 500, "%00", "1.news"])
def test_a_word_we_never_wrote_opens_nothing(client, cast, word):
    assert client.get(f"/members/stop/{word}/").status_code == 404


def test_the_word_for_one_person_and_sort_opens_no_other(cast):
    word = unsubscribe.token(cast.rowan.pk, "news")
    assert unsubscribe.read(word) == (cast.rowan.pk, "news")
    assert unsubscribe.read(word.replace("news", "meetings")) is None
    assert unsubscribe.read(word.replace(f"{cast.rowan.pk}.", f"{cast.robin.pk}.")) is None
