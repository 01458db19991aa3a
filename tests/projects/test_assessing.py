"""The yearly look at ourselves: one score each, alone and unseen; the gap from five people on; years side by side."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.actions import erasure
from members.models import Letter
from members.post import clock
from members.rules import Refused
from projects import assessing_letters
from projects.actions import assessing
from projects.models import AssessmentRules, OwnScore, PlanGoal
from projects.queries import assessing as asks
from projects.queries.frameworks import framework
from tests import factories as make
from tests.factories.looks import look, own_scores
from tests.factories.plans import plan

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def crowd(number, role="member"):
    return [make.person(f"{role} {n}", role=role) for n in range(number)]


def days_on(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def row(of, name="Purpose"):
    today = timezone.localdate()
    return next(each for each in asks.rows_of(of, today=today) if each.item.name == name)


def test_one_score_each_changed_as_often_as_they_like_and_not_once_as_a_member_and_once_as_staff(cast, now):
    one, purpose = look(), framework("4pi").items.get(name="Purpose")
    same = {"assessment": one, "person": cast.rowan, "actor": cast.actor("rowan"), "now": now}
    assessing.score(side="member", scores={purpose: 2}, **same)
    assessing.score(side="member", scores={purpose: 4}, **same)
    assert list(OwnScore.objects.values_list("score", flat=True)) == [4]
    with pytest.raises(IntegrityError), transaction.atomic():
        own_scores(one, [cast.rowan], items=[purpose])
    with pytest.raises(Refused, match="Only members and staff"):
        assessing.score(side="staff", scores={purpose: 4}, **same)
    make.grant(cast.rowan, "staff")
    with pytest.raises(Refused, match="scored already, as a member"):
        assessing.score(side="staff", scores={purpose: 4}, **same)
    with pytest.raises(Refused, match="at least one"):
        assessing.score(side="member", scores={purpose: None}, **same)
    with pytest.raises(PermissionDenied):
        assessing.score(side="member", scores={purpose: 1}, **{**same, "person": cast.sam})


def test_nothing_shows_while_it_is_open_and_from_five_people_on_afterwards_and_none_is_added_then(cast, now):
    one = look(closes=5)
    purpose, impact = (one.framework.items.get(name=name) for name in ("Purpose", "Impact"))
    members, staff = crowd(5), crowd(5, "staff")
    own_scores(one, staff, side="staff", score=4)
    own_scores(one, members, score=2, items=[purpose])
    own_scores(one, members[:4], score=2, items=[impact])
    assert row(one).members.value is None, "it is open"
    with days_on(6):
        assert (row(one).staff.value, row(one).members.value) == (4, 2)
        assert row(one).gap == "Much lower in the eyes of members than of staff."
        assert (row(one, "Impact").members.value, row(one, "Impact").gap) == (None, "")
        later = timezone.localdate() + timedelta(days=9)
        late = {"assessment": one, "person": cast.rowan, "side": "member", "scores": {impact: 2}}
        with pytest.raises(Refused, match="days to score alone are over"):
            assessing.score(actor=cast.actor("rowan"), now=timezone.now(), **late)
        with pytest.raises(Refused, match="days to score alone are over"):
            assessing.change(assessment=one, closes_on=later, meeting=None, actor=cast.actor("jo"), now=timezone.now())


def test_erasing_somebody_changes_no_mean(cast, now):
    one = look(closes=5)
    own_scores(one, [*crowd(4), cast.rowan], score=2)
    erasure.erase(person=cast.rowan, actor=cast.actor("jo"), now=now)
    with days_on(6):
        assert row(one).members.value == 2


def test_the_desk_writes_down_what_was_said_and_never_over_nor_reads_what_somebody_scored_themselves(
    cast, client, as_user, now
):
    one = look()
    purpose = one.framework.items.get(name="Purpose")
    as_user(client, cast.jo, "coordinator")
    address = f"/projects/look/{one.pk}/score/"
    assert client.post(address, {"person": cast.sam.pk, f"item_{purpose.pk}": "2"}).status_code == 302
    kept = OwnScore.objects.get(person=cast.sam)
    assert (kept.score, kept.side, kept.on_paper, kept.noted_by) == (2, "member", True, cast.jo)
    page = words(client.get(f"{address}?person={cast.sam.pk}"))
    assert not re.search(r'value="2"[^>]* checked', page), "the desk writes down, it does not read"
    assessing.score(
        assessment=one, person=cast.rowan, side="member", scores={purpose: 5}, actor=cast.actor("rowan"), now=now
    )
    refused = client.post(address, {"person": cast.rowan.pk, f"item_{purpose.pk}": "1"})
    assert (refused.status_code, "only they can change it" in words(refused)) == (422, True)
    as_user(client, cast.ash, "staff")
    assert client.get(f"{address}?person={cast.rowan.pk}").status_code == 404


def test_together_a_meeting_agrees_on_a_score_why_and_what_next_which_becomes_a_goal(cast, client, as_user, now):
    one, ours = look(closes=0), plan()
    jo, items = cast.actor("jo"), list(one.framework.items.order_by("place"))
    said = {"assessment": one, "item": items[0], "score": 3, "why": "Half of us know it", "next_step": "Print it large"}
    with pytest.raises(Refused, match="alone first"):
        assessing.share(actor=jo, now=now, **said)
    with days_on(1):
        now = timezone.now()
        with pytest.raises(Refused, match="why"):
            assessing.share(actor=jo, now=now, **{**said, "why": " "})
        due = timezone.localdate() + timedelta(days=60)
        made = assessing.share(actor=jo, now=now, due_on=due, staff_owner=cast.ash, **said)
        goal = PlanGoal.objects.get()
        assert (made.goal, goal.plan, goal.aim, goal.theme) == (goal, ours, "Print it large", "Principles")
        assessing.share(actor=jo, now=now, due_on=due, **{**said, "next_step": "Print it larger"})
        assert [each.aim for each in PlanGoal.objects.all()] == ["Print it larger"], "one goal, put right"
        with pytest.raises(Refused, match="Not scored together yet: Purpose, Presence"):
            assessing.finish(assessment=one, actor=jo, now=now)
        as_user(client, cast.jo, "coordinator")
        typed = {"score": "2", "why": "", "next_step": "Ask sooner"}
        page = client.post(f"/projects/look/{one.pk}/together/{items[1].pk}/", typed)
        assert (page.status_code, "Ask sooner" in words(page)) == (422, True)
        for item in items[1:]:
            assessing.share(actor=jo, now=now, **{**said, "item": item})
        assert assessing.finish(assessment=one, actor=jo, now=now).finished_at


def test_the_second_year_stands_beside_the_first_with_the_same_questions_to_the_database(
    cast, client, as_user, now, django_assert_num_queries
):
    def held(year, ago):
        one = look(year=year, opens=-ago - 20, closes=-ago, finished=True)
        for item in one.framework.items.all():
            one.shared_scores.create(item=item, score=year % 5 + 1, why="Because", next_step="Go on", noted_at=now)
        return one

    held(2023, 700)
    two = held(2024, 350)
    assert [(year, shared.score) for year, shared in row(two).earlier] == [(2023, 4)]
    three = held(2025, 10)
    assert [year for year, _ in row(three).earlier] == [2024, 2023]
    today = timezone.localdate()
    for one in (two, three):
        with django_assert_num_queries(4):
            asks.rows_of(one, today=today)
    as_user(client, cast.tal, "trustee")
    page = words(client.get("/projects/look/"))
    assert "How are we doing? 2025" in page
    assert "year beside year" in page
    assert "5 of 5" in page
    assert "fewer than five scored it" in page


def test_everybody_is_asked_once_and_the_silent_once_more_and_phone_people_stand_on_the_list(cast, now):
    cast.sam, cast.ash  # noqa: B018 — they are there
    one = look(opens=0, closes=20)
    purpose = one.framework.items.get(name="Purpose")
    morning = timezone.localtime(now).replace(hour=10, minute=5)
    for _ in range(2):
        clock.tick(now=morning)
    first = Letter.objects.filter(kind=assessing_letters.KIND)
    assert {each.person for each in first} >= {cast.sam, cast.ash}
    said, link, after = assessing_letters.render(first.get(person=cast.ash), now=now).text.partition("/projects/look/")
    assert link
    assert "sign in first, with a code that we send you by email" in said, "before the link, not behind it"
    assert "Would you rather not sign in? Ring us" in after
    assert first.filter(person=cast.sam).count() == 1
    assessing.score(
        assessment=one, person=cast.ash, side="staff", scores={purpose: 3}, actor=cast.actor("ash"), now=morning
    )
    clock.tick(now=morning + timedelta(days=14))
    assert first.filter(person=cast.sam).count() == 2
    assert first.filter(person=cast.ash).count() == 1
    assert assessing_letters.still_true(first.get(person=cast.ash), now=morning) == "They have scored."


def test_it_comes_round_every_year_unless_the_charity_says_otherwise_and_homes_say_so(cast, client, as_user):
    with time_machine.travel(datetime(2026, 6, 9, 23, 30, tzinfo=UTC), tick=False):  # in London it is the tenth
        now = timezone.now()
        assessing.begin(
            framework=framework("4pi"), year=2026, opens_on=date(2026, 6, 10), closes_on=date(2026, 6, 30),
            actor=cast.actor("jo"), now=now,
        )  # fmt: skip
        assert AssessmentRules.current().next_on == date(2027, 6, 1)
        for who, role in ((cast.rowan, "member"), (cast.ash, "staff"), (cast.jo, "coordinator")):
            as_user(client, who, role)
            assert 'id="look"' in words(client.get("/")), role
        with pytest.raises(Refused, match="2026 already"):
            assessing.begin(
                framework=framework("4pi"), year=2026, opens_on=date(2026, 6, 10), closes_on=date(2026, 6, 30),
                actor=cast.actor("jo"), now=now,
            )  # fmt: skip
    as_user(client, cast.jo, "coordinator")
    with time_machine.travel(datetime(2026, 7, 1, 9, tzinfo=UTC), tick=False):
        as_user(client, cast.jo, "coordinator")
        assert 'id="together"' in words(client.get("/"))
    with time_machine.travel(datetime(2027, 6, 1, 9, tzinfo=UTC), tick=False):
        as_user(client, cast.jo, "coordinator")
        assert 'id="look-due"' in words(client.get("/"))


def test_whoever_is_on_the_way_in_is_not_asked_and_who_cannot_sign_in_reads_the_questions(cast, now):
    new = make.person("Ines Duarte", email="ines@example.org")
    make.membership(new, state="induction")
    quiet = make.person("Bea Holles", email="bea@example.org", role="member", signs_in=False)
    make.membership(quiet)
    one = look(opens=0, closes=20)
    clock.tick(now=timezone.localtime(now).replace(hour=10, minute=5))
    sent = Letter.objects.filter(kind=assessing_letters.KIND)
    assert not sent.filter(person=new).exists()
    with pytest.raises(Refused, match="Only members and staff"):
        assessing.score(
            assessment=one, person=new, side="member", actor=cast.actor("jo").at_the_desk_for(new), now=now,
            scores={one.framework.items.first(): 3},
        )  # fmt: skip
    said = assessing_letters.render(sent.get(person=quiet), now=now)
    for words_of in (said.text, said.html):
        assert "sign in" not in words_of
        assert "/projects/look/" not in words_of
        assert all(item.name in words_of for item in one.framework.items.all())
        assert "Ring us on" in words_of
