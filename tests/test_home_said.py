"""What a home asks, in the order of its day, and what it says after a press: help first, what can wait folded."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from coproduction.home import waiting
from members.models import Person
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


def asked(cast, how_many):
    for number in range(how_many):
        by = timezone.localdate() + timedelta(days=20 - number)
        make.opportunity(title=f"Panel {number}", people=[cast.rowan], answer_by=by)


def test_on_a_bad_day_the_break_and_the_call_stand_under_the_next_meeting(client, cast, as_user):
    make.meeting("Welcome Pack workshop", days=9, people=[cast.rowan])
    asked(cast, 2)
    page = words(as_user(client, cast.rowan, "member").get("/"))
    help_now = page.index('<a href="#break">Need a break?</a> · <a href="#ring">Rather talk?</a>')
    assert page.index("Yes, in the room") < help_now < page.index("Panel 1") < page.index("Panel 0")
    assert page.count('id="break"') == page.count('id="ring"') == 1
    assert "that can wait" not in page


def test_of_five_things_the_three_earliest_stand_there_and_two_are_folded(client, cast, as_user):
    asked(cast, 5)
    page = words(as_user(client, cast.rowan, "member").get("/"))
    fold = page.index("And 2 more things that can wait")
    in_order = [page.index(f"Panel {number}<") for number in (4, 3, 2, 1, 0)]
    assert in_order == sorted(in_order)
    assert in_order[2] < fold < in_order[3]


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False)])
def test_an_answer_that_did_not_come_in_time_is_called_late_at_home_too(client, cast, as_user, days, late):
    make.contribution(people=[cast.rowan], reply_by=timezone.localdate() + timedelta(days=days))
    page = words(as_user(client, cast.rowan, "member").get("/"))
    assert ("We promised you an answer by" in page and "That day has passed. We are sorry" in page) is late
    assert ("You get an answer by" in page) is not late


def test_nothing_is_asked_on_a_break_beside_what_was_promised(client, cast, as_user):
    make.opportunity(title="Nobody asked yet", people=[cast.robin], answer_by=timezone.localdate() + timedelta(days=9))
    as_user(client, cast.rowan, "member")
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    page = words(client.get("/"))
    for ask in ("nobody asked you yet", "Would you like to?", "What do you need to take part?", "Need a break?"):
        assert ask not in page
    assert '<a href="#ring">Rather talk?</a>' in page


def test_what_can_be_said_until_later_stands_after_what_has_the_nearer_last_day():
    now = timezone.now()
    right = SimpleNamespace(starts_at=now - timedelta(days=2))  # asked for a week after the meeting
    sooner = SimpleNamespace(opportunity=SimpleNamespace(answer_by=timezone.localdate(now) + timedelta(days=3)))
    cards = waiting.in_order(asked_how=[], asked_right=right, voices=[], after={}, work=[sooner])
    assert [card.sort for card in cards] == ["work", "right"]


def test_a_conference_that_is_far_off_does_not_call_louder_than_what_waits(client, cast, as_user):
    make.gathering(slug="conference", team=cast.team)
    page = words(as_user(client, cast.rowan, "member").get("/events/mine/"))
    assert '/events/conference/register/"' in page
    assert "btn-primary" not in page[page.index('id="conference"') :]
