"""The page of charts: every number through the one door, a table beside each picture, nothing that colour alone says."""

import re
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from coproduction.dashboards import charted, drawing
from coproduction.dashboards.models import ChartPicture, FeltOfYear
from members.post import jobs
from members.rules import Refused
from tests import factories as make
from tests.dashboards.conftest import NOW
from tests.dashboards.reading import tile, words
from tests.dashboards.test_work_measures import rate  # noqa: F401 — a fixture
from tests.factories.plans import plan as a_plan
from tests.factories.plans import plan_goal

pytestmark = pytest.mark.django_db
PAGE = "/dashboard/charts/"
JULY = NOW.replace(month=7, day=1)  # from the first day on nothing is added to what members felt in 2025-26
LAST_YEAR, BEFORE = date(2025, 9, 1), date(2024, 9, 2)  # in 2025-26 and 2024-25, both over


@pytest.fixture(autouse=True)
def june():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def facts(cast):
    """`facts("stages")`: what the chart of that name is drawn from, or None."""

    def ask(name, by="year", now=NOW):
        shown = charted.charts(actor=cast.actor("tal", "trustee"), by=by, today=now.date(), now=now)
        title = next(title for title, of in TITLES.items() if of == name)
        found = [pic for _, pictures, _ in shown.sections for pic in pictures if pic.title.startswith(title)]
        return found[0].facts if found else None

    return ask


TITLES = {
    "When people first came in": "stages", "How much say": "ladder", "New voices": "voices", "The same few": "spread",
    "Strategic and": "hours", "Promises kept": "loop", "Days until": "days", "How far the plan": "plan",
}  # fmt: skip


def rows(facts):
    return {group["name"]: {row["label"]: row["words"] for row in group["rows"]} for group in facts["groups"]}


# ---- who, and what may be asked -----------------------------------------------------------------------------------------
def test_an_empty_charity_says_of_each_chart_why_there_is_none(trustee):
    page = words(trustee.get(PAGE))
    for sentence in charted.NOT_YET.values():
        assert sentence in page
    assert "<svg" not in trustee.get(PAGE).content.decode().split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("odd", ["by=month", "by=%00x", "by=🙂", f"by={'9' * 400}"])
def test_another_word_is_refused_in_a_sentence(trustee, odd):
    page = trustee.get(f"{PAGE}?{odd}")
    assert page.status_code == 400
    assert "Charts stand by year or by quarter." in words(page)


def test_a_period_a_team_or_tomorrow_in_the_address_shows_no_more(trustee, crowd, cast):
    make.activity(people=crowd(3), ended_on=LAST_YEAR)
    plain = words(trustee.get(PAGE))
    for more in ("period=2030-Q1", f"team={cast.team.slug}", "level=strategic&body=x", "period=all"):
        assert words(trustee.get(f"{PAGE}?{more}")) == plain


def test_whoever_may_not_asks_in_vain(cast):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        charted.charts(actor=cast.actor("rowan"), by="year", today=NOW.date(), now=NOW)
    with pytest.raises(Refused):
        charted.charts(actor=cast.actor("tal", "trustee"), by="week", today=NOW.date(), now=NOW)


# ---- each of them ---------------------------------------------------------------------------------------------------------
def test_projects_by_the_stage_people_came_in_of_the_year_they_began(facts, held, cast):
    for title, stage, began in (
        ("One", 1, LAST_YEAR),
        ("Two", 2, LAST_YEAR),
        ("Three", None, LAST_YEAR),
        ("Four", 6, BEFORE),
    ):
        held([cast.rowan], project=make.project(title, started_on=began), stage=stage, on=began)
    make.project("Nobody asked", started_on=LAST_YEAR)
    make.project("This year", started_on=date(2026, 4, 2))
    found = facts("stages")
    assert rows(found) == {
        "2025-26": {"First idea": "1", "Planning": "1", "Stage not known": "1", "No lived experience": "1"},
        "2024-25": {"Looking back": "1"},
    }
    assert "2 of 3 in 2025-26, 0 of 1 in 2024-25" in found["sentence"]
    assert found["columns"] == ["Stage", "2025-26", "2024-25"]
    assert ["Doing", "0", "0"] in found["table"]


def test_a_ladder_from_both_sides_hides_members_who_are_few(facts, held, crowd, rate):  # noqa: F811
    people = crowd(13)
    work = held(people, on=LAST_YEAR)
    rate(work, 4)
    for person in people[:7]:
        rate(work, 3, person)
    for person in people[7:]:
        rate(work, 2, person)
    found = facts("ladder", now=JULY)
    assert found["title"].endswith("2025-26")
    said = {name: row for name, row in rows(found).items()}
    assert [row["Members"] for row in said.values() if row["Members"] != "0"] == ["7", "6"]
    assert [row["Staff"] for row in said.values() if row["Staff"] != "no activities"] == ["1 activity"]


@pytest.mark.parametrize("split", [(4, 1), (9, 2), (9, 0), (12, 0)])
def test_members_of_a_ladder_are_withheld_where_they_are_few_or_of_one_mind(facts, held, crowd, rate, split):  # noqa: F811
    people = crowd(sum(split))
    work = held(people, on=LAST_YEAR)
    rate(work, 4)
    for at, person in enumerate(people):
        rate(work, 3 if at < split[0] else 2, person)
    found = facts("ladder", now=JULY)
    assert all("Members" not in row for row in rows(found).values())
    assert found["why"]
    assert {cells[2] for cells in found["table"]} == {"not shown"}


def test_until_july_members_may_still_say_and_what_comes_later_is_not_counted(facts, held, crowd, rate):  # noqa: F811
    people = crowd(13)
    work = held(people, on=LAST_YEAR)
    rate(work, 4)
    for at, person in enumerate(people[:12]):
        rate(work, 3 if at < 6 else 2, person)
    before = facts("ladder")
    assert all("Members" not in row for row in rows(before).values())
    assert before["why"] == [
        "Members can say how it felt until 30 June 2026. Then it is shown, where enough of them have, and stays as it is."
    ]
    closed = facts("ladder", now=JULY)
    late = rate(work, 3, people[12])
    late.noted_at = JULY
    late.save()
    assert facts("ladder", now=JULY) == closed
    assert sorted(row["Members"] for row in rows(closed).values() if row["Members"] != "0") == ["6", "6"]


def test_what_was_shown_of_a_year_stays_when_somebody_changes_or_takes_back_an_answer(facts, held, crowd, rate):  # noqa: F811
    people = crowd(13)
    work = held(people, on=LAST_YEAR)
    rate(work, 4)
    said = [rate(work, 3 if at < 6 else 2, person) for at, person in enumerate(people)]
    shown = facts("ladder", now=JULY)
    assert sorted(row["Members"] for row in rows(shown).values() if row["Members"] != "0") == ["6", "7"]
    said[-1].delete()
    assert facts("ladder", now=JULY) == shown
    said[0].noted_at = JULY
    said[0].save()
    assert facts("ladder", now=JULY) == shown
    kept = FeltOfYear.objects.get()
    assert kept.year == "2025-26"


def test_what_was_withheld_is_not_shown_later(facts, held, crowd, rate):  # noqa: F811
    people = crowd(12)
    work = held(people, on=LAST_YEAR)
    rate(work, 4)
    for at, person in enumerate(people[:9]):
        rate(work, 3 if at < 5 else 2, person)
    withheld = facts("ladder", now=JULY)
    for person in people[9:]:
        rate(work, 2, person)  # by a desk whose clock is behind
    assert facts("ladder", now=JULY) == withheld


def test_ten_choices_of_six_people_are_of_six(facts, held, crowd, rate):  # noqa: F811
    people = crowd(6)
    for step in (3, 2):
        work = held(people, on=LAST_YEAR)
        rate(work, 4)
        for person in people:
            rate(work, step, person)
    assert all("Members" not in row for row in rows(facts("ladder", now=JULY)).values())


def test_new_voices_and_the_most_active_are_the_very_figures_of_all_figures(facts, crowd, held, trustee):
    held(crowd(6, "Old"), on=BEFORE)
    held(crowd(9, "New"), on=LAST_YEAR)
    found = facts("voices")
    assert found["table"] == [["2025-26", "9 of 9"], ["2024-25", "6 of 6"]]
    assert "9 of 9" in words(trustee.get("/dashboard/measures/?period=2025-26"))
    spread = facts("spread")
    assert rows(spread)["2025-26"][""].startswith("about 3 of every 10")
    assert "too few people" in rows(spread)["2024-25"][""]


def test_hours_by_level_stand_beside_activities_and_hidden_ones_have_no_bar(facts, crowd, held):
    held(crowd(3), on=date(2026, 2, 3), level="strategic")
    held(crowd(8, "More"), on=date(2026, 2, 4), level="operational")
    found = facts("hours")
    assert rows(found)["Activities"] == {"Strategic": "1", "Operational": "1", "Individual": "0"}
    hours = {row["label"]: row for row in found["groups"][1]["rows"]}
    assert hours["Strategic"]["value"] is None
    assert "3" not in hours["Strategic"]["words"]


def test_promises_days_and_the_plan(facts, cast):
    make.contribution(people=[cast.robin], said_on=LAST_YEAR, reply_by=date(2025, 9, 29))
    assert rows(facts("loop"))["2025-26"] == {"Everybody was told": "0 of 1", "By the promised day": "0 of 1"}
    assert facts("days") is None
    assert rows(facts("loop"))["Last 12 months"]["Everybody was told"] == "0 of 1"
    assert rows(facts("loop", by="quarter"))["Jul to Sep 2025"]["Everybody was told"] == "0 of 1"
    made = a_plan(starts_on=date(2025, 10, 1), ends_on=date(2027, 9, 30))
    plan_goal(made, due_on=date(2026, 1, 5))
    plan_goal(made, due_on=date(2026, 12, 5))
    assert rows(facts("plan"))[""] == {"Done": "0", "Still to come": "1", "Past their day": "1", "Let go": "0"}
    assert facts("plan")["sentence"].endswith("Done: 0 of 2.")


def test_the_plan_says_of_which_goals_so_many_are_done_where_some_were_let_go(facts, trustee):
    made, ended = a_plan(starts_on=date(2025, 10, 1), ends_on=date(2027, 9, 30)), date(2026, 5, 1)
    for state in ("done", "done", "let_go"):
        plan_goal(made, due_on=date(2026, 12, 5), state=state, ended_on=ended, why="So it is.")
    plan_goal(made, due_on=date(2026, 12, 5))
    plan_goal(made, due_on=date(2026, 1, 5))
    assert facts("plan")["sentence"].endswith("Done: 2 of 4 that were not let go.")
    met = tile(trustee.get("/dashboard/measures/"), "MET-24")
    assert "2 of 4 goals that were not let go are done" in met
    assert "Let go: 1." in met


def test_a_plan_of_which_all_was_let_go_is_not_called_no_plan(trustee):
    made = a_plan(starts_on=date(2025, 10, 1), ends_on=date(2027, 9, 30))
    plan_goal(made, due_on=date(2026, 12, 5), state="let_go", ended_on=date(2026, 5, 1), why="No room for it.")
    met = tile(trustee.get("/dashboard/measures/"), "MET-24")
    assert "No goal is left" in met
    assert "No plan" not in met


# ---- the pictures ---------------------------------------------------------------------------------------------------------
def test_a_charity_of_one_member_shows_no_number_of_them_and_draws_none(trustee, cast, held, rate):  # noqa: F811
    work = held([cast.rowan], on=LAST_YEAR, project=make.project("One", started_on=LAST_YEAR), stage=1)
    rate(work, 4), rate(work, 3, cast.rowan)
    page = words(trustee.get(PAGE))
    assert "not shown" in page
    assert "Rowan" not in page
    kept = {each.facts["title"].split(":")[0]: each.facts for each in ChartPicture.objects.all()}
    for title in ("New voices", "The same few people?"):
        assert [row["value"] for group in kept[title]["groups"] for row in group["rows"]] == [None] * len(
            [row for group in kept[title]["groups"] for row in group["rows"]]
        )


def test_the_table_stands_open_until_the_worker_has_drawn_and_the_picture_says_its_numbers(trustee, held, cast):
    held([cast.rowan], project=make.project("One", started_on=LAST_YEAR), stage=1, on=LAST_YEAR)
    waiting = trustee.get(PAGE).content.decode()
    assert "The picture is being drawn" in waiting
    address = re.search(r'hx-get="(/dashboard/picture/\w+/)\?asked=1"', waiting).group(1)
    while jobs.work_one(now=timezone.now()):
        pass
    drawn = trustee.get(PAGE).content.decode()
    assert "being drawn" not in drawn
    [svg] = [svg for svg in re.findall(r"<svg[^>]*aria-label.*?</svg>", drawn, re.S) if "First idea: 1" in svg]
    assert 'role="img"' in svg
    assert "2025-26" in svg
    assert not re.search(r"style=|<script|href|\son\w+=|#[0-9a-f]{3}", svg)
    assert "When people first came in" in trustee.get(address).content.decode()


def test_a_second_look_is_an_empty_bar_and_a_hidden_row_has_words_and_none():
    row = {"label": "Members", "words": "5", "value": 5, "look": 2}
    hidden = {"label": "Jul to Sep 2025", "words": "fewer than 5 of 13", "value": None, "look": 1}
    svg = drawing.svg({"sentence": "So it is.", "groups": [{"name": "", "rows": [row, hidden]}]})
    assert svg.count("<path") == 1
    assert 'fill="var(--card)" stroke="var(--ink)"' in svg
    assert "Jul to Sep 2025: fewer than 5 of 13" in svg


def test_more_of_everything_asks_no_more_questions(trustee, held, crowd, django_assert_max_num_queries):
    for number in range(3):
        held(
            crowd(6, f"Crowd{number}"), project=make.project(f"P{number}", started_on=LAST_YEAR), stage=1, on=LAST_YEAR
        )
    trustee.get(PAGE)
    with django_assert_max_num_queries(40):
        trustee.get(PAGE)
