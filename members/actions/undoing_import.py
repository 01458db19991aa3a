"""One undo for a whole spreadsheet: what it added goes and what it changed comes back, unless something happened since.

Rows that stay keep what they need to go as well: once what happened has been taken back, they can be undone too.
"""

import json
from datetime import datetime

from django.apps import apps
from django.db import transaction

from members import personal_data
from members.actions import exports, redaction
from members.models import (
    Channel,
    ImportRow,
    Membership,
    PeopleImport,
    Person,
    PersonNote,
    RoleGrant,
    Seat,
    SensitiveRead,
)
from members.models.people_import import ImportState

MADE = {"channels": Channel, "seats": Seat, "grants": RoleGrant, "notes": PersonNote}
STAYS = "Stays: something has happened since it was brought in."
CORRECTED = "Stays: their details were put right since it was brought in."
KNOWN = "Stays: somebody said that they know they are on our list."
STAYING = [STAYS, CORRECTED, KNOWN]


def undo(people_import, *, now, progress=lambda done, of: None):
    """Row by row in batches; each row says afterwards what became of it."""
    rows = list(people_import.rows.exclude(applied_at=None).filter(undone="").values_list("pk", flat=True))
    for place in range(0, len(rows), 500):
        progress(place, len(rows))
        with transaction.atomic():
            _undo(list(people_import.rows.filter(pk__in=rows[place : place + 500])))
    progress(len(rows), len(rows))
    PeopleImport.objects.filter(pk=people_import.pk).update(state=ImportState.UNDONE, undone_at=now)


def _undo(rows):
    added = {row.made["person"]: row for row in rows if row.made.get("person")}
    changed, corrected = _changed_since(rows), _corrected_since(added)
    aware = set(Person.objects.filter(pk__in=added).exclude(aware_at=None).values_list("pk", flat=True))
    busy = _with_a_life_of_their_own(added) | {row.made.get("person") for row in rows if row.pk in changed}
    for row in rows:
        if row.pk in changed or row.made.get("person") in busy - {None}:
            row.undone = STAYS
        elif row.made.get("person") in aware:
            row.undone = KNOWN
        elif row.made.get("person") in corrected:
            row.undone = CORRECTED
    gone = [pk for pk in added if pk not in busy | corrected | aware]
    _take_back([row for row in rows if not row.undone])
    with redaction.lifted():
        _forget_history(gone)
        Person.objects.filter(pk__in=gone).delete()
    if gone:
        exports.forget_everybody()  # their name is not kept: not in a list that was taken out before, either
    for row in rows:
        if not row.undone:
            row.undone, row.words, row.before = "Undone.", "{}", None
        row.person_id = None if row.made.get("person") in gone else row.person_id
    ImportRow.objects.bulk_update(rows, ["undone", "person", "words", "before"])


def _with_a_life_of_their_own(added):
    """Ids of people to whom anything belongs by now that the import did not make."""
    busy, ids = set(), list(added)
    made = {name: {pk for row in added.values() for pk in row.made.get(name, ())} for name in MADE}
    memberships = {row.made["membership"] for row in added.values() if row.made.get("membership")}
    ours = {MADE[name]: pks for name, pks in made.items()} | {Membership: memberships}
    for record in personal_data.records():
        if record.model in (Person, ImportRow):
            continue
        looked_at = {"person"} if record.model is SensitiveRead else set()  # to have been is no life of one's own
        for path in set(record.paths) - looked_at:
            others = record.model._default_manager.filter(**{f"{path}__in": ids})
            others = others.exclude(pk__in=ours.get(record.model, ()))
            busy.update(pk for pk in others.order_by().values_list(path, flat=True) if pk in added)
    return busy


def _changed_since(rows):
    """Ids of rows whose membership went on, or whose address was corrected: what somebody did since is not thrown away."""
    words = {row.pk: json.loads(row.words) for row in rows}
    began = {row.made["membership"]: row.pk for row in rows if row.made.get("membership")}
    states = Membership.objects.filter(pk__in=began).values_list("pk", "state")
    changed = {began[pk] for pk, state in states if state != words[began[pk]].get("state", Membership.State.ACTIVE)}
    for record in personal_data.records():
        if "membership__person" in record.paths:
            hanging = record.model._base_manager.filter(membership__in=began)
            changed.update(began[pk] for pk in hanging.order_by().values_list("membership", flat=True))
    ways = {pk: row.pk for row in rows for pk in row.made.get("channels", ())}
    addresses = Channel.objects.filter(pk__in=ways).values_list("pk", "address")
    return changed | {ways[pk] for pk, address in addresses if address not in words[ways[pk]].values()}


def _corrected_since(added):
    """Ids of new people somebody has worked on: history knows a change of the record or of anything made with it."""
    corrected = set(
        _events("Person").filter(pgh_obj_id__in=added, pgh_label="update").values_list("pgh_obj_id", flat=True)
    )
    for name in ("Channel", "Membership", "Seat", "RoleGrant", "PersonNote"):
        later = _events(name).filter(person_id__in=added, pgh_label__in=["update", "delete"])
        corrected.update(later.values_list("person_id", flat=True))
    return corrected


def _events(name):
    return apps.get_model("members", f"{name}Event").objects.order_by()


def _take_back(rows):
    """Everything the import made for these rows, and what it wrote over comes back where nobody has touched it since."""
    for name, model in MADE.items():
        pks = [pk for row in rows for pk in row.made.get(name, ())]
        model.objects.filter(pk__in=pks).delete()
    Membership.objects.filter(pk__in=[row.made["membership"] for row in rows if row.made.get("membership")]).delete()
    for row in rows:
        if row.before:
            _restore(row, json.loads(row.before), json.loads(row.words))


def _restore(row, before, words):
    person = Person.objects.filter(pk=row.person_id).first()
    if person is None:
        return
    kept = []
    if "brought_in_at" in before and person.aware_at is None:
        for field in ("brought_in_at", "aware_at"):
            setattr(person, field, before[field] and datetime.fromisoformat(before[field]))
            kept.append(field)
    for field, word in (("pronouns", "pronouns"), ("letter_format", "format")):
        if field in before and getattr(person, field) == words.get(word):
            setattr(person, field, before[field])
            kept.append(field)
    if kept:
        person.save(update_fields=kept)
    for name, address in before.items():
        if name.startswith("channel:"):
            channel = Channel.objects.filter(pk=int(name.partition(":")[2])).first()
            if channel is not None and channel.address in words.values():
                channel.address = address
                channel.save(update_fields=["address"])


def _forget_history(people):
    """Nobody agreed to be here: history does not keep the names of people who were brought in by mistake."""
    for name in ("Person", "Channel", "Membership", "Seat", "RoleGrant", "PersonNote"):
        owner = "pgh_obj_id__in" if name == "Person" else "person_id__in"
        redaction.delete(_events(name).filter(**{owner: people}))
