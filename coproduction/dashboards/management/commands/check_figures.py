"""`manage.py check_figures`: is what is kept counted what the log says?"""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from coproduction.dashboards import cells


class Command(BaseCommand):
    help = "Counts the whole log anew and compares; says which month differs and ends with 1. It changes nothing."

    def handle(self, **options):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            found = cells.differing()
        waiting = [month for month, is_touched in found if is_touched]
        if waiting:
            self.stdout.write(f"Changed a moment ago, and read from the log until they are counted: {_named(waiting)}.")
        wrong = [month for month, is_touched in found if not is_touched]
        if wrong:
            raise CommandError(
                f"Not what the log says: {_named(wrong)}. Run recount_figures, and tell whoever looks after the site."
            )
        self.stdout.write("Every other month is what the log says." if waiting else "Every month is what the log says.")


def _named(months):
    return ", ".join(f"{month:%B %Y}" for month in months)
