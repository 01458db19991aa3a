"""Brings a workbook of earlier years into the log from the command line: columns are guessed, doubtful names are only counted."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.models import Job
from members.models.job import JobState
from members.rules import Refused
from projects.actions import workbook_check, workbook_in, workbook_upload, workbooks
from projects.models import LogImport
from projects.models.log_import import RowFate


class Command(BaseCommand):
    help = "Bring the log of earlier years in from a .csv or .xlsx file. With --dry-run only say what would become of each row."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args, file, dry_run, **options):
        now, path = timezone.now(), Path(file)
        try:
            with path.open("rb") as content:
                found = workbook_upload.take_in(content=content, name=path.name, person=None, now=now)
        except FileNotFoundError:
            raise CommandError(f"There is no file {file}.") from None
        except Refused as no:
            raise CommandError(str(no)) from None
        try:
            self._check(found, now)
        except Refused as no:
            workbooks.forget(LogImport.objects.filter(pk=found.pk))
            raise CommandError(str(no)) from None
        if dry_run or not found.counts["new"]:
            workbooks.forget(LogImport.objects.filter(pk=found.pk))
            self.stdout.write("This was a dry run. Nothing went into the log." if dry_run else "Nothing is new.")
            return
        workbooks.start(log_import=found, now=now)
        self._mine(found)
        workbook_in.apply(found, now=now, progress=self._progress)
        self.stdout.write(
            self.style.SUCCESS("Done. The page “Bring the log of earlier years in” shows each row, and can undo it.")
        )

    def _check(self, found, now):
        workbooks.set_columns(log_import=found, mapping=found.mapping, now=now)
        self._mine(found)
        workbook_check.check(found, now=now)
        found.refresh_from_db()
        if found.problem:
            raise Refused(found.problem)
        for row in found.rows.exclude(fate__in=[RowFate.NEW, RowFate.LEFT_OUT]):
            start = "" if row.fate == RowFate.REFUSED else f"{row.where}: {row.get_fate_display().lower()}. "
            self.stdout.write(start + row.why)
        counts, names = found.counts, found.open_names
        self.stdout.write(
            f"{counts['new']} come in, {counts['same']} are in the log already, {counts['refused']} cannot come in, "
            f"{counts['left_out']} are no entries. Of {len(names)} names, {counts['known']} are known; the others are counted "
            "without a name."
        )

    def _mine(self, found):
        """The worker need not do what is done here."""
        found.refresh_from_db()
        Job.objects.filter(pk=found.job_id).update(state=JobState.DONE)

    def _progress(self, done, of):
        self.stdout.write(f"{done} of {of} rows", ending="\r")
