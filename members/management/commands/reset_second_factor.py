"""`manage.py reset_second_factor EMAIL`: for somebody who lost the phone with their authenticator app."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.actions import second_factor
from members.rules import Refused


class Command(BaseCommand):
    help = "Forgets somebody's second step; make sure first that it is really they who ask."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        try:
            count = second_factor.reset(email=email, now=timezone.now())
        except Refused as no:
            raise CommandError(str(no)) from None
        self.stdout.write(
            "Their second step is forgotten. They are signed out everywhere, a letter tells them, and they can set up a new one."
            if count
            else "They had no second step. Nothing was changed."
        )
