"""After a restore: whoever was erased since that copy was made is erased again, before anybody signs in."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from members.actions import erasure, erasure_log
from members.models import Person


class Command(BaseCommand):
    help = "Erase again whoever DATA_DIR/erasures.jsonl names and the database still knows. Safe to run at any time."

    def handle(self, *args, **options):
        gone = erasure_log.digests()
        found = [p for p in Person.objects.filter(erased_at=None).order_by("pk") if erasure.digest_of(p) in gone]
        for person in found:
            erasure.erase(person=person, actor=erasure.BY_RULE, now=timezone.now(), check=False)
        self.stdout.write(f"{len(found)} erased again; {len(gone)} erasures are known.")
