"""Each chart as facts: protected figures in words, as rows to draw and as the table that says the same.

A row holds a number only where it is shown; of a hidden one it holds the words that stand instead, and the chart says why.
"""

from coproduction.dashboards import charts_marked
from coproduction.dashboards.measures_years import FELT, NOBODY, NOT_KNOWN, STAFF, STAGE, closes_on
from coproduction.dashboards.spans import SLUGS, said
from coproduction.dashboards.tiles_members import most_words
from coproduction.dashboards.wording import number, share, time
from meetings.models import Level
from members.words import plural
from projects.models import Stage

FULL, EMPTY = 1, 2  # looks of a bar
NOTHING = "none"
LAST, LAST_SAID = "Last 12 months", "the last 12 months"


def every(years, spans, running, today) -> dict:
    """The facts of each chart by its name, None where there is nothing at all; starred where a definition changed."""
    times = {_name(board): board.period.live for board in (today, *years, *spans)}
    found = _found(years, spans, running, today)
    return {name: charts_marked.marked(facts, charts_marked.OF[name], times) for name, facts in found.items()}


def _found(years, spans, running, today):
    return {
        "stages": _stages(years),
        "ladder": _ladder(years),
        "hours": _hours(running),
        "loop": _loop([today, *spans]),
        "days": _days([today, *spans]),
        "voices": _voices(spans),
        "spread": _spread(spans),
        "plan": _plan(today),
    }


def _facts(title, sentence, groups, first, *, apart=False, whole=0):
    """Groups as (name, rows); the table has a line for each name of a row and a column for each group. `apart`: they are of
    different sorts, so the bars of one are not measured against those of another; `whole`: how long the longest bar could be."""
    if not any(rows for _, rows in groups):
        return None
    labels = list(dict.fromkeys(row["label"] for _, rows in groups for row in rows))
    table = [
        [label, *(next((row["words"] for row in rows if row["label"] == label), NOTHING) for _, rows in groups)]
        for label in labels
    ]
    why = dict.fromkeys(row["why"] for _, rows in groups for row in rows if row["why"])
    shown = [{"name": name, "rows": [_plain(row) for row in rows if row["drawn"]]} for name, rows in groups]
    return {
        "title": title, "sentence": sentence, "groups": shown, "columns": [first, *(name or "Number" for name, _ in groups)],
        "table": table, "why": list(why), "apart": apart, "whole": whole,
    }  # fmt: skip


def _over_time(title, sentence, rows, first, what, *, whole=0):
    """One figure of each time: its name stands above, for the two together are too long for a telephone."""
    if not rows:
        return None
    return {
        "title": title, "sentence": sentence, "columns": [first, what], "table": [[row["label"], row["words"]] for row in rows],
        "groups": [{"name": row["label"], "rows": [_plain(row | {"label": ""})]} for row in rows],
        "why": list(dict.fromkeys(row["why"] for row in rows if row["why"])), "apart": False, "whole": whole,
    }  # fmt: skip


def _plain(row):
    return {key: row[key] for key in ("label", "words", "value", "look")}


def _row(label, value, words=number, *, look=FULL, is_share=False, drawn=True):
    """One protected figure; of a share the bar is as long as its part of the whole."""
    size, why = _of_whole(value) if is_share else value.value, value.why if value.is_hidden else ""
    return {"label": label, "words": words(value), "value": size, "look": look, "why": why, "drawn": drawn}


def _name(board):
    """ "2025-26", "Jul to Sep 2026"."""
    period = board.period
    if period.slug in SLUGS:
        return LAST
    return period.slug if period.is_year else f"{period.live.first:%b} to {period.live.last:%b %Y}"


def _said(boards, of):
    """ "2 of 3 in 2025-26, 1 of 4 in 2024-25"."""
    return ", ".join(f"{of(board)} in {_name(board).replace(LAST, LAST_SAID)}" for board in boards)


def _of_whole(value):
    """How long the bar of a share is: all of it would be a hundred."""
    nothing = value.is_hidden or not value.of or value.value is None
    return None if nothing else round(100 * value.value / value.of)


# ---- from the beginning -----------------------------------------------------------------------------------------------
def _stages(years):
    groups = []
    for board in years:
        now = board.measures["STAGES"].now
        keys = [*((Stage(stage).label, f"{STAGE}{stage}") for stage in Stage.values), ("Stage not known", NOT_KNOWN)]
        keys.append(("No lived experience", NOBODY))
        rows = [_row(label, now[key], drawn=bool(now[key].value)) for label, key in keys]
        groups.append((_name(board), rows if any(row["value"] for row in rows) else []))
    groups = [(name, rows) for name, rows in groups if rows]
    early = _said([board for board in years if _all(board)], lambda board: f"{_early(board)} of {_all(board)}")
    return _facts(
        "When people first came in",
        f"Projects by the stage at which anybody with lived experience first took part, of the year in which they began. From "
        f"the first idea or planning on: {early}.",
        groups, "Stage",
    )  # fmt: skip


def _early(board):
    now = board.measures["STAGES"].now
    return sum(now[f"{STAGE}{stage}"].value for stage in (Stage.IDEA, Stage.PLAN))


def _all(board):
    """Projects that involved anybody: the denominator of MET-01."""
    return sum(value.value for key, value in board.measures["STAGES"].now.items() if key != NOBODY)


def _ladder(years):
    """Of the last year in which anybody said how much say people had, one ladder after the other."""
    board = next((each for each in years if any(_sides(each))), None)
    if board is None:
        return None
    now, groups, table, why = board.measures["LADDER"].now, [], [], {}
    ladders = _sides(board)
    for ladder in ladders:
        felt = now[f"{FELT}{ladder}"]
        for at, key in enumerate(key for key in now if key.startswith(f"{STAFF}{ladder}:")):
            step = key.removeprefix(f"{STAFF}{ladder}:") + (f" ({ladder})" if len(ladders) > 1 else "")
            rows = [
                _row("Staff", now[key], lambda value: plural(value.value, "activity,activities")),
                _members(felt, at),
            ]
            groups.append({"name": step, "rows": [_plain(row) for row in rows if row["drawn"]]})
            table.append([step, *(row["words"] for row in rows)])
        why |= {_why_not(board, felt): None} if felt.why else {}
    return {
        "title": f"How much say, seen from both sides: {_name(board)}",
        "sentence": f"Full bars: activities at each step, as staff see it. {_members_said(now, ladders)}",
        "groups": groups, "columns": ["Step", "As staff see it", "As members felt it"], "table": table, "why": list(why),
        "apart": False,
    }  # fmt: skip


def _why_not(board, felt):
    """Before the year's answers are closed that alone is the reason."""
    last = closes_on(board.period)
    if board.period.today > last:
        return felt.why
    return f"Members can say how it felt until {said(last)}. Then it is shown, where enough of them have, and stays as it is."


def _members_said(now, ladders):
    if all(now[f"{FELT}{ladder}"].is_withheld for ladder in ladders):
        return "How members felt it is not shown."
    return "Empty bars: different members who felt it so, at least once."


def _sides(board):
    return [key.removeprefix(FELT) for key in board.measures["LADDER"].now if key.startswith(FELT)]


def _members(table, at):
    """Of the members' table one step; a table that is withheld as a whole has no bars at all."""
    cell = None if table.is_withheld else table.cells[at]
    words = "not shown" if cell is None else str(cell)
    return {"label": "Members", "words": words, "value": cell, "look": EMPTY, "drawn": not table.is_withheld}


# ---- hours ------------------------------------------------------------------------------------------------------------
def _hours(board):
    """MET-04: activities are exact, hours by level are of finished months."""
    now = board.measures["MET-04"].now
    done = [_row(Level(level).label, now[level]) for level in Level.values]
    given = [_row(Level(level).label, now[f"hours_{level}"], time) for level in Level.values]
    until = f" (hours {board.period.closed_words})" if board.period.closed else ""
    return _facts(
        "Strategic and operational",
        f"What was done, and the hours that people with lived experience gave, by level, in 12 months{until}.",
        [("Activities", done), ("Hours", given)] if any(row["value"] for row in done) else [],
        "Level", apart=True,
    )  # fmt: skip


# ---- what came of what people said ---------------------------------------------------------------------------------------
def _loop(spans):
    groups = []
    for board in spans:
        now = board.measures["MET-09"].now
        if now["told"].of:
            rows = [_row("Everybody was told", now["told"], share, is_share=True)]
            groups.append(
                (_name(board), [*rows, _row("By the promised day", now["in_time"], share, look=EMPTY, is_share=True)])
            )
    due = [board for board in spans if board.measures["MET-09"].now["told"].of]
    return _facts(
        "Promises kept",
        f"Of the answers that were promised. Everybody was told: {_said(due, lambda b: share(b.measures['MET-09'].now['told']))}.",
        groups, "Answers promised", whole=100,
    )  # fmt: skip


def _days(spans):
    told = [board for board in spans if board.measures["MET-09"].now["days"].value is not None]
    return _over_time(
        "Days until people were told",
        "From the day something was said until the last one was told what became of it: half of them waited no longer than this.",
        [_row(_name(board), board.measures["MET-09"].now["days"], _in_days) for board in told],
        "When it was promised for", "Days",
    )  # fmt: skip


def _in_days(value):
    return plural(value.value, "day")


# ---- who is in the room -------------------------------------------------------------------------------------------------
def _voices(spans):
    rows = [_row(_name(board), board.measures["MET-15"].now["new"], share, is_share=True) for board in spans]
    rows = [row for row in rows if row["words"] != "none" or row["why"]]
    sentence = "People who took part for the first time ever, of all who took part."
    return _over_time("New voices", sentence, rows, "When", "New, of all who took part", whole=100)


def _spread(spans):
    rows = [
        _row(_name(board), most, most_words, is_share=True)
        for board in spans
        for most in [board.measures["MET-16"].now["most"]]
        if most.is_hidden or most.value is not None
    ]
    return _over_time(
        "The same few people?",
        "How many of all hours came from the most active quarter of the people. If all gave alike, it would be a quarter.",
        rows, "When", "Of all hours", whole=100,
    )  # fmt: skip


# ---- the plan -----------------------------------------------------------------------------------------------------------
def _plan(board):
    now = board.measures["MET-24"].now
    kinds = (("done", "Done"), ("due", "Still to come"), ("overdue", "Past their day"), ("let_go", "Let go"))
    rows = [_row(label, now[key]) for key, label in kinds]
    there = any(row["value"] for row in rows)
    done = share(now["done"]) + (" that were not let go" if now["let_go"].value and now["done"].of else "")
    return _facts(
        "How far the plan is", f"Goals of the plans that run, as they stand today. Done: {done}.",
        [("", rows if there else [])], "Goals",
    )  # fmt: skip
