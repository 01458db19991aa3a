"""Equality totals: protected, published once a year, and the same for everybody who may see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coproduction.dashboards import equality as totals
from coproduction.dashboards.models import PublishedEquality
from members import charity
from members.actions import equality
from members.models import EqualityPurpose, EqualityQuestion
from members.permissions import Actor, Role
from members.post import jobs
from members.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def asked(db):
    row = charity.row()
    row.modules = [*row.modules, "equality"]
    row.save()
    charity.forget()
    equality.usual_questions()
    EqualityPurpose.objects.create(why="To see who is missing.", said_at=timezone.now())
    EqualityQuestion.objects.exclude(slug="gender").update(is_asked=False)
    yield EqualityQuestion.objects.get(slug="gender")
    charity.forget()


def members(count, *, choice, question, start=0):
    """So many members, each with that answer; no choice: they left it out."""
    for at in range(start, start + count):
        person = make.person(f"Member {question.slug} {choice} {at}", role="member")
        make.membership(person)
        if choice is not None:
            answer = question.choices.all()[choice] if choice >= 0 else equality.PREFER_NOT
            actor = Actor(person=person, role=Role.MEMBER)
            equality.answer(person=person, answers={question: answer}, agreed=True, actor=actor, now=timezone.now())


def publish(cast, *, now=None):
    now = now or timezone.now()
    totals.ask_to_publish(actor=cast.actor("jo"), now=now)
    assert jobs.work_one(now=now)
    return totals.last().tables[0]


def cells(table):
    return [row["count"] for row in table["rows"]]


def test_small_numbers_and_what_would_give_them_away_stay_behind(cast, asked):
    members(12, choice=0, question=asked)
    members(8, choice=1, question=asked)
    members(2, choice=2, question=asked)
    table = publish(cast)
    assert table["total"] == 22
    assert cells(table) == [12, None, None, 0, 0]  # the two, and the eight that would give them away
    assert "12" in str(table)
    assert " 2," not in str(table["rows"])


def test_ten_answers_are_too_few_to_show_when_nine_gave_one(cast, asked):
    members(9, choice=0, question=asked)
    members(20, choice=None, question=asked)
    table = publish(cast)
    assert table["rows"] == []
    assert table["total"] is None
    assert "too few" in table["why"]


def test_when_everybody_said_the_same_nothing_is_shown(cast, asked):
    members(15, choice=0, question=asked)
    members(6, choice=None, question=asked)
    assert publish(cast)["rows"] == []


def test_percentages_stand_beside_those_we_compare_with_and_only_from_twenty_answers(client, cast, as_user, asked):
    asked.choices.filter(words="Woman").update(compare_percent="51.0")
    EqualityQuestion.objects.filter(pk=asked.pk).update(compared_with="Census 2021")
    members(15, choice=0, question=asked)
    members(10, choice=1, question=asked)
    members(5, choice=-1, question=asked)
    table = publish(cast)
    woman, man, *_ = table["rows"]
    assert (woman["count"], woman["percent"], woman["compare"]) == (15, 60, 51.0)
    assert man["percent"] == 40
    assert table["answered"] == 30
    assert "Percent<" in words(as_user(client, cast.jo).get("/dashboard/equality/"))


def test_where_answers_are_too_few_for_percentages_no_column_of_dashes_stands(client, cast, as_user, asked):
    members(9, choice=0, question=asked)
    members(8, choice=1, question=asked)
    publish(cast)
    page = words(as_user(client, cast.tal).get("/dashboard/equality/"))
    assert "Percent<" not in page
    assert "from twenty answers on" in page


def test_they_are_published_once_a_year(cast, asked):
    members(12, choice=0, question=asked)
    members(8, choice=1, question=asked)
    publish(cast)
    with pytest.raises(Refused, match="once a year"):
        totals.ask_to_publish(actor=cast.actor("jo"), now=timezone.now() + timedelta(days=300))
    assert PublishedEquality.objects.count() == 1


def test_a_year_later_a_number_that_moved_by_one_stays_as_it_was(cast, asked):
    members(12, choice=0, question=asked)
    members(8, choice=1, question=asked)
    first = publish(cast)
    members(1, choice=0, question=asked, start=100)
    later = publish(cast, now=timezone.now() + timedelta(days=366))
    assert cells(later) == cells(first) == [12, 8, 0, 0, 0]
    assert later["day"] == first["day"]
    members(9, choice=0, question=asked, start=200)
    members(5, choice=1, question=asked, start=300)
    assert cells(publish(cast, now=timezone.now() + timedelta(days=800)))[:2] == [22, 13]


def test_coordinator_trustee_and_board_see_the_same_and_nobody_else_sees_any(client, cast, as_user, asked):
    members(12, choice=0, question=asked)
    members(8, choice=1, question=asked)
    members(2, choice=2, question=asked)
    publish(cast)
    seen = set()
    for who in ("jo", "tal", "bo"):
        page = words(as_user(client, getattr(cast, who)).get("/dashboard/equality/"))
        assert "hidden" in page
        seen.add(page.split("<table")[1].split("</table>")[0])
    assert len(seen) == 1
    for who in ("rowan", "ash", "kim", "fin", "saf", "tec"):
        assert as_user(client, getattr(cast, who)).get("/dashboard/equality/").status_code == 403


def test_jo_publishes_by_one_press_and_the_trustee_cannot(client, cast, as_user, asked):
    members(12, choice=0, question=asked)
    assert as_user(client, cast.tal).post("/dashboard/equality/publish/").status_code == 403
    page = words(as_user(client, cast.jo).post("/dashboard/equality/publish/", follow=True))
    assert "Counting this year" in page
