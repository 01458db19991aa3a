"""An away day: ideas on cards, themes made by moving them, goals that are handed over; how the day was, without a name."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from coproduction.dashboards import gatherings
from meetings.actions import day_codes, evaluation, ideas, next_steps
from meetings.models import DayPurpose, EvaluationAnswer, EvaluationSheet, Goal, IdeaCard
from members.rules import Refused
from tests.factories import day as make_day
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def away(cast):
    return make_day.gathering(
        "Away day", starts_at=NOW - timedelta(hours=1), lead=cast.jo, team=cast.team, sort="away_day"
    )


@pytest.fixture
def who(cast):
    return {"actor": cast.actor("ash"), "now": NOW}


@pytest.fixture
def card(away, who):
    def made(words, **more):
        return ideas.card_from_paper(gathering=away, uid=uuid.uuid4(), words=words, **more, **who)

    return made


def order(theme, away):
    return [each.words for each in away.idea_cards.standing().filter(theme=theme).in_order()]


def test_a_card_from_a_phone_comes_once_and_carries_no_name(client, away, who):
    code = day_codes.code_for(gathering=away, purpose=DayPurpose.IDEAS, **who)
    uid = str(uuid.uuid4())
    for _ in range(2):
        client.post(f"/day/{code.code}/", {"uid": uid, "words": "A garden"})
    made = IdeaCard.objects.get()
    assert (made.words, made.written) == ("A garden", "phone")
    assert not [field.name for field in IdeaCard._meta.fields if field.related_model and "person" in field.name]
    page = client.post(f"/day/{code.code}/", {"words": "x" * 301})
    assert page.status_code == 422
    day_codes.close(code=code, **who)
    assert client.post(f"/day/{code.code}/", {"words": "Late"}).status_code == 410


def test_cards_are_put_under_a_theme_and_moved_up_and_down(client, cast, as_user, away, card, who):
    first, second, third = card("One"), card("Two"), card("Three")
    theme = ideas.add_theme(gathering=away, title="  Rooms ", **who)
    assert ideas.add_theme(gathering=away, title="rooms", **who) == theme
    for each in (first, second):
        ideas.put(card=each, theme=theme, **who)
    ideas.put(card=third, theme=theme, before=first, **who)
    assert order(theme, away) == ["Three", "One", "Two"]
    as_user(client, cast.ash)
    address = reverse("meetings:day_ideas", args=[away.pk])
    client.post(address, {"step": "down", "card": third.pk})
    assert order(theme, away) == ["One", "Three", "Two"]
    client.post(address, {"step": "up", "card": second.pk})
    assert order(theme, away) == ["One", "Two", "Three"]
    client.post(address, {"step": "up", "card": first.pk})
    assert order(theme, away) == ["One", "Two", "Three"], "the first stays first"
    answer = client.post(
        address, {"step": "put", "card": third.pk, "theme": theme.pk, "before": first.pk}, HTTP_HX_REQUEST="true"
    )
    assert (answer.status_code, order(theme, away)) == (204, ["Three", "One", "Two"])
    client.post(address, {"step": "drop", "theme": theme.pk})
    assert len(order(None, away)) == 3


def test_the_wall_is_drawn_in_as_many_queries_for_three_cards_as_for_one(
    client, cast, as_user, card, away, django_assert_max_num_queries
):
    as_user(client, cast.ash)
    card("One")
    client.get(reverse("meetings:day_ideas", args=[away.pk]))
    card("Two"), card("Three")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("meetings:day_ideas", args=[away.pk])).content.decode()
    assert page.count('data-card="') == 3


def test_goals_are_handed_over_complete_and_then_stand(cast, away, who):
    goal = ideas.add_goal(gathering=away, aim="A quiet room everywhere", **who)
    with pytest.raises(Refused, match="still needs what we will do, somebody of the staff, a member, a day and how"):
        ideas.hand_over(gathering=away, **who)
    words = {
        "action": "Ask each venue", "staff_owner": cast.ash, "member_owner": cast.rowan, "due_on": NOW.date(),
        "how_we_know": "Each venue has one",
    }  # fmt: skip
    ideas.edit_goal(goal=goal, **words, **who)
    with pytest.raises(PermissionDenied):
        ideas.hand_over(gathering=away, actor=cast.actor("rowan"), now=NOW)
    assert list(Goal.objects.handed_over()) == []
    ideas.hand_over(gathering=away, **who)
    handed = Goal.objects.handed_over().get()
    assert (handed.aim, handed.handed_over_at, handed.handed_over_by) == (goal.aim, NOW, cast.ash)
    for change in (
        lambda: ideas.edit_goal(goal=handed, aim="Other", **who),
        lambda: ideas.drop_goal(goal=handed, **who),
        lambda: ideas.add_goal(gathering=away, aim="More", **who),
        lambda: ideas.hand_over(gathering=away, **who),
    ):
        with pytest.raises(Refused, match="stand as they are"):
            change()


def test_the_pages_of_goals_say_who_and_when(client, cast, as_user, away, who):
    ideas.add_goal(
        gathering=away, aim="A garden", due_on=NOW.date() - timedelta(days=3), member_owner=cast.rowan, **who
    )
    page = as_user(client, cast.ash).get(reverse("meetings:day_goals", args=[away.pk])).content.decode()
    for words in ("A garden", "Rowan Ashdown", "That day has passed", "nobody of the staff yet"):
        assert words in page
    assert as_user(client, cast.uma).get(reverse("meetings:day_goals", args=[away.pk])).status_code == 404


# ---- how was the day ---------------------------------------------------------------------------------------------------
@pytest.fixture
def asked(away, who):
    evaluation.add_the_usual(gathering=away, **who)
    return list(away.evaluation_questions.all())


@pytest.fixture
def sheet(away, asked, who):
    def typed(value, *, words=""):
        answers = {asked[0].pk: str(value), asked[4].pk: words}
        return evaluation.type_in(gathering=away, uid=uuid.uuid4(), answers=answers, **who)

    return typed


def test_a_sheet_keeps_no_person_no_time_and_no_tie_between_its_answers():
    for model in (EvaluationAnswer, EvaluationSheet):
        names = {field.name for field in model._meta.get_fields()}
        assert names <= {"id", "question", "value", "words", "gathering", "way"}


def test_a_sheet_sent_twice_is_one_sheet_and_an_empty_one_is_none(client, away, asked, who):
    code = day_codes.code_for(gathering=away, purpose=DayPurpose.EVALUATION, **who)
    uid = str(uuid.uuid4())
    for _ in range(2):
        client.post(f"/day/{code.code}/", {"uid": uid, f"q{asked[0].pk}": "5", f"q{asked[4].pk}": "The tea"})
    assert (EvaluationSheet.objects.get().way, EvaluationAnswer.objects.count()) == ("online", 2)
    page = client.post(f"/day/{code.code}/", {"uid": str(uuid.uuid4()), "another": "1"})
    assert (page.status_code, "One answer is enough" in page.content.decode()) == (422, True)
    assert client.post(f"/day/{code.code}/", {f"q{asked[0].pk}": "9", "another": "1"}).status_code == 422


def test_nothing_is_shown_before_five_sheets_and_small_numbers_stay_hidden(client, cast, as_user, away, sheet, who):
    for _ in range(4):
        sheet(5, words="Only I would say this")
    as_user(client, cast.ash)
    address = reverse("gathering_evaluation", args=[away.pk])
    code = day_codes.code_for(gathering=away, purpose=DayPurpose.EVALUATION, **who)

    def look():
        """Nothing is shown while sheets come in, so it is closed for a look."""
        day_codes.close(code=code, **who)
        page = client.get(address).content.decode()
        day_codes.open_again(code=code, **who)
        return page

    page = look()
    assert "Nothing is shown before five sheets are in" in page
    assert "Only I would say this" not in page
    for value in [5] * 10 + [4] * 9 + [1]:
        sheet(value)
    rows = dict(gatherings.answers(away, with_words=False)[0].rows)
    assert rows["No, not at all"] is None, "one person's answer"
    assert None in [rows["Yes"], rows["Yes, very much"]], "nor may it be worked out from the others"
    assert "Only I would say this" not in look(), "four wrote words, which is too few"
    sheet(5, words="And I")
    assert "Only I would say this" in look()
    as_user(client, cast.tal, "trustee")
    assert "Only I would say this" not in look(), "words are for those who run the day"
    assert as_user(client, cast.rowan).get(address).status_code == 404


def test_an_answer_that_is_too_long_is_refused_and_not_cut_off(sheet):
    with pytest.raises(Refused, match="has 601 letters, and we can keep at most 600"):
        sheet(5, words="x" * 601)


def test_sheets_are_counted_by_the_way_they_came(client, cast, as_user, away, asked, sheet, who):
    for _ in range(12):
        sheet(4)
    code = day_codes.code_for(gathering=away, purpose=DayPurpose.EVALUATION, **who)
    for _ in range(6):
        evaluation.hand_in(code=code, uid=uuid.uuid4(), answers={asked[0].pk: "5"}, now=NOW)
    page = as_user(client, cast.ash).get(reverse("gathering_evaluation", args=[away.pk])).content.decode()
    assert "18 sheets came back: 12 on paper, 6 online." in page


def test_no_answer_can_be_joined_to_another_of_its_sheet_in_the_database_itself(away, asked, sheet):
    for value in (1, 2, 5):
        sheet(value, words=f"Words of {value}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM meetings_evaluationanswer")
        assert cursor.fetchone() == (1,), "one transaction wrote them all"
    assert EvaluationAnswer.objects.count() == 6
    assert set(EvaluationAnswer.objects.filter(value=None).values_list("words", flat=True)) == {
        "Words of 1", "Words of 2", "Words of 5"
    }  # fmt: skip


def test_once_answers_are_shown_no_sheet_comes_in_and_nobody_answers_for_more_than_came(
    client, away, asked, sheet, who
):
    make_day.registered(away, "Only One", came_at=NOW)
    code = day_codes.code_for(gathering=away, purpose=DayPurpose.EVALUATION, **who)
    address, mine = f"/day/{code.code}/", {f"q{asked[0].pk}": "5"}
    client.post(address, mine)
    assert "Each of us answers once" in client.get(address).content.decode()
    client.post(address, mine)
    assert EvaluationSheet.objects.count() == 1, "this phone has answered"
    page = client.post(address, {**mine, "another": "1"})
    assert "As many sheets are in as people were there" in page.content.decode()
    day_codes.close(code=code, **who)
    with pytest.raises(Refused, match="closed and shown"):
        sheet(4)


def test_an_answered_question_stays(asked, sheet, who):
    sheet(4)
    with pytest.raises(Refused):
        evaluation.drop_question(question=asked[0], **who)
    evaluation.drop_question(question=asked[5], **who)


# ---- what happened next ------------------------------------------------------------------------------------------------
def test_what_happened_opens_to_all_once_it_is_told(client, cast, as_user, away, who):
    for number in range(12):
        make_day.registered(away, f"Person {number}", le=number < 6, came_at=NOW)
    next_steps.add(gathering=away, words="A quiet room at each venue", owner=cast.ash, due_on=NOW.date(), **who)
    address = reverse("what_happened", args=[away.slug])
    assert client.get(address).status_code == 404
    assert "Only you who run the day see this page" in as_user(client, cast.ash).get(address).content.decode()
    client.logout()
    away.told_what_happened_at = NOW
    away.save()
    page = client.get(address).content.decode()
    assert "12 people came, 6 of them with lived experience." in page
    assert "A quiet room at each venue" in page
    assert "Ash" not in page
    away.registrations.filter(name__lt="Person 3").update(came_at=None, categories=[])
    assert "with lived experience." not in client.get(address).content.decode(), "fewer than five are not counted aloud"
