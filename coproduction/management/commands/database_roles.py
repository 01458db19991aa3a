"""Five database roles, by one command: what each program of the site may do is what Postgres lets it do."""

import os
import re

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from coproduction.database_roles import giving
from members.rules import Refused


class Command(BaseCommand):
    help = (
        "Make the roles app_owner, app_rw, app_report, app_retention and app_backup, or bring their rights up to date. "
        "Passwords come from OWNER_PASSWORD, RW_PASSWORD, REPORT_PASSWORD and BACKUP_PASSWORD, or are made up and shown once."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--sql", action="store_true", help="only print what would be done, for whoever runs Postgres"
        )
        parser.add_argument("--prefix", default="app", help="instead of app, where a server has two sites")

    def handle(self, *args, sql, prefix, **options):
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", prefix):
            raise CommandError("A prefix is small letters, digits and underscores.")
        if sql:
            self.stdout.write(giving.sql("roles", prefix) + "\n" + giving.sql("rights", prefix))
            self.stdout.write(
                "-- In psql, a password for each: " + ", ".join(f"\\password {prefix}_{w}" for w in giving.WHO)
            )
            return
        passwords = {who: os.environ.get(f"{who.upper()}_PASSWORD", "") for who in giving.WHO}
        try:
            made = giving.give(prefix=prefix, passwords=passwords)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        where = connection.settings_dict
        for who, what in giving.WHO.items():
            self.stdout.write(f"{prefix}_{who}: {what}")
            if who in made:
                address = (
                    f"{where['HOST'] or 'localhost'}{':' + str(where['PORT']) if where['PORT'] else ''}/{where['NAME']}"
                )
                self.stdout.write(f"    postgres://{prefix}_{who}:{made[who]}@{address}")
        if made:
            self.stdout.write("These passwords are shown this once. The site's DATABASE_URL is the second of them.")
