"""What stands on pages that are no board: what teams and people said, who they are, who stayed. As sheets of sums."""

import csv
import io
import re
from html import unescape

from coproduction.dashboards import stretches
from coproduction.dashboards.counting_all import whole_quarters
from meetings.models import Gathering, Pulse
from meetings.models.pulse import QUESTIONS, Say
from projects.models import Decision, QuarterAnswer
from tests.drills.whoever_adds_up import FEW, Sheet

ROW = re.compile(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', re.S)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.S)


def get(client, address, **asked):
    return " ".join(unescape(client.get(address, asked).content.decode()).split())


def rows(page):
    """(what the row is called, its cells) of every table of a page."""
    return [(name, [re.sub(r"<[^>]+>", "", cell) for cell in CELL.findall(rest)]) for name, rest in ROW.findall(page)]


def whole(number):
    return int(number.replace(",", ""))


def share(sheet, kind, where, words, part, of, *, nought=False):
    """ "12 of 15", "fewer than 5 of 15", "not shown", "none": of `part` and `of`, each a list of (factor, unknown)."""
    words = words.lower()
    found = re.fullmatch(r"(.+?) of ([\d,]+)(?: \(\d+%\))?", words)
    if words == "none":
        sheet.add(of, 0, 0)
        sheet.add(part, 0, 0)
    if found:
        sheet.add(of, whole(found[2]), whole(found[2]))
        words = found[1]
    if words[0].isdigit():
        sheet.add(part, whole(words), whole(words))
    elif words != "none":
        if words.startswith("fewer than"):
            sheet.add(part, 0 if nought else 1, FEW)
        sheet.hide(kind, where, *part, nought=nought)
    sheet.add([*of, *((-factor, unknown) for factor, unknown in part)], 0)


def counts(sheet, kind, where, cells, total):
    """A table of numbers, None for hidden, of which it is known what they add up to (or not: None). No hidden one is nought."""
    for unknown, count in cells.items():
        if count is None:
            sheet.add([(1, unknown)], 1)
            sheet.hide(kind, f"{where}: {unknown[-1]}", (1, unknown))
        else:
            sheet.add([(1, unknown)], count, count)
    if total is not None:
        sheet.add([(1, unknown) for unknown in cells], total, total)


def number(words):
    return None if words in ("hidden", "not shown") else whole(words)


# ---- what teams say once a quarter -------------------------------------------------------------------------------------
def of_staff(client, figures, *, now) -> Sheet:
    """MET-27: each team and quarter has two unknown numbers. `figures`: (period, words) of all teams on the page of all."""
    sheet = Sheet()
    for each in stretches.offered(now=now):
        for told in csv.reader(
            io.StringIO(client.get("/dashboard/teams/", {"period": each.slug, "as": "csv"}).content.decode("utf-8-sig"))
        ):
            if told[2] == "MET-27" and told[9] == "":
                team = None if told[4] == "All teams together" else told[4]
                _staff(sheet, f"teams {each.slug} {told[4]}", told[5], each.quarters, team)
    for period, words in figures:
        _staff(sheet, f"all figures {period.slug}", words, whole_quarters(period.live, now))
    return sheet


def _staff(sheet, where, words, asked, team=None):
    said = QuarterAnswer.objects.filter(quarter__in=asked, staff__gt=0).order_by("quarter", "pk")
    last = {row.team.name: row.quarter for row in said.select_related("team") if team in (None, row.team.name)}
    part, of = ([(1, (what, name, str(on))) for name, on in last.items()] for what in ("trained", "staff"))
    for (_, some), (_, every) in zip(part, of, strict=True):
        sheet.add([(1, every), (-1, some)], 0)
    if last:
        share(sheet, "trained", where, words, part, of)


# ---- who stayed --------------------------------------------------------------------------------------------------------
def of_members(figures) -> Sheet:
    """MET-17: (period, words of who stayed, words of who is on a break), each of one day."""
    sheet = Sheet()
    for period, stayed, paused in figures:
        day = period.live.last
        names = [[(1, (what, str(day)))] for what in ("stayed", "began", "paused")]
        share(sheet, "stayed", f"{period.slug}, stayed", stayed, names[0], names[1])
        share(sheet, "paused", f"{period.slug}, on a break", paused, names[2], names[0])
    return sheet


# ---- questions after meetings ------------------------------------------------------------------------------------------
def of_questions(client, figures, *, today) -> Sheet:
    """MET-20: of each box how many were asked and answered, agreed to each sentence, and chose each step."""
    sheet = Sheet()
    boxes = list(Pulse.objects.exclude(closed_at=None).select_related("meeting").order_by("pk"))
    full = {box.pk for box in boxes if box.responses.count() >= FEW + 1}
    for box in boxes:
        for question in QUESTIONS:
            sheet.add([(1, ("answers", box.pk)), (-1, ("of", question, box.pk))], 0)
            sheet.add([(1, ("of", question, box.pk)), (-1, ("agree", question, box.pk))], 0)
        sheet.add([(1, ("asked", box.pk)), (-1, ("answers", box.pk))], 0)
        sheet.add([(1, ("answers", box.pk)), *((-1, ("say", step, box.pk)) for step in Say.labels)], 0)
        page = get(client, f"/meetings/{box.meeting_id}/pulse/results/")
        if "What people answered" in page:
            _answered(sheet, f"meeting {box.meeting_id}", page, [box.pk])
    year = [box.pk for box in boxes if box.pk in full and (today - box.closes_on).days < 365]
    _answered(sheet, "the year", get(client, "/dashboard/pulse/"), year)
    for period, said in figures:
        here = [box.pk for box in boxes if box.pk in full and _ended(box, period.live)]
        for question, words in QUESTIONS.items():
            if here and words in said:
                _agreed(sheet, f"all figures {period.slug}", said[words], question, here)
        if here and "People who answered" in said:
            _rate(sheet, f"all figures {period.slug}", said["People who answered"], here)
    return sheet


def _ended(box, span):
    return span.first <= box.meeting.ends_at.date() <= span.last


def _answered(sheet, where, page, boxes):
    said = {name: cells[0] for name, cells in rows(page)}
    for question, words in QUESTIONS.items():
        if words in said:
            _agreed(sheet, where, said[words], question, boxes)
    if found := re.search(r"([Aa]bout \d+ of every \d+|[\d,]+ of [\d,]+) people who were asked answered", page):
        _rate(sheet, where, found[1], boxes)
    for step in Say.labels:
        if found := re.search(rf"<li>{re.escape(step)}: (?:(\d+)|about (\d+) of every 10|not shown)</li>", page):
            mine = [(1, ("say", step, box)) for box in boxes]
            if found[1]:
                sheet.add(mine, int(found[1]), int(found[1]))
            elif found[2]:
                _tenths(
                    sheet, mine, [(1, ("say", every, box)) for every in Say.labels for box in boxes], int(found[2]), 10
                )
            else:
                sheet.hide("say", f"{where}: {step}", *mine)


def _agreed(sheet, where, words, question, boxes):
    agree, of = ([(1, (what, question, box)) for box in boxes] for what in ("agree", "of"))
    where = f"{where}: {question}"
    if found := re.match(r"All ([\d,]+) who answered agreed", words):
        sheet.add(of, whole(found[1]), whole(found[1]))
        sheet.add(agree, whole(found[1]), whole(found[1]))
    elif found := re.match(r"About (\d+) of every (\d+) agreed", words):
        _tenths(sheet, agree, of, int(found[1]), int(found[2]))
    elif found := re.match(r"Most of the ([\d,]+) who answered agreed", words):
        sheet.add(of, whole(found[1]), whole(found[1]))
        sheet.add(agree, whole(found[1]) - FEW)
        sheet.hide("agree", where, *agree, nought=True)
    elif found := re.match(r"(.+) of ([\d,]+) agreed", words):
        share(sheet, "agree", where, f"{found[1]} of {found[2]}", agree, of, nought=True)
    elif words.startswith("Too few"):
        sheet.hide("agree", where, *agree, nought=True)
        sheet.hide("answered", where, *of)


def _rate(sheet, where, words, boxes):
    answers, asked = ([(1, (what, box)) for box in boxes] for what in ("answers", "asked"))
    if found := re.match(r"[Aa]bout (\d+) of every (\d+)", words):
        _tenths(sheet, answers, asked, int(found[1]), int(found[2]))
    else:
        share(sheet, "answers", where, words, answers, asked)


def _tenths(sheet, part, of, number, ten):
    """ "About 7 of every 10": the part lies between six and a half and seven and a half tenths. Of more than ten it is exact."""
    if ten != 10:
        sheet.add(part, number, number)
        sheet.add(of, ten, ten)
        return
    for sign, edge in ((1, number - 0.5), (-1, number + 0.5)):
        sheet.add(
            [
                *((10 * sign * factor, each) for factor, each in part),
                *((-sign * edge * factor, each) for factor, each in of),
            ],
            0,
        )


# ---- who sits at this table, and how they came -------------------------------------------------------------------------
def of_equality(client, published) -> list[Sheet]:
    """The page of today, and those of the years before as somebody printed them."""
    page, sheets = get(client, "/dashboard/equality/"), []
    assert all(table["words"] in page for table in published[-1].tables)
    for each in published:
        for table in each.tables:
            sheet = Sheet()
            cells = {(table["slug"], row["words"]): row["count"] for row in table["rows"]}
            where = f"{table['slug']} {each.published_on}"
            counts(sheet, "equality", where, cells, table["total"])
            _took_part(sheet, where, table)
            sheets.append(sheet)
    return sheets


def _took_part(sheet, where, table):
    """Those of each answer who took part stand beside all; what is left did not, and is no more to be had than they."""
    for row in table["rows"] if table.get("took_part") else ():
        did, every = ("took", row["words"]), (table["slug"], row["words"])
        sheet.add([(1, did)], row["took_part"], row["took_part"])
        sheet.hide("did not take part", f"{where}: {row['words']}", (1, every), (-1, did))
        sheet.hide("took part", f"{where}: {row['words']}", (1, did))


def of_ways(client) -> Sheet:
    """How people came: two tables, of the same people where they are of the same day."""
    sheet, page = Sheet(), get(client, "/dashboard/pathways/")
    for card in page.split('<section class="card')[1:]:
        total = re.search(r"As counted on (.+?): ([\d,]+) (?:person|people)", card)
        if total:
            name = re.search(r"<h2[^>]*>(.*?)</h2>", card)[1]
            cells = {("came", total[1], name, words): number(cell) for words, (cell,) in rows(card)}
            counts(sheet, "came by", name, cells, whole(total[2]))
    return sheet


# ---- a conference, a decision, what members felt -----------------------------------------------------------------------
def of_conferences(client) -> list[Sheet]:
    sheets = []
    for gathering in Gathering.objects.order_by("pk"):
        sheet, where = Sheet(), f"conference {gathering.pk}"
        page, then = (
            get(client, f"/dashboard/gatherings/{gathering.pk}/"),
            get(client, f"/what-happened/{gathering.slug}/"),
        )
        sheets_, ways = [(1, ("sheets",))], [(1, ("paper",)), (1, ("online",))]
        sheet.add([*ways, (-1, ("sheets",))], 0, 0)
        if found := re.search(r"([\d,]+) sheets? came back(?:: (\d+) on paper, (\d+) online)?", page):
            sheet.add(sheets_, whole(found[1]), whole(found[1]))
            if found[2]:
                sheet.add(ways[:1], int(found[2]), int(found[2]))
            else:
                sheet.hide("sheets", f"{where}, on paper", ways[0])
        else:
            sheet.hide("sheets", where, *sheets_)
        cells = {("answer", words): number(cell[0]) for words, cell in rows(page)}
        counts(sheet, "evaluation", where, cells, None)
        if cells:
            sheet.add([*((1, each) for each in cells), (-1, ("sheets",))], 0, 0)
        if found := re.search(r"([\d,]+) people came(?:, ([\d,]+) of them with lived experience)?", then):
            sheet.add([(1, ("there",))], whole(found[1]), whole(found[1]))
            if not found[2]:
                sheet.hide("lived experience", where, (1, ("lived",)))
        sheet.add([(1, ("there",)), (-1, ("lived",))], 0)
        sheets.append(sheet)
    return sheets


def of_decisions(client) -> list[Sheet]:
    """Where people with lived experience stood: on the register, and on the decision's own page with all the others."""
    sheets, page = [], get(client, "/dashboard/decisions/")
    for decision in Decision.objects.exclude(agreement=None):
        sheet, where = Sheet(), f"decision {decision.pk}"
        said = re.findall(
            r"<li>(Stood behind it|Could go either way|Were against it|Did not say): (hidden|\d+)</li>", page
        )
        counts(sheet, "stood", where, {("lived", side): number(cell) for side, cell in said}, None)
        own = get(client, f"/projects/decisions/{decision.pk}/")
        if said and (found := re.search(r"([\d,]+) of ([\d,]+) have said where they stand", own)):
            silent = whole(found[2]) - whole(found[1])
            sheet.add([(1, ("lived", side)) for side, _ in said], whole(found[2]), whole(found[2]))
            sheet.add([(1, ("lived", "Did not say"))], silent, silent)
        sheets.append(sheet)
    return sheets


def of_ladders(client) -> list[Sheet]:
    """The table beside the chart of both sides; a line of nothing but hidden ones says nothing."""
    sheet, page = Sheet(), get(client, "/dashboard/charts/", by="year")
    for figure in page.split('<figure class="chart">')[1:]:
        if "As members felt it" in figure:
            cells = {("felt", step): number(told[1]) for step, told in rows(figure)}
            if any(count is not None for count in cells.values()):
                counts(sheet, "felt", "ladder", cells, None)
    return [sheet]
