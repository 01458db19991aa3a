"""What happens to workbooks when their time is over: names that wait for an answer do not wait long."""

from datetime import timedelta

from members import sweeps
from members.models.people_import import ImportState
from members.post import clock
from projects.actions import workbooks
from projects.models import LogImport

SIX_YEARS = 6 * 365
NOT_IN = [ImportState.MAPPING, ImportState.CHECKING, ImportState.CHECKED]


def register_all():
    """Called once, in `AppConfig.ready()`."""
    clock.register(plan_due)
    sweeps.register(
        "workbooks", words="Which workbooks of earlier years were brought in", days=SIX_YEARS, trigger="the day it was brought",
        reason="So that it can be told where an entry of the log came from.", find=brought, clear=_clear,
    )  # fmt: skip


def brought(*, before):
    return LogImport.objects.filter(uploaded_at__lt=before)


def _clear(rows, *, now):
    workbooks.forget(rows)


def plan_due(*, now) -> int:
    """A planner like any other, though it notes nothing: a workbook that nobody brought in goes after a day, with its names."""
    old = LogImport.objects.filter(state__in=NOT_IN, uploaded_at__lt=now - timedelta(days=1))
    if old.exists():
        workbooks.forget(old)
    return 0
