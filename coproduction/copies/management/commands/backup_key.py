"""A new pair of keys for copies of the site."""

import pyrage
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print a pair: the public key for BACKUP_KEY, and the secret one, which alone opens the copies."
    requires_system_checks = []

    def handle(self, *args, **options):
        secret = pyrage.x25519.Identity.generate()
        self.stdout.write(f"BACKUP_KEY={secret.to_public()}")
        self.stdout.write("")
        self.stdout.write(
            "The secret key. Print it twice, keep it in two places away from this machine, and close this window:"
        )
        self.stdout.write(str(secret))
