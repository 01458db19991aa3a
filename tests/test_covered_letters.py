"""What somebody is reminded of reaches, while they are away, whoever stands in; in a letter that says for whom, not on its outside."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from meetings import following_up, question_letters, question_reminders, step_reminders
from meetings.models import Action, NextStep
from members.actions import cover as covering
from members.actions import post
from members.models import Letter
from members.post import clock, kinds
from members.queries import cover
from projects import agreeing_reminders, plan_letters, quarter_letters
from projects.models import Agreement, Decision, TeamLead, TextVersion
from tests import factories as make
from tests.factories import after, plans
from tests.owned_things import a_promise as promised
from tests.owned_things import a_question

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 3, 11, tzinfo=UTC)  # in the last month of a quarter, when plans are asked about


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(NOW, tick=False):
        cover.kept.forget()
        yield
    cover.kept.forget()


def an_action(cast):
    meeting = make.meeting(days=-9, team=cast.team, lead=cast.jo)
    after.action(meeting, owner=cast.ash, due_on=timezone.localdate() + timedelta(days=2))
    return "meeting_action", following_up.plan_due


def an_answer(cast):
    a_question(cast)
    return "question_reminder", question_reminders.plan_due


def a_promise(cast):
    promised(cast)
    return "event_step", step_reminders.plan_due


def a_goal(cast):
    plans.plan_goal(plans.plan(), staff=cast.ash)
    return "plan_quarter", plan_letters.plan_due


def a_quarter(cast):
    TeamLead.objects.create(team=cast.team, person=cast.ash, named_at=NOW - timedelta(days=400))
    return "quarter_asked", quarter_letters.plan_due


def a_review(cast):
    words = {
        "question": "Large print?",
        "body": cast.group,
        "outcome": "agreed",
        "outcome_words": "Yes.",
        "way": "noted",
    }
    today = timezone.localdate()
    more = {"decided_on": today, "decided_at": NOW, "noted_at": NOW, "closed_at": NOW, "lived_experience": "none"}
    Decision.objects.create(owner=cast.ash, review_on=today, **words, **more)
    return "agreeing_review", agreeing_reminders.plan_due


@pytest.mark.parametrize(
    "thing", [an_action, an_answer, a_promise, a_goal, a_quarter, a_review], ids=lambda make: make.__name__
)
def test_a_reminder_goes_to_whoever_stands_in_and_says_for_whom_inside(cast, thing):
    kind, plan_due = thing(cast)
    today = timezone.localdate()
    absence = covering.go_away(
        person=cast.ash, cover=cast.uma, starts=today, ends=today + timedelta(days=7), actor=cast.actor("jo"), now=NOW,
    )  # fmt: skip
    for _ in range(2):
        plan_due(now=NOW)
    [letter] = Letter.objects.filter(kind=kind)
    assert letter.person == cast.uma
    known = kinds.get(kind)
    assert known.still_true(letter, now=NOW) == ""
    said = known.render(letter, now=NOW)
    assert "Ash" not in said.subject
    for words in (said.text, said.html, said.script):
        assert "Ash Mbeki is away" in words
    assert "because you answer for" not in said.text
    assert "because you look after it" not in said.text
    covering.come_back(absence=absence, actor=cast.actor("jo"), now=NOW)
    again = Letter.objects.get(pk=letter.pk)
    assert known.still_true(again, now=NOW), "it is theirs no longer"
    plan_due(now=NOW)
    assert Letter.objects.filter(kind=kind, person=cast.ash).count() == 1


def a_team_of_their_own_beside_it(cast):
    TeamLead.objects.create(team=cast.other_team, person=cast.uma, named_at=NOW - timedelta(days=400))
    a_quarter(cast)
    away(cast, 0, 7)
    quarter_letters.plan_due(now=NOW)
    return Letter.objects.get(kind="quarter_asked")


def test_a_quarter_says_which_team_is_theirs_and_for_whom_the_other_is(cast):
    letter = a_team_of_their_own_beside_it(cast)
    said = kinds.get(letter.kind).render(letter, now=NOW)
    assert f"Ash Mbeki is away, and you look after {cast.team.the} meanwhile." in said.text
    assert f"you look after {cast.other_team.the}" not in said.text
    assert "because you answer for a team, and stand in for who answers for another" in said.text


def test_whoever_answers_for_a_team_reads_of_nobody_who_is_away(cast):
    kind, plan_due = a_quarter(cast)
    plan_due(now=NOW)
    letter = Letter.objects.get(kind=kind, person=cast.ash)
    said = kinds.get(kind).render(letter, now=NOW)
    assert "is away" not in said.text
    assert "because you answer for a team. " in said.text


def an_answer_just_named(cast):
    it = a_question(cast).thing
    question_letters.tell_owner(it, now=NOW - timedelta(hours=1))
    return "question_yours", question_reminders.plan_due


@pytest.mark.parametrize(
    "thing",
    [an_action, an_answer, an_answer_just_named, a_promise, a_goal, a_quarter, a_review],
    ids=lambda make: make.__name__,
)
def test_one_person_hears_of_it_also_when_a_letter_still_waits_for_who_is_away_by_now(cast, thing):
    kind, plan_due = thing(cast)
    plan_due(now=NOW)
    away(cast, 0, 7)
    plan_due(now=NOW)
    known = kinds.get(kind)
    heard = {x.person: known.still_true(x, now=NOW) == "" for x in Letter.objects.filter(kind=kind)}
    assert heard == {cast.ash: False, cast.uma: True}


def test_whoever_looks_after_it_by_now_hears_that_it_is_time_to_look_at_it_again(cast):
    _, plan_due = a_review(cast)
    plan_due(now=NOW)
    Decision.objects.update(owner=cast.jo)
    plan_due(now=NOW)
    known = kinds.get("agreeing_review")
    heard = {x.person: known.still_true(x, now=NOW) == "" for x in Letter.objects.filter(kind="agreeing_review")}
    assert heard == {cast.ash: False, cast.jo: True}
    Decision.objects.update(owner=None)
    assert known.still_true(Letter.objects.get(kind="agreeing_review", person=cast.jo), now=NOW)


def test_a_review_told_under_the_key_of_before_is_not_told_to_them_twice(cast):
    _, plan_due = a_review(cast)
    plan_due(now=NOW)
    letter = Letter.objects.get(kind="agreeing_review")
    Letter.objects.update(key=letter.key.removesuffix(f":{cast.ash.pk}"))
    plan_due(now=NOW)
    assert Letter.objects.filter(kind="agreeing_review").count() == 1


def test_a_text_that_is_looked_at_again_goes_to_whoever_looks_after_it_today(cast):
    today = timezone.localdate()
    text = Agreement.objects.create(
        title="Our definition", body=cast.group, owner=cast.ash, agreed_at=NOW, review_on=today, started_on=today
    )
    TextVersion.objects.create(agreement=text, number=1, made_at=NOW)
    away(cast, 0, 7)
    agreeing_reminders.plan_due(now=NOW)
    letter = Letter.objects.get(kind="agreeing_review")
    known = kinds.get(letter.kind)
    assert letter.person == cast.uma
    assert known.still_true(letter, now=NOW) == ""
    assert "Ash Mbeki is away" in known.render(letter, now=NOW).text
    Agreement.objects.update(owner=cast.jo)
    assert known.still_true(letter, now=NOW)


def test_a_letter_on_hold_that_names_who_sees_to_it_is_not_written_to_their_stand_in(cast):
    kind, plan_due = an_answer_just_named(cast)
    Letter.objects.filter(kind=kind).update(on_hold=True)
    away(cast, 0, 7)
    plan_due(now=NOW)
    assert [x.person for x in Letter.objects.filter(kind=kind)] == [cast.ash]


def away(cast, first, last):
    starts, ends = (timezone.localdate() + timedelta(days=days) for days in (first, last))
    covering.go_away(person=cast.ash, cover=cast.uma, starts=starts, ends=ends, actor=cast.actor("jo"), now=NOW)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [(4, 6, ["uma", "ash"]), (4, 30, ["uma", "uma"]), (0, 1, ["ash", "ash"]), (9, 30, ["ash", "uma"])],
)
@pytest.mark.parametrize("thing", [an_action, a_promise], ids=lambda make: make.__name__)
def test_what_is_skipped_ahead_is_what_would_have_left_whoever_is_away_that_day(cast, thing, first, last, told):
    kind, plan_due = thing(cast)
    for model in (Action, NextStep):
        model.objects.update(due_on=timezone.localdate() + timedelta(days=8), noted_at=NOW)
    away(cast, first, last)
    found = [f for f in clock.foresee(now=NOW, until=NOW + timedelta(days=14)) if f.kind == kind]
    told = told if kind == "meeting_action" else told[:1]
    assert [f.person_id for f in sorted(found, key=lambda f: f.due_at)] == [getattr(cast, name).pk for name in told]
    for letter in post.note_early(keys=[f.key for f in found], actor=cast.actor("jo"), now=NOW):
        post.skip(letter=letter, actor=cast.actor("jo"), now=NOW)
    for f in found:
        with time_machine.travel(f.due_at + timedelta(minutes=1), tick=False):
            cover.kept.forget()
            plan_due(now=f.due_at + timedelta(minutes=1))
    assert {letter.reason for letter in Letter.objects.filter(kind=kind)} == {post.SKIPPED}
