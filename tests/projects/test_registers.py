"""A closed register becomes an activity, once, and what people changed by hand is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.events import register_closed
from meetings.models import Meeting
from projects.actions import lifecycle, logging
from projects.models import Activity, QualityTask, Stage
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(db):
    return timezone.now()


@pytest.fixture
def meeting(cast):
    """Two days ago, so that it is over before today at any hour; two hours, Rowan in the room and Sam by telephone."""
    held = make.meeting(days=-2, body=cast.group, team=cast.team, others=4, others_le=2)
    make.attendance(held, cast.rowan)
    make.attendance(held, cast.sam, mode="phone")
    make.attendance(held, cast.pat, came=False)
    return held


@pytest.fixture
def close(cast, now):
    def closed(meeting, who="jo"):
        register_closed.send(sender=Meeting, meeting=meeting, actor=cast.actor(who), now=now)
        return Activity.objects.get(meeting=meeting)

    return closed


def names(activity):
    return list(activity.participations.order_by("person__sort_name").values_list("person__name", flat=True))


def test_closing_a_register_logs_who_came_for_how_long_and_at_which_level(cast, meeting, close):
    activity = close(meeting)
    assert names(activity) == ["Rowan Ashdown", "Sam Okafor"]
    assert (activity.minutes, activity.level, activity.mode) == (120, "strategic", "hybrid")
    assert (activity.others, activity.others_le, activity.team) == (4, 2, cast.team)
    assert set(activity.participations.values_list("contact_minutes", flat=True)) == {120}


def test_closing_it_again_doubles_nothing(meeting, close):
    first = close(meeting)
    before = list(first.participations.values("pk", "hats", "contact_minutes"))
    assert close(meeting) == first
    assert list(first.participations.values("pk", "hats", "contact_minutes")) == before
    assert Activity.objects.count() == 1


def test_somebody_taken_off_the_register_is_taken_off_the_log(cast, meeting, close):
    close(meeting)
    meeting.attendances.filter(person=cast.sam).update(came=False)
    assert names(close(meeting)) == ["Rowan Ashdown"]
    assert not QualityTask.objects.exists()


def test_a_part_changed_by_hand_stays_and_becomes_a_question(cast, meeting, close, now):
    activity = close(meeting)
    parts = [
        logging.Part(cast.rowan, ["advisory_member"], contact_minutes=120),
        logging.Part(cast.sam, ["advisory_member"], contact_minutes=60, prep_minutes=30),
    ]
    logging.edit(activity=activity, parts=parts, actor=cast.actor("jo"), now=now)
    meeting.attendances.filter(person=cast.sam).update(came=False)
    close(meeting)
    assert names(close(meeting)) == ["Rowan Ashdown", "Sam Okafor"]
    assert activity.participations.get(person=cast.sam).prep_minutes == 30
    task = QualityTask.objects.get()  # asked once, although closed twice
    assert "Sam Okafor" in task.what


def test_hats_and_minutes_put_right_by_hand_stay_when_it_is_closed_again(cast, meeting, close, now):
    activity = close(meeting)
    parts = [
        logging.Part(cast.rowan, ["advisory_member", "speaker"], contact_minutes=45),
        logging.Part(cast.sam, ["advisory_member"], contact_minutes=120),
    ]
    logging.edit(activity=activity, parts=parts, actor=cast.actor("jo"), now=now)
    close(meeting)
    rowan = activity.participations.get(person=cast.rowan)
    assert (rowan.hats, rowan.contact_minutes) == (["advisory_member", "speaker"], 45)


def test_an_untouched_form_that_is_saved_counts_as_no_change_by_hand(cast, meeting, close, now):
    activity = close(meeting)
    parts = [logging.Part(p.person, p.hats, p.contact_minutes) for p in activity.participations.all()]
    logging.edit(activity=activity, parts=parts, actor=cast.actor("jo"), now=now)
    assert not activity.participations.filter(edited_by_hand=True).exists()
    assert not activity.edited_by_hand


def test_a_level_and_a_stage_put_right_stay_when_it_is_closed_again(cast, meeting, close, now):
    activity = close(meeting)
    logging.edit(activity=activity, level="operational", stage=Stage.PLAN, minutes=90, actor=cast.actor("jo"), now=now)
    again = close(meeting)
    assert (again.level, again.stage, again.minutes) == ("operational", Stage.PLAN, 90)


def test_the_stage_is_that_of_the_project_on_the_day(cast, meeting, close, now):
    pack = make.project(team=cast.team, stage=Stage.IDEA)
    lifecycle.link_meeting(project=pack, meeting=meeting, actor=cast.actor("jo"), now=now)
    today = timezone.localdate(now)
    pack.stage_changes.create(stage=Stage.PLAN, changed_on=today - timedelta(days=9))
    lifecycle.move_to_stage(project=pack, stage=Stage.DELIVER, actor=cast.actor("jo"), now=now)
    activity = close(meeting)
    assert (activity.project, activity.stage) == (pack, Stage.PLAN)


def test_a_project_linked_after_the_register_was_closed_gets_its_activity(cast, meeting, close, now):
    activity = close(meeting)
    pack = make.project(team=cast.team, stage=Stage.PLAN)
    lifecycle.link_meeting(project=pack, meeting=meeting, actor=cast.actor("jo"), now=now)
    activity.refresh_from_db()
    assert (activity.project, activity.stage) == (pack, Stage.PLAN)


def test_a_meeting_about_two_projects_counts_for_one_and_asks_about_the_other(cast, meeting, close, now):
    for title in ("Welcome Pack", "Let's Talk"):
        lifecycle.link_meeting(
            project=make.project(title, team=cast.team), meeting=meeting, actor=cast.actor("jo"), now=now
        )
    assert close(meeting).project.title == "Welcome Pack"
    assert "Let's Talk" in QualityTask.objects.get().what


def test_a_trustee_in_the_room_keeps_the_trustees_hat(cast, meeting, close):
    make.attendance(meeting, cast.tal, hat="")
    assert close(meeting).participations.get(person=cast.tal).hats == ["trustee"]


def test_a_walk_in_nobody_knows_is_asked_about_and_not_guessed(cast, meeting, close):
    lee = make.person("Lee Nott")
    make.attendance(meeting, lee, hat="", is_walk_in=True)
    assert "Lee Nott" not in names(close(meeting))
    assert "Lee Nott came, but as what is not known" in QualityTask.objects.get().what


def test_a_register_cannot_be_taken_back_in_the_log(cast, meeting, close, as_user, client):
    activity = close(meeting)
    answer = as_user(client, cast.jo).post(f"/projects/activities/{activity.pk}/take-back/")
    assert answer.status_code == 409
    assert "Open the register again" in answer.content.decode()
