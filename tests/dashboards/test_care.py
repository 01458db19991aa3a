"""Notice, access, support and recognition of one project: each role reads what is for it, and nobody what somebody chose."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import RecognitionChoice
from projects.queries.notice import notice_given
from tests import factories as make
from tests.factories import money
from tests.factories.support import check_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(cast):
    return make.project("Welcome Pack", team=cast.team, days_ago=300)


def held(pack, cast, *, days_ago=60, notice=20, **fields):
    """Work that was held so many days ago, after people had been asked so many days before."""
    done = make.activity(f"Workshop {days_ago}", project=pack, team=cast.team, people=[cast.rowan], days_ago=days_ago)
    work = make.opportunity(pack, title=done.title, activity=done, people=[cast.rowan], **fields)
    noon = timezone.localtime().replace(
        hour=12
    )  # else an hour before midnight is another day where the clocks were changed
    work.invitations.update(invited_at=noon - timedelta(days=days_ago + notice))
    return done


def read(client, pack):
    return " ".join(client.get(f"/projects/{pack.pk}/looked-after/").content.decode().split())


def test_notice_is_reckoned_from_the_first_invitation_and_what_was_short_is_named_to_those_who_see_it(
    client, cast, as_user, pack
):
    for days_ago, notice in ((60, 20), (50, 16), (40, 3)):
        held(pack, cast, days_ago=days_ago, notice=notice)
    make.activity("Nobody was asked", project=pack, team=cast.team)
    given = notice_given(pack)
    assert ([row.days for row in given.rows], given.usual, given.untold) == ([3, 16, 20], 16, 1)
    page = read(as_user(client, cast.ash), pack)
    assert "usually had 16 days" in page
    assert "1 of 3" in page
    assert "Workshop 40</a>: 3 days; people need 14" in page
    for who in ("uma", "rowan", "tal"):
        assert "Workshop 40" not in read(as_user(client, getattr(cast, who)), pack)


def test_the_page_asks_the_same_number_of_questions_for_three_as_for_one(client, cast, as_user, pack):
    held(pack, cast)
    as_user(client, cast.jo)
    read(client, pack)
    with CaptureQueriesContext(connection) as one:
        read(client, pack)
    for days_ago in (50, 40):
        held(pack, cast, days_ago=days_ago)
    with CaptureQueriesContext(connection) as three:
        read(client, pack)
    assert len(one) == len(three)


def test_needs_are_counted_for_whoever_arranges_them_own_for_a_member_and_not_said_above(client, cast, as_user, pack):
    meeting = make.meeting("About the pack", days=-60, team=cast.team)
    pack.project_meetings.create(meeting=meeting)
    for person, state in ((cast.rowan, "met"), (cast.sam, "met"), (cast.pat, "partly")):
        make.provision(meeting, person, state=state)
    assert "Asked for: 3. Arranged: 3. Met: 2, partly 1." in read(as_user(client, cast.jo), pack)
    assert "Nothing was asked for at meetings of your team" in read(as_user(client, cast.uma), pack)
    assert "Asked for by you: 1. Arranged: 1. Met: 1." in read(as_user(client, cast.rowan), pack)
    for n in range(12):
        make.provision(meeting, make.person(f"Person {n}"), state="met" if n < 5 else "partly")
    page = read(as_user(client, cast.tal, "trustee"), pack)
    assert "is not shown of one project" in page, (
        "beside the figures of its team the seven would say who else there was"
    )
    assert "7 of 15" not in page
    bare = make.project("Nobody asked", team=cast.team)
    assert "is not shown of one project" in read(client, bare), "that nobody asked is an answer about few, too"


def test_of_money_staff_read_what_was_offered_and_nobody_what_somebody_chose(client, cast, as_user, pack):
    money.payments_on()
    done = held(pack, cast)
    offer = money.offer(done.opportunity)
    RecognitionChoice.objects.create(offer=offer, person=cast.rowan, wish="charity", chosen_at=timezone.now())
    money.claim(cast.rowan, offer=offer, kind="fee", state="paid", days_ago=50)
    jo = read(as_user(client, cast.jo), pack)
    assert "1 person said what they would like for it." in jo
    assert "Claims settled: 1 of 1." in jo
    ash = read(as_user(client, cast.ash), pack)
    assert "said before anybody answered: 1 of 1" in ash
    tal = read(as_user(client, cast.tal, "trustee"), pack)
    assert "people who are paid" not in tal
    for page in (ash, tal, read(as_user(client, cast.rowan), pack)):
        assert "Claims settled" not in page
        assert "charity" not in page.lower().replace("charity pays", "")
    assert "charity" not in jo.split("looked-after")[1]


def test_check_ins_are_counted_and_never_what_came_of_one(client, cast, as_user, pack):
    done = held(pack, cast)
    check_in(cast.rowan, about=f"activity:{done.pk}", assigned_to=cast.ash, what=done.title, due_at=timezone.now())
    assert "1 person, 1 still to ask" in read(as_user(client, cast.jo), pack)
    assert "To be asked by you" in read(as_user(client, cast.ash), pack)
    for who in ("uma", "rowan", "tal"):
        assert "still to ask" not in read(as_user(client, getattr(cast, who)), pack)
