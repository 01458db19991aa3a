"""The quarter's two minutes: a team lead is asked once, what is known stands there, and nothing counts twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from members.models import Letter
from members.post import clock
from members.rules import Refused
from projects import quarter_letters, quarter_rules
from projects.actions import quarter as actions
from projects.models import Project, QuarterAnswer, TeamLead
from projects.queries.quarter import known
from tests import factories as make
from tests.factories.quarter import NUMBERS, SUMMER, quarter_answer, team_lead

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)  # a Tuesday; summer's quarter is asked about


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(TODAY, tick=False):
        yield


def words(response):
    return " ".join(response.content.decode().split())


def panel(team, day, people=()):
    kind = make.kind("Interview panel", is_meeting=False, slug="interview-panel")
    return make.activity("A panel", kind=kind, team=team, ended_on=day, people=people)


def typed(**more):
    return {name: str(value) for name, value in {**NUMBERS, **more}.items()}


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        (datetime(2026, 10, 1, 8, 59, tzinfo=UTC), date(2026, 4, 1)),  # one minute to ten, in British summer
        (datetime(2026, 10, 1, 9, 0, tzinfo=UTC), SUMMER),
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), SUMMER),  # a bank holiday, and then a Saturday and a Sunday
        (datetime(2027, 1, 4, 10, 0, tzinfo=UTC), date(2026, 10, 1)),
    ],
)
def test_a_quarter_is_asked_about_from_ten_on_the_first_working_day_after_it(moment, quarter):
    assert quarter_rules.asked(moment) == quarter


def test_each_lead_gets_one_letter_and_one_more_after_a_fortnight_while_a_team_is_silent(cast):
    for team, person in ((cast.team, cast.ash), (cast.other_team, cast.uma), (make.team("Gardens"), cast.uma)):
        team_lead(team, person)
    sent = Letter.objects.filter(kind=quarter_letters.KIND)
    for _ in range(2):
        clock.tick(now=TODAY)
    assert sorted(letter.person.name for letter in sent) == ["Ash Mbeki", "Uma Devlin"], (
        "one letter, however many teams"
    )
    letter = sent.get(person=cast.uma)
    said = quarter_letters.render(letter, now=TODAY).text
    assert "Wellbeing" in said
    assert "Gardens" in said
    quarter_answer(cast.team)
    quarter_answer(cast.other_team)
    assert quarter_letters.still_true(sent.get(person=cast.ash), now=TODAY) == (
        "Their team has answered, or somebody else answers for it."
    )
    clock.tick(now=TODAY + timedelta(days=14))
    assert sent.filter(person=cast.ash).count() == 1
    assert sent.filter(person=cast.uma).count() == 2, "Gardens is silent"
    late = make.team("Kitchen")
    team_lead(late, make.person("Zoe Quint", role="staff", team=late))
    for days in (20, 21):
        clock.tick(now=TODAY + timedelta(days=days))
    asked = sent.get(person__name="Zoe Quint")
    assert asked.facts["again"] is False, "named late, asked for the first time"
    cast.uma.grants.update(ends=date(2026, 10, 1))
    assert quarter_letters.still_true(letter, now=TODAY), "whoever no longer works here answers for nobody"


def test_the_page_is_filled_in_with_what_the_log_and_the_register_know(cast, client, as_user):
    team_lead(cast.team, cast.ash)
    panel(cast.team, date(2026, 7, 9), [cast.rowan])
    panel(cast.team, date(2026, 9, 30))
    panel(cast.team, date(2026, 10, 1))
    panel(cast.other_team, date(2026, 8, 1))
    board = make.body("Board of Trustees", "trustees")
    kind = make.kind("Trustees meet")
    make.meeting("Board in August", days=-50, kind=kind, body=board, team=None)
    committee = make.body("Quality committee", "other")
    make.meeting("Committee in July", days=-80, kind=kind, body=committee, team=cast.team)
    make.project("Lunch club", team=cast.team, started_on=date(2026, 8, 3))
    as_user(client, cast.ash, "staff")
    assert 'id="quarter"' in words(client.get("/"))
    page = words(client.get("/projects/quarter/", follow=True))
    assert 'name="panels_held" value="2"' in page
    assert 'name="panels_with" value="1"' in page
    assert 'name="governance_held" value="1"' in page, "the Board belongs to no team, and is not this one's to count"
    assert "Board in August" in page
    assert "Lunch club: people with lived experience were in it" in page
    address = f"/projects/quarter/{cast.team.pk}/"
    refused = client.post(address, typed(panels_held=1, panels_with=1, governance_held=1, staff=7))
    assert (refused.status_code, "The log knows 2 already" in words(refused)) == (422, True)
    assert 'name="staff" value="7"' in words(refused)
    for wrong, says in (
        (typed(panels_held=3, panels_with=4), "more than there were"),
        (typed(trained=10), "More are trained"),
    ):
        assert says in words(client.post(address, wrong))
    assert client.post(address, typed(panels_held=3, panels_with=1, governance_held=2)).status_code == 302
    assert 'id="quarter"' not in words(client.get("/"))


def test_titles_become_projects_and_one_we_have_is_asked_about_and_linked(cast, client, as_user):
    team_lead(cast.team, cast.ash)
    old = make.project("The Welcome Pack", team=cast.other_team, started_on=date(2026, 2, 1))
    as_user(client, cast.ash, "staff")
    address = f"/projects/quarter/{cast.team.pk}/"
    rows = {
        "title_1": "Singing together", "month_1": "2026-08-01", "stage_1": "2", "people_1": "on",
        "title_2": "welcome pack", "month_2": "2026-07-01",
    }  # fmt: skip
    page = client.post(address, typed() | rows)
    assert (page.status_code, Project.objects.count()) == (422, 1)
    assert "“The Welcome Pack”, Wellbeing, which began in February 2026" in words(page)
    assert client.post(address, typed() | rows | {"same_2": str(old.pk)}).status_code == 302
    made = Project.objects.get(title="Singing together")
    assert (made.team, made.stage, made.started_on, made.stage_changes.count()) == (cast.team, 2, date(2026, 8, 1), 1)
    assert Project.objects.count() == 2
    answer = QuarterAnswer.objects.get()
    assert set(answer.starts.values_list("project__title", "with_people")) == {
        ("Singing together", True), ("The Welcome Pack", False),
    }  # fmt: skip
    page = words(client.get(address))
    assert f"/involvement/new/?project={made.pk}" in page, "what the team says is not yet in the log"
    twice = {"title_1": "Gardening", "title_2": " gardening "}
    assert "stands here twice" in words(client.post(address, typed() | twice))


def test_an_answer_changes_until_the_next_quarter_is_asked_about_and_history_keeps_the_old_one(cast):
    team_lead(cast.team, cast.ash)
    same = {"team": cast.team, "quarter": SUMMER, "actor": cast.actor("ash")}
    actions.answer(now=TODAY, **same, **NUMBERS)
    actions.answer(now=datetime(2027, 1, 4, 9, 59, tzinfo=UTC), **same, **{**NUMBERS, "staff": 12})
    assert list(QuarterAnswer.objects.values_list("staff", flat=True)) == [12]
    assert list(QuarterAnswer.pgh_event_model.objects.order_by("pgh_id").values_list("staff", flat=True)) == [9, 12]
    with pytest.raises(Refused, match="That quarter is closed"):
        actions.answer(now=datetime(2027, 1, 4, 10, 0, tzinfo=UTC), **same, **NUMBERS)
    with pytest.raises(IntegrityError), transaction.atomic():
        quarter_answer(cast.team)
    assert known(cast.team, date(2026, 10, 1), now=TODAY).staff == 12, "what was said last time stands there next time"


def test_only_whoever_answers_for_a_team_and_the_coordinator_may(cast, client, as_user):
    team_lead(cast.other_team, cast.uma)
    with pytest.raises(PermissionDenied):
        actions.answer(team=cast.other_team, quarter=SUMMER, actor=cast.actor("ash"), now=TODAY, **NUMBERS)
    as_user(client, cast.ash, "staff")
    assert client.get(f"/projects/quarter/{cast.other_team.pk}/").status_code == 404
    cast.team  # noqa: B018 — nobody answers for it
    as_user(client, cast.jo, "coordinator")
    page = words(client.get("/"))
    assert 'id="quarter-nobody"' in page
    assert "Community Connections: nobody is asked" in page
    address = f"/projects/quarter/{cast.team.pk}/lead/"
    assert client.post(address, {"person": cast.rowan.pk}).status_code == 422, "a member answers for no team"
    assert client.post(address, {"person": cast.ash.pk}).status_code == 302
    assert TeamLead.objects.get(team=cast.team).person == cast.ash
    assert 'id="quarter-nobody"' not in words(client.get("/"))
    assert "Uma Devlin" in words(client.get("/projects/quarter/"))
    assert client.post(f"/projects/quarter/{cast.other_team.pk}/", typed()).status_code == 302
    assert QuarterAnswer.objects.get().answered_by == cast.jo
