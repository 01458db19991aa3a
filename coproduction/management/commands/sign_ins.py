"""`manage.py sign_ins`: who can be tried out in the demonstration, for the console of `make run`."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from coproduction.story.signin import GUISES


class Command(BaseCommand):
    help = "List the people one can be in the demonstration."
    requires_system_checks = []

    def handle(self, **_):
        if not settings.DEMO:
            raise CommandError("Only a demonstration shows its people.")
        for guise in GUISES.values():
            self.stdout.write(f"  {guise.name} ({guise.role.label}): {guise.what}")
