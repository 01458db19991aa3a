"""A small site of which copies are made, and the key they are sealed for (D17)."""

from datetime import timedelta

import pyrage
from django.utils import timezone

from members.models import Letter
from tests import factories as make


def a_key():
    return pyrage.x25519.Identity.generate()


def a_small_site(settings, folder, key):
    """A few people, a file and two letters; everything of it lies below that folder. Gives the people."""
    settings.BACKUP_KEY, settings.DATA_DIR, settings.MEDIA_ROOT = str(key.to_public()), folder, folder / "uploads"
    (folder / "uploads/a").mkdir(parents=True)
    (folder / "uploads/a/photo.jpg").write_bytes(b"not really a photo" * 400)
    people = [make.person(f"{name} Underwood", email=f"{name.lower()}@example.org") for name in ("Wren", "Ivo", "Thea")]
    now = timezone.now()
    for number, due in enumerate((now - timedelta(minutes=5), now + timedelta(days=2))):
        Letter.objects.create(key=f"drill:{number}", kind="note", person=people[0], due_at=due)
    return people
