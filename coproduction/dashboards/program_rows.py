"""The rows that programs read: words as the page says them, and the same as numbers where they are shown."""

import re

from coproduction.dashboards import exports, report_figures

# "12 of 15 (80%) promises kept", "1,204", "386 hours", "£1,250"; not "10 to 15"
PLAIN = re.compile(r"£?([\d,]+(?:\.\d+)?)(?: of ([\d,]+))?(?: \(\d+%\))?(?: [^\d]+)?")


def with_numbers(rows) -> list[dict]:
    return [row | _numbers(row["figure"] if not row["why_hidden"] else "") for row in rows]


def _numbers(words):
    """ "12 of 15 promises kept" as 12 and 15. Only from words that are shown, so nothing hidden becomes a number."""
    found = PLAIN.fullmatch(words)
    number, of = found.groups() if found else (None, None)
    return {"number": _as_number(number), "of": _as_number(of)}


def _as_number(words):
    return float(words.replace(",", "")) if words else None


def of_report(report) -> dict:
    """What a list says of an approved report; nobody who wrote or approved it is named."""
    return {
        "id": report.pk, "sort": report.kind, "title": report.title, "period": report.period,
        "first_day": report.starts_on.isoformat(), "last_day": report.ends_on.isoformat(), "version": report.version,
        "approved_on": report.approved_at.date().isoformat(), "counted_at": report.counted_at.isoformat(),
        "sha256": report.sha256,
    }  # fmt: skip


def figures_of(report) -> dict:
    """Its figures from the bytes that were approved, by the definitions of that time."""
    found = report_figures.read(report.figures)
    rows = [row for tile in found.tiles.values() for row in exports.rows_of(tile, found.words.get(tile.metric, ""))]
    return of_report(report) | {
        "definitions": found.definitions,
        "suppression": list(found.suppression),
        "figures": with_numbers(exports.named(rows)),
    }
