"""A mailing is written once for many; each person still reads their own name and link, and nobody else's."""

import time

import pytest

from members.models import Person
from members.post import mailing
from members.post.compose import compose

FILES = {
    "mail/hello.subject.txt": "Meeting for {{ group.name }}",
    "mail/hello.txt": "{% autoescape off %}Hello {{ first_name }} {{ url }} {{ group.name }} {{ join }}{% endautoescape %}",
    "mail/hello.html": '<style>p{color:red}</style><p>Hello {{ first_name }} <a href="{{ url }}">x</a> {{ group.name }}</p>',
    "mail/hello.script.txt": "{% autoescape off %}Say {{ first_name }}{% endautoescape %}",
}


@pytest.fixture(autouse=True)
def templates(settings):
    from members.post import compose as module

    engine = settings.TEMPLATES[0]
    loaders = [("django.template.loaders.locmem.Loader", FILES)]
    settings.TEMPLATES = [engine | {"DIRS": [], "APP_DIRS": False, "OPTIONS": engine["OPTIONS"] | {"loaders": loaders}}]
    module._template.cache_clear()
    mailing._written.clear()
    yield
    module._template.cache_clear()


def hello(first_name, group, url="http://localhost/rsvp/abc/", **more):
    words = {"first_name": first_name, "url": url, "group": group, "join": ""}
    return compose("mail/hello", words, personal=("first_name", "url"), **more)


def test_each_reads_their_own_name_and_link():
    group = Person(pk=1, name="Group")
    rowan, sam = hello("Rowan", group), hello("Sam", group, url="http://localhost/rsvp/xyz/")
    assert rowan.text == "Hello Rowan http://localhost/rsvp/abc/ Group\n"
    assert sam.text == "Hello Sam http://localhost/rsvp/xyz/ Group\n"
    assert 'href="http://localhost/rsvp/xyz/"' in sam.html
    assert "color: red" in sam.html or "color:red" in sam.html
    assert sam.script == "Say Sam"


def test_a_name_cannot_put_markup_or_a_link_into_the_letter():
    letter = hello("<b>Eve</b>\nhttps://evil.example", Person(pk=1, name="<i>Group</i>\nwww.evil.com"))
    assert "<b>" not in letter.html
    assert "<i>" not in letter.html
    assert "https://evil" not in letter.html + letter.text
    assert "www." not in letter.html + letter.text
    assert letter.text.count("\n") == 1


def test_a_name_that_looks_like_the_mark_of_another_word_stays_a_name():
    letter = hello("xq7url7qx", Person(pk=1, name="Group"))
    assert letter.text == "Hello xq7url7qx http://localhost/rsvp/abc/ Group\n"


def test_a_change_is_written_anew_at_once_and_nothing_is_kept_for_long(monkeypatch):
    assert "Group" in hello("Rowan", Person(pk=1, name="Group")).subject
    assert "Board" in hello("Rowan", Person(pk=1, name="Board")).subject
    assert len(mailing._written) == 2
    kept = next(iter(mailing._written.values()))[1]
    hello("Sam", Person(pk=1, name="Group"))
    assert next(iter(mailing._written.values()))[1] is kept
    later = time.monotonic() + mailing.GOOD_FOR + 1
    monkeypatch.setattr(mailing.time, "monotonic", lambda: later)
    hello("Sam", Person(pk=1, name="Group"))
    assert next(iter(mailing._written.values()))[1] is not kept


def test_only_a_link_that_the_letter_was_given_leads_elsewhere():
    group = Person(pk=1, name="Group")
    assert "https://meet.example/room" in hello("Rowan", group, links={"join": "https://meet.example/room"}).text
    assert "javascript" not in hello("Rowan", group, links={"join": "javascript:alert(1)"}).text
