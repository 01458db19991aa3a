"""`manage.py write_docs`: the drawing of the architecture and the tables of the data-protection pack, anew from the code."""

from django.core.management.base import BaseCommand

from coproduction.guides import from_code


class Command(BaseCommand):
    help = "Write what docs/ says from the code: the drawing, the records of processing, the periods."
    requires_system_checks = []

    def handle(self, *args, **options):
        for file, words in from_code.files().items():
            if file.read_text() != words:
                file.write_text(words)
                self.stdout.write(f"written: {file.relative_to(from_code.ROOT)}")
