"""A copy put back into an empty site."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coproduction.copies import putting_back, secret_key
from coproduction.database_roles import giving
from members.rules import Refused

ROLES = (
    "There are database roles on this server. If they are this site's: no copy holds their rights, so run `manage.py "
    "database_roles` in the same way now, before the site is started."
)


class Command(BaseCommand):
    help = "Put a copy back into an empty database, before the site is started. Asks for the secret key."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("copy", type=Path)
        parser.add_argument("--key-file", type=Path, help=secret_key.HELP)

    def handle(self, *args, copy, key_file, **options):
        if not copy.is_file():
            raise CommandError(f"There is no file {copy}.")
        secret = secret_key.read(key_file) if key_file else secret_key.ask()
        try:
            done = putting_back.put_back(copy=copy, secret=secret, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"Put back: {done.rows:,} rows and {done.files:,} files, as they were at {done.made_at}.\n"
            f"Erased again: {done.erased_again}. Everybody is signed out; keys for programs ended: {done.keys_ended}.\n"
            f"Letters that may have left since: {done.unsure_letters}. They wait under “Messages that did not get through”."
        )
        if giving.stand_on_this_server():
            self.stdout.write(ROLES)
