"""By which way somebody is asked how they are: never by one they asked us not to use."""

import pytest

from members.queries.support import ways_to_ask
from tests import factories as make
from tests.meetings.test_access import needs

pytestmark = pytest.mark.django_db
NUMBER, NO_CALLS = "01632 960 777", "They asked not to be rung without a word before."


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def asks(client, cast, as_user):
    """The page on which somebody asks Rowan, who is reached by email first."""
    asked = make.check_in(cast.rowan, assigned_to=cast.ash)

    def asks(person, role="staff"):
        return words(as_user(client, person, role).get(f"/members/check-ins/{asked.pk}/"))

    return asks


def test_whoever_is_not_rung_without_a_word_before_is_asked_by_email(cast, asks):
    make.channel(cast.rowan, way="phone", address=NUMBER, rank=2)
    assert NUMBER in asks(cast.ash)
    needs(cast, cast.rowan, no_calls="")
    page = asks(cast.ash)
    assert NUMBER not in page
    assert "rowan@example.org" in page
    assert NO_CALLS in page
    desk = asks(cast.jo, "coordinator")
    assert NUMBER in desk, "the involvement team sees how people are reached anyway"
    assert NO_CALLS in desk


def test_so_is_whoever_says_beside_the_number_never_to_ring(cast, asks):
    make.channel(cast.rowan, way="phone", address=NUMBER, rank=2, best_times="Never ring.")
    page = asks(cast.ash)
    assert NUMBER not in page
    assert "rowan@example.org" in page
    assert "They asked never to be rung." in page


def test_where_nothing_fits_no_address_is_shown_and_the_page_says_whom_to_ask(cast, asks):
    needs(cast, cast.rowan, post_only="")
    page = asks(cast.ash)
    assert "They need it by post only." in page
    assert "rowan@example.org" not in page
    assert "We know no way that fits. Please ask the involvement team." in page


def test_whoever_is_reached_by_post_or_telephone_only_never_asked_not_to_be_rung(cast, asks):
    make.channel(cast.rowan, way="phone", address=NUMBER, rank=2)
    needs(cast, cast.rowan, phone_only="", post_only="")
    page = asks(cast.ash)
    assert NUMBER in page
    assert "They need it by telephone or by post only." in page
    assert "never to be rung" not in page


@pytest.mark.parametrize(
    ("told", "ways"),
    [
        ({}, ["phone"]), ({"phone_only": ""}, ["phone"]), ({"no_calls": ""}, ["text"]), ({"post_only": ""}, ["post"]),
        ({"email_only": "", "post_only": ""}, ["post"]), ({"via_supporter": ""}, []), ({"slower": ""}, ["phone"]),
    ],
)  # fmt: skip
def test_the_way_contradicts_no_need(cast, told, ways):
    ash = cast.actor("ash")
    make.channel(cast.sam, way="text", address="07700 900 201", rank=2)
    make.channel(cast.sam, way="post", address="2 Low Road", rank=3)
    assert [each.way for each in ways_to_ask(cast.sam, ash, needs=told)] == ways
