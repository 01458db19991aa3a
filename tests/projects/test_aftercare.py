"""After heavy work somebody asks everybody how it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Kind
from members.models import CheckIn
from members.permissions import Role
from members.rules import Refused
from projects.actions import asking, logging
from projects.models import Opportunity
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(db):
    return make.kind("Interview panel", is_meeting=False, default_level="operational", is_heavy=True)


def log(cast, kind, people, **said):
    said = {"title": "", "date": timezone.localdate(), "team": cast.team, **said}
    return logging.quick_log(actor=cast.actor("ash"), now=timezone.now(), kind=kind, people=people, **said)


def test_after_a_panel_everybody_is_asked_and_so_is_ash_who_ran_it(cast, panel):
    assert cast.jo
    log(cast, panel, [cast.rowan, cast.sam])
    asked = {c.person: (c.sort, c.assigned_to) for c in CheckIn.objects.all()}
    assert asked == {cast.rowan: ("took_part", cast.ash), cast.sam: ("took_part", cast.ash), cast.ash: ("ran_it", None)}
    due = CheckIn.objects.first().due_at
    assert timedelta() < due - timezone.now() < timedelta(days=6)


def test_light_work_asks_nobody_but_those_who_spoke(cast):
    light = make.kind("Reading and commenting", is_meeting=False)
    log(cast, light, [cast.rowan])
    assert not CheckIn.objects.exists()
    log(cast, light, [cast.rowan, cast.sam], hats={cast.sam.pk: ["speaker", "client"]})
    assert CheckIn.objects.filter(sort="took_part").get().person == cast.sam


def test_logging_it_again_asks_once_and_taking_it_back_asks_nobody(cast, panel):
    activity = log(cast, panel, [cast.rowan, cast.sam])
    parts = [logging.Part(person=cast.rowan, hats=["advisory_member"])]
    logging.edit(activity=activity, actor=cast.actor("ash"), now=timezone.now(), parts=parts)
    assert {c.person for c in CheckIn.objects.all()} == {cast.rowan, cast.ash}
    logging.take_back(activity=activity, actor=cast.actor("ash"), now=timezone.now())
    assert not CheckIn.objects.exists()


def test_what_was_long_ago_is_history_and_nobody_rings(cast, panel):
    log(cast, panel, [cast.rowan], date=timezone.localdate() - timedelta(days=40))
    assert not CheckIn.objects.exists()
    assert Kind.objects.filter(is_heavy=True).exists()


def test_somebody_on_a_break_is_left_in_peace(cast, panel):
    cast.rowan.paused_at = timezone.now()
    cast.rowan.save()
    log(cast, panel, [cast.rowan, cast.sam])
    assert cast.rowan not in {c.person for c in CheckIn.objects.all()}


# ---- training, and what is said before -------------------------------------------------------------------------
def test_work_that_needs_training_takes_a_yes_from_those_who_have_it(cast):
    course = make.course()
    work = make.opportunity(people=[cast.rowan, cast.robin], needs_course=course, or_train=False)
    make.training(cast.rowan, course=course)
    said = {"answer": "yes", "now": timezone.now()}
    mine, theirs = (work.invitations.get(person=p) for p in (cast.rowan, cast.robin))
    assert asking.answer(invitation=mine, actor=cast.actor("rowan"), **said).answer == "yes"
    with pytest.raises(Refused, match="needs the training"):
        asking.answer(invitation=theirs, actor=cast.actor("robin"), **said)
    assert asking.answer(invitation=theirs, answer="interested", actor=cast.actor("robin"), now=timezone.now())
    Opportunity.objects.update(or_train=True)
    theirs.refresh_from_db()
    assert asking.answer(invitation=theirs, actor=cast.actor("robin"), **said).answer == "yes"


def test_the_invitation_says_what_may_be_hard_who_is_there_and_which_training(client, cast, as_user):
    work = make.opportunity(
        make.project(team=cast.team), people=[cast.rowan], needs_course=make.course(), content_note="It is about loss.",
        wellbeing_person="Mia Torr", asked_by=cast.ash,
    )  # fmt: skip
    page = " ".join(as_user(client, cast.ash, Role.STAFF).get(f"/projects/work/{work.pk}/").content.decode().split())
    for said in ("It is about loss.", "Mia Torr is there for you", "or we’ll train you", "Needs the training"):
        assert said in page


def test_the_meeting_says_what_may_be_hard_to_hear_before_rowan_answers(client, cast, as_user):
    meeting = make.meeting(people=[cast.rowan], content_note="We talk about a suicide.", wellbeing_person="Mia Torr")
    page = " ".join(as_user(client, cast.rowan).get(f"/meetings/{meeting.pk}/").content.decode().split())
    assert "We talk about a suicide." in page
    assert "You can step out at any time" in page
