"""Requests, complaints, copies and receipts."""

import secrets
from types import SimpleNamespace

from django.utils import timezone

from members.models import AccessPack, Complaint, ErasureReceipt, Job, RetentionRun, RightsRequest
from members.rules.rights import ACKNOWLEDGE, due_on


def rights_request(person, *, kind="correction", **fields):
    """Something asked by right today, not answered yet."""
    today = timezone.localdate()
    fields = {"received_on": today, "due_on": due_on(today), **fields}
    return RightsRequest.objects.create(person=person, kind=kind, **fields)


def complaint(person=None, **fields):
    today = timezone.localdate()
    fields = {"received_on": today, "acknowledge_by": today + ACKNOWLEDGE, "words": "A wrong address", **fields}
    return Complaint.objects.create(person=person, number=secrets.token_hex(3).upper(), **fields)


def rights_things(person):
    """One of each, as the walk through every address needs them: what stands in an address, by name."""
    now = timezone.now()
    pack = AccessPack.objects.create(person=person, is_own=True, asked_by=person, asked_at=now, state="to_read")
    text = pack.texts.create(place="x:1:note", title="Note", why="It names somebody else.", text="Somebody rang.")
    receipt = ErasureReceipt.objects.create(
        number=secrets.token_hex(4), digest=secrets.token_hex(32), erased_at=now, backups_until=now.date()
    )
    return SimpleNamespace(
        asked=[rights_request(person).pk],
        complaint=[complaint(person).pk],
        pack=[pack.pk],
        text=[text.pk],
        receipt=[receipt.number],
        run=[RetentionRun.objects.create(looked_at=now).pk],
        both=[person.pk, person.pk],
        erasing=[Job.objects.create(kind="erasure_look", key=f"x:{person.pk}", facts={"person": person.pk}).pk],
    )
