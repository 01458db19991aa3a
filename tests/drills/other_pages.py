"""The same figures where a trustee meets them again: team pages, projects, charts with their tables, spreadsheets, programs."""

import io
import re
from datetime import timedelta

from openpyxl import load_workbook

from coproduction.dashboards import program_keys
from coproduction.dashboards.filters import EVERYTHING
from coproduction.dashboards.models import Scope
from coproduction.dashboards.named import offered
from coproduction.dashboards.periods import period
from coproduction.dashboards.spans import BEGINNING, SLUGS, Span
from members.models import Team
from projects.models import Project
from tests.drills.everything_printed import A_DAY, Cell, _cells, _givers, _printed, _share, filters
from tests.drills.harness import FULL
from tests.drills.tables_printed import get, rows

TILES = {
    "MET-13": ("people",),
    "MET-15": ("new", "people"),
    "MET-18": ("answered", "asked"),
    "MET-19": ("came", "asked_r"),
}


def elsewhere(client, program, *, today) -> list[Cell]:
    """`program`: the header with a key that opens everything."""
    slugs = SLUGS if FULL else ("12m", "all")
    return [
        *(cell for slug in slugs for cell in _team_pages(client, period(slug, today=today))),
        *_projects(client, today=today),
        *(cell for by in ("year", "quarter") for cell in _charts(client, by, today=today)),
        *(cell for slug in slugs for cell in _spreadsheet(client, period(slug, today=today))),
        *(cell for slug in slugs for cell in _programs(client, program, period(slug, today=today))),
    ]


def a_key(actor, *, now):
    until = now.date() + timedelta(days=30)
    _, token = program_keys.make(name="A spreadsheet", scopes=Scope.values, until=until, actor=actor, now=now)
    return {"Authorization": f"Bearer {token}"}


def _team_pages(client, asked):
    for team in Team.objects.order_by("pk"):
        page = get(client, f"/dashboard/team/{team.slug}/", period=asked.slug)
        for metric, kinds in TILES.items():
            tile = re.search(rf'id="{metric}">.*?<p class="fig[^"]*">(.*?)</p>', page)[1]
            words = re.sub(r"<[^>]+>", " ", tile).lower()
            figure = re.match(r" *((?:[\d,]+|fewer than 5)(?: of [\d,]+)?|not shown|no \w+|none|not yet|0)", words)[1]
            words = "none" if figure.startswith("no ") and len(kinds) > 1 else figure
            where = f"team page {team.slug} {asked.slug} {metric}"
            yield from _share(kinds, ("team", team.pk), asked.closed, words, where)


def _projects(client, *, today):
    """People of one project: on none of its pages is there a number; what is found all the same is a cell of its own."""
    until = Span(BEGINNING, today.replace(day=1) - A_DAY)
    for project in Project.objects.order_by("pk"):
        part = ("project", project.pk)
        page = get(client, f"/projects/{project.pk}/frameworks/")
        if found := re.search(r"each counted once[^:]*: (.+?)\.", page):
            yield from _printed("people", part, until, found[1], f"project {project.pk} frameworks")
        page = get(client, f"/projects/{project.pk}/looked-after/")
        for words in ("people who had a need met", "people who are paid"):
            assert not re.search(rf"{words}: [\d ]", page), f"project {project.pk}: {words}"


def _charts(client, by, *, today):
    """The tables beside the charts; what is drawn is read from the same facts."""
    spans = {_name(each): each for each in offered(today=today, quarters_back=4, years_back=3)}
    page = get(client, "/dashboard/charts/", by=by)
    usual = period("12m", today=today)
    for figure in page.split('<figure class="chart">')[1:]:
        title = re.search(r"<h\d>(.*?)</h\d>", figure)[1]
        for name, cells in rows(figure):
            where = f"charts by {by}, {title}, {name}"
            if title == "New voices":
                yield from _share(("new", "people"), None, spans[name].live, cells[0], where)
            elif title == "The same few people?":
                yield from _givers(cells[0], spans[name].live, where)
            elif title == "Strategic and operational" and usual.closed:
                yield from _printed("minutes", ("level", name.lower()), usual.closed, cells[1], where)


def _name(each):
    return each.slug if each.is_year else f"{each.live.first:%b} to {each.live.last:%b %Y}"


def _spreadsheet(client, asked):
    for filter in filters() if FULL else [EVERYTHING]:
        where = {filter.by: filter.slug} if filter else {}
        book = load_workbook(io.BytesIO(client.get("/dashboard/export.xlsx", {"period": asked.slug, **where}).content))
        found = list(book.active.iter_rows(min_row=2, values_only=True))
        yield from _cells([(*(cell or "" for cell in row[2:6]), row[7] or "") for row in found], asked, filter, "xlsx ")


def _programs(client, program, asked):
    chosen = [
        ("figures", EVERYTHING),
        ("measures", EVERYTHING),
        *(("figures", each) for each in (filters() if FULL else ())),
    ]
    for address, filter in chosen:
        where = {filter.by: filter.slug} if filter else {}
        page = client.get(f"/api/v1/{address}", {"period": asked.slug, **where}, headers=program).json()
        found = [
            (row["measure"], row["name"], row["what_is_counted"], row["figure"], row["compared"])
            for row in page["figures"]
        ]
        yield from _cells(found, asked, filter, f"program {address} ")
