"""Whatever somebody looks after is looked after while they are away: shown, opened and pressed by whoever stands in, no longer.

Each record lies in a team of neither of them, unless it is the lead that is covered. Whoever owns it finds it the same way.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import PlanningTask, SpeakerTalk
from members.actions import consents
from members.actions import cover as covering
from members.permissions import by_link
from tests import factories as make
from tests.owned_things import (
    EVERYTHING,
    TODAY,
    a_planning_task,
    a_point,
    a_step_of_the_month,
    a_talk,
    an_action,
    an_outside_question,
    one_need,
)

pytestmark = pytest.mark.django_db


def _home(client):
    return client.get("/").content.decode()


def _at_home(client, link):
    return f'href="{link}' in _home(client).split("<main")[1].split("</main")[0]


def _send_away(cast):
    today = TODAY()
    return covering.go_away(
        person=cast.ash, cover=cast.uma, starts=today, ends=today + timedelta(days=7), actor=cast.actor("jo"),
        now=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize("owned", EVERYTHING, ids=lambda make: make.__name__)
def test_whoever_stands_in_finds_it_opens_it_and_does_it_and_not_a_day_longer(client, cast, as_user, owned):
    it = owned(cast)
    as_user(client, cast.uma, "staff")
    _is_closed(client, it)
    absence = _send_away(cast)
    _is_done(client, it)
    covering.come_back(absence=absence, actor=cast.actor("jo"), now=timezone.now())
    _is_closed(client, it)


@pytest.mark.parametrize("owned", EVERYTHING, ids=lambda make: make.__name__)
def test_whoever_owns_it_finds_it_opens_it_and_does_it(client, cast, as_user, owned):
    it = owned(cast)
    as_user(client, cast.ash, "staff")
    _is_done(client, it)


def _is_closed(client, it):
    assert not _at_home(client, it.link), "their home says nothing of it"
    if it.link != reverse("meetings:actions") and not it.seen_by_staff:
        assert client.get(it.link).status_code == it.closed
    if it.data is not None:
        assert client.post(it.press, it.data).status_code in (403, 404)
    elif it.press:
        assert client.get(it.press).status_code in (403, 404)


def _is_done(client, it):
    assert _at_home(client, it.link), "their home leads to it"
    assert client.get(it.link, follow=True).status_code == 200
    if it.data is None:
        assert not it.press or client.get(it.press).status_code == 200
        return
    assert client.post(it.press, it.data).status_code in (200, 302)
    it.thing.refresh_from_db()
    assert it.done is None or it.done()


def test_a_stand_in_sees_what_was_theirs_and_nothing_beside_it(client, cast, as_user):
    """Not the other needs, talks, tasks and steps of the same place, nor what only its team may do."""
    need, talk, task, step = one_need(cast), a_talk(cast), a_planning_task(cast), a_step_of_the_month(cast)
    point, question = a_point(cast), an_outside_question(cast)
    meeting, gathering = need.thing.meeting, task.thing.gathering
    others = make.provision(meeting, cast.robin, owner=cast.jo)
    jo_talks = SpeakerTalk.objects.create(speaker=talk.thing.speaker, sort="debrief", owner=cast.jo, due_on=TODAY())
    jo_does = PlanningTask.objects.create(gathering=gathering, title="Ring the caterer", owner=cast.jo)
    _send_away(cast)
    as_user(client, cast.uma, "staff")
    closed = [
        reverse("meetings:access", args=[meeting.pk]),
        reverse("meetings:provision", args=[others.pk]),
        reverse("meetings:speaker", args=[talk.thing.speaker_id]),
        reverse("meetings:speaker_talk", args=[jo_talks.pk]),
        reverse("meetings:planning", args=[gathering.pk]),
        reverse("meetings:planning_task", args=[jo_does.pk]),
        reverse("meetings:meeting_month", args=[step.thing.meeting_id]),
        reverse("projects:need", args=[point.thing.project_id, "offer"]),
        reverse("projects:table", args=[question.thing.meeting_id]),
    ]
    assert [client.get(each).status_code in (403, 404) for each in closed] == [True] * len(closed)
    handed = {"owner": cast.uma.pk, "due_on": TODAY().isoformat()}
    client.post(need.link, handed)
    client.post(task.link, {"step": "drop"})
    client.post(task.link, {"title": "Mine", "owner": cast.uma.pk})
    client.post(talk.link, handed)
    client.post(point.link, {"looked_after_by": cast.uma.pk, "due_on": TODAY().isoformat(), "note": "x"})
    for each in (need, task, talk, point):
        each.thing.refresh_from_db()
    assert (need.thing.owner, task.thing.owner, talk.thing.owner) == (cast.ash,) * 3
    assert (task.thing.title, point.thing.looked_after_by) == ("Book the hall", cast.ash)


@pytest.mark.parametrize("agreed", [True, False])
def test_for_whom_a_need_is_says_its_page_only_when_they_agreed_that_whoever_runs_it_is_told(
    client, cast, as_user, agreed
):
    it = one_need(cast)
    if agreed:
        consents.give(
            person=cast.rowan, consent="access_host", how="online", actor=by_link(cast.rowan), now=timezone.now(),
            about=it.thing.meeting.about_word,
        )  # fmt: skip
    page = as_user(client, cast.ash, "staff").get(it.link).content.decode()
    assert it.thing.flag in page
    assert (cast.rowan.name in page) == agreed
    said = client.post(it.link, {"state": "arranged"}, follow=True).content.decode()
    assert (cast.rowan.name in said) == agreed


def test_in_another_role_nothing_of_whom_they_stand_in_for_is_theirs(client, cast, as_user):
    it = an_action(cast)
    make.grant(cast.uma, "trustee")
    _send_away(cast)
    assert it.thing.text not in as_user(client, cast.uma, "trustee").get(it.link).content.decode()
    assert client.post(it.press, it.data).status_code == 404
