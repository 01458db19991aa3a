"""Draws a chart as SVG with Altair; its colours are the site's own CSS variables, so light, dark and print follow."""

from xml.etree import ElementTree

import altair
import vl_convert

from coproduction.dashboards import rows_drawn
from coproduction.dashboards.charts import COLOURS
from meetings.models import Level

SVG = "http://www.w3.org/2000/svg"
INK, CARD = "var(--ink)", "var(--card)"
WIDTH, ROW, TEXT = 180, 28, 15  # narrow, so that a telephone need not shrink the words
WIDER = 1.3  # on a screen that has room
SHAPES = {"svg", "g", "path", "rect", "text", "tspan"}
ATTRIBUTES = {
    *("viewBox", "width", "height", "transform", "d", "x", "y", "fill", "stroke", "stroke-width"),
    *("opacity", "text-anchor", "font-size", "font-family", "font-weight", "dominant-baseline"),
}


def svg(facts: dict) -> str:
    """The drawing of one chart, whichever sort its facts are of."""
    has_rows = "groups" in facts
    drawn = rows_drawn.chart(facts) if has_rows else chart(facts)
    wider = 1 if has_rows else WIDER
    return clean(vl_convert.vegalite_to_svg(drawn.to_dict()), sentence=facts["sentence"], wider=wider)


def chart(facts):
    """Bars that lie, one for each month or year, stacked by level in the order of the legend, the sum beside each."""
    levels = [Level(level).label for level in facts["levels"]]
    values = [
        {"at": label, "level": level, "count": count, "order": order, "total": sum(counts)}
        for label, counts in zip(facts["labels"], facts["counts"], strict=True)
        for order, (level, count) in enumerate(zip(levels, counts, strict=True))
    ]
    base = altair.Chart(altair.Data(values=values))
    axis = altair.Axis(domain=False, ticks=False, labelColor=INK, labelFontSize=TEXT, labelPadding=8, labelLimit=400)
    rows = altair.Y("at:N", sort=None, title=None, axis=axis)
    colours = altair.Scale(domain=levels, range=[f"var(--chart-{COLOURS[level]})" for level in facts["levels"]])
    bars = base.mark_bar(height=20, stroke=CARD, strokeWidth=1.5).encode(
        y=rows,
        x=altair.X("count:Q", stack="zero", axis=None, scale=altair.Scale(nice=False)),
        color=altair.Color("level:N", scale=colours, legend=None),
        order="order:O",
    )
    sums = base.transform_filter("datum.order == 0").mark_text(align="left", dx=6, fontSize=TEXT, color=INK)
    sums = sums.encode(y=rows, x="total:Q", text="total:Q")
    return (
        (bars + sums).properties(width=WIDTH, height={"step": ROW}).configure(font="inherit", background="transparent")
    )


def clean(drawn: str, *, sentence: str, wider=WIDER) -> str:
    """Shapes and words only, with nothing that runs, links or styles; one picture with one text alternative."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawn)  # noqa: S314 — our own drawing, made a line ago  # nosec B314
    _clean(root)
    root.set("width", str(round(float(root.get("width")) * wider)))
    del root.attrib["height"]
    root.set("role", "img")
    root.set("aria-label", sentence)
    return ElementTree.tostring(root, encoding="unicode")


def _clean(element):
    for child in list(element):
        if _name(child) not in SHAPES or "background" in child.get("class", "") or child.get("display") == "none":
            element.remove(child)
        else:
            _clean(child)
    for name in list(element.attrib):
        if name not in ATTRIBUTES:
            del element.attrib[name]


def _name(element):
    space, _, name = element.tag.rpartition("}")
    return name if space == f"{{{SVG}" else ""
