"""What a form posts as the number of a row is a number the database knows, or none."""

import pytest

from members.web import row_id

HUGE = "9" * 5000


@pytest.mark.parametrize("value", [None, "", "x", "-1", "1.5", "9" * 19, HUGE])
def test_anything_else_is_no_row(value):
    assert row_id(value) == 0


def test_a_number_is_itself():
    assert row_id("42") == 42


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/members/settings/access/confirm/", "grant"),
        ("/meetings/venue/", "venue"),
        ("/meetings/events/people/", "event"),
    ],
)
def test_five_thousand_digits_are_answered_in_peace(client, cast, as_user, address, name):
    jo = as_user(client, cast.jo, "coordinator")
    assert jo.get(address, {name: HUGE}).status_code < 500
    assert jo.post(address, {name: HUGE}).status_code < 500
