"""`manage.py recount_figures`: what is kept counted, made anew from the log."""

from django.core.management.base import BaseCommand

from coproduction.dashboards import cells


class Command(BaseCommand):
    help = "Counts the whole log anew, after it was filled or put back from outside. Boards stay right meanwhile."

    def handle(self, **options):
        cells.recount()
        self.stdout.write("Every month is counted anew.")
