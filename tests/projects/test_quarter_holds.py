"""The quarter's answer holds: given anew it says what it says now, two at once are one, and a closed register moves nothing."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from coproduction.dashboards import measures_teams, stretches
from coproduction.dashboards.figures import ThingShare
from members.permissions import Actor
from projects.actions import co_leading, lifecycle, registers
from projects.actions import quarter as actions
from projects.models import Project, ProjectMeeting, QuarterStart, StageChange
from projects.queries.quarter import known
from projects.queries.unfinished import unfinished_by, writers_who_lack
from tests import factories as make
from tests.factories.quarter import NUMBERS, SUMMER, quarter_answer, team_lead

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(TODAY, tick=False):
        yield


def start(title, **more):
    said = {"started_on": date(2026, 7, 1), "with_people": True, "same": None, "stage": 1}
    return actions.Start(title, **said | more)


def test_what_is_not_said_again_is_taken_back_and_stands_on_the_page_of_whose_word_it_was(cast, client, as_user):
    team_lead(cast.team, cast.ash)
    theirs = make.project("Their course", team=cast.other_team, started_on=date(2026, 7, 3))
    said = {"team": cast.team, "quarter": SUMMER, "actor": cast.actor("ash"), "now": TODAY}
    actions.answer(**said, starts=[start(theirs.title, same=theirs)], **NUMBERS)
    page = f"/projects/teams/{cast.other_team.pk}/"
    assert "by your word" not in as_user(client, cast.uma).get(page).content.decode()
    assert "by your word" in as_user(client, cast.ash).get(f"/projects/teams/{cast.team.pk}/").content.decode()
    actions.answer(**said, **NUMBERS)
    assert not QuarterStart.objects.exists()


def test_one_sentence_for_one_and_one_for_several(cast, client, as_user):
    answer = quarter_answer(cast.team)
    for n in range(2):
        QuarterStart.objects.create(answer=answer, project=make.project(f"P{n}", team=cast.team), with_people=True)
    page = " ".join(as_user(client, cast.ash).get(f"/projects/teams/{cast.team.pk}/").content.decode().split())
    assert "2 projects had people in them by your word and are not logged yet" in page


def test_two_who_answer_at_once_put_a_project_on_the_register_once(cast):
    team_lead(cast.team, cast.ash)
    for who in ("ash", "jo"):  # each page was drawn before the other's answer
        actions.answer(
            team=cast.team, quarter=SUMMER, starts=[start("Garden course")], actor=cast.actor(who), now=TODAY, **NUMBERS
        )
    assert Project.objects.filter(title="Garden course").count() == 1
    assert QuarterStart.objects.get().with_people


def test_a_meeting_of_no_team_stays_one_when_its_register_is_closed(cast):
    project = make.project("Strategy", team=cast.team)
    board = make.body("Board of Trustees", "trustees")
    meeting = make.meeting("Board", body=board, kind=make.kind("Trustees meet"), days=-50)
    make.attendance(meeting, cast.rowan)
    ProjectMeeting.objects.create(project=project, meeting=meeting)
    quarter_answer(cast.team, governance_held=1, governance_with=0)

    def met_06():
        board, _ = measures_teams.teams_board(stretches.stretch("2026-Q3", now=TODAY), now=TODAY)
        return next(each for each in board.measures if each.metric == "MET-06").now["all"]

    assert met_06() == ThingShare(1, 2)
    registers.from_register(meeting=meeting, actor=cast.actor("jo"), now=TODAY)
    assert met_06() == ThingShare(1, 2)
    assert [line.title for line in known(cast.team, SUMMER, now=TODAY).nobodys] == ["Board"]


def test_what_a_co_lead_writes_late_has_the_stage_of_its_day_and_the_lead_hears_what_it_lacks(cast):
    make.kind("Making a course together", slug="course-co-production")
    project = make.project("Let's Talk", team=cast.team, lead=cast.ash, stage=1, started_on=date(2026, 6, 1))
    StageChange.objects.create(project=project, stage=1, changed_on=project.started_on)
    lifecycle.move_to_stage(project=project, stage=5, on=date(2026, 10, 1), actor=cast.actor("ash"), now=TODAY)
    project.refresh_from_db()
    noor = make.person("Noor Haddad")
    led = co_leading.add(project=project, person=noor, hat="client", actor=cast.actor("ash"), now=TODAY)
    said = {"co_lead": led, "minutes": None, "prep_minutes": None, "actor": Actor(person=noor, role=None), "now": TODAY}
    with pytest.raises(co_leading.Refused, match="This began on"):
        co_leading.write_down(title="Long ago", on=date(1999, 1, 1), **said)
    done = co_leading.write_down(title="First evening", on=date(2026, 7, 2), **said)
    assert done.stage == 1
    assert writers_who_lack(day=TODAY.date()) == [cast.ash.pk]
    assert [each.it for each in unfinished_by(cast.ash.pk, day=TODAY.date())] == [done]
    assert unfinished_by(noor.pk, day=TODAY.date()) == []
