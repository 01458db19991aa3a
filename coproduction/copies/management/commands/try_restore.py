"""The weekly trial of a restore."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coproduction.copies import secret_key, trying
from members.rules import Refused


class Command(BaseCommand):
    help = (
        "Put a copy back into a Postgres of its own beside the site, check it as a real restore does, measure, and remove it "
        "again. With the secret key the newest copy in FOLDER itself, else one made this moment."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--key-file", type=Path, help=secret_key.HELP)

    def handle(self, *args, folder, key_file, **options):
        secret = secret_key.read(key_file) if key_file else ""
        try:
            done = trying.try_restore(folder=folder, secret=secret, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        which = f"{done.copy} itself" if done.is_real else "a copy made this moment, for a key that is gone again"
        self.stdout.write(
            f"Put back: {which}, in {done.took} s. It was checked as a real restore checks, and removed again.\n"
            f"The newest copy in {folder} is {done.age / 3600:.1f} hours old: what is younger would be lost."
        )
