"""The dashboard as a file, and that no name reaches page or file."""

import csv
import html
import io
import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests import factories as make
from tests.dashboards.reading import month_ago, tile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["", "?period=all", "?team=wellbeing", "?level=strategic&period=year"])
def test_the_file_says_what_the_page_says_figure_by_figure(trustee, crowd, cast, asked):
    make.activity(people=crowd(8), team=make.team("Wellbeing"), level="strategic", ended_on=month_ago())
    make.activity(people=crowd(3, "Three"), minutes=None, ended_on=month_ago())
    make.rsvp(make.meeting(days=-20), cast.rowan, answer="yes")
    project = make.project(days_ago=40)
    make.activity(people=[cast.rowan], project=project, stage=1)
    page = trustee.get(f"/dashboard/{asked}")
    file = trustee.get(f"/dashboard/export.csv{asked}").content
    assert file.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    figures = {row["Measure"]: row for row in rows if row["What it means"]}
    assert len(figures) == 8
    for metric, row in figures.items():
        shown = re.search(rf'id="{metric}">.*?<p class="fig[^"]*">(.*?)</p>', page.content.decode(), re.S).group(1)
        assert row["Figure"] == re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown))).strip()
        for column in ("Why hidden", "Compared", "Data quality", "What it means"):
            assert row[column] in tile(page, metric)
    table = re.findall(r'<th scope="row">([^<]*)</th>((?:<td class="n"[^>]*>[^<]*</td>)+)', page.content.decode())
    pictured = {row["What is counted"]: row["Figure"] for row in rows if row["Name"] == "Activities over time"}
    levels = re.findall(r'<th scope="col" class="n">([A-Z]\w+)</th>', page.content.decode())
    levels = levels[: levels.index("Together")]
    shown = 0
    for label, cells in table:
        for level, count in zip(levels, re.findall(r'<td class="n"[^>]*>([^<]*)<', cells), strict=False):
            if f"{label}, {level.lower()}" in pictured and len(re.findall("<td", cells)) == len(levels) + 1:
                assert pictured[f"{label}, {level.lower()}"] == count
                shown += 1
    assert shown


@pytest.mark.parametrize("asked", ["", "?period=all", "?team=wellbeing", "?period=2026-Q1"])
def test_spreadsheet_and_json_hold_what_the_csv_holds(trustee, crowd, asked):
    make.activity(people=crowd(8), team=make.team("Wellbeing"), level="strategic", ended_on=month_ago())
    made = csv.reader(io.StringIO(trustee.get(f"/dashboard/export.csv{asked}").content.decode("utf-8-sig")))
    rows = [tuple(row) for row in made]
    book = load_workbook(io.BytesIO(trustee.get(f"/dashboard/export.xlsx{asked}").content))
    assert [tuple(cell or "" for cell in row) for row in book.active.iter_rows(values_only=True)] == rows
    assert book.properties.title.startswith("Involvement: ")
    found = trustee.get(f"/dashboard/export.json{asked}").json()
    assert [tuple(each.values()) for each in found["figures"]] == [row[2:] for row in rows[1:]]
    assert found["period_in_words"] == rows[1][0]


def test_no_cell_of_the_spreadsheet_is_a_formula(trustee, crowd):
    team = make.team("=cmd|' /C calc'!A0")
    make.activity(people=crowd(8), team=team, ended_on=month_ago())
    file = trustee.get(f"/dashboard/export.xlsx?team={team.pk}").content
    cells = [cell for row in load_workbook(io.BytesIO(file)).active.iter_rows() for cell in row]
    assert any(cell.value == "'=cmd|' /C calc'!A0" for cell in cells)
    assert "f" not in {cell.data_type for cell in cells}


def test_a_name_that_looks_like_a_formula_stays_words(trustee, crowd):
    team = make.team("=cmd|' /C calc'!A0")
    make.activity(people=crowd(8), team=team, ended_on=month_ago())
    file = trustee.get(f"/dashboard/export.csv?team={team.pk}").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(file)) for cell in row]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize("asked", ["", "?period=all", "?period=quarter", "?level=operational", "?body=advisory-group"])
def test_no_name_reaches_page_or_file(trustee, cast, asked):
    everybody = [cast.rowan, cast.sam, cast.pat, cast.robin, cast.ash, cast.kim]
    made = make.meeting(days=-40, people=everybody, register_closed_at=timezone.now())
    make.activity(people=everybody, meeting=made, lead=cast.ash, ended_on=month_ago())
    for path in ("/dashboard/", "/dashboard/export.csv"):
        answer = trustee.get(path + asked)
        sent = answer.content.decode() + str(answer.headers)
        for person in everybody:
            for word in (person.name, *person.name.split()):
                assert not re.search(rf"\b{word}\b", sent)
