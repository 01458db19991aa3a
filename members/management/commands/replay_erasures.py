"""After a restore: whoever was erased since that copy was made is erased again, before anybody signs in."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from members.actions import erasing_again, erasure_log


class Command(BaseCommand):
    help = "Erase again whoever DATA_DIR/erasures.jsonl names and the database still knows. Safe to run at any time."

    def handle(self, *args, **options):
        again = erasing_again.erase_again(now=timezone.now())
        self.stdout.write(f"{again} erased again; {len(erasure_log.digests())} erasures are known.")
