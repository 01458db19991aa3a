"""Everything held about one person as a zip: the same as the page makes, for whoever runs the site."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.actions import access_packs
from members.models import Person


class Command(BaseCommand):
    help = (
        "Write everything held about the person of that number into a zip. Texts that name others or that others wrote "
        "are left out and marked, unless --unread: then somebody must read them before the file is given."
    )

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)
        parser.add_argument("--to", default="", help="the file to write; person-ID.zip without it")
        parser.add_argument("--unread", action="store_true", help="with everything, to be read by somebody first")

    def handle(self, *args, id, to, unread, **options):
        person = Person.objects.filter(pk=id, erased_at=None).first()
        if person is None:
            raise CommandError(f"There is nobody with the number {id}, or they were erased.")
        path = Path(to or f"person-{id}.zip")
        content = access_packs.zipped(person=person, everything=unread, now=timezone.now())
        path.write_bytes(content.getvalue())
        path.chmod(0o600)
        self.stdout.write(f"Written: {path}")
