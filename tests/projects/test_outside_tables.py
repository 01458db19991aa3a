"""A member at an outside table: who goes along, who speaks for whom, words, questions until they are answered, and afterwards."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from members import packs
from members.actions import erasure
from members.models import CheckIn, Letter, Person
from members.post import clock
from members.rules import Refused
from projects.actions import outside_tables as tables
from projects.actions import table_talk as talk
from projects.models import Activity, Jargon, OutsideMeeting, TableQuestion
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast, now):
    project = make.project("Crisis support", team=cast.team, lead=cast.ash)
    return tables.plan(
        project=project, title="Contract meeting", organisation="The council",
        on_day=timezone.localdate(now) + timedelta(days=10), person=cast.rowan, buddy=cast.ash,
        brief_on=timezone.localdate(now) + timedelta(days=1), actor=cast.actor("ash"), now=now,
    )  # fmt: skip


def words(response):
    return " ".join(response.content.decode().split())


def test_somebody_goes_along_and_talking_it_through_afterwards_is_planned_from_the_beginning(cast, table, now):
    assert table.debrief_on > table.on_day
    same = {"project": table.project, "title": "x", "organisation": "y", "person": cast.rowan, "now": now}
    same |= {"on_day": table.on_day, "brief_on": None}
    for buddy in (None, cast.rowan):
        with pytest.raises(Refused, match="goes along"):
            tables.plan(**same, buddy=buddy, actor=cast.actor("ash"))
    with pytest.raises(Refused, match="before the meeting"):
        tables.plan(**same | {"brief_on": table.debrief_on}, buddy=cast.ash, actor=cast.actor("ash"))
    with pytest.raises(PermissionDenied):
        tables.plan(**same, buddy=cast.ash, actor=cast.actor("uma"))


def test_for_the_group_one_says_only_what_the_group_agreed_on(cast, table, now):
    same = {"meeting": table, "topic": "Waiting times", "by_buddy": False, "actor": cast.actor("ash"), "now": now}
    with pytest.raises(Refused, match="group agreed on"):
        talk.speak_on(**same, for_whom="group", mandate=" ")
    talk.speak_on(**same, for_whom="group", mandate="In May: nobody waits without a call")
    assert talk.speak_on(**same, for_whom="self", mandate="ignored").mandate == ""


def test_what_is_sent_twice_stands_there_once(cast, table, now):
    who = {"actor": cast.actor("ash"), "now": now}
    for _ in range(2):
        tables.plan(
            project=table.project, title="Contract meeting", organisation="The council", on_day=table.on_day,
            person=cast.rowan, buddy=cast.ash, brief_on=None, **who,
        )  # fmt: skip
        talk.speak_on(meeting=table, topic="Waiting", by_buddy=False, for_whom="self", mandate="", **who)
        talk.ask(meeting=table, question="Who decides?", actor=cast.actor("rowan"), now=now)
    assert (OutsideMeeting.objects.count(), table.topics.count(), table.questions.count()) == (1, 1, 1)


def test_what_a_member_asked_there_stands_in_their_copy_and_not_in_that_of_whoever_owes_the_answer(cast, table, now):
    talk.ask(meeting=table, question="Who decides?", actor=cast.actor("rowan"), now=now)
    assert "Who decides?" in repr(packs.gather(cast.rowan))
    assert "Who decides?" not in repr(packs.gather(cast.ash))
    said = {"answer": "The panel", "answered_by": "The council", "answered_on": timezone.localdate(now)}
    talk.answered(question=TableQuestion.objects.get(), **said, actor=cast.actor("ash"), now=now)
    erasure.erase(person=cast.rowan, actor=cast.actor("jo"), now=now, check=False)
    assert TableQuestion.objects.get().answer == "The panel"


def test_a_word_is_explained_once_and_stands_there_at_the_next_meeting_of_that_organisation(
    client, cast, as_user, table, now
):
    for meaning in ("Money a year", "A year's money"):
        talk.explain(
            meeting=table, word="Block contract", meaning=meaning, everywhere=False, actor=cast.actor("ash"), now=now
        )
    assert Jargon.objects.get().meaning == "A year's money"
    for organisation, there in (("the Council", True), ("Another one", False)):
        OutsideMeeting.objects.filter(pk=table.pk).update(organisation=organisation)
        page = words(as_user(client, cast.rowan).get(f"/projects/outside/{table.pk}/sheet/"))
        assert ("Block contract" in page) == there


def test_the_members_question_is_owed_by_somebody_until_there_is_an_answer(client, cast, as_user, table, now):
    rowan = as_user(client, cast.rowan)
    assert "Contract meeting" in words(rowan.get("/"))
    assert rowan.post(f"/projects/outside/{table.pk}/ask/", {"question": "Who answers at night?"}).status_code == 302
    asked = TableQuestion.objects.get()
    assert (asked.owner, asked.due_on) == (cast.ash, table.on_day + timedelta(days=14))
    with time_machine.travel(now + timedelta(days=23), tick=False):
        assert "Who answers at night?" in words(as_user(client, cast.ash).get("/"))
        address = f"/projects/outside/questions/{asked.pk}/"
        assert client.post(address, {"answer": "Nobody yet"}).status_code == 422
        said = {"answer": "Nobody yet", "answered_by": "Head of contracts", "answered_on": timezone.localdate()}
        assert client.post(address, said).status_code == 302
        assert "Who answers at night?" not in words(client.get("/"))
    assert "Head of contracts" in words(as_user(client, cast.rowan).get(f"/projects/outside/{table.pk}/"))


def test_when_it_was_held_it_counts_as_strategic_and_whoever_went_along_asks_how_it_was(
    client, cast, as_user, table, now
):
    make.kind("Commissioning meeting", slug="commissioning-meeting", default_level="strategic")
    with time_machine.travel(now + timedelta(days=11), tick=False):
        ash = as_user(client, cast.ash)
        assert "Was it held?" in words(ash.get("/"))
        for _ in range(2):
            ash.post(
                f"/projects/outside/{table.pk}/add/held/", {"minutes": "2", "prep_minutes": "0.5", "hat": "client"}
            )
        done = Activity.objects.get()
        part = done.participations.get()
        assert (done.level, part.person, part.contact_minutes, part.prep_minutes) == ("strategic", cast.rowan, 120, 30)
        asks = CheckIn.objects.get()
        assert (asks.person, asks.assigned_to) == (cast.rowan, cast.ash)
        assert asks.may_read(cast.actor("ash"))
        assert not asks.may_read(cast.actor("jo"))
        assert "Was it held?" not in words(ash.get("/"))


@pytest.mark.parametrize("who", ["uma", "sam", "tal", "bo"])
def test_nobody_else_sees_that_somebody_goes(client, cast, as_user, table, who):
    as_user(client, getattr(cast, who))
    assert client.get(f"/projects/outside/{table.pk}/").status_code == 404
    page = words(client.get(f"/projects/{table.project_id}/"))
    assert "Contract meeting" not in page
    assert "Rowan" not in page


def letter(kind, now):
    clock.tick(now=now)
    return Letter.objects.get(kind=kind)


def test_whoever_goes_is_told_once_that_they_go_that_it_is_off_and_what_the_answer_is(
    client, cast, as_user, table, now
):
    told = letter("table_goes", now)
    assert (told.person, told.state) == (cast.rowan, "sent")
    assert cast.ash.name in told.text
    assert "council" not in told.subject
    same = {"actor": cast.actor("ash"), "now": now}
    asked = talk.ask(meeting=table, question="Who answers at night?", **same)
    talk.answered(
        question=asked, answer="The duty team.", answered_by="Head of contracts", answered_on=now.date(), **same
    )
    assert "The duty team." in letter("table_answered", now).text
    for _ in range(2):
        as_user(client, cast.ash).post(f"/projects/outside/{table.pk}/off/")
    assert "need do nothing" in letter("table_off", now + timedelta(minutes=1)).text


def test_whoever_was_to_go_along_hears_that_it_is_off_unless_it_is_they_who_say_so(cast, table, now):
    clock.tick(now=now)
    tables.call_off(meeting=table, actor=cast.actor("jo"), now=now)
    clock.tick(now=now + timedelta(minutes=1))
    told = Letter.objects.get(kind="table_off", person=cast.ash)
    assert f"{cast.rowan.name} does not go, so you need not go along" in told.text
    assert "need do nothing" in Letter.objects.get(kind="table_off", person=cast.rowan).text


def test_called_off_before_it_left_nobody_hears_that_they_go_and_on_a_break_nothing_is_sent(cast, table, now):
    tables.call_off(meeting=table, actor=cast.actor("ash"), now=now)
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=now)
    clock.tick(now=now)
    assert set(Letter.objects.values_list("kind", "state")) == {("table_goes", "withheld"), ("table_off", "withheld")}
