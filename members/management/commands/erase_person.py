"""Erases one person: shows what would go, and with --yes lets it go."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.actions import erasure
from members.models import Person
from members.rules import Refused


class Command(BaseCommand):
    help = "Erase the person of that number: what is left is a number that counts. Without --yes nothing goes."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)
        parser.add_argument("--yes", action="store_true", help="do it; it cannot be undone")
        parser.add_argument(
            "--first-names-too", action="store_true", help="also replace parts of the name that may be somebody else's"
        )

        parser.add_argument(
            "--rows-too", action="store_true", help="also delete rows of a spreadsheet that only may be this person"
        )

    def handle(self, *args, id, yes, first_names_too, rows_too, **options):
        person = Person.objects.filter(pk=id).first()
        if person is None:
            raise CommandError(f"There is nobody with the number {id}.")
        now = timezone.now()
        try:
            seen = erasure.preview(person=person, actor=erasure.BY_RULE, now=now)
            if not yes:
                self._show(seen)
                return
            receipt = erasure.erase(
                person=person, actor=erasure.BY_RULE, now=now, theirs=None if first_names_too else frozenset(),
                rows=None if rows_too else frozenset(),
            )  # fmt: skip
        except Refused as no:
            raise CommandError(str(no)) from no
        self.stdout.write(f"Erased. Receipt {receipt.number}.")
        for what, count in receipt.counts.items():
            self.stdout.write(f"  {what}: {count}")

    def _show(self, seen):
        for what, count, how in seen.rows:
            self.stdout.write(f"{what}: {count}: {how}")
        self.stdout.write(
            f"In the words of others: {len(seen.sure)} places, and {len(seen.unsure)} that may be another's."
        )
        self.stdout.write(f"Rows of a spreadsheet that may be them, and stay without --rows-too: {len(seen.maybe)}.")
        for held in seen.held:
            self.stdout.write(f"Stays: {held['what']}. {held['why']}")
        self.stdout.write("Nothing has gone. Add --yes to erase.")
