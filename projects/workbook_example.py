"""A workbook as charities keep them, made in code: two years, merged headings, times in many habits, totals."""

import io
from datetime import date

TEAM = "Community Connections"
EARLIER = [
    [
        "14 Jan", "Leaflet about waiting times", "Designing leaflets and packs", "Rowan Ellery, Sam Okoro", "Ash Renwick", "",
        "1h30", TEAM, "First draft",
    ],
    ["3rd March", "Panel for a support worker", "Interview panel", "Rowan Ellery and one more client", "", 2, "half day", TEAM],
    ["12-13 June", "Away day", "Away day", "Pat Moreau; Sam O", "Ash Renwick", 14, 6, TEAM, "At the community hall"],
    ["", "", "", "", "", "Total", 11],
]  # fmt: skip
LATER = [
    [date(2025, 2, 4), "Reading the new letter", "Reading and commenting", "Rowan Ellery\nPat Moreau", "", "", 0.75, TEAM],
    [date(2025, 5, 20), "Survey about opening hours", "Survey or focus group", "", "Ash", 23, "90 mins", "Wellbeing"],
    ["31/02/2025", "Panel for a manager", "Interview panel", "Sam Okoro", "", "", 2, "", "No such day: see what happens"],
    ["Total", "", "", "", "", 23],
]  # fmt: skip


def example() -> bytes:
    """The workbook as a file."""
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    _sheet(book.active, "2024", EARLIER)
    _sheet(book.create_sheet(), "2025", LATER)
    book.save(out)
    return out.getvalue()


def _sheet(page, title, rows):
    page.title = title
    page.append([f"Involvement log {title}"])
    page.merge_cells("A1:I1")
    page.append(["Date", "What we did", "Kind", "Who took part", "", "", "Hours each", "Team", "Notes"])
    page.append(["", "", "", "Clients and members", "Staff", "Others", "", "", ""])
    for column in "ABCGHI":
        page.merge_cells(f"{column}2:{column}3")
    page.merge_cells("D2:F2")
    for row in rows:
        page.append(row)
    for column, width in zip("ABCDEFGHI", (14, 32, 30, 34, 16, 8, 12, 24, 34), strict=True):
        page.column_dimensions[column].width = width
