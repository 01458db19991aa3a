"""The letter as it crosses the wire: read back by a mail program, it says what was written."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from members import charity
from members.models import Letter
from members.post import envelope
from members.post.kinds import Rendered

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
LETTER = Letter(message_id="<0123456789abcdef@mail.example.org>")


def read(rendered, to="rowan@example.org"):
    sender, words = envelope.plain_bytes(LETTER, rendered, to=to, now=NOW)
    assert all(len(line) <= 998 for line in words.split(b"\r\n"))
    assert words.replace(b"\r\n", b"").count(b"\n") == 0
    return sender, message_from_bytes(words, policy=policy.default)


def body(mail, kind):
    return mail.get_body([kind]).get_content().replace("\r\n", "\n")


def test_it_is_to_one_person_with_its_own_name_and_no_list():
    _, mail = read(Rendered(subject="Please answer by Friday", text="Hello\n", html="<p>Hello</p>"))
    assert (mail["To"], mail["Cc"], mail["Bcc"]) == ("rowan@example.org", None, None)
    assert mail["Message-ID"] == LETTER.message_id
    assert mail["Date"].datetime == NOW
    assert mail.get_content_type() == "multipart/alternative"


def test_an_answer_goes_to_the_charitys_own_address_where_one_is_written_down():
    rendered = Rendered(subject="Shall we talk?", text="To find a time, answer this email.\n")
    charity.kept.put(replace(charity.usual(), email="office@table.example"), seconds=600)
    _, mail = read(rendered)
    assert mail["Reply-To"] == "office@table.example"
    charity.kept.put(replace(charity.usual(), email=""), seconds=600)
    _, mail = read(rendered)
    assert mail["Reply-To"] is None
    charity.kept.put(None, seconds=-1)


@given(
    subject=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=150),
    text=st.text(st.characters(exclude_categories=["C"], include_characters="\n"), max_size=400),
    html=st.text(st.characters(exclude_categories=["C"], include_characters="\n"), max_size=400),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_read_back_the_same(subject, text, html):
    _, mail = read(Rendered(subject=subject, text=text, html=html or "x"))
    assert mail["Subject"] == subject
    assert body(mail, "plain").rstrip("\n") == text.rstrip("\n")
    assert body(mail, "html").rstrip("\n") == (html or "x").rstrip("\n")


@pytest.mark.parametrize(
    ("text", "coding"),
    [
        ("Hello\n.a full stop, and = a sign\n", "7bit"),
        ("Hello \n", "quoted-printable"),
        ("Hello ", "quoted-printable"),
        ("Zoë\n", "quoted-printable"),
        ("a\tb\n", "quoted-printable"),
        ("a\r\nb\n", "quoted-printable"),
        ("a" * 1200, "quoted-printable"),
    ],
)
def test_plain_lines_leave_as_they_are_and_whatever_might_not_arrive_is_quoted(text, coding):
    _, mail = read(Rendered(subject="x", text=text))
    assert mail["Content-Transfer-Encoding"] == coding
    assert mail.get_content().replace("\r\n", "\n").rstrip("\n") == text.replace("\r\n", "\n").rstrip("\n")


@pytest.mark.parametrize("to", ["rowan\r\nBcc: all@example.org@example.org", "zoë@example.org"])
def test_an_unusual_address_takes_the_slow_and_careful_way(to):
    assert envelope.plain_bytes(LETTER, Rendered(subject="x", text="x"), to=to, now=NOW) is None


def test_a_calendar_file_takes_the_slow_way_and_arrives():
    rendered = Rendered(
        subject="x",
        text="Hello\n",
        attachments=[{"name": "m.ics", "type": "text/calendar; method=REQUEST", "text": "BEGIN:VCALENDAR"}],
    )
    assert envelope.plain_bytes(LETTER, rendered, to="rowan@example.org", now=NOW) is None
    mail = envelope.message(LETTER, rendered, to="rowan@example.org", now=NOW, connection=None).message()
    assert "m.ics" in mail.as_string()
    assert mail["Message-ID"] == LETTER.message_id
