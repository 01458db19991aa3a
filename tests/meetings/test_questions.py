"""Questions between bodies: who may ask and answer, how far one is, who is told, and the visits that link two bodies."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import between, telling_back
from meetings.actions import questions
from meetings.models import Question
from members.actions import calls
from members.models import ContactTask, Letter
from members.models.contact import Outcome
from members.rules import Refused
from tests import factories as make
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
DAY = NOW.date()
SOON = DAY + timedelta(days=30)
SOON_NOW = (
    timezone.localdate() + timedelta(days=30)
).isoformat()  # what a page is sent must lie ahead of the real clock


def words(response):
    return " ".join(response.content.decode().split())


# ---- who may -----------------------------------------------------------------------------------------------------------
def test_a_member_asks_for_the_group_and_a_trustee_for_the_board_but_not_the_other_way_round(cast, board, put):
    assert put().asker == cast.group
    assert put(by="tal", asker=board, asked=cast.group).asker == board
    for who, side in (("rowan", board), ("tal", cast.group), ("ash", cast.other_team), ("ash", cast.group)):
        with pytest.raises(PermissionDenied):
            put(by=who, asker=side, asked=cast.team)


def test_a_staff_team_asks_the_group_and_the_group_asks_a_team(cast, put):
    asked = put(by="ash", asker=cast.team, asked=cast.group)
    back = put(asked=cast.team)
    assert (asked.asker, back.asked) == (cast.team, cast.team)
    questions.answer(question=back, words="In March.", actor=cast.actor("ash"), now=NOW)
    with pytest.raises(PermissionDenied):
        questions.answer(question=put(asked=cast.team), words="Yes", actor=cast.actor("uma"), now=NOW)


def test_a_team_that_asks_is_named_on_the_page(client, cast, put, as_user):
    put(by="ash", asker=cast.team, asked=cast.group)
    page = as_user(client, cast.rowan, "member").get("/meetings/questions/").content.decode()
    assert f"T{cast.team.the[1:]} asks {cast.group.the}" in " ".join(page.split())


@pytest.mark.parametrize("who", ["rowan", "bo", "ash", "kim", "fin"])
def test_only_the_trustees_and_a_coordinator_answer_for_the_board(cast, put, who):
    question = put()
    with pytest.raises(PermissionDenied):
        questions.answer(question=question, words="No.", actor=cast.actor(who), now=NOW)


def test_a_trustee_who_is_a_member_answers_as_a_trustee_and_not_as_a_member(cast, put):
    question = put()
    with pytest.raises(PermissionDenied):
        questions.answer(question=question, words="Yes.", actor=cast.actor("tal", "member"), now=NOW)
    questions.answer(question=question, words="Yes.", actor=cast.actor("tal", "trustee"), now=NOW)


def test_a_member_answers_only_what_they_were_asked_to_answer_for_the_group(cast, board, put):
    question = put(by="tal", asker=board, asked=cast.group)
    with pytest.raises(PermissionDenied):
        questions.answer(question=question, words="Yes.", actor=cast.actor("rowan"), now=NOW)
    question = questions.name_owner(question=question, owner=cast.rowan, actor=cast.actor("jo"), now=NOW)
    assert (
        questions.answer(question=question, words="Yes.", actor=cast.actor("rowan"), now=NOW).answered_by == cast.rowan
    )


# ---- what holds --------------------------------------------------------------------------------------------------------
def test_nobody_asks_themselves_and_two_teams_simply_talk(cast, put):
    with pytest.raises(Refused, match="yourselves"):
        put(asked=cast.group)
    with pytest.raises(Refused, match="Two teams"):
        put(by="ash", asker=cast.team, asked=cast.other_team)


@pytest.mark.parametrize("days", [-1, 0, 401])
def test_there_is_time_to_answer_and_not_years(put, days):
    with pytest.raises(Refused):
        put(answer_by=DAY + timedelta(days=days))


def test_one_side_asks_and_one_is_asked(cast, board):
    with pytest.raises(IntegrityError):
        Question.objects.create(
            words="?", from_body=cast.group, from_team=cast.team, to_body=board, put_at=NOW, answer_by=SOON
        )


def test_what_is_answered_is_not_answered_twice_and_needs_words(cast, put):
    question, tal = put(), cast.actor("tal")
    with pytest.raises(Refused, match="sentence"):
        questions.answer(question=question, words="  ", actor=tal, now=NOW)
    questions.answer(question=question, words="Because of the lease.", could_not=True, actor=tal, now=NOW)
    with pytest.raises(Refused, match="answered already"):
        questions.answer(question=question, words="Yes.", actor=tal, now=NOW)
    question.refresh_from_db()
    assert (question.outcome, question.answer) == ("could_not", "Because of the lease.")


def test_an_owner_is_somebody_of_the_asked_side_and_is_told_once(cast, put, deliver):
    question = put()
    with pytest.raises(Refused, match="Please choose somebody of the Board"):
        questions.name_owner(question=question, owner=cast.sam, actor=cast.actor("jo"), now=NOW)
    for _ in range(2):
        questions.name_owner(question=question, owner=cast.tal, actor=cast.actor("jo"), now=NOW)
    assert deliver(NOW) == [("Tal", "email", "question_yours")]


def test_it_goes_on_the_agenda_of_a_coming_meeting_of_the_asked_body_alone(cast, board, put, plan):
    question, jo = put(), cast.actor("jo")
    theirs, ours = plan(body=board, people=[]), plan(people=[])
    assert list(between.offered_for(theirs)) == [question]
    assert list(between.offered_for(ours)) == []
    with pytest.raises(Refused, match="not a meeting of"):
        questions.put_on_agenda(question=question, meeting=ours, actor=jo, now=NOW)
    with pytest.raises(Refused, match="still to come"):
        questions.put_on_agenda(question=question, meeting=theirs, actor=jo, now=START)
    questions.put_on_agenda(question=question, meeting=theirs, actor=jo, now=NOW)
    assert list(between.offered_for(theirs)) == []


def test_only_whoever_put_it_or_a_coordinator_takes_it_back(cast, put):
    question = put()
    with pytest.raises(Refused, match="Only whoever"):
        questions.take_back(question=question, because="", actor=cast.actor("robin"), now=NOW)
    questions.take_back(question=question, because="Found out.", actor=cast.actor("rowan"), now=NOW)
    assert not Question.objects.open().exists()
    assert not Question.objects.visible_to(cast.actor("tal")).exists()
    assert Question.objects.visible_to(cast.actor("rowan")).exists()


# ---- told --------------------------------------------------------------------------------------------------------------
def test_everybody_who_asked_is_told_by_their_own_channel_and_only_then_is_it_told(cast, put, deliver):
    for person in (cast.rowan, cast.sam, cast.pat):
        assert person.seats.exists()
    question = put()
    questions.answer(question=question, words="Yes, until 2030.", actor=cast.actor("tal"), now=NOW)
    assert deliver(NOW) == [
        ("Pat", "post", "question_answered"), ("Rowan", "email", "question_answered"), ("Sam", "phone", "question_answered"),
    ]  # fmt: skip
    telling_back.plan_due(now=NOW)
    question.refresh_from_db()
    assert question.told_at is None
    told = between.told_of(question)
    assert (told.told, told.of) == (1, 3)
    for task in ContactTask.objects.filter(letter__kind="question_answered"):
        assert "Yes, until 2030." in task.script
        told = Outcome.SPOKE if task.way == "phone" else Outcome.POSTED
        calls.record(task=task, outcome=told, actor=cast.actor("jo"), now=NOW)
    telling_back.plan_due(now=NOW)
    question.refresh_from_db()
    assert question.told_at == NOW
    line = between.line(question, actor=cast.actor("rowan"), day=DAY)
    assert (line.word, line.time) == ("Answered, and everybody told", "Answered on the same day")


def test_the_letter_holds_question_and_answer_and_no_typed_link(cast, put, deliver):
    put_one = put()
    questions.answer(question=put_one, words="See http://bad.example now", actor=cast.actor("tal"), now=NOW)
    deliver(NOW)
    letter = Letter.objects.get(kind="question_answered", person=cast.rowan)
    assert "Will the Leatherhead office stay open?" in letter.text
    assert "http://bad.example" not in letter.text
    assert letter.subject == "There is an answer to a question"


# ---- seen --------------------------------------------------------------------------------------------------------------
def test_each_role_sees_the_questions_of_its_own_body(cast, board, put):
    ours = put()
    management = make.body("Management Board", "management_board")
    theirs = put(asked=management)
    of_team = put(by="uma", asker=cast.other_team, asked=cast.group)
    between_boards = put("?", by="tal", asker=board, asked=management)

    def seen(who, role=None):
        return set(Question.objects.visible_to(cast.actor(who, role)).values_list("pk", flat=True))

    assert seen("jo") == {ours.pk, theirs.pk, of_team.pk, between_boards.pk}
    assert seen("robin") == {ours.pk, theirs.pk, of_team.pk}
    assert seen("tal", "trustee") == {ours.pk, between_boards.pk}
    assert seen("bo") == {theirs.pk, between_boards.pk}
    assert seen("ash") == {ours.pk, theirs.pk, between_boards.pk}
    assert seen("uma") == {ours.pk, theirs.pk, between_boards.pk, of_team.pk}
    assert seen("kim") == seen("fin") == set()


def test_a_trustee_answers_in_the_page_and_members_see_how_long_it_took(client, cast, put, as_user):
    question = put(now=NOW - timedelta(days=9))
    as_user(client, cast.tal, "trustee")
    page = words(client.get(f"/meetings/questions/{question.pk}/"))
    assert "Your answer" in page
    assert "Rowan" not in page
    sent = client.post(
        f"/meetings/questions/{question.pk}/", {"outcome": "answered", "words": "Yes, it stays."}, follow=True
    )
    assert "Yes, it stays." in words(sent)
    Question.objects.update(answered_at=NOW)
    as_user(client, cast.robin, "member")
    page = words(client.get(f"/meetings/questions/{question.pk}/"))
    assert "Yes, it stays." in page
    assert "The answer took 9 days" in page
    assert "Rowan" not in page
    assert "Tal" not in page
    assert "Your answer" not in page
    assert "The answer took 9 days" in words(client.get("/meetings/questions/?show=answered"))


def test_who_put_it_is_seen_by_the_coordinator_and_by_themselves(client, cast, put, as_user):
    question = put()
    seen = {}
    for who in ("jo", "rowan", "ash", "tal", "robin"):
        as_user(client, getattr(cast, who), "trustee" if who == "tal" else None)
        seen[who] = words(client.get(f"/meetings/questions/{question.pk}/"))
    assert "Rowan Ashdown" in seen["jo"]
    assert ", by you" in seen["rowan"]
    for who in ("ash", "tal", "robin"):
        assert "Rowan" not in seen[who]


def test_a_member_puts_a_question_in_the_page(client, cast, board, as_user):
    as_user(client, cast.rowan, "member")
    typed = {
        "asker": f"body-{cast.group.pk}",
        "asked": f"body-{board.pk}",
        "words": "Why?",
        "why": "",
        "answer_by": SOON_NOW,
    }
    page = words(client.post("/meetings/questions/new/", typed | {"asked": f"body-{cast.group.pk}"}))
    assert "Select a valid choice" in page
    Question.objects.all().delete()
    assert "The question is put to the Board of Trustees" in words(
        client.post("/meetings/questions/new/", typed, follow=True)
    )
    assert Question.objects.get().put_by == cast.rowan


def test_a_trustee_says_i_see_to_it_and_jo_names_somebody_else(client, cast, put, as_user):
    question = put()
    as_user(client, cast.tal, "trustee")
    assert "You see to the answer" in words(client.post(f"/meetings/questions/{question.pk}/owner/", follow=True))
    as_user(client, cast.jo, "coordinator")
    typed = {"who-owner": cast.jo.pk, "who-answer_by": SOON_NOW}
    client.post(f"/meetings/questions/{question.pk}/owner/", typed)
    question.refresh_from_db()
    assert question.owner == cast.jo


def test_a_list_of_one_and_of_three_asks_as_much(client, cast, put, as_user):
    as_user(client, cast.rowan, "member")
    counts = []
    for number in (1, 2):
        for _ in range(number):
            put()
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/meetings/questions/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
