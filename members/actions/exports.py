"""Lists that leave the site as a file: of people only by a coordinator, for a reason, marked, and gone after a day (DP-09)."""

import csv
import io
import json
import tempfile
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import disk, files
from members.models import Export, KeptFile, Person
from members.permissions import Actor, Permission, Role, require
from members.post import jobs
from members.queries import listing as listings
from members.rules import Refused
from members.words import clock, harmless
from members.words import day as day_words

KIND = "people_export"
KEPT_FOR = timedelta(hours=24)
MOST_ROWS, AT_ONCE = 200_000, 500
MOST_BYTES = 100_000_000
AN_HOUR = timedelta(hours=1)
MOST_IN_AN_HOUR = 20  # files of people, for one person
TOO_MANY = "You asked for very many files within the hour. Please wait a little, or use one of those."


def mark_of(person, *, now) -> str:
    """What every row of a file says of itself: who took it, and when."""
    at = timezone.localtime(now)
    return f"Taken out by {person.name}, {day_words(at)} {at:%Y}, {clock(at)}"


@transaction.atomic
def ask(*, listing, wanted, reason, actor, now) -> Export:
    """Asks for a file of people; the worker makes it. What was searched for is kept sealed until then, and wiped."""
    require(actor, Permission.EXPORT_PEOPLE)
    if reason not in Export.Reason.values:
        raise Refused("Please say what the list is for.", field="reason")
    Person.objects.select_for_update(no_key=True).get(pk=actor.person.pk)  # two at once are counted one after the other
    if (
        Export.objects.filter(asked_by=actor.person, names_people=True, asked_at__gt=now - AN_HOUR).count()
        >= MOST_IN_AN_HOUR
    ):
        raise Refused(TOO_MANY)
    export = Export.objects.create(
        of=listing.name, words=listing.title, reason=reason, asked_by=actor.person, role=actor.role, asked_at=now,
        search=json.dumps({"words": wanted.words, "chosen": dict(wanted.chosen), "order": wanted.order}),
    )  # fmt: skip
    job = jobs.note(kind=KIND, key=f"export:{export.pk}", facts={"export": export.pk}, asked_by=actor.person)
    Export.objects.filter(pk=export.pk).update(job=job)
    export.job = job
    return export


def log_one(*, listing, rows, actor, now) -> Export:
    """A list that names nobody has left at once."""
    require(actor, listing.may_take)
    return Export.objects.create(
        of=listing.name, words=listing.title, names_people=False, asked_by=actor.person, role=actor.role or "",
        asked_at=now, rows=rows, fetched_at=now,
    )  # fmt: skip


def log_taken(*, listing, rows, reason, actor, now) -> Export:
    """A list of people that left at once, with its reason: what finance takes out to pay them."""
    require(actor, listing.may_take)
    if reason not in Export.Reason.values:
        raise Refused("Please say what the file is for.", field="reason")
    return Export.objects.create(
        of=listing.name, words=listing.title, reason=reason, asked_by=actor.person, role=actor.role or "", asked_at=now,
        rows=rows, fetched_at=now,
    )  # fmt: skip


@disk.even_if_low()
def make(job, *, now, progress) -> None:
    """The worker's part. Safe to run again: a file that stands already is left alone, one that was taken back not made."""
    export = Export.objects.select_related("asked_by").filter(pk=job.facts["export"]).first()
    if export is None or export.kept_id or export.search is None or export.asked_by is None:
        return
    said, listing = json.loads(export.search), listings.find(export.of)
    wanted = listings.Wanted(words=said["words"], chosen=said["chosen"], order=said["order"])
    today = timezone.localdate(now)
    found = listing.base(Actor(person=export.asked_by, role=Role(export.role)))
    ids = list(listings.narrow(listing, found, wanted, day=today).values_list("pk", flat=True)[:MOST_ROWS])
    progress(0, len(ids))
    with tempfile.TemporaryFile() as file:
        words = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        portions = _portions(ids, progress)
        rows = write(csv.writer(words), listing, portions, day=today, mark=_mark(export))
        words.flush()
        file.seek(0)
        name = f"{export.of}-{timezone.localdate(export.asked_at).isoformat()}-{export.pk}.csv"
        kept = files.keep(
            file,
            name=name,
            types={"csv"},
            most_bytes=MOST_BYTES,
            now=now,
            expires_at=now + KEPT_FOR,
            owner=export.asked_by,
        )
    Export.objects.filter(pk=export.pk).update(kept=kept, rows=rows, search=None)


def _mark(export):
    return f"{mark_of(export.asked_by, now=export.asked_at)}. {export.get_reason_display()}. File {export.pk}"


def _portions(ids, progress):
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
        progress(min(start + AT_ONCE, len(ids)), len(ids))


def write(writer, listing, portions, *, day, mark) -> int:
    """A line that says whose file it is, the heads, and the rows, each with the mark; nothing in it is a formula."""
    writer.writerow([harmless(f"{mark}. Please delete it when you have used it.")])
    writer.writerow([*listing.heads, "Copy"])
    count = 0
    for ids in portions:
        for row in listing.columns(ids, day=day):
            writer.writerow([harmless(cell) for cell in (*row, mark)])
            count += 1
    return count


@transaction.atomic
def fetched(*, export, actor, now) -> KeptFile:
    """Whoever asked takes the file home. Raises Refused when it is gone."""
    require(actor, Permission.EXPORT_PEOPLE)
    if export.kept is None or (export.kept.expires_at and export.kept.expires_at <= now):
        raise Refused("This file is gone: it was kept for one day. Please ask for it again.")
    Export.objects.filter(pk=export.pk, fetched_at=None).update(fetched_at=now)
    return export.kept


@transaction.atomic
def throw_away(*, export, actor) -> None:
    """The file goes now and not only after a day; what is not made yet is not made."""
    require(actor, Permission.EXPORT_PEOPLE)
    Export.objects.filter(pk=export.pk).update(search=None)
    files.remove(KeptFile.objects.filter(pk=export.kept_id))


def forget_everybody(**_announced) -> None:
    """When somebody is erased or two records become one, no file with the old names stays."""
    files.remove(KeptFile.objects.filter(pk__in=Export.objects.exclude(kept=None).values("kept")))
    Export.objects.exclude(search=None).update(search=None)
