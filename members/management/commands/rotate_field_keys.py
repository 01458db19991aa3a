"""Everything sealed is sealed anew with the newest of FIELD_KEYS, so that the older keys can be dropped."""

from django.core.management.base import BaseCommand, CommandError

from members.actions import sealing


class Command(BaseCommand):
    help = (
        "Put the new key first in FIELD_KEYS, keep the old ones behind it, restart the site, run this, then drop the "
        "old ones. Safe to stop and to run again: what is sealed with the newest key already is left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction")
        parser.add_argument("--check", action="store_true", help="only count what is still sealed with an older key")

    def handle(self, *args, batch, check, **options):
        left = 0
        for done in sealing.rotate(batch=batch, only_count=check):
            left += done.unreadable
            self.stdout.write(
                f"{done.name}: {done.rows} rows, {done.changed} {'to seal' if check else 'sealed'} anew"
                + (f", {done.unreadable} that no key opens" if done.unreadable else "")
            )
        if left:
            raise CommandError(f"{left} rows are sealed with a key that is not in FIELD_KEYS. Do not drop any key yet.")
        self.stdout.write("Nothing is left under an older key." if not check else "Nothing was changed.")
