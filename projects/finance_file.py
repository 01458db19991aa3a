"""The file finance takes out: agreed claims, row by row, nothing in it a formula (REP-08)."""

import csv
import io

from members.actions import exports
from members.permissions import Permission
from members.queries.listing import Listing
from projects.models import Claim
from projects.queries.claims import with_names

HEADS = (
    "Claim", "Name", "What", "Kind", "Day", "Amount in pounds", "How", "Receipt", "Finance can pay them", "Agreed by", "Agreed on",
)  # fmt: skip
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _columns(ids, *, day):
    found = with_names(Claim.objects.filter(pk__in=ids)).select_related("person__recognition", "type", "approved_by")
    for each in found.oldest_first():
        has = getattr(each.person, "recognition", None)
        yield (
            each.pk, each.person.name, each.what, each.words, each.on_day.isoformat(), each.amount, each.get_how_display(),
            "Yes" if each.receipt_id else each.no_receipt or "No", "Yes" if has and has.finance_has_details else "No",
            each.approved_by.name if each.approved_by else "", each.approved_at.date().isoformat() if each.approved_at else "",
        )  # fmt: skip


CLAIMS = Listing(
    name="claims", title="Claims to pay", noun="claim", search_label="", template="", search=lambda found, words: found,
    draw=lambda ids, order, *, day: [], heads=HEADS, columns=_columns, names_people=True, may_take=Permission.PAY_CLAIM,
)  # fmt: skip


class _Sheet:
    """A spreadsheet that is written like a .csv. Signs that no spreadsheet can hold (a page break, say) are left out."""

    def __init__(self):
        from openpyxl import Workbook

        self.book = Workbook()
        self.book.active.title = "Claims"

    def writerow(self, cells):
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        self.book.active.append([ILLEGAL_CHARACTERS_RE.sub("", str(cell)) for cell in cells])


def written(ids, *, kind, person, now, day):
    """The bytes, and how many rows."""
    mark = exports.mark_of(person, now=now)
    if kind == "csv":
        out = io.StringIO()
        rows = exports.write(csv.writer(out), CLAIMS, [ids], day=day, mark=mark)
        return out.getvalue().encode("utf-8-sig"), rows
    sheet, out = _Sheet(), io.BytesIO()
    rows = exports.write(sheet, CLAIMS, [ids], day=day, mark=mark)
    sheet.book.save(out)
    return out.getvalue(), rows
