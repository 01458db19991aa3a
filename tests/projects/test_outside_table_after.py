"""What becomes of an outside meeting: as what they sat there, from which stage it counts, and what others do meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from members.events import person_left
from members.models import CheckIn, Letter, Person
from members.rules import Refused
from projects import queries
from projects.actions import lifecycle, logging, table_talk
from projects.actions import outside_tables as tables
from projects.models import OutsideMeeting, StageChange
from projects.table_letters import answered_still_true
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast, now):
    make.kind("Commissioning meeting", slug="commissioning-meeting", default_level="strategic")
    project = make.project("Crisis support", team=cast.team, lead=cast.ash, stage=1)
    StageChange.objects.create(project=project, stage=1, changed_on=project.started_on)
    return tables.plan(
        project=project, title="Contract meeting", organisation="The council", on_day=timezone.localdate(now),
        person=cast.tal, buddy=cast.ash, brief_on=None, actor=cast.actor("ash"), now=now,
    )  # fmt: skip


def held(table, cast, now, **more):
    return tables.held(meeting=table, minutes=60, prep_minutes=None, actor=cast.actor("ash"), now=now, **more)


def test_it_is_said_as_what_they_sat_there_and_not_taken_from_being_a_trustee(client, cast, as_user, table):
    ash, address = as_user(client, cast.ash), reverse("projects:table_add", args=[table.pk, "held"])
    assert ash.post(address, {"minutes": "2"}).status_code == 422
    ash.post(address, {"minutes": "2", "hat": "carer"})
    part = OutsideMeeting.objects.get().activity.participations.get()
    assert (part.hats, part.is_lived_experience) == (["carer"], True)


def test_written_down_late_it_counts_from_the_stage_of_its_own_day(cast, table, now):
    later = now + timedelta(days=30)
    with time_machine.travel(later, tick=False):
        lifecycle.move_to_stage(project=table.project, stage=5, actor=cast.actor("ash"), now=later)
        done = held(OutsideMeeting.objects.get(), cast, later, hat="client")
    assert done.activity.stage == 1
    assert queries.earliest_involvement(table.project).stage == 1


def test_whoever_calls_it_off_from_an_older_page_finds_it_in_the_log(cast, table, now):
    stale = OutsideMeeting.objects.get()
    held(table, cast, now, hat="client")
    with pytest.raises(Refused, match="held already"):
        tables.call_off(meeting=stale, actor=cast.actor("ash"), now=now)
    assert not Letter.objects.filter(kind="table_off").exists()


def test_taken_back_in_the_log_it_asks_again_and_nobody_asks_how_it_was(client, cast, as_user, table, now):
    done = held(table, cast, now, hat="client").activity
    assert CheckIn.objects.filter(about=f"table:{table.pk}").exists()
    logging.take_back(activity=done, actor=cast.actor("ash"), now=now)
    assert not CheckIn.objects.filter(about=f"table:{table.pk}").exists()
    assert "Was it held?" in as_user(client, cast.ash).get(reverse("projects:table", args=[table.pk])).content.decode()
    assert held(OutsideMeeting.objects.get(), cast, now, hat="client").activity.state == "held"


def test_whoever_leaves_goes_nowhere_and_whoever_is_on_a_break_is_not_sent(cast, table, now):
    person_left.send(sender=Person, person=cast.tal, actor=cast.actor("jo"), now=now)
    assert OutsideMeeting.objects.get().called_off_at
    assert [letter.person for letter in Letter.objects.filter(kind="table_off")] == [table.buddy]
    cast.rowan.paused_at = now
    with pytest.raises(Refused, match="on a break"):
        tables.plan(
            project=table.project, title="Next", organisation="The council", on_day=table.on_day, person=cast.rowan,
            buddy=cast.ash, brief_on=None, actor=cast.actor("ash"), now=now,
        )  # fmt: skip


def test_one_answer_is_one_letter_and_a_correction_replaces_what_has_not_left(cast, table, now):
    asked = table_talk.ask(meeting=table, question="Who decides?", actor=cast.actor("ash"), now=now)
    said = {"answered_by": "The council", "answered_on": table.on_day, "actor": cast.actor("ash"), "now": now}
    for minute, answer in enumerate(("The panel", "The panel", "The board")):
        table_talk.answered(question=asked, answer=answer, **said | {"now": now + timedelta(minutes=minute)})
    first, second = Letter.objects.filter(kind="table_answered").order_by("pk")
    assert answered_still_true(first, now=now) == "The answer was corrected."
    assert answered_still_true(second, now=now) == ""
    table_talk.answered(question=asked, answer="The panel", **said | {"now": now + timedelta(minutes=9)})
    assert Letter.objects.filter(kind="table_answered").count() == 3, "said again after something else it is news again"


def test_held_after_all_it_says_what_is_said_now_and_somebody_asks_how_it_was(cast, table, now):
    done = held(table, cast, now, hat="client").activity
    logging.take_back(activity=done, actor=cast.actor("ash"), now=now)
    again = tables.held(
        meeting=OutsideMeeting.objects.get(), minutes=90, prep_minutes=30, hat="carer", actor=cast.actor("ash"), now=now
    )
    part = again.activity.participations.get()
    assert (again.activity.state, again.activity.minutes) == ("held", 90)
    assert (part.hats, part.contact_minutes, part.prep_minutes) == (["carer"], 90, 30)
    assert CheckIn.objects.filter(about=f"table:{table.pk}").count() == 1


def test_what_the_log_brings_back_is_not_called_off_any_more(cast, table, now):
    done = held(table, cast, now, hat="client").activity
    logging.take_back(activity=done, actor=cast.actor("ash"), now=now)
    tables.call_off(meeting=table, actor=cast.actor("ash"), now=now)
    with pytest.raises(Refused, match="called off"):
        held(table, cast, now, hat="client")
    logging.bring_back(activity=done, actor=cast.actor("ash"), now=now)
    meeting = OutsideMeeting.objects.get()
    assert (meeting.is_held, meeting.called_off_at) == (True, None)


def test_an_answer_changed_to_and_fro_before_it_left_is_told_once(cast, table, now):
    asked = table_talk.ask(meeting=table, question="Who decides?", actor=cast.actor("ash"), now=now)
    said = {"question": asked, "answered_by": "The council", "answered_on": table.on_day, "actor": cast.actor("ash")}
    for minute, answer in enumerate(("The panel", "The board", "The panel")):
        table_talk.answered(answer=answer, **said, now=now + timedelta(minutes=minute))
    noted = Letter.objects.filter(kind="table_answered").order_by("pk")
    assert [bool(answered_still_true(each, now=now)) for each in noted] == [True, True, False]
