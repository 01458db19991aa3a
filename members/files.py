"""The one place where files are written and read: uploads, and what is made for somebody to take home.

A file lies below MEDIA_ROOT under a random name; it is written beside its place, flushed to the disk and renamed,
so that a crash leaves no half of one. Its kind is known by its ending and by its first bytes, which must agree.
"""

import base64
import errno
import hashlib
import io
import logging
import os
import re
import time
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import transaction
from django.http import FileResponse, Http404

from members import disk, viruses
from members.models import KeptFile
from members.rules import Refused

log = logging.getLogger(__name__)
CHUNK = 64 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # words whose every other byte is nought
TYPES = {  # what the browser is told, and how such a file begins (none: it is words)
    "pdf": ("application/pdf", (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "webp": ("image/webp", (b"RIFF",)),
    "zip": ("application/zip", (b"PK\x03\x04", b"PK\x05\x06")),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK\x03\x04",)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", (b"PK\x03\x04",)),
    "odt": ("application/vnd.oasis.opendocument.text", (b"PK\x03\x04",)),
    "mp3": ("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "m4a": ("audio/mp4", ()),
    "mp4": ("video/mp4", ()),
    "ogg": ("audio/ogg", (b"OggS",)),
    "csv": ("text/csv; charset=utf-8", ()),
    "txt": ("text/plain; charset=utf-8", ()),
    "json": ("application/json", ()),
}
SHOWN_IN_PLACE = {"png", "jpg", "jpeg", "webp"}
INSIDE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}  # a zip is only such a document when it holds this folder
FURTHER_IN = {"webp": (8, b"WEBP"), "m4a": (4, b"ftyp"), "mp4": (4, b"ftyp")}  # at that place, behind a length
MIMETYPE = {"odt": b"application/vnd.oasis.opendocument.text"}  # the first thing such a zip holds says what it is
MOST_PARTS, MOST_UNPACKED = 2000, 200_000_000  # of a document; beyond it is made to fill whatever opens it (ASVS 5.2.3)
NO_ROOM = "There is no room left to keep this file. Nothing else was lost. Please tell the involvement team."
NOT_LOOKED_AT = "We cannot look this file over for viruses now. Nothing was kept. Please try again later, or ring us."
EVERY = 3600  # seconds between two looks for files that belong to no row
LONG_ENOUGH = 24 * 3600  # seconds after which a file without a row belongs to nobody
_last = {"at": -EVERY}


class NoRoom(Refused):
    """The disk is full or nearly so; the page says so, with the status 507 where it knows how."""


def keep(content, *, name, types, most_bytes, now, expires_at=None, about_person=None, owner=None) -> KeptFile:
    """Keep this content (bytes, or an uploaded file) under its name. `types` are endings out of TYPES.

    Raises Refused when it is not one of them, too large, empty, or when less than a tenth of the disk is free: the rest is
    the database's. What the site makes itself may take of it, until there is none (`disk.even_if_low`).
    """
    ending = _ending(name, types)
    kept = KeptFile(
        name=_clean(name, ending), extension=ending, about_person=about_person, owner=owner, kept_at=now,
        expires_at=expires_at,
    )  # fmt: skip
    place = path_of(kept)
    part = place.with_suffix(".part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if disk.takes_no_more(place.parent):
            raise NoRoom(NO_ROOM)
        kept.bytes, kept.sha256 = _write(part, content, most_bytes=most_bytes)
        _check_beginning(part, ending)
        _check_viruses(part)
        part.rename(place)
        _flush_folder(place.parent)
        with transaction.atomic():
            kept.save()
    except OSError as problem:
        place.unlink(missing_ok=True)
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom(NO_ROOM) from problem
        raise
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    finally:
        part.unlink(missing_ok=True)
    return kept


def path_of(kept: KeptFile) -> Path:
    """Where it lies. The first two signs are a folder, so that no folder grows too long."""
    return Path(settings.MEDIA_ROOT) / kept.stored[:2] / kept.stored


def read(kept: KeptFile) -> bytes:
    return path_of(kept).read_bytes()


def as_base64(kept: KeptFile) -> str:
    """For a letter that it is attached to."""
    return base64.b64encode(read(kept)).decode()


def response(kept: KeptFile, *, now=None) -> FileResponse:
    """The file as an answer: pictures in place, all else to take home. 404 when it is gone or, at `now`, expired."""
    if now is not None and kept.expires_at is not None and kept.expires_at <= now:
        raise Http404
    try:
        content = path_of(kept).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(
        content,
        as_attachment=kept.extension not in SHOWN_IN_PLACE,
        filename=kept.name,
        content_type=TYPES[kept.extension][0],
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def remove(files) -> int:
    """These files (a queryset of KeptFile) and their rows go; the bytes go once that is certain. How many."""
    gone = list(files)
    places = [path_of(kept) for kept in gone]
    KeptFile.objects.filter(pk__in=[kept.pk for kept in gone]).delete()
    transaction.on_commit(lambda: [place.unlink(missing_ok=True) for place in places])
    return len(gone)


def plan_due(*, now) -> int:
    """A planner like any other, though it notes nothing: what has expired goes, and what belongs to no row."""
    if KeptFile.objects.expired(now=now).exists():
        remove(KeptFile.objects.expired(now=now)[:500])
    if time.monotonic() - _last["at"] >= EVERY:
        _last["at"] = time.monotonic()
        remove_strays()
    return 0


def remove_strays() -> int:
    """Files below the uploads folder whose row is gone (a crash between the two), a day old or more."""
    folder, gone = Path(settings.MEDIA_ROOT), 0
    before = time.time() - LONG_ENOUGH
    for inner in sorted(folder.glob("[0-9a-f][0-9a-f]")):
        found = {p.name: p for p in inner.iterdir() if p.is_file() and p.stat().st_mtime < before}
        known = set(KeptFile.objects.filter(stored__in=found).values_list("stored", flat=True))
        for name in set(found) - known:
            found[name].unlink(missing_ok=True)
            gone += 1
    return gone


# ---- what may be kept ------------------------------------------------------------------------------------------------
def _ending(name, types):
    ending = Path(str(name)).suffix.lower().lstrip(".")
    if ending not in types or ending not in TYPES:
        raise Refused(f"We cannot keep this kind of file. Please bring one that ends in {_listed(types)}.")
    return ending


def _listed(types):
    endings = [f".{ending}" for ending in sorted(types)]
    return endings[0] if len(endings) == 1 else f"{', '.join(endings[:-1])} or {endings[-1]}"


def _clean(name, ending):
    """Only letters, digits, dots, spaces and hyphens; a name is for people, never a path."""
    stem = re.sub(r"[^\w .-]", "", Path(str(name).replace("\\", "/")).stem).strip(" .") or "file"
    return f"{stem[:100]}.{ending}"


def _chunks(content):
    if isinstance(content, bytes):
        content = io.BytesIO(content)
    if hasattr(content, "chunks"):
        yield from content.chunks(CHUNK)
        return
    while chunk := content.read(CHUNK):
        yield chunk


def _write(part, content, *, most_bytes):
    """Write, flush to the disk; how many bytes, and their SHA-256."""
    count, digest = 0, hashlib.sha256()
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in _chunks(content):
            count += len(chunk)
            if count > most_bytes:
                raise Refused(f"This file is too large: at most {_size(most_bytes)}. Nothing was kept.")
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if not count:
        raise Refused("This file is empty.")
    return count, digest.hexdigest()


def _size(count):
    return f"{count / 1_000_000:.0f} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} KB"


def _flush_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_beginning(part, ending):
    """The first bytes must be those of its kind. Raises Refused."""
    wrong = Refused(f"This file ends in .{ending}, but it is something else inside. Nothing was kept.")
    begins = TYPES[ending][1]
    with part.open("rb") as file:
        head = file.read(CHUNK)
    if begins and not head.startswith(begins):
        raise wrong
    if ending in FURTHER_IN:
        place, sign = FURTHER_IN[ending]
        if head[place : place + len(sign)] != sign:
            raise wrong
    elif not begins and b"\x00" in head and not head.startswith(UTF_16):
        raise wrong
    if ending in INSIDE or ending in MIMETYPE:
        try:
            with zipfile.ZipFile(part) as inside:
                _check_document(inside, ending, wrong)
        except (zipfile.BadZipFile, NotImplementedError):
            raise wrong from None


def _check_viruses(part):
    """Raises Refused, also when the scanner cannot say."""
    try:
        found = viruses.found_in(part)
    except viruses.NotLookedAt:
        log.warning("the virus scanner does not answer, so no file is kept")
        raise Refused(NOT_LOOKED_AT) from None
    if found:
        raise Refused("Our virus scanner found something in this file. Nothing was kept. Please ring us.")


def _check_document(inside, ending, wrong):
    """A document packed in a zip: what it says it is, not too much once unpacked, and no programs in it. Raises Refused.

    Nothing is unpacked to find out, but the few letters by which an OpenDocument names itself.
    """
    parts = inside.infolist()
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise Refused("Unpacked, this file would be far too large to open safely. Nothing was kept.")
    if any(each.filename.lower().endswith("vbaproject.bin") for each in parts):
        raise Refused("This file holds macros. Please save it without them, for example as a PDF. Nothing was kept.")
    if ending in INSIDE:
        if not any(each.filename.startswith(INSIDE[ending]) for each in parts):
            raise wrong
    elif "mimetype" not in inside.namelist():
        raise wrong
    else:
        with inside.open("mimetype") as said:
            if said.read(len(MIMETYPE[ending]) + 1) != MIMETYPE[ending]:
                raise wrong


class NotTooLarge(FileUploadHandler):
    """Stands before Django's own: a post that announces more than any page takes is not kept while it is read.

    The view sees no file and `request.too_large`, and says so on the page it came from.
    """

    MOST = 30_000_000

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.request.too_large = content_length > self.MOST

    def receive_data_chunk(self, raw_data, start):
        if self.request.too_large or start + len(raw_data) > self.MOST:
            self.request.too_large = True
            raise SkipFile  # this file alone: what was typed below it is still read, so that nothing of it is lost
        return raw_data

    def file_complete(self, file_size):
        return None
