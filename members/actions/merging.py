"""Two records of one human being become one; both histories are kept (features 192; register: Merge)."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from members import personal_data
from members.actions import equality, redaction
from members.events import person_merged
from members.models import Consent, Merger, Person
from members.permissions import Permission, require
from members.personal_data import Merge
from members.queries import consent, kinds_of_record
from members.rules.rights import check_can_merge, check_still_here, has_sign_in

CHOSEN = ("name", "pronouns", "letter_format", "has_lived_experience", "wants_calendar_file")
EARLIER = ("paused_at", "essential_post_only_at", "died_on")
SIGN_IN = {"account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"}


@dataclass
class Preview:
    """The two side by side: what differs, and how many rows of what go over, meet their like, or go."""

    differs: list = field(default_factory=list)  # (column, label, of the one who stays, of the other)
    rows: list = field(default_factory=list)  # (what, how many, what happens)
    both_sign_in: bool = False


def preview(*, stays, goes, actor, now) -> Preview:
    """Raises Refused when the two may not become one."""
    require(actor, Permission.MERGE_PEOPLE)
    check_can_merge(stays=stays, goes=goes, actor=actor, day=timezone.localdate(now), sign_in="stays")
    seen = Preview(both_sign_in=has_sign_in(stays) and has_sign_in(goes))
    for name in CHOSEN:
        if _told(stays, name) != _told(goes, name):
            label = str(Person._meta.get_field(name).verbose_name).capitalize()
            seen.differs.append((name, label, _shown(stays, name), _shown(goes, name)))
    counts = Counter()
    for record, _, rows in _rows_of(goes):
        if not record.hold:  # whether there is any of it is nobody's business here
            counts[(kinds_of_record.words_for_staff(record.model), record.merge.value)] += rows.count()
    seen.rows = [(what, count, how) for (what, how), count in sorted(counts.items()) if count]
    return seen


def _told(person, name):
    """The value, but lived experience only while they agree that we keep it: else it is neither shown nor carried over."""
    if name == "has_lived_experience":
        return person.has_lived_experience and consent.holds(person, Consent.LIVED_EXPERIENCE)
    return getattr(person, name)


def _shown(person, name):
    display = getattr(person, f"get_{name}_display", None)
    value = display() if display else _told(person, name)
    return {True: "Yes", False: "No", "": "Nothing"}.get(value, value)


@transaction.atomic
def merge(*, stays, goes, actor, now, choices=None, sign_in="") -> Person:
    """`goes` becomes part of `stays`. `choices` is {column: "goes"} for details taken from the other; `sign_in` says
    whose way to sign in stays when both have one. Raises Refused."""
    require(actor, Permission.MERGE_PEOPLE)
    # always in this order, so that two merges never wait for each other
    first, second = sorted((stays, goes), key=lambda each: each.pk)
    locked = {each.pk: check_still_here(each) for each in (first, second)}
    stays, goes = locked[stays.pk], locked[goes.pk]
    check_can_merge(stays=stays, goes=goes, actor=actor, day=timezone.localdate(now), sign_in=sign_in)
    _details(stays, goes, choices or {})
    counts = Counter()
    _sign_in(stays, goes, sign_in, counts)
    equality.move(kept=stays, gone=goes, now=now)
    _channels(stays, goes)
    _rows(stays, goes, counts)
    stays.save()
    old_number = goes.pk
    Person.objects.filter(pk=old_number).delete()
    Merger.objects.create(
        person=stays, old_number=old_number, merged_at=now, merged_by=actor.person, counts=dict(sorted(counts.items()))
    )
    person_merged.send(sender=Person, person=stays, other_id=old_number, actor=actor, now=now)
    return stays


def _details(stays, goes, choices):
    for name in CHOSEN:
        if choices.get(name) == "goes" or not getattr(stays, name):
            setattr(stays, name, _told(goes, name))
    for name in EARLIER:  # a break or a death noted on either holds for both
        days = [day for day in (getattr(stays, name), getattr(goes, name)) if day]
        setattr(stays, name, min(days) if days else None)
    if goes.is_aware and not stays.is_aware:
        stays.brought_in_at, stays.aware_at = goes.brought_in_at, goes.aware_at
    elif not goes.is_aware and not stays.is_aware:
        stays.brought_in_at = min(stays.brought_in_at, goes.brought_in_at)
    stays.created_at = min(stays.created_at, goes.created_at)


def _sign_in(stays, goes, sign_in, counts):
    """One way to sign in stays; what belonged to the other is gone, its sessions with it."""
    keeps_other = sign_in == "goes" or not has_sign_in(stays)
    loser = stays if keeps_other else goes
    for record, _, rows in _rows_of(loser):
        if record.model._meta.label in SIGN_IN and (has_sign_in(stays) and has_sign_in(goes)):
            counts[f"{kinds_of_record.words_for_staff(record.model)}: gone"] += rows.delete()[0]
    if keeps_other and goes.username:
        username, password = goes.username, goes.password
        Person.objects.filter(pk=goes.pk).update(username=None)
        stays.username, stays.password = username, password
    elif not keeps_other:
        Person.objects.filter(pk=goes.pk).update(username=None)
    stays.is_active = (stays.is_active or goes.is_active) and not (stays.died_on or goes.died_on)


def _channels(stays, goes):
    """Ways to reach them stand behind those of the one who stays; one that both have is there once."""
    known = {(c.purpose, c.way, c.address.casefold()) for c in stays.channels.all()}
    last = {c.purpose: c.rank for c in stays.channels.order_by("purpose", "rank")}
    for channel in goes.channels.order_by("purpose", "rank", "pk"):
        if (channel.purpose, channel.way, channel.address.casefold()) in known:
            channel.delete()
            continue
        last[channel.purpose] = rank = last.get(channel.purpose, 0) + 1
        type(channel).objects.filter(pk=channel.pk).update(person=stays, rank=rank)


# ---- every other row -------------------------------------------------------------------------------------------------
def _rows_of(person):
    for record in personal_data.records():
        for path in record.paths:
            if record.merge == Merge.ANEW:
                continue  # whoever counts it hears of the merger (members/events.py)
            if record.model is not Person and "__" not in path:  # what hangs on a row goes where the row goes
                yield record, path, record.model._base_manager.filter(**{path: person.pk})


def _rows(stays, goes, counts):
    for record, path, rows in _rows_of(goes):
        name = kinds_of_record.words_for_staff(record.model)
        if record.merge == Merge.DROP and record.model._meta.label not in SIGN_IN:
            counts[f"{name}: gone"] += rows.delete()[0]
            continue
        with redaction.unprotected(record.model):
            for row in rows.order_by("pk"):
                moved = _move(row, path, stays)
                if not record.hold:
                    counts[f"{name}: {'moved' if moved else 'met their like'}"] += 1


def _move(row, path, stays) -> bool:
    """Goes over, or meets its like: then the fuller of the two stays. Whether it simply moved."""
    own = type(row)._base_manager.filter(pk=row.pk)
    attname = row._meta.get_field(path).attname
    try:
        with transaction.atomic():
            own.update(**{attname: stays.pk})
        return True
    except IntegrityError:
        pass
    like = _like(row, path, stays)
    if like is not None and fullness(row) > fullness(like):
        _hand_over(like, row)
        _give_way(like)
        own.update(**{attname: stays.pk})
    else:
        if like is not None:
            _hand_over(row, like)
        _give_way(row)
    return False


def _give_way(row):
    """The emptier of two like rows goes; its deletion stands in its history."""
    type(row)._base_manager.filter(pk=row.pk).delete()


def _hand_over(loser, winner):
    """What hangs on the row that goes (a supporter on a plan, a reading on a letter) hangs on the other from now on."""
    for relation in loser._meta.related_objects:
        if relation.concrete or relation.related_model._meta.label.endswith("Event"):
            continue
        column = relation.field.name
        for each in relation.related_model._base_manager.filter(**{column: loser.pk}):
            try:
                with transaction.atomic():
                    type(each)._base_manager.filter(pk=each.pk).update(**{column: winner.pk})
            except IntegrityError:
                continue


def _like(row, path, stays):
    """The row of the person who stays that stands in the way: the same in every unique set of columns that meets."""
    for constraint in row._meta.constraints:
        fields = getattr(constraint, "fields", ())
        if path not in fields:
            continue
        wanted = {
            row._meta.get_field(name).attname: getattr(row, row._meta.get_field(name).attname)
            for name in fields
            if name != path
        }
        found = type(row)._base_manager.filter(**{path: stays.pk}, **_or_empty(wanted))
        if constraint.condition is not None:
            found = found.filter(constraint.condition)
        if like := found.exclude(pk=row.pk).order_by("pk").first():
            return like
    column = row._meta.get_field(path)
    return type(row)._base_manager.filter(**{path: stays.pk}).first() if column.unique else None


def _or_empty(wanted):
    return {
        f"{name}__isnull" if value is None else name: True if value is None else value for name, value in wanted.items()
    }


def fullness(row) -> int:
    """How much a row says: columns that are filled in, ticked or answered."""
    empty = (None, "", False, 0)
    return sum(
        1
        for column in row._meta.concrete_fields
        if not column.primary_key and getattr(row, column.attname) not in empty
    )
