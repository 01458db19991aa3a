"""Brings a spreadsheet of people in from the command line: columns are guessed, doubtful rows stay out."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.actions import bringing_in, importing
from members.models import Job
from members.models.job import JobState
from members.models.people_import import Fate
from members.rules import Refused


class Command(BaseCommand):
    help = "Bring people in from a .csv or .xlsx file. With --dry-run only say what would become of each row."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument(
            "--members", action="store_true", help="these people take the places in the group that the file names"
        )

    def handle(self, *args, file, dry_run, members, **options):
        now, path = timezone.now(), Path(file)
        try:
            with path.open("rb") as content:
                found = importing.take_in(content=content, name=path.name, person=None, now=now)
            importing.set_columns(
                people_import=found, mapping=found.mapping, overwrite=False, are_members=members, now=now
            )
            self._mine(found)
            importing.check(found, now=now)
        except FileNotFoundError:
            raise CommandError(f"There is no file {file}.") from None
        except Refused as no:
            raise CommandError(str(no)) from None
        found.refresh_from_db()
        if found.problem:
            raise CommandError(found.problem)
        for row in found.rows.exclude(fate__in=[Fate.NEW, Fate.SAME]):
            self.stdout.write(f"Row {row.number}: {row.get_fate_display()}. {row.why}")
        counts = found.counts
        self.stdout.write(
            f"{counts['new']} new, {counts['change']} known and gaining something, {counts['same']} known, {counts['ask']} to decide on "
            f"the page, {counts['refused']} that cannot come in, {counts['left_out']} left out."
        )
        if dry_run:
            importing.forget(found)
            self.stdout.write("This was a dry run. Nobody was brought in.")
            return
        importing.start(people_import=found, now=now)
        self._mine(found)
        bringing_in.apply(found, now=now, progress=self._progress)
        self.stdout.write(self.style.SUCCESS("Done. The page “Imports” shows each row, and can undo it."))

    def _mine(self, found):
        """The worker need not do what is done here."""
        found.refresh_from_db()
        Job.objects.filter(pk=found.job_id).update(state=JobState.DONE)

    def _progress(self, done, of):
        self.stdout.write(f"{done} of {of} rows", ending="\r")
