"""What a page shows, to take away as a file: the same protected words as CSV, as a spreadsheet or as JSON."""

from django.http import HttpResponse

from coproduction.dashboards import exports

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
FIGURES = {"csv": exports.as_csv, "xlsx": exports.as_xlsx, "json": exports.as_json}


def taken(content: bytes, kind: str, *, name: str) -> HttpResponse:
    """A file of that kind, by that name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


def asked(request) -> str:
    """The kind of file that `as` in the address asks for; empty for the page itself."""
    kind = request.GET.get("as", "")
    return kind if kind in TYPES else ""


def offered(address: str) -> list[tuple[str, str]]:
    """(kind, address) of each file of the page at this address, which has something behind its question mark already."""
    return [(kind, f"{address}&as={kind}") for kind in TYPES]
