"""The three pieces of work a workbook asks for, as the worker finds them; and a way to do small ones at once."""

from members.models import Job
from members.models.job import JobState
from members.models.people_import import ImportState
from members.post import jobs
from projects.actions import workbook_check, workbook_in, workbook_undoing, workbooks
from projects.models import LogImport

AT_ONCE = 200  # rows; up to so many are dealt with while the coordinator waits
BYTES_A_ROW = 100
DUE = {
    ImportState.CHECKING: workbook_check.check,
    ImportState.RUNNING: workbook_in.apply,
    ImportState.UNDOING: workbook_undoing.undo,
}
KINDS = {
    workbooks.CHECK: ImportState.CHECKING,
    workbooks.APPLY: ImportState.RUNNING,
    workbooks.UNDO: ImportState.UNDOING,
}


def register_all():
    """Called once, in `AppConfig.ready()`."""
    for kind in KINDS:
        jobs.register(kind, run)


def run(job, *, now, progress):
    """The work of this job, if the workbook still waits for it; what goes in is one transaction, and shows how far it is."""
    log_import = LogImport.objects.filter(pk=job.facts["import"]).first()
    if log_import is None or log_import.state != KINDS[job.kind]:
        return
    if job.kind == workbooks.CHECK:
        workbook_check.check(log_import, now=now, progress=progress)
        return
    with jobs.seen_by_others(job) as seen:
        DUE[log_import.state](log_import, now=now, progress=seen)


def at_once(log_import, *, now) -> bool:
    """A small workbook need not wait for the worker: its job is done here and now. Whether it was."""
    log_import.refresh_from_db()
    size = log_import.rows.count() or (log_import.file.bytes if log_import.file else 0) // BYTES_A_ROW
    if log_import.state not in DUE or size > AT_ONCE:
        return False
    mine = Job.objects.filter(pk=log_import.job_id, state=JobState.WAITING).update(state=JobState.DONE, ended_at=now)
    if mine:
        DUE[log_import.state](log_import, now=now)
    log_import.refresh_from_db()
    return bool(mine)
