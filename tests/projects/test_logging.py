"""What people gave, written down."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from members.rules import Refused
from projects.actions import lifecycle, logging
from projects.events import activity_changed
from projects.models import Activity, Stage
from projects.queries import first_involved_stage, given_by, lookalikes, needs_detail, new_voices, what_it_moved
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 9, 13, 0, tzinfo=UTC)
TODAY = date(2026, 6, 9)


@pytest.fixture
def panel(db):
    return make.kind("Interview panel", is_meeting=False, default_level="operational")


@pytest.fixture
def log(cast, panel):
    """Ash logs a panel of today with Rowan, unless said otherwise."""

    def quickly(who="ash", **words):
        words = {"title": "Panel for the new worker", "date": TODAY, "team": cast.team, "people": [cast.rowan], **words}
        return logging.quick_log(actor=cast.actor(who), now=NOW, kind=panel, **words)

    return quickly


def test_ash_logs_an_hour_and_a_half_with_rowan_and_sam(cast, log):
    activity = log(people=[cast.rowan, cast.sam], minutes=90, stage=Stage.PLAN, others=3, others_le=1)
    assert activity.level == "operational"
    assert not activity.needs_detail
    parts = list(activity.participations.values_list("person__name", "hats", "contact_minutes", "prep_minutes"))
    assert parts == [("Rowan Ashdown", ["advisory_member"], 90, None), ("Sam Okafor", ["advisory_member"], 90, None)]
    assert given_by(cast.rowan).minutes == 90


def test_a_panel_logged_in_a_hurry_is_there_to_be_completed_later(cast, log):
    activity = log(stage=None, minutes=None)
    assert activity.needs_detail
    assert list(needs_detail(cast.actor("ash"))) == [activity]
    assert not needs_detail(cast.actor("uma")).exists()
    assert activity.participations.get().contact_minutes is None  # not known is not nought
    assert given_by(cast.rowan).without_time == 1


def test_the_same_form_sent_twice_logs_once(cast, log):
    token = "6f0f8f4e-3f0e-4d6f-9a55-5f2f5a0f6b11"
    assert log(token=token) == log(token=token)
    assert Activity.objects.count() == 1


def test_somebody_elses_form_cannot_be_sent_again(cast, log):
    token = "6f0f8f4e-3f0e-4d6f-9a55-5f2f5a0f6b11"
    log(token=token)
    with pytest.raises(Refused):
        log("jo", token=token)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"date": TODAY + timedelta(days=1)}, "has not come yet"),
        ({"others": -1}, "below nought"),
        ({"others": 2, "others_le": 3}, "More people with lived experience"),
        ({"minutes": 25 * 60}, "more than a day"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(log, wrong, words):
    with pytest.raises(Refused, match=words):
        log(**wrong)
    assert not Activity.objects.exists()


def test_ash_cannot_log_for_another_team(cast, log):
    with pytest.raises(PermissionDenied):
        log(team=cast.other_team)


def test_a_member_cannot_log(cast, log):
    with pytest.raises(PermissionDenied):
        log("rowan")


def test_a_trustee_who_also_has_lived_experience_counts_as_a_trustee_until_somebody_says_otherwise(cast, log):
    cast.tal.has_lived_experience = True
    cast.tal.save()
    part = log(people=[cast.tal]).participations.get()
    assert part.hats == ["trustee"]
    assert not part.is_lived_experience
    both = log(people=[cast.tal], hats={cast.tal.pk: ["trustee", "client"]}).participations.get()
    both.refresh_from_db()
    assert both.is_lived_experience


def test_staff_who_took_part_are_staff(cast, log):
    assert log(people=[cast.uma]).participations.get().hats == ["staff"]


def test_a_person_nobody_knows_anything_about_must_be_asked_for_a_hat(cast, log):
    lee = make.person("Lee Nott")
    with pytest.raises(Refused, match="as what Lee Nott took part"):
        log(people=[lee])
    assert log(people=[lee], hats={lee.pk: ["carer"]}).participations.get().hats == ["carer"]


def test_the_hat_is_that_of_the_day_it_was_worn(cast, log):
    lee = make.person("Lee Nott")
    make.seat(lee, cast.group, starts=TODAY - timedelta(days=10), ends=TODAY - timedelta(days=5))
    log(people=[lee], date=TODAY - timedelta(days=7))
    with pytest.raises(Refused):
        log(people=[lee], date=TODAY)


def test_a_kind_that_changes_its_level_leaves_what_is_logged_alone(log, panel):
    before = log()
    panel.default_level = "strategic"
    panel.save()
    after = log(title="Another panel")
    before.refresh_from_db()
    assert (before.level, after.level) == ("operational", "strategic")


def test_two_panels_of_one_team_on_one_day_are_shown_side_by_side(cast, log):
    first, second = log(), log()
    assert list(lookalikes(second)) == [first]
    assert not lookalikes(log(date=TODAY - timedelta(days=1))).exists()


def test_taken_back_it_counts_nowhere_and_brought_back_it_counts_again(cast, log):
    activity = log(minutes=60)
    logging.take_back(activity=activity, actor=cast.actor("ash"), now=NOW)
    assert not given_by(cast.rowan)
    logging.bring_back(activity=activity, actor=cast.actor("ash"), now=NOW)
    assert given_by(cast.rowan).activities == 1


@pytest.mark.parametrize("before", ["draft", "cancelled", "held"])
def test_brought_back_it_is_what_it_was_before_it_was_taken_back(cast, log, before):
    """A draft counts in no figure; that it was taken back by mistake does not say that it took place."""
    activity, ash = log(minutes=60), cast.actor("ash")
    activity.state = before
    activity.save()
    logging.bring_back(activity=activity, actor=ash, now=NOW)
    assert activity.state == before, "nothing was taken back"
    for _ in range(2):
        logging.take_back(activity=activity, actor=ash, now=NOW)
        logging.take_back(activity=activity, actor=ash, now=NOW)
        logging.edit(activity=activity, actor=ash, now=NOW, title="Named better meanwhile")
        logging.bring_back(activity=activity, actor=ash, now=NOW)
        activity.refresh_from_db()
        assert activity.state == before
    logging.took_place(activity=activity, actor=ash, now=NOW)
    assert given_by(cast.rowan).activities == 1


def test_everybody_above_hears_of_every_change(cast, log):
    heard = []

    def listen(sender, activity, now, **kwargs):
        heard.append(activity.state)

    activity_changed.connect(listen)
    try:
        activity = log()
        logging.edit(activity=activity, actor=cast.actor("ash"), now=NOW, title="A better title")
        logging.take_back(activity=activity, actor=cast.actor("ash"), now=NOW)
    finally:
        activity_changed.disconnect(listen)
    assert heard == ["held", "held", "removed"]


def test_a_longer_panel_gives_more_time_to_those_who_were_there_throughout(cast, log):
    activity = log(people=[cast.rowan, cast.sam], minutes=60)
    late = activity.participations.get(person=cast.sam)
    late.contact_minutes = 15
    late.save()
    logging.edit(activity=activity, actor=cast.actor("ash"), now=NOW, minutes=90)
    assert dict(activity.participations.values_list("person__name", "contact_minutes")) == {
        "Rowan Ashdown": 90,
        "Sam Okafor": 15,
    }


def test_a_change_keeps_who_when_what_and_why(cast, log):
    activity = log()
    parts = [logging.Part(cast.rowan, ["advisory_member", "speaker"], contact_minutes=60, prep_minutes=0)]
    logging.edit(
        activity=activity,
        actor=cast.actor("ash"),
        now=NOW,
        parts=parts,
        title="Panel, both rounds",
        why="Typed too fast",
    )
    event = activity.events.order_by("-pgh_id").filter(title="Panel, both rounds").first()
    assert event.pgh_context.metadata["why"] == "Typed too fast"
    part = activity.participations.get()
    assert (part.hats, part.prep_minutes, part.travel_minutes) == (["advisory_member", "speaker"], 0, None)


class TestInvolvedFromWhen:
    def test_the_first_time_somebody_with_lived_experience_was_there(self, cast, log):
        pack = make.project(team=cast.team)
        log(project=pack, people=[cast.uma], date=TODAY - timedelta(days=9), stage=Stage.IDEA)
        log(project=pack, date=TODAY - timedelta(days=5), stage=Stage.PLAN)
        log(project=pack, date=TODAY, stage=Stage.DELIVER)
        assert first_involved_stage(pack) == Stage.PLAN

    def test_heads_without_names_count_when_some_have_lived_experience(self, cast, log):
        pack = make.project(team=cast.team)
        log(project=pack, people=[], others=5, stage=Stage.PLAN)
        assert first_involved_stage(pack) is None
        log(project=pack, people=[], others=5, others_le=2, stage=Stage.DECIDE)
        assert first_involved_stage(pack) == Stage.DECIDE

    def test_what_was_taken_back_does_not_count(self, cast, log):
        pack = make.project(team=cast.team)
        mistake = log(project=pack, stage=Stage.IDEA)
        logging.take_back(activity=mistake, actor=cast.actor("ash"), now=NOW)
        assert first_involved_stage(pack) is None

    def test_the_thanks_say_what_it_moved_and_only_once(self, cast, log):
        pack = make.project(team=cast.team)
        first = log(project=pack, date=TODAY - timedelta(days=1), stage=Stage.PLAN)
        assert what_it_moved(first) == "Welcome Pack now has people involved from the planning stage."
        assert what_it_moved(log(project=pack, stage=Stage.DELIVER)) == ""

    def test_only_a_coordinator_corrects_it_and_gives_a_reason(self, cast, log):
        pack = make.project(team=cast.team)
        log(project=pack, stage=Stage.DECIDE)
        with pytest.raises(PermissionDenied):
            lifecycle.correct_first_stage(
                project=pack, stage=1, reason="We met before", actor=cast.actor("ash"), now=NOW
            )
        with pytest.raises(Refused, match="reason"):
            lifecycle.correct_first_stage(project=pack, stage=1, reason=" ", actor=cast.actor("jo"), now=NOW)
        lifecycle.correct_first_stage(project=pack, stage=1, reason="We met before", actor=cast.actor("jo"), now=NOW)
        assert first_involved_stage(pack) == Stage.IDEA

    def test_a_correction_is_never_later_than_what_the_log_shows(self, cast, log):
        pack = make.project(team=cast.team)
        log(project=pack, stage=Stage.PLAN)
        with pytest.raises(Refused, match="change that activity"):
            lifecycle.correct_first_stage(project=pack, stage=6, reason="Hm", actor=cast.actor("jo"), now=NOW)


def test_a_first_time_is_seen_once(cast, log):
    first = log(people=[cast.rowan, cast.uma], date=TODAY - timedelta(days=1))
    assert new_voices(first) == [cast.rowan]  # staff have no first time here
    assert new_voices(log(people=[cast.rowan, cast.sam])) == [cast.sam]
