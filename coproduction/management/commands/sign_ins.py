"""`manage.py sign_ins`: who can be tried out in the demonstration."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from members.models import RoleGrant


class Command(BaseCommand):
    help = "List the people of the demonstration with their roles."
    requires_system_checks = []

    def handle(self, **_):
        if not settings.DEMO:
            raise CommandError("Only a demonstration shows its people.")
        grants = RoleGrant.objects.on(timezone.localdate()).select_related("person")
        roles: dict = {}
        for grant in grants.order_by("person__sort_name", "person_id", "role", "pk"):
            roles.setdefault(grant.person, []).append(grant.get_role_display())
        for person, theirs in roles.items():
            self.stdout.write(f"  {person} ({', '.join(dict.fromkeys(theirs)).lower()})")
