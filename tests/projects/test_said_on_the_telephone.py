"""A call that asked something is not done before its answer is written down: straight after "We spoke" the page asks."""

import pytest
from django.utils import timezone

from meetings.models import DateAsked, DatePoll
from members.models import ContactTask
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo, "coordinator")


def call(person, about):
    return ContactTask.objects.create(person=person, way="phone", why="A meeting", about=about, due_at=timezone.now())


def spoke(jo, task, **more):
    return jo.post(f"/members/calls/{task.pk}/", {"outcome": "spoke"}, follow=True, **more)


def test_after_a_call_about_a_meeting_the_page_asks_and_one_press_writes_it_down(jo, cast):
    meeting = make.meeting("Welcome", people=[cast.sam], team=cast.team)
    asked = spoke(jo, call(cast.sam, meeting.about_word))
    shown = words(asked)
    for each in ("What did they say?", "Can Sam come?", "They did not say yet", 'value="yes room"', 'value="no"'):
        assert each in shown
    rsvp = meeting.rsvps.get()
    said = {"seen": int(meeting.starts_at.timestamp()), "choice": "yes room", "next": "/members/calls/"}
    back = jo.post(f"/meetings/answers/{rsvp.pk}/", said, follow=True)
    assert back.redirect_chain[-1][0] == "/members/calls/"
    rsvp.refresh_from_db()
    assert (rsvp.answer, rsvp.recorded_by) == ("yes", cast.jo)


def test_the_line_itself_asks_where_scripts_run_and_says_what_was_answered_before(jo, cast):
    meeting = make.meeting("Welcome", people=[cast.sam], team=cast.team)
    meeting.rsvps.update(answer="maybe")
    part = words(spoke(jo, call(cast.sam, meeting.about_word), headers={"HX-Request": "true"}))
    assert "<html" not in part
    for each in ("done. They count as told.", "So far: <strong>Not sure yet</strong>", "Nothing has changed"):
        assert each in part


def test_dates_and_work_are_asked_about_too(jo, cast, asked):
    shown = words(spoke(jo, call(cast.sam, asked.about_word)))
    for each in ("Would Sam like to?", 'value="interested"', "They did not say yet"):
        assert each in shown
    poll = DatePoll.objects.create(
        title="A walk",
        kind=make.kind(),
        team=cast.team,
        state="open",
        answer_by=timezone.localdate(),
        opened_at=timezone.now(),
    )
    line = DateAsked.objects.create(poll=poll, person=cast.sam)
    shown = words(spoke(jo, call(cast.sam, poll.about_word)))
    assert "Which dates suit Sam?" in shown
    page = f"/meetings/dates/asked/{line.pk}/?next=/members/calls/"
    assert f'href="{page}"' in shown
    assert 'name="next" value="/members/calls/"' in words(jo.get(page))


def test_nobody_is_asked_about_what_is_over_or_was_not_reached(jo, cast):
    over = make.meeting("Welcome", people=[cast.sam], team=cast.team, days=-3)
    assert "What did they say?" not in words(spoke(jo, call(cast.sam, over.about_word)))
    coming = make.meeting("Next", people=[cast.sam], team=cast.team)
    task = call(cast.sam, coming.about_word)
    assert "Can Sam come?" not in words(jo.post(f"/members/calls/{task.pk}/", {"outcome": "no_answer"}, follow=True))
    assert "Can Sam come?" not in words(spoke(jo, call(cast.pat, coming.about_word))), "Pat is not asked to it"
