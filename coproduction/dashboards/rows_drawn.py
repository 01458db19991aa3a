"""Draws figures as rows that say their own number: a bar under each line of words, so that a print without colour tells as much."""

import altair

from coproduction.dashboards.charts import LOOKS

INK, CARD = "var(--ink)", "var(--card)"
WIDTH, STEP, TEXT, BAR = 270, 54, 18, 16  # narrow, so that a telephone need not shrink the words


def chart(facts):
    """Groups of rows under their heads. A figure that is hidden has words and no bar; a second look is an empty bar."""
    values = [{"at": at, "size": 0} | each for at, each in enumerate(_lines(facts))]
    y = altair.Y("at:O", axis=None, scale=altair.Scale(domain=list(range(len(values)))))
    base = altair.Chart(altair.Data(values=values)).encode(y=y)
    words = [
        base.transform_filter(f"datum.sort {'==' if is_head else '!='} 'head'")
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=TEXT,
            color=INK,
            fontWeight="bold" if is_head else "normal",
            dy=10 if is_head else -10,
        )
        .encode(x=altair.value(0), text="text:N")
        for is_head in (True, False)
    ]
    width = altair.X("size:Q", axis=None, scale=altair.Scale(domain=[0, 1], nice=False))
    bars = [
        base.transform_filter(f"datum.sort == 'look-{look}' && datum.size > 0")
        .mark_bar(
            height=BAR, yOffset=12, color=CARD if is_empty else colour, stroke=colour if is_empty else CARD, strokeWidth=2
        )
        .encode(x=width)
        for look, (colour, is_empty) in LOOKS.items()
    ]  # fmt: skip
    return altair.layer(*bars, *words).properties(width=WIDTH, height={"step": STEP}).configure(
        font="inherit", background="transparent"
    )  # fmt: skip


def _lines(facts):
    """Heads and rows from top to bottom; `size` is the share of the longest bar, in each group its own where they stand apart."""
    longest = facts.get("whole") or _most(row for group in facts["groups"] for row in group["rows"])
    for group in facts["groups"]:
        if group["name"]:
            yield {"text": group["name"], "sort": "head"}
        most = _most(group["rows"]) if facts.get("apart") else longest
        for row in group["rows"]:
            text = f"{row['label']}: {row['words']}" if row["label"] else row["words"]
            yield {"text": text, "sort": f"look-{row['look']}", "size": (row["value"] or 0) / most}


def _most(rows):
    return max((row["value"] or 0 for row in rows), default=0) or 1
