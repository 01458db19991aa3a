"""A charity of one member: dashboard, all figures, report, pack and what programs read say so kindly, and no number is theirs."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from docx import Document
from pypdf import PdfReader

from coproduction.dashboards import kept, program_keys
from tests import factories as make
from tests.dashboards.reading import tile, words
from tests.dashboards.reporting import IN_JULY, OCTOBER, PERIOD, approved, draft

pytestmark = pytest.mark.django_db
# counts of people, and what is said of people: never shown of one
OF_PEOPLE = ("MET-12", "MET-13", "MET-14", "MET-15", "MET-16", "MET-17", "MET-18", "MET-19", "MET-20")


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        kept.forget()
        yield


@pytest.fixture
def alone(cast):
    """Rowan did all there is: asked, said yes, came, asked for a loop, said something, and was paid nothing."""
    rowan, at = cast.rowan, datetime(2026, 7, 9, 10, tzinfo=UTC)
    project = make.project("Singing", team=cast.team, started_on=IN_JULY)
    meeting = make.meeting(starts_at=at, now=at - timedelta(days=30), register_closed_at=at + timedelta(hours=3))
    make.rsvp(meeting, rowan, answer="yes")
    make.attendance(meeting, rowan)
    make.provision(meeting, rowan, state="met")
    make.activity(project=project, people=[rowan], stage=1, minutes=90, team=cast.team, ended_on=IN_JULY)
    make.contribution(project, people=[rowan], text="The hall is cold", answer="cannot", said_on=IN_JULY)
    return rowan


def says_nothing_of_one(figure, why):
    """Hidden with its reason, or that there was nothing: never a number but the five that is the threshold."""
    hidden = re.match(r"(Fewer than 5|Not shown)\b", figure, re.I) and why
    return bool(hidden or figure == "Nobody asked") and set(re.findall(r"\d+", figure)) <= {"5"}


def no_name_in(text):
    return not re.search(r"\b(Rowan|Ashdown)\b", text)


@pytest.mark.parametrize("path", ["/dashboard/", "/dashboard/measures/"])
@pytest.mark.parametrize("period", ["12m", "year", "quarter", "all", PERIOD])
def test_dashboard_and_all_figures_hide_every_count_of_people_and_say_why(trustee, alone, path, period):
    page = trustee.get(path, {"period": period}).content.decode()
    assert no_name_in(page)
    empty = period == "quarter"  # October has only begun: there is nothing yet
    seen = 0
    for metric in OF_PEOPLE:
        found = re.search(rf'id="{metric}">.*?<p class="fig[^"]*">(.*?)</p>(.*?)</section>', page, re.S)
        if found:
            figure = " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split())
            assert says_nothing_of_one(figure, "Why hidden" in found.group(2)) or (empty and "1" not in figure), metric
            seen += 1
    assert seen == (len(OF_PEOPLE) if "measures" in path else 4)


def test_the_whole_charity_s_things_and_hours_stand_for_they_are_promised(trustee, alone):
    page = trustee.get("/dashboard/?period=all")
    assert "1 of 1 project" in tile(page, "MET-01")
    assert "1.5 hours" in tile(page, "MET-08")
    assert "Hours, operational, not shown: too few people" in tile(page, "MET-04")


def test_its_team_shows_neither_people_nor_hours(trustee, cast, alone):
    page = trustee.get("/dashboard/", {"period": "all", "team": cast.team.slug})
    assert "Fewer than 5" in tile(page, "MET-13")
    assert "Not shown" in tile(page, "MET-08")
    assert no_name_in(page.content.decode())


def test_report_and_pack_say_the_same_and_carry_no_name(trustee, cast, alone):
    report = approved(cast)
    read = {address: trustee.get(f"/dashboard/reports/{report.pk}/{address}") for address in ("", "pack/")}
    said = {address: words(answer) for address, answer in read.items()}
    for form in ("report.docx", "report.pdf", "report.pdf?for=commissioners"):
        said[form] = text_of(form, trustee.get(f"/dashboard/reports/{report.pk}/{form}").content)
    for address, text in said.items():
        assert "ewer than 5" in text, address
        assert no_name_in(text), address


def test_each_figure_that_a_report_hides_leads_to_where_it_stands_today(trustee, cast, alone):
    """What was too few on the day it was counted need not be so any more; the page of all figures says it then."""
    report = approved(cast)
    page = trustee.get(f"/dashboard/reports/{report.pk}/").content.decode()
    hidden = [each for each in page.split("<h3>")[1:] if "Why hidden:" in each]
    assert hidden
    assert [each[:40] for each in hidden if "today is on <a href" not in each] == []


def text_of(form, content):
    if "docx" in form:
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join([*(each.text for each in document.paragraphs), *cells])
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_programs_read_no_number_of_people(client, cast, alone):
    until, jo = OCTOBER.date() + timedelta(days=90), cast.actor("jo")
    scopes = ["figures", "measures", "reports"]
    _, token = program_keys.make(name="A sheet", scopes=scopes, until=until, actor=jo, now=OCTOBER)
    report = approved(cast)
    asked = (
        "figures",
        "figures?period=all",
        "measures?period=all",
        f"measures?period={PERIOD}",
        f"reports/{report.pk}",
    )
    for address in asked:
        answer = client.get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200
        assert no_name_in(answer.content.decode())
        rows = [row for row in answer.json()["figures"] if row["measure"] in OF_PEOPLE]
        assert {row["measure"] for row in rows} >= {"MET-13"}
        for row in rows:
            if row["figure"] in ("none", "0", "Nobody asked") or row["what_is_counted"].startswith("Meetings"):
                continue  # nothing, or a count of meetings, which are not people
            assert row["why_hidden"], (address, row)
            assert (row["number"], row["of"]) == (None, None), (address, row)


def test_before_anybody_was_there_every_page_is_an_honest_empty_state(trustee, cast):
    """A member in the group, and nothing logged."""
    cast.rowan  # noqa: B018 — it is enough to be there
    for path in ("/dashboard/", "/dashboard/measures/"):
        page = words(trustee.get(path))
        assert "No projects" in page
        assert "%" not in page
    page = trustee.get(f"/dashboard/reports/{draft(cast).pk}/")
    assert page.status_code == 200
    assert no_name_in(page.content.decode())
