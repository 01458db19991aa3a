"""Every number of people that a trustee can open, as cells: of what, of which part, when."""

import csv
import io
import json
import re
from calendar import month_abbr
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from coproduction.dashboards import exports, report_figures, report_periods
from coproduction.dashboards.filters import EVERYTHING, Filter
from coproduction.dashboards.named import offered, span_of
from coproduction.dashboards.periods import period
from coproduction.dashboards.spans import SLUGS, Span, months_later
from meetings.models import Level
from members.models import Body, Team
from tests.drills.harness import FULL

NUMBERS = {  # what is counted: one kind, or part and whole
    "Different people": ("people",),
    "People who are new": ("new", "people"),
    "Hours given": ("minutes",),
    "Hours of travel": ("travel",),
    "Invitations answered": ("answered", "asked"),
    "Invitations answered yes": ("yes", "asked"),
    "Answers recorded by staff for somebody": ("for_them",),
    "Invitations left out because they never arrived": ("not_told",),
    "Invitations that ended in coming": ("came", "asked_r"),
    "Said yes and came": ("kept", "yes_r"),
    "Came without an invitation": ("walk_ins",),
    "Contacts": ("contacts",),
    "Contacts of people who are named": ("named",),
    "Heads that were only counted": ("heads",),
    "Needs met": ("met", "needs"),
    "Needs of which nobody wrote how it went": ("silent",),
    "Paid in all": ("paid",),
    "Of it costs": ("costs",),
    "Of it fees and vouchers": ("fees",),
}
MONEY = ("paid", "costs", "fees")
MOST = "Hours of the most active quarter of people"
FIGURES = {"MET-13": "Different people", "MET-14": "Contacts", "MET-15": "People who are new", "MET-18": "Invitations answered",
           "MET-19": "Invitations that ended in coming", "MET-12": "Needs met"}  # fmt: skip
HOURS = ("minutes", "travel")
REGISTERS = "Meetings with a closed register"
OF_MEETINGS = ("asked", "answered", "yes", "for_them", "not_told", "asked_r", "came", "kept", "yes_r", "walk_ins")
TO_THE_MINUTE, TO_THE_POUND = 3, 0.5  # hours have one decimal
FEW = (1, 4)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cell:
    """`low` to `high`: what is printed, or what is known beforehand of what is hidden (`is_hidden`)."""

    kind: str
    part: tuple[str, object] | None
    span: Span
    low: float
    high: float
    is_hidden: bool
    where: str


def filters():
    yield from (Filter("level", level, level, level) for level in Level.values)
    yield from (Filter("team", team.pk, team.slug, team.name) for team in Team.objects.order_by("pk"))
    yield from (Filter("body", body.pk, body.slug, body.name) for body in Body.objects.order_by("pk"))


@dataclass
class Printed:
    """`cells` of boards; `rows` of the page of all figures by its period, for what is no board (`tables_printed`)."""

    cells: list[Cell] = field(default_factory=list)
    rows: list = field(default_factory=list)

    def said(self, metric) -> list:
        """(period, {what is counted: figure}) of each page of all figures."""
        return [(asked, {row[2]: row[3] for row in rows if row[0] == metric}) for asked, rows in self.rows]


def _names(today):
    back = {"quarters_back": 9, "years_back": 3} if FULL else {"quarters_back": 5, "years_back": 2}
    return [each.slug for each in offered(today=today, **back)]


def everything(client, *, today, kept) -> Printed:
    """One request for each period, each part, and each page of all figures; and `kept`, what reports have kept (`reports`)."""
    names, found, pages = _names(today), [], []
    for slug in [*SLUGS, *names]:
        asked = period(slug, today=today)
        for filter in [EVERYTHING, *(filters() if slug in SLUGS else ())]:
            where = {filter.by: filter.slug} if filter else {}
            page = json.loads(client.get("/dashboard/export.json", {"period": slug, **where}).content)
            rows = [
                (row["measure"], row["name"], row["what_is_counted"], row["figure"], row["compared"])
                for row in page["figures"]
            ]
            found += _cells(rows, asked, filter)
        if slug in SLUGS:
            text = client.get("/dashboard/frameworks/", {"period": slug}).content.decode()
            told = re.search(r"each counted once: (.+?)\.", text)[1]
            found += _printed("people", None, asked.live, told, f"{slug} frameworks")
            found += _looked_after(text, asked.live, f"{slug} frameworks")
        text = client.get("/dashboard/measures/", {"period": slug, "as": "csv"}).content.decode("utf-8-sig")
        rows = [(row[2], row[3], row[4], row[5], row[7]) for row in list(csv.reader(io.StringIO(text)))[1:]]
        found += _cells(rows, asked, EVERYTHING)
        pages.append((asked, rows))
        if slug not in SLUGS and "Q" in slug:
            found += _no_meetings(client, asked)
    return Printed([*found, *kept], pages)


def _no_meetings(client, asked):
    """Of a quarter that is over a part's page says nothing of people, but that it had no meeting."""
    for filter in filters():
        page = json.loads(client.get("/dashboard/export.json", {"period": asked.slug, filter.by: filter.slug}).content)
        figures = {row["what_is_counted"]: row["figure"] for row in page["figures"]}
        yield from _none_of_meetings(
            figures[REGISTERS], (filter.by, filter.value), asked.live, f"{asked.slug} {filter.slug}"
        )


def _none_of_meetings(words, part, span, where):
    if words == "none":
        yield from (Cell(kind, part, span, 0, 0, False, where) for kind in OF_MEETINGS)


def _looked_after(text, span, where):
    """People who asked for something at a meeting, and those of them who had a need met (4Pi)."""
    if found := re.search(r"those who had a need met: (.+?)\.", text):
        words = found[1].removeprefix("too few people to be shown") or "not shown"
        yield from _share(("helped", "needers"), None, span, words, where)
    elif "Nobody asked for anything at a meeting" in text:
        yield Cell("needers", None, span, 0, 0, False, where)


def reports(*, today) -> list[Cell]:
    return list(_reports(_names(today), today))


def _reports(names, today):
    """What the Board's report of each quarter and year has kept since the day after it, and a year's from later days as well:
    its page and its rows for programs say it."""
    for name in names:
        asked = span_of(name)
        for on in (
            asked.last + A_DAY,
            *(() if "Q" in name else (asked.last + timedelta(days=n) for n in (20, 60, 120))),
        ):
            if on <= today:
                of = report_periods.closed(name, today=on)
                kept = report_figures.read(report_figures.counted(of, now=datetime.combine(on, time(3), UTC)))
                rows = [row for tile in kept.tiles.values() for row in exports.rows_of(tile, "")]
                yield from _cells([(*row[:4], row[5]) for row in rows], of, EVERYTHING, f"report of {on}, ")


def _cells(rows, asked, filter, whence=""):
    part = (filter.by, filter.value) if filter else None
    span = asked.closed if filter else asked.live
    before = asked.previous.live if getattr(asked, "previous", None) else asked.before
    for metric, name, what, figure, _ in rows:
        where = f"{whence}{asked.slug} {filter.slug} {metric} {what}"
        if name.endswith("over time") and metric != "MET-04":
            yield from _printed(
                "people" if metric == "MET-13" else "minutes", None, _bucket(what, asked), figure, where
            )
        elif what.startswith("Hours, ") and asked.closed:
            yield from _printed(
                "minutes", ("level", Level[what.removeprefix("Hours, ").upper()].value), asked.closed, figure, where
            )
        elif what == REGISTERS and filter and span:
            yield from _none_of_meetings(figure, part, span, where)
        elif what == MOST:
            yield from _givers(figure, asked.live, where)
        elif what in NUMBERS and NUMBERS[what][0] in MONEY:
            yield from _printed(NUMBERS[what][0], None, asked.closed or span, figure, where)
        elif what in NUMBERS and span:
            yield from _share(NUMBERS[what], part, span, figure, where)
            yield from _before(metric, what, figure, _said(rows, metric), part, before, where)


def _said(rows, metric):
    return next((compared for each, *_, compared in rows if each == metric and compared), "")


def _before(metric, what, figure, compared, part, before, where):
    """What "Up 3 on the 12 months before" and "It was 7 of 12" say of the time before."""
    if FIGURES.get(metric) != what or before is None:
        return
    kinds, where = NUMBERS[what], f"{where}, compared"
    if found := re.match(r"It was (.+?) in ", compared):
        yield from _share(kinds, part, before, found[1], where)
    elif found := re.match(r"(Up|Down) ([\d,]+)|No change", compared):
        step = int((found[2] or "0").replace(",", "")) * (-1 if found[1] == "Up" else 1)
        value = int(figure.replace(",", "")) + step
        yield Cell(kinds[0], part, before, value, value, False, where)


def _givers(words, span, where):
    """How a share of hours reads says between what the people lie who gave any (MET-16). That is no secret itself."""
    low, high = (
        (1, 7) if words.startswith("not shown") else (8, 19) if words.startswith("about") else (20, float("inf"))
    )
    low, high = (0, 0) if words == "no hours" else (low, high)
    yield Cell("givers", None, span, low, high, False, where)


def _share(kinds, part, span, words, where):
    if len(kinds) == 1:
        yield from _printed(kinds[0], part, span, words, where)
    elif words == "none":
        yield from (Cell(kind, part, span, 0, 0, False, where) for kind in kinds)
    else:
        of = re.match(r"(.+) of ([\d,]+)$", words)
        yield from _printed(kinds[0], part, span, of[1] if of else words, where)
        if of:
            yield from _printed(kinds[1], part, span, of[2], where)


def _printed(kind, part, span, words, where):
    words = words.lower().removeprefix("£")
    if words in ("not yet", "not known") or span is None:
        return
    if words[0].isdigit():
        value = float(words.replace(",", ""))
        off = TO_THE_MINUTE if kind in HOURS else TO_THE_POUND if kind in MONEY else 0
        value = value * 60 if kind in HOURS else value
        yield Cell(kind, part, span, value - off, value + off, False, where)
    else:
        low, high = FEW if words == "fewer than 5" else (0, float("inf"))
        yield Cell(kind, part, span, low, high, True, where)


def _bucket(label, asked):
    """The days that "Jun 2026", "Jun 2025, part" and "2025" stand for."""
    if re.fullmatch(r"\d{4}", label):
        return Span(date(int(label), 1, 1), min(date(int(label), 12, 31), asked.today))
    month, year = label.removesuffix(", part").split()
    first = date(int(year), list(month_abbr).index(month), 1)
    last = months_later(first, 1) - timedelta(days=1)
    return Span(max(first, asked.live.first), min(last, asked.live.last, asked.today))
