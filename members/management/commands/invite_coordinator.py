"""`manage.py invite_coordinator EMAIL`: the first coordinator of a new site, or one more."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.actions import inviting
from members.rules import Refused


class Command(BaseCommand):
    help = "Adds a coordinator who signs in by a code sent to this address, and writes to tell them how."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the name they like to be called; else what stands before the @")

    def handle(self, email, name, **options):
        try:
            person, is_new = inviting.invite_coordinator(email=email, name=name, now=timezone.now())
        except Refused as no:
            raise CommandError(str(no)) from None
        self.stdout.write(
            f"Person {person.pk} is a coordinator now, and a letter says how to sign in."
            if is_new
            else f"Person {person.pk} is a coordinator already. Nothing was changed."
        )
