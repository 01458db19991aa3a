"""`manage.py prepare`: tables, static files and, in an empty demonstration, the story. `make run` calls it."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import connection, transaction

from coproduction.database_roles import giving
from coproduction.supervisor import say
from members.models import Heartbeat

KEPT = ("backup", "try_restore", "copy_opened")  # of copies and their trials: true whether or not the site runs


class Command(BaseCommand):
    help = "Bring the database and the static files up to date; load the story into an empty demonstration."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--fresh", action="store_true", help="empty the demonstration first")

    def handle(self, *, fresh, **_):
        with connection.cursor() as cursor:
            cursor.execute(
                "SET statement_timeout = 0; SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = 0"
            )
            if fresh:
                empty(cursor)
        giving.step_aside()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        giving.give_rights()
        Heartbeat.objects.exclude(name__in=KEPT).delete()  # of the last run: nobody is alive yet
        collect_static()
        if settings.DEMO and "load_story" in get_commands() and not get_user_model().objects.exists():
            say("loading the demonstration story")
            with transaction.atomic():  # all of it or none: half a story would never be completed
                call_command("load_story", verbosity=0)


def empty(cursor) -> None:
    if not settings.DEMO:
        raise CommandError("Only a demonstration can begin anew.")
    say("emptying the demonstration")
    cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def collect_static() -> None:
    """Again only when a file changed: naming and compressing them takes seconds."""
    files = sorted((path, storage) for finder in get_finders() for path, storage in finder.list(["CVS", ".*", "*~"]))
    seen = hashlib.sha256()
    for path, storage in files:
        found = Path(storage.path(path)).stat()
        seen.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / "collected"
    if not stamp.is_file() or stamp.read_text() != seen.hexdigest():
        call_command("collectstatic", interactive=False, clear=stamp.parent.is_dir(), verbosity=0)
        stamp.write_text(seen.hexdigest())
