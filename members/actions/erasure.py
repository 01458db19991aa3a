"""Erasing a person: what is left is a number that counts, and leads to nobody (DP-03, DP-04)."""

import hashlib
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from pghistory.models import Context

from members import files, personal_data
from members.actions import equality, erasure_log, redaction
from members.events import person_erased, person_left
from members.models import ErasureReceipt, ImportRow, Job, KeptFile, Letter, Person, RightsRequest
from members.models.letter import LetterState
from members.models.membership import State
from members.models.people_import import Decision, Fate
from members.permissions import Actor, Permission, Role, Via, require
from members.personal_data import Erase, Export, History
from members.queries import filled, kinds_of_record, traces
from members.queries.needles import needles_of, numbers_of, said_to_be_theirs
from members.rules.rights import check_can_erase, check_still_here

BACKUPS = timedelta(days=35)  # how long copies of the database are kept (docs/running.md)
TOMBSTONE = "Somebody who was here"
BY_RULE = Actor(
    person=None, role=Role.COORDINATOR, via=Via.CLOCK
)  # the retention table, once a coordinator confirmed it
WHY_WITHHELD = "The person's record was erased."
STAYS = (Erase.TOMBSTONE, Erase.WIPE)
OTHER_COPIES = [
    {
        "what": "Copies of the database (backups)",
        "why": "They grow old by themselves. Should one be put back, this erasure is done again before anybody signs in.",
    },
    {
        "what": "Lists that were taken out of the site",
        "why": "Those still kept here are gone. What somebody saved elsewhere must be deleted there.",
    },
    {
        "what": "Reports that were published",
        "why": "They hold counts of at least five people, and no names.",
    },
]


@dataclass
class Preview:
    """What erasing would do, before anybody decides."""

    rows: list = field(default_factory=list)  # (what, how many, what happens)
    held: list = field(default_factory=list)  # {"what", "why"}
    sure: list = field(default_factory=list)  # traces that can only be this person
    unsure: list = field(default_factory=list)  # traces somebody must decide about
    maybe: list = field(default_factory=list)  # rows of a spreadsheet that may be them: somebody must decide too


def digest_of(person) -> str:
    """Recognises this record in an older copy of the database; nobody can work back from it."""
    return hashlib.sha256(f"{person.pk}|{person.created_at.isoformat()}".encode()).hexdigest()


def preview(*, person, actor, now, progress=None) -> Preview:
    """Raises Refused when this record may not be erased."""
    require(actor, Permission.ANSWER_RIGHTS, within=person)
    check_can_erase(person, actor=actor, day=timezone.localdate(now))
    seen = Preview(held=_held(person))
    own, seen.maybe, full = {}, list(_maybe_rows(person)), filled.models()
    for record, _, how, rows in _rows_of(person):
        if record.model not in full:
            continue
        count = rows.count() - (len(seen.maybe) if record.model is ImportRow else 0)
        if count:
            seen.rows.append((kinds_of_record.words_for_staff(record.model), count, str(how.value)))
        if how in (Erase.DELETE, *STAYS):
            own.setdefault(record.model, set()).update(rows.values_list("pk", flat=True))
    for model, pks in list(own.items()):
        record = personal_data.find(model)
        for path in record.paths:
            for events in redaction.history_rows(model, path=path, pks=numbers_of(person), objects=pks):
                own.setdefault(events.model, set()).update(events.values_list("pk", flat=True))
    most = traces.MOST + 1  # one more than is shown says that there are more
    for trace in traces.find(needles_of(person), besides=own, progress=progress, most=most):
        (seen.sure if trace.is_sure else seen.unsure).append(trace)
    return seen


@transaction.atomic
def erase(
    *, person, actor, now, leave=frozenset(), theirs=None, rows=None, check=True, job=None, progress=None
) -> ErasureReceipt:
    """Everything about this person goes; counts, hours and totals stay. The receipt names nobody.

    `leave` holds the keys of traces that are somebody else's name; or `theirs` those of the only unsure ones that go.
    `rows` are the ids of undecided rows of a spreadsheet that are this person (None: all that may be). `job` is the one
    that does this and stays. Raises Refused.
    """
    require(actor, Permission.ANSWER_RIGHTS, within=person)
    if check:
        check_can_erase(person, actor=actor, day=timezone.localdate(now))
    person = check_still_here(person)
    digest, needles, held = digest_of(person), needles_of(person), _held(person)
    pks = numbers_of(person)
    spared = _spare_rows(person, rows)
    _leave(person, actor=actor, now=now)
    counts = Counter()
    with redaction.lifted():
        _stop_post(person)
        counts["equality answers: the row goes"] = equality.forget(person=person, now=now)
        gone_files = list(
            KeptFile.objects.filter(Q(about_person=person) | Q(about_person=None, expires_at__isnull=False))
        )
        counts["files: the row goes"] = files.remove(gone_files)
        _rows(person, pks, counts)
        _loose_ends(person, pks, needles, counts, job)
        _become_nobody(person, now=now)
        found = _found(needles, spared, theirs, progress)
        _others([trace for trace in found if trace.key not in leave], needles, counts)
    receipt = ErasureReceipt.objects.create(
        number=_number(), digest=digest, erased_at=now, erased_by=actor.person, counts=dict(sorted(counts.items())),
        held=[*held, *OTHER_COPIES], backups_until=timezone.localdate(now + BACKUPS),
    )  # fmt: skip
    RightsRequest.objects.filter(person=person, answered_at=None).update(
        answered_at=now, outcome=RightsRequest.Outcome.DONE, answered_by=actor.person
    )
    person_erased.send(sender=Person, person=person, actor=actor, now=now)
    transaction.on_commit(erasure_log.write_what_is_missing)
    return receipt


def _number():
    return "-".join(secrets.token_hex(2).upper() for _ in range(3))


# ---- what belongs to the person --------------------------------------------------------------------------------------
def _rows_of(person):
    """(record, path, how, rows) for every way that leads from a registered model to this person."""
    for record in personal_data.records():
        for path, how in record.paths.items():
            if record.model is not Person:
                yield record, path, how, record.model._base_manager.filter(**{path: person.pk})


def _held(person):
    """What stays, and why, as far as there is any; of what is given to nobody the same is said whether there is any or not."""
    held = {}
    for record, _, how, rows in _rows_of(person):
        if how == Erase.HOLD and (record.export == Export.NOT or rows.exists()):
            held[record.hold] = {"what": kinds_of_record.words_for_staff(record.model), "why": record.hold}
    return list(held.values())


def _leave(person, *, actor, now):
    """Their time in the group ends today, so that places they hold go to others."""
    today = timezone.localdate(now)
    person.memberships.open().update(state=State.LEFT, since=today)
    person.seats.filter(ends=None).update(ends=today)
    person.seats.filter(starts__gt=today).delete()
    person.grants.all().delete()
    person_left.send(sender=Person, person=person, actor=actor, now=now)


def _stop_post(person):
    Letter.objects.filter(person=person, state__in=[LetterState.WAITING, LetterState.SENDING]).update(
        state=LetterState.WITHHELD, reason=WHY_WITHHELD, on_hold=False, lease_token=None, lease_until=None
    )


def _rows(person, pks, counts):
    """Every registered row: deleted, blanked or unlinked, and its history with it."""
    to_delete, full = [], filled.models()
    for record, path, how, rows in _rows_of(person):
        if how == Erase.HOLD:
            continue
        what = f"{kinds_of_record.words_for_staff(record.model)}: {how.value}"
        objects = list(rows.values_list("pk", flat=True)) if record.model in full else []
        counts[what] += 0  # a receipt says of every kind how many there were
        if objects and how in STAYS:
            counts[what] += redaction.wipe(rows, keeps=record.keeps)
        elif objects and how == Erase.UNLINK:
            counts[what] += redaction.unlink(rows, name=path)
        elif objects and how == Erase.DELETE:
            to_delete.append(rows)
        if record.history == History.REDACT:
            counts["lines of history"] += _history(record, path, how, pks, objects, full)
    for model, count in redaction.delete_all(to_delete).items():
        counts[f"{kinds_of_record.words_for_staff(model)}: {Erase.DELETE.value}"] += count


def _history(record, path, how, pks, objects, full):
    count = 0
    for events in redaction.history_rows(record.model, path=path, pks=pks, objects=objects, among=full):
        if how == Erase.UNLINK:
            own = events.model._base_manager.filter(**{f"{record.model._meta.get_field(path).attname}__in": pks})
            count += redaction.unlink(own, name=path)
        elif how in STAYS:
            count += redaction.wipe(events, keeps=record.keeps)
        else:
            count += redaction.delete(events)
    return count


def _loose_ends(person, pks, needles, counts, job):
    """What points to them without a link: sessions, jobs, who made a change, the cache."""
    sessions = [s.pk for s in Session.objects.iterator() if s.get_decoded().get("_auth_user_id") == str(person.pk)]
    counts["sessions"] += Session.objects.filter(pk__in=sessions).delete()[0]
    about_them = Job.objects.filter(facts__person__in=pks)
    counts["jobs"] += (about_them.exclude(pk=job.pk) if job else about_them).delete()[0]
    theirs = Q(metadata__person__in=pks) | Q(metadata__on_behalf_of__in=pks)
    for context in Context.objects.filter(theirs).iterator():
        names = [name for name in ("person", "on_behalf_of") if context.metadata.get(name) in pks]
        context.metadata = {key: value for key, value in context.metadata.items() if key not in names}
        context.save(update_fields=["metadata"])
        counts["changes they made: their number is cut out"] += 1
    keys = traces.in_cache(needles)
    counts["cached things"] += len(keys)
    _forget_cached(keys)


def _forget_cached(keys):
    table = connection.ops.quote_name(cache._table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE cache_key = ANY(%s)", [keys])  # noqa: S608 — Django's own table


def _become_nobody(person, *, now):
    """The record itself: every column back to its beginning, but for its number and the day it was made."""
    for events in redaction.history_rows(Person, path="pk", pks=[person.pk, *numbers_of(person)], objects=[]):
        redaction.delete(events)
    blank = {}
    for column in Person._meta.concrete_fields:
        if column.name in ("id", "created_at") or column.generated:
            continue
        blank[column.attname] = column.get_default() if not column.null else None
    name = f"{TOMBSTONE} ({secrets.token_hex(3)})"
    blank |= {"name": name, "sort_name": "~", "is_active": False, "erased_at": now, "password": "!"}
    Person.objects.filter(pk=person.pk).update(**blank)
    for attname, value in blank.items():
        setattr(person, attname, value)


def _maybe_rows(person):
    """Rows of a spreadsheet of which nobody has said yet that they are this person."""
    rows = ImportRow.objects.filter(person=person, fate=Fate.ASK, applied_at=None).exclude(decision=Decision.SAME)
    return rows.order_by("people_import", "number")


def _spare_rows(person, chosen) -> set:
    """Those that are not them become rows of somebody we do not know yet, words and all."""
    spared = set() if chosen is None else {row.pk for row in _maybe_rows(person)} - set(chosen)
    ImportRow.objects.filter(pk__in=spared).update(
        person=None, fate=Fate.NEW, decision=Decision.NONE, why="Nobody we know is meant by it."
    )
    return spared


def _found(needles, spared, theirs, progress) -> list:
    """Every place, when nobody was asked; else the sure ones and those somebody ticked: the others need no looking for."""
    besides = {ImportRow: spared}
    if theirs is None:
        everywhere = traces.find(needles, besides=besides, progress=progress)
        return [trace for trace in everywhere if not trace.of_another]
    everywhere = traces.find(needles, besides=besides, progress=progress, most=0)
    found = {trace.key: trace for trace in everywhere if trace.is_sure}
    return list(({trace.key: trace for trace in traces.again(sorted(theirs), needles)} | found).values())


def _others(found, needles, counts):
    """Their name in the words of others becomes "a member". A place that names only somebody else is here because it was
    ticked: there that name means them."""
    by_hand = [trace for trace in found if trace.of_another]
    sure, unsure = ([t for t in found if t.is_sure == which and not t.of_another] for which in (True, False))
    theirs = [needle for needle in needles if needle.is_sure]
    said = [([trace], said_to_be_theirs(trace.text, needles)) for trace in by_hand]
    for those, looked_for in ((sure, theirs), (unsure, needles), *said):
        counts["rows of others that named them"] += redaction.cover(those, looked_for)
