"""Pictures of a place: brought, described and taken away by whoever keeps the list of venues."""

from django.db import transaction

from meetings.models import Venue, VenuePicture
from members import files, pictures
from members.models import KeptFile
from members.permissions import Permission, require
from members.rules import Refused

MOST, MOST_BYTES = 6, 8_000_000
TOO_LARGE = "This picture is too large: at most 8 MB. Nothing was kept."


@transaction.atomic
def bring(*, venue, file, words, actor, now) -> VenuePicture:
    """One picture, drawn anew so that no place, day or camera travels with it. Raises Refused."""
    require(actor, Permission.CHANGE_SETTINGS)
    said = _described(words)
    Venue.objects.select_for_update(no_key=True).get(pk=venue.pk)  # two at once are counted one after the other
    if VenuePicture.objects.filter(venue=venue).count() >= MOST:
        raise Refused(f"There are {MOST} pictures already. Please take one away first.", field="file")
    if file.size > MOST_BYTES:
        raise Refused(TOO_LARGE, field="file")
    drawn = pictures.drawn_anew(file, name=file.name)
    try:
        kept = files.keep(drawn, name=file.name, types=pictures.TYPES, most_bytes=MOST_BYTES, now=now)
    except files.NoRoom:
        raise
    except Refused as no:
        raise Refused(str(no), field="file") from no
    return VenuePicture.objects.create(venue=venue, file=kept, words=said)


@transaction.atomic
def say(*, picture, words, actor, now) -> VenuePicture:
    """What it shows, in better words."""
    require(actor, Permission.CHANGE_SETTINGS)
    picture.words = _described(words)
    picture.save(update_fields=["words"])
    return picture


@transaction.atomic
def take_away(*, picture, actor, now) -> None:
    """It goes with its file."""
    require(actor, Permission.CHANGE_SETTINGS)
    files.remove(KeptFile.objects.filter(pk=picture.file_id))


def _described(words):
    said = " ".join(words.split())
    if not said:
        raise Refused("Please say in a few words what the picture shows, for people who cannot see it.", field="words")
    return said
