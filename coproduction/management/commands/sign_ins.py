"""`manage.py sign_ins`: who can be tried out in the demonstration."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from members.models import RoleGrant
from members.permissions import Role

SHOWN = 3  # people of each role


class Command(BaseCommand):
    help = "List the people of the demonstration with their roles."
    requires_system_checks = []

    def handle(self, **_):
        if not settings.DEMO:
            raise CommandError("Only a demonstration shows its people.")
        grants = RoleGrant.objects.on(timezone.localdate()).select_related("person")
        names: dict = {role.label: {} for role in Role}
        for grant in grants.order_by("person__sort_name", "person_id", "pk"):
            names[grant.get_role_display()][grant.person_id] = grant.person.name
        for role, people in names.items():
            if people:
                first, more = list(people.values())[:SHOWN], len(people) - SHOWN
                self.stdout.write(f"  {role}: {', '.join(first)}{f' and {more} more' if more > 0 else ''}")
