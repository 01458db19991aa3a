"""What happened since says what became of what people said: answered, not yet, and "we couldn't, because"."""

import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.post import links
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meetings(cast):
    """The one that was and the one that comes, of the same group."""
    last = make.meeting("Last", body=cast.group, people=[cast.rowan], days=-20)
    before = make.meeting("Long ago", body=cast.group, people=[cast.rowan], days=-50)
    return before, last, make.meeting("Next", body=cast.group, people=[cast.rowan], days=10)


def shown(client, meeting):
    page = " ".join(client.get(f"/meetings/{meeting.pk}/since/").content.decode().split())
    return page.partition('id="became"')[2].partition("</section>")[0]


def test_each_thing_said_stands_there_with_what_became_of_it(client, cast, as_user, meetings):
    before, last, coming = meetings
    project = make.project("Welcome Pack", team=cast.team)
    make.contribution(project, text="Print it larger", meeting=last, answer="cannot", quote="none")
    make.contribution(
        project, text="Ask us first", meeting=last, answer="accepted", changed="We ask in May", quote="anonymous"
    )
    make.contribution(project, text="Open on Sundays", meeting=last)
    make.contribution(project, text="Still waiting", meeting=before)
    rowan = shown(as_user(client, cast.rowan, "member"), coming)
    for words in ("Print it larger", "There is no money for it.", "Ask us first", "Different now: We ask in May", "Open on Sundays",
                  "An answer by", "Still waiting"):  # fmt: skip
        assert words in rowan, words
    board = make.meeting("Board", body=make.body("Board of Trustees", "trustees"), people=[cast.tal], days=-9)
    later = make.meeting("Board", body=board.body, people=[cast.tal], days=9)
    make.contribution(project, text="Print it larger", meeting=board, answer="cannot", quote="none")
    make.contribution(project, text="Ask us first", meeting=board, answer="accepted", quote="anonymous")
    tal = shown(as_user(client, cast.tal, "trustee"), later)
    assert "Ask us first" in tal
    assert "Print it larger" not in tal
    assert "no money for it" not in tal, "our reason was written for those who know the words"
    assert "Something that was said" in tal


def test_somebody_who_does_not_sign_in_reads_it_behind_their_link(client, cast, meetings):
    _, last, coming = meetings
    make.contribution(
        make.project("Welcome Pack", team=cast.team), text="Print it larger", meeting=last, answer="cannot"
    )
    now = timezone.now()
    link = links.link_for(
        person=cast.rowan, purpose="rsvp", about=coming.about_word, expires_at=coming.ends_at, now=now
    )
    page = client.get(f"{urlsplit(links.address(link)).path}since/").content.decode()
    assert "Print it larger" in page
    assert re.search("We couldn.t", page)
    make.rsvp(coming, cast.kim)
    outside = links.link_for(
        person=cast.kim, purpose="rsvp", about=coming.about_word, expires_at=coming.ends_at, now=now
    )
    page = client.get(f"{urlsplit(links.address(outside)).path}since/").content.decode()
    assert "Print it larger" not in page
    assert "Something that was said" in page


def test_many_cost_the_same(client, cast, as_user, meetings):
    _, last, coming = meetings
    project, rowan = make.project("Welcome Pack", team=cast.team), as_user(client, cast.rowan, "member")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            shown(rowan, coming)
        return len(asked)

    make.contribution(project, meeting=last, answer="cannot", people=[cast.rowan])
    one = questions()
    for _ in range(4):
        make.contribution(project, meeting=last, answer="cannot", people=[cast.rowan, cast.sam])
    assert questions() == one


def test_what_was_said_last_stands_there_however_much_is_open_from_before(client, cast, as_user, meetings):
    before, last, coming = meetings
    project = make.project("Welcome Pack", team=cast.team)
    for n in range(31):
        make.contribution(project, text=f"Long open {n}", meeting=before, said_on=timezone.localdate(before.starts_at))
    make.contribution(project, text="Print it larger", meeting=last)
    assert "Print it larger" in shown(as_user(client, cast.rowan, "member"), coming)
