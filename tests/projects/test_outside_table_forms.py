"""The short forms on the page of an outside meeting: what cannot be saved stays where it was typed, what is wrong goes again."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.actions import outside_tables as tables
from projects.actions import table_talk as talk
from projects.models import Jargon, TableQuestion
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast, now):
    project = make.project("Crisis support", team=cast.team, lead=cast.ash)
    return tables.plan(
        project=project, title="Contract meeting", organisation="The council",
        on_day=timezone.localdate(now) + timedelta(days=10), person=cast.rowan, buddy=cast.ash, brief_on=None,
        actor=cast.actor("ash"), now=now,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("step", "typed", "says"),
    [
        ("topic", {"topic": "How long people wait", "for_whom": "group", "mandate": ""}, "what the group agreed on"),
        ("brief", {"brief": "They decide that day.", "brief_on": "2099-01-01"}, "before the meeting, not after"),
        ("word", {"word": "Section 75", "meaning": ""}, "error-summary"),
        ("question", {"question": "Who decides?", "due_on": "some day"}, "day"),
    ],
)
def test_what_cannot_be_saved_comes_back_open_with_its_words(client, cast, as_user, table, step, typed, says):
    ash = as_user(client, cast.ash)
    answer = ash.post(reverse("projects:table_add", args=[table.pk, step]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert max(typed.values(), key=len) in page
    assert says in page
    assert page.count('<details class="more" open') == 1
    assert (table.topics.count(), table.questions.count(), Jargon.objects.count()) == (0, 0, 0)


def test_a_members_question_comes_back_too(client, cast, as_user, table):
    rowan = as_user(client, cast.rowan, "member")
    answer = rowan.post(reverse("projects:table_ask", args=[table.pk]), {"question": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()


def test_staff_say_who_owes_an_answer_and_until_when(client, cast, as_user, table):
    ash, day = as_user(client, cast.ash), table.on_day + timedelta(days=3)
    address = reverse("projects:table_add", args=[table.pk, "question"])
    typed = {"question": "Who decides?", "owner": cast.jo.pk, "due_on": day.isoformat()}
    assert ash.post(address, typed | {"owner": cast.uma.pk}).status_code == 422, "Uma's team could not open it"
    ash.post(address, typed)
    asked = TableQuestion.objects.get()
    assert (asked.owner, asked.due_on) == (cast.jo, day)


def test_what_should_not_stand_there_is_taken_out_and_a_word_of_others_is_not(client, cast, as_user, table, now):
    ash, who = as_user(client, cast.ash), {"actor": cast.actor("ash"), "now": now}
    topic = talk.speak_on(meeting=table, topic="Waiting", by_buddy=False, for_whom="self", mandate="", **who)
    word = talk.explain(meeting=table, word="ICB", meaning="Who pays", everywhere=False, **who)
    others = Jargon.objects.create(word="MDT", meaning="A team", organisation="Somebody else")
    everybodys = Jargon.objects.create(word="NHS", meaning="The health service")
    Jargon.objects.filter(pk=word.pk).update(organisation="THE COUNCIL")
    for what, number in (("topic", topic.pk), ("word", word.pk), ("word", others.pk), ("word", everybodys.pk)):
        answer = ash.post(reverse("projects:table_drop", args=[table.pk, what, number]))
    assert "ask the coordinator" in answer.content.decode()
    assert (table.topics.count(), list(Jargon.objects.all())) == (0, [others, everybodys])


def test_a_word_explained_again_is_changed_however_it_is_written(cast, table, now):
    who = {"actor": cast.actor("ash"), "now": now, "meeting": table, "everywhere": True}
    talk.explain(word="ICB", meaning="Who pays", **who)
    assert talk.explain(word="icb", meaning="The board that pays", **who).word == "ICB"
    assert Jargon.objects.get().meaning == "The board that pays"


def test_an_older_page_does_not_take_away_what_a_colleague_wrote(client, cast, as_user, table):
    ash, address = as_user(client, cast.ash), reverse("projects:table_add", args=[table.pk, "brief"])
    page = reverse("projects:table", args=[table.pk])

    def known():
        return re.search(r'name="known"[^>]* value="([^"]*)"', ash.get(page).content.decode())[1]

    older = known()
    ash.post(address, {"brief": "They decide that day.", "known": older})
    answer = ash.post(address, {"brief": "", "brief_on": table.on_day.isoformat(), "known": older})
    table.refresh_from_db()
    assert (answer.status_code, table.brief, table.brief_on) == (422, "They decide that day.", None)
    assert "since you opened this page" in answer.content.decode()
    now_known = re.search(r'name="known"[^>]* value="([^"]*)"', answer.content.decode())[1]
    ash.post(address, {"brief": "", "known": now_known})
    table.refresh_from_db()
    assert table.brief == ""


def test_an_older_page_does_not_take_away_an_answer_either(client, cast, as_user, table, now):
    asked = talk.ask(meeting=table, question="Who decides?", actor=cast.actor("ash"), now=now)
    ash, address = as_user(client, cast.ash), reverse("projects:table_answer", args=[asked.pk])

    def known(page):
        return re.search(r'name="known"[^>]* value="([^"]*)"', page.content.decode())[1]

    said = {"answered_by": "The council", "answered_on": timezone.localdate(now).isoformat()}
    older = known(ash.get(address))
    ash.post(address, said | {"answer": "The panel", "known": older})
    answer = ash.post(address, said | {"answer": "The board", "known": older})
    asked.refresh_from_db()
    assert (answer.status_code, asked.answer) == (422, "The panel")
    assert "The panel" in answer.content.decode(), "what the colleague wrote stands above"
    ash.post(address, said | {"answer": "The board", "known": known(answer)})
    asked.refresh_from_db()
    assert asked.answer == "The board"
