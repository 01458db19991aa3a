"""The three pieces of work a spreadsheet asks for, as the worker finds them; and a way to do small ones at once."""

from members.actions import bringing_in, importing, undoing_import
from members.models import Job, PeopleImport
from members.models.job import JobState
from members.models.people_import import ImportState
from members.post import jobs

DUE = {
    ImportState.CHECKING: importing.check,
    ImportState.RUNNING: bringing_in.apply,
    ImportState.UNDOING: undoing_import.undo,
}
KINDS = {
    importing.CHECK: ImportState.CHECKING,
    importing.APPLY: ImportState.RUNNING,
    importing.UNDO: ImportState.UNDOING,
}


def register_all():
    """Called once, in `AppConfig.ready()`."""
    for kind in KINDS:
        jobs.register(kind, run)


def run(job, *, now, progress):
    """The work of this job, if the spreadsheet still waits for it."""
    people_import = PeopleImport.objects.filter(pk=job.facts["import"]).first()
    if people_import is not None and people_import.state == KINDS[job.kind]:
        DUE[people_import.state](people_import, now=now, progress=progress)


def at_once(people_import, *, now) -> bool:
    """A small spreadsheet need not wait for the worker: its job is done here and now. Whether it was."""
    people_import.refresh_from_db()
    size = people_import.rows.count() or _bytes(people_import) // 30
    if people_import.state not in DUE or size > importing.AT_ONCE:
        return False
    mine = Job.objects.filter(pk=people_import.job_id, state=JobState.WAITING).update(state=JobState.DONE, ended_at=now)
    if mine:
        DUE[people_import.state](people_import, now=now)
    people_import.refresh_from_db()
    return bool(mine)


def _bytes(people_import):
    return people_import.file.bytes if people_import.file else 0
