"""A copy of the whole site, sealed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coproduction.copies import making
from members.rules import Refused


class Command(BaseCommand):
    help = "Write database, uploads and the list of erasures into one sealed file in FOLDER, while the site runs."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, default=35, help="days; older copies in FOLDER are deleted (0: none)")

    def handle(self, *args, folder, keep, **options):
        now = timezone.now()
        try:
            made = making.back_up(folder=folder, now=now)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        gone = making.forget_old(folder=folder, days=keep, now=now) if keep else 0
        self.stdout.write(f"{made} ({made.stat().st_size:,} bytes)" + (f"; {gone} older ones deleted" if gone else ""))
