"""Everything in open formats, for whoever moves elsewhere."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coproduction.copies import leaving_with_all
from members import charity
from members.rules import Refused


class Command(BaseCommand):
    help = "Write everything into FOLDER (empty or new) as JSON lines and CSV, with every uploaded file. Sealed words are opened."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, **options):
        rows = 0
        try:
            for each in leaving_with_all.write_all(folder=folder, now=timezone.now(), name=charity.current().name):
                rows += each.rows
                if each.rows:
                    self.stdout.write(f"{each.name}: {each.rows:,}")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{rows:,} records in {folder}. It holds health data in plain words: keep it sealed.")
