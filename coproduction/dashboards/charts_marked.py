"""Where a definition changed, a chart says since when, and the time in which it changed bears a star (REP-11)."""

from datetime import date, datetime, timedelta

from coproduction.dashboards import definitions
from coproduction.dashboards.spans import Span, months_later

A_DAY = timedelta(days=1)
STAR = " *"
TREND = ("MET-04",)
OF = {
    "stages": ("MET-01",), "ladder": ("MET-05",), "hours": ("MET-04", "MET-08"), "loop": ("MET-09",), "days": ("MET-09",),
    "voices": ("MET-15",), "spread": ("MET-16",), "plan": ("MET-24",),
}  # fmt: skip


def marked(facts, metrics, times) -> dict | None:
    """`times`: {how the chart calls a time: its span}; a chart without times says its sentence alone."""
    changes = [each for each in definitions.CHANGES if each.metric in metrics]
    if facts is None or not changes:
        return facts
    stars = {
        name: f"{name}{STAR}"
        for name, span in times.items()
        if any(span.first <= change.on <= span.last for change in changes)
    }
    words = list(dict.fromkeys(definitions.changed(each.metric) for each in changes))
    found = _starred(facts, stars)
    return found | {"changed": [f"{STAR.strip()} {each}" if found != facts else each for each in words]}


def _starred(facts, stars):
    """The same facts, with every name of such a time as it is drawn and as it stands in the table."""

    def star(words):
        return stars.get(words, words)

    found = dict(facts)
    if "labels" in facts:
        return found | {"labels": [star(each) for each in facts["labels"]]}
    found["groups"] = [{**group, "name": star(group["name"])} for group in facts["groups"]]
    found["columns"] = [star(each) for each in facts["columns"]]
    found["table"] = [[star(row[0]), *row[1:]] for row in facts["table"]]
    return found


def in_trend(board, labels) -> dict:
    """The times of the dashboard's own chart by their label: months ("Mar 2026", "Mar 2025, part"), of everything years."""
    if board.period.slug == "all":
        return {label: Span(date(int(label), 1, 1), date(int(label), 12, 31)) for label in labels}
    firsts = (datetime.strptime(label.removesuffix(", part"), "%b %Y").date() for label in labels)  # noqa: DTZ007 — a month
    return {label: Span(first, months_later(first, 1) - A_DAY) for label, first in zip(labels, firsts, strict=True)}
