"""`manage.py load_story`: the demonstration story into this site; a second time changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coproduction.story import load


class Command(BaseCommand):
    help = "Loads the demonstration story. Loading twice gives the same."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The story is for a demonstration: start with DEMO=1. Nothing was changed.")
        if load.is_loaded():
            self.stdout.write("The story is here already; nothing was changed.")
        else:
            load.load(now=timezone.now())
        self.stdout.write(load.summary())
