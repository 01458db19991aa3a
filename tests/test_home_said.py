"""What a home asks, in the order of its day, and what it says after a press: help first, what can wait folded."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def test_whoever_answers_on_the_page_of_a_meeting_is_back_on_it_though_no_browser_says_where_it_came_from(
    client, cast, as_user
):
    meeting = make.meeting("Welcome Pack workshop", days=9, people=[cast.rowan])
    as_user(client, cast.rowan, "member")
    only_the_site = {"HTTP_REFERER": "http://testserver/"}  # Referrer-Policy: strict-origin
    answered = client.post(f"/meetings/{meeting.pk}/answer/", {"answer": "no"}, follow=True, **only_the_site)
    assert answered.redirect_chain == [(f"/meetings/{meeting.pk}/", 302)]
    assert "Saved for Welcome Pack workshop," in words(answered)
