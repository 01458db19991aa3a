"""Whoever asked reads the answer: it leads "what happened since" before the group's next meeting, and stands on the home."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from meetings.models import Question
from members.post import links
from tests import factories as make

pytestmark = pytest.mark.django_db
ANSWER = "8 of 14 told"


@pytest.fixture
def board(cast):
    return make.body("Board of Trustees", "trustees")


@pytest.fixture
def asked(cast, board):
    """`asked()`: the group asked the trustees how many were told, and had its answer two days ago."""

    def asking(*, days_ago=2, could_not=False, **sides):
        at = timezone.now() - timedelta(days=days_ago)
        sides = sides or {"from_body": cast.group, "to_body": board}
        return Question.objects.create(
            words="How many have been told?", put_by=cast.rowan, put_at=at - timedelta(days=30), answer=ANSWER,
            answer_by=at.date(), answered_at=at, outcome="could_not" if could_not else "answered", **sides,
        )  # fmt: skip

    return asking


@pytest.fixture
def coming(cast):
    make.meeting("Last", body=cast.group, people=[cast.rowan], days=-20)
    return make.meeting("Next", body=cast.group, people=[cast.rowan], days=10)


def since(client, meeting):
    return client.get(f"/meetings/{meeting.pk}/since/").content.decode()


@pytest.mark.parametrize(("who", "role"), [("jo", "coordinator"), ("rowan", "member")])
def test_the_answer_leads_what_happened_since(client, cast, as_user, asked, coming, who, role):
    asked()
    page = since(as_user(client, getattr(cast, who), role), coming)
    assert ANSWER in page
    assert "How many have been told?" in page
    assert page.index(ANSWER) < page.index("What was decided"), "it comes first"


def test_that_there_is_no_answer_is_said_with_its_reason(client, cast, as_user, asked, coming):
    asked(could_not=True)
    page = since(as_user(client, cast.rowan, "member"), coming)
    assert "Couldn’t answer, because" in page
    assert ANSWER in page


def test_what_was_answered_before_the_last_meeting_or_asked_by_others_is_left_out(
    client, cast, as_user, asked, coming, board
):
    asked(days_ago=25)
    asked(from_body=board, to_body=cast.group)
    assert ANSWER not in since(as_user(client, cast.rowan, "member"), coming)


def test_before_the_first_meeting_the_answer_is_there_already(client, cast, as_user, asked):
    asked()
    first = make.meeting("First", body=cast.group, people=[cast.rowan], days=10)
    page = since(as_user(client, cast.rowan, "member"), first)
    assert ANSWER in page
    assert "Nothing from before yet" in page


def test_somebody_of_the_group_reads_it_behind_their_link_and_a_guest_does_not(client, cast, asked, coming):
    asked()
    guest = make.person("Gus Guest")
    for person, reads in ((cast.rowan, True), (guest, False)):
        if not reads:
            make.rsvp(coming, person)
        link = links.link_for(
            person=person, purpose="rsvp", about=coming.about_word, expires_at=coming.ends_at, now=timezone.now()
        )
        page = client.get(f"{urlsplit(links.address(link)).path}since/")
        assert page.status_code == 200
        assert (ANSWER in page.content.decode()) is reads


def test_it_stands_on_the_home_of_everybody_who_asked_until_the_next_month(client, cast, as_user, asked, board):
    asked()
    asked(from_body=board, to_body=cast.group)
    asked(from_team=cast.team, to_body=board)
    for person, role in ((cast.rowan, "member"), (cast.tal, "trustee"), (cast.ash, "staff")):
        home = as_user(client, person, role).get("/").content.decode()
        assert "How many have been told?" in home, role
    Question.objects.update(answered_at=timezone.now() - timedelta(days=40))
    for person, role in ((cast.rowan, "member"), (cast.tal, "trustee"), (cast.ash, "staff")):
        assert "How many have been told?" not in as_user(client, person, role).get("/").content.decode(), role


def test_a_members_home_reads_the_answer_itself(client, cast, as_user, asked):
    asked()
    assert ANSWER in as_user(client, cast.rowan, "member").get("/").content.decode()
    stranger = make.person("Not Asking", has_lived_experience=True)
    make.grant(stranger, "member")
    assert ANSWER not in as_user(client, stranger, "member").get("/").content.decode(), "not of that group"
