"""The Network's good practice: adding, changing, putting away and bringing back."""

import re

from django.db import transaction

from meetings.models import Practice
from members import files
from members.permissions import Permission, require
from members.rules import Refused

TYPES = ("pdf", "docx", "xlsx", "png", "jpg", "jpeg", "txt")
MOST_BYTES = 10_000_000
MOST_TAGS, LONGEST_TAG = 8, 30


def tags_in(words) -> list[str]:
    """Small words in lower case, each once, in the order they were typed; commas or lines between them."""
    tags = [re.sub(r"[^\w '&-]", "", part).strip().lower() for part in re.split(r"[,;\n]", words)]
    tags = list(dict.fromkeys(tag for tag in tags if tag))
    if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
        raise Refused(f"At most {MOST_TAGS} tags, each of one or two words.", field="tags")
    return tags


@transaction.atomic
def add(*, organisation, title, what, actor, now, link="", tags="", file=None) -> Practice:
    require(actor, Permission.BRING_TO_THE_NETWORK, within=organisation)
    practice = Practice(organisation=organisation, added_by=actor.person, added_at=now)
    _write(practice, title, what, link, tags, file, now)
    practice.save()
    return practice


@transaction.atomic
def edit(
    *, practice, title, what, actor, now, link="", tags="", file=None, drop_file=False, organisation=None
) -> Practice:
    """A new file takes the place of the old one; `drop_file` takes it away. It stays with its organisation."""
    require(actor, Permission.BRING_TO_THE_NETWORK, within=practice)
    practice = Practice.objects.select_for_update(no_key=True, of=("self",)).get(pk=practice.pk)
    old = practice.file_id
    if drop_file:
        practice.file = None
    _write(practice, title, what, link, tags, file, now)
    practice.save()
    if old and old != practice.file_id:
        files.remove(files.KeptFile.objects.filter(pk=old))
    return practice


@transaction.atomic
def put_away(*, practice, actor, now) -> None:
    """Others no longer see it; its organisation may bring it back."""
    require(actor, Permission.BRING_TO_THE_NETWORK, within=practice)
    practice.put_away_at = now
    practice.save(update_fields=["put_away_at"])


@transaction.atomic
def bring_back(*, practice, actor, now) -> None:
    require(actor, Permission.BRING_TO_THE_NETWORK, within=practice)
    practice.put_away_at = None
    practice.save(update_fields=["put_away_at"])


def _write(practice, title, what, link, tags, file, now):
    practice.title, practice.what, practice.link = title.strip(), what.strip(), link.strip()
    practice.tags = tags_in(tags)
    if file:
        practice.file = files.keep(file, name=file.name, types=TYPES, most_bytes=MOST_BYTES, now=now)
