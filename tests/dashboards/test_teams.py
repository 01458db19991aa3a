"""MET-02, 06, 07 and 27 over whole quarters: what the log shows or what a team said, never twice; who is silent is named."""

import csv
import html
import io
import random
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduction.dashboards import measures_teams, stretches
from coproduction.dashboards.figures import NotTogether, PeopleShare, ThingShare
from tests import factories as make
from tests.dashboards.reading import tile, words
from tests.factories.quarter import SUMMER, quarter_answer

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(TODAY, tick=False):
        yield


def measure(metric, slug="2026-Q3"):
    board, _ = measures_teams.teams_board(stretches.stretch(slug, now=TODAY), now=TODAY)
    return next(each for each in board.measures if each.metric == metric)


def panel(team, day, people=()):
    kind = make.kind("Interview panel", is_meeting=False, slug="interview-panel")
    return make.activity("A panel", kind=kind, team=team, ended_on=day, people=people)


def test_a_panel_that_the_log_and_the_team_both_know_counts_once_and_one_logged_later_too(cast):
    panel(cast.team, date(2026, 7, 9), [cast.rowan])
    quarter_answer(cast.team, panels_held=3, panels_with=1)
    panel(cast.other_team, date(2026, 8, 1))
    panel(cast.other_team, date(2026, 10, 1), [cast.rowan])
    assert measure("MET-07").now["all"] == ThingShare(1, 4)
    for day in (date(2026, 7, 10), date(2026, 7, 11), date(2026, 9, 30)):
        panel(cast.team, day, [cast.rowan])
    assert measure("MET-07").now["all"] == ThingShare(4, 5), "the log holds more by now"


def test_where_things_are_decided_counts_boards_committees_and_commissioning_and_nothing_else(cast):
    kind, advisory = make.kind("Trustees meet"), make.body()
    board, committee = make.body("Board of Trustees", "trustees"), make.body("Quality committee", "other")
    held = {"kind": kind, "days": -50}
    came = make.meeting("Board", body=board, **held)
    make.attendance(came, cast.rowan)
    make.attendance(make.meeting("Board again", body=board, **held), cast.tal, hat="trustee")
    make.meeting("Committee", body=committee, others=4, others_le=2, **held)
    make.meeting("The group itself", body=advisory, **held)
    make.meeting("Called off", body=board, state="cancelled", **held)
    make.meeting("With the council", body=None, kind=make.kind("Commissioning meeting"), days=-50)
    logged = make.meeting("Written by its register", body=board, **held)
    make.activity(
        "Board, logged",
        meeting=logged,
        kind=kind,
        body=board,
        team=None,
        people=[cast.rowan],
        ended_on=date(2026, 8, 17),
    )
    assert measure("MET-06").now["all"] == ThingShare(3, 5)
    assert measure("MET-06").now["team:No team"] == ThingShare(3, 5)


def test_staff_of_teams_that_answered_are_counted_by_their_last_answer_of_the_year(cast):
    quarter_answer(cast.team, date(2026, 4, 1), staff=20, trained=5)
    quarter_answer(cast.team, staff=22, trained=11)
    quarter_answer(cast.other_team, date(2026, 4, 1), staff=8, trained=8)
    assert measure("MET-27").now["all"] == PeopleShare((11,), (22,))
    assert measure("MET-27", "2026-27").now["all"] == NotTogether(), (
        "19 of 30 less 11 of 22 would be one team that answered once"
    )
    assert measure("MET-27").before["all"] == PeopleShare((13,), (28,))


def test_a_team_that_said_nothing_is_named_on_page_and_in_file_and_people_below_five_are_hidden(cast, trustee):
    quarter_answer(cast.team, staff=20, trained=3)
    quarter_answer(make.team("Gardens"), staff=12, trained=9)
    cast.other_team  # noqa: B018 — it is there, and silent
    page = trustee.get("/dashboard/teams/")
    assert "These teams have not answered" in words(page)
    assert "Not answered: Wellbeing." in tile(page, "MET-07")
    assert "12 of 32 members of staff" in tile(page, "MET-27")
    assert "Community Connections none none none fewer than 5 of 20" in words(page)
    assert "9 of 12" not in words(page), "with it the three could be worked out"
    file = trustee.get("/dashboard/teams/?as=csv").content.decode("utf-8-sig")
    assert "Not answered: Wellbeing." in file
    assert "9 of 12" not in file
    assert "Not answered: Community Connections (April to June 2026); Gardens" in words(
        trustee.get("/dashboard/teams/?period=2026-27")
    )
    assert trustee.get("/dashboard/teams/?period=2026-Q4").status_code == 404, "it is not over"


def test_what_a_team_says_of_people_is_beside_the_figure_until_somebody_logs_it(cast, trustee):
    project = make.project("Singing", team=cast.team, started_on=SUMMER)
    answer = quarter_answer(cast.team)
    answer.starts.create(project=project, with_people=True)
    assert measure("MET-02").now["involved"] == ThingShare(0, 1)
    assert "Of 1 project the team says that people were in it" in tile(trustee.get("/dashboard/teams/"), "MET-02")
    make.activity(project=project, people=[cast.rowan], team=cast.team)
    assert measure("MET-02").now["involved"] == ThingShare(1, 1)
    assert "the team says" not in tile(trustee.get("/dashboard/teams/"), "MET-02")


@pytest.mark.parametrize("seed", range(3))
def test_page_file_and_dashboard_say_the_same_whatever_happened_and_teams_add_up(cast, trustee, figures, seed):
    chance = random.Random(seed)  # noqa: S311 — the same each time
    teams = [cast.team, cast.other_team, make.team("Gardens")]
    for number in range(12):
        began = date(2026, chance.randint(6, 9), chance.randint(1, 28))
        project = make.project(f"Project {number}", team=chance.choice(teams), started_on=began)
        if chance.random() < 0.5:
            hats = chance.choice([["staff"], ["client"]])
            make.activity(project=project, people=[cast.rowan], hats=hats, ended_on=began)
        panel(chance.choice(teams), began, [cast.rowan][: chance.randint(0, 1)])
    for team in teams[:2]:
        quarter_answer(team, panels_held=(held := chance.randint(0, 9)), panels_with=chance.randint(0, held), staff=9)
    covered = measure("MET-02").now
    on_last_day = figures("MET-02", slug="quarter", today=date(2026, 9, 30), now=TODAY)
    assert covered["involved"] == on_last_day["involved"], "the dashboard says the same"
    for metric in ("MET-02", "MET-06", "MET-07"):
        found = measure(metric).now
        total = found["involved"] if metric == "MET-02" else found["all"]
        parts = [value for key, value in found.items() if key.startswith("team:")]
        assert total == ThingShare(sum(p.part for p in parts), sum(p.whole for p in parts))
    page = trustee.get("/dashboard/teams/").content.decode()
    rows = list(csv.DictReader(io.StringIO(trustee.get("/dashboard/teams/?as=csv").content.decode("utf-8-sig"))))
    figures_of = {row["Measure"]: row for row in rows if row["What it means"]}
    assert sorted(figures_of) == ["MET-02", "MET-06", "MET-07", "MET-27"]
    for metric, row in figures_of.items():
        shown = re.search(rf'id="{metric}">.*?<p class="fig[^"]*">(.*?)</p>', page, re.S).group(1)
        assert row["Figure"] == " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())
        assert row["Data quality"] in html.unescape(page)
    cells = re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', page, re.S)
    assert len(cells) == len(teams)
    for name, cols in cells:
        on_page = [html.unescape(text) for text in re.findall(r"<td[^>]*>([^<]*)</td>", cols)]
        in_file = {r["Measure"]: r["Figure"] for r in rows if r["What is counted"] == name}
        assert on_page == [in_file.get(metric, "none") for metric in ("MET-02", "MET-06", "MET-07", "MET-27")]


def test_a_team_cannot_be_had_from_what_the_others_can_be_at_most(cast, trustee):
    """29 in all less 20 of one team are nine, and the last team has five staff: the four of the other would be plain."""
    quarter_answer(cast.team, staff=26, trained=20)
    quarter_answer(make.team("Gardens"), staff=9, trained=4)
    quarter_answer(make.team("Kitchen"), staff=5, trained=5)
    page = words(trustee.get("/dashboard/teams/"))
    assert "29 of 40 members of staff" in page
    assert "fewer than 5 of 9" not in page
    assert "20 of 26" not in page
    assert "With it, somebody could work out another figure" in page


def test_one_team_and_three_ask_the_database_the_same(cast, trustee):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert trustee.get("/dashboard/teams/").status_code == 200
        return len(found)

    quarter_answer(cast.team)
    asked()
    one = asked()
    for name in ("Wellbeing", "Gardens"):
        quarter_answer(make.team(name), panels_held=2)
        panel(make.team(name), date(2026, 8, 1))
    assert asked() == one
