"""The addresses of a workbook of earlier years, in the matrix of access."""

from django.utils import timezone

from projects.models import LogImport

BUTTONS = "workbook_columns workbook_names workbook_bring_in workbook_undo workbook_throw_away"


def rows(*, BUTTON, DESK):
    return {
        **{f"projects:{page}": (DESK, DESK) for page in ("workbooks", "workbook_example", "workbook")},
        **{f"projects:{button}": (BUTTON, DESK) for button in BUTTONS.split()},
    }


def _workbook(things):
    more = {"state": "checked", "uploaded_at": timezone.now()}
    return [LogImport.objects.get_or_create(name="log.xlsx", defaults=more)[0].pk]


ABOUT = {f"projects:{name}": _workbook for name in ("workbook", *BUTTONS.split())}
