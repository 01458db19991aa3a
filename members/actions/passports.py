"""What somebody needs: written down once, by them or in their name, behind their consent (AIS-01 to AIS-03, AIS-07)."""

import json

from django.db import transaction
from django.utils.timezone import localdate

from members.actions import redaction
from members.models import AccessNeed, AccessPassport, Consent, Person
from members.models.access import A_YEAR
from members.permissions import Permission, require
from members.queries import consent, traces
from members.rules import Refused
from members.rules.access import check_need, points_of

FIRST = "Please agree first that we may keep what you tell us. Without that we write nothing down."


@transaction.atomic
def save(*, person, needs, actor, now) -> AccessPassport:
    """Everything they need from now on: `needs` is word -> (what was chosen, their own words). Raises Refused."""
    require(actor, Permission.SEE_PASSPORT, within=person)
    _check_consent(person)
    for slug, (choice, _) in needs.items():
        check_need(slug, choice)
    Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    known = {row.need: row for row in AccessNeed.objects.filter(person=person)}
    AccessNeed.objects.filter(pk__in=[row.pk for slug, row in known.items() if slug not in needs]).delete()
    for slug, (choice, detail) in needs.items():
        row = known.get(slug) or AccessNeed(person=person, need=slug, since=now)
        if row.pk is None or (row.choice, row.detail or "") != (choice, detail.strip()):
            row.choice, row.detail = choice, detail.strip() or None
            row.save()
    _letters_look(person, needs)
    return _looked(person, now=now)


@transaction.atomic
def nothing_changed(*, person, actor, now) -> AccessPassport:
    """They looked, and it is still right: asked again in a year."""
    require(actor, Permission.SEE_PASSPORT, within=person)
    _check_consent(person)
    return _looked(person, now=now)


@transaction.atomic
def keep_usual(*, person, usual, now) -> bool:
    """What is likely the same at the next meeting; False, and nothing kept, without their consent. `usual` empty: forget it.

    Asks no permission: it is part of telling us what is different this time, which was allowed already.
    """
    if usual and not consent.holds(person, Consent.LIVED_EXPERIENCE):
        return False
    if usual:
        AccessPassport.objects.get_or_create(person=person, defaults=_dates(now))
    AccessPassport.objects.filter(person=person).update(usual=json.dumps(usual) if usual else None)
    return bool(usual)


def forget(*, person, now):
    """The consent was taken back: everything goes, its history too (called by members.behind_consent)."""
    with redaction.lifted():
        for model in (AccessNeed, AccessPassport):
            model.objects.filter(person=person).delete()
            for events in traces.events_of(model):
                redaction.delete(events.objects.filter(person_id=person.pk))


def _looked(person, *, now):
    return AccessPassport.objects.update_or_create(person=person, defaults=_dates(now))[0]


def _dates(now):
    today = localdate(now)
    return {"looked_on": today, "review_on": today + A_YEAR}


def _check_consent(person):
    if not consent.holds(person, Consent.LIVED_EXPERIENCE):
        raise Refused(FIRST)


def _letters_look(person, needs):
    """Large print and Easy Read hold for our own letters from now on, without being asked a second time."""
    wanted = ""
    if "easy_read" in needs:
        wanted = "easy"
    elif "large_print" in needs and points_of(needs["large_print"][0]) > 12:
        wanted = "large"
    if wanted and person.letter_format != wanted:
        person.letter_format = wanted
        person.save(update_fields=["letter_format"])
