"""Giving and withdrawing consent: each adds one row to the ledger and takes effect with it (CON-10)."""

from datetime import timedelta

from django.db import transaction

from members import behind_consent
from members.actions import aware
from members.models import Person
from members.models.consent import Consent, ConsentClearing, ConsentEvent, ConsentWording, How
from members.permissions import Permission, require
from members.queries import consent as queries
from members.rules import Refused
from members.rules import consent as rules

DELETED_AFTER = timedelta(days=28)  # promised are 30; two are kept for a site that stood still


@transaction.atomic
def give(*, person, consent, how, actor, now, about="", witness=None) -> ConsentEvent:
    """From now on it holds, in the wording of today. Given already: nothing is added, the entry that holds is returned."""
    require(actor, Permission.RECORD_CONSENT, within=person)
    consent, how = Consent(consent), How(how)
    rules.check_about(consent, about)
    rules.check_how(how, actor=actor, person=person)
    _queue(person)
    if (last := _last(person, consent, about)) and last.given:
        return last
    queries.open_clearings(person).filter(consent=consent, about=about).update(called_off_at=now)
    aware.heard(person, now=now)
    return _note(
        person, consent, given=True, how=how, actor=actor, now=now, about=about, witness=witness,
        wording=wording_in_use(consent, now=now),
    )  # fmt: skip


@transaction.atomic
def withdraw(*, person, consent, how, actor, now, about="") -> ConsentEvent | None:
    """From now on it does not hold: what lies behind it is hidden at once and deleted within 30 days. None: it did not hold."""
    require(actor, Permission.RECORD_CONSENT, within=person)
    consent, how = Consent(consent), How(how)
    rules.check_about(consent, about)
    rules.check_how(how, actor=actor, person=person)
    _queue(person)
    last = _last(person, consent, about)
    if not (last.given if last else consent in queries.HOLDS_UNTIL_DECLINED):
        return None
    if behind_consent.of(consent):
        ConsentClearing.objects.create(
            person=person, consent=consent, about=about, asked_at=now, due_at=now + DELETED_AFTER
        )
    wording = last.wording if last else None
    return _note(
        person, consent, given=False, how=how, actor=actor, now=now, about=about, witness=None, wording=wording
    )


def clear_due(*, now, most=200) -> int:
    """The planner's daily work: delete what lies behind consents that were withdrawn long enough ago. How many."""
    cleared = 0
    for pk in list(queries.open_clearings().filter(due_at__lte=now).values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            found = queries.open_clearings().select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
            clearing = found.select_related("person").first()
            if clearing is None:
                continue
            behind_consent.clear(person=clearing.person, consent=clearing.consent, now=now, about=clearing.about)
            clearing.cleared_at = now
            clearing.save(update_fields=["cleared_at"])
            cleared += 1
    return cleared


@transaction.atomic
def reword(*, consent, words, why, actor, now) -> ConsentWording:
    """From now on we ask in these words. Who agreed before agreed to the old ones, and the ledger says which."""
    require(actor, Permission.CHANGE_SETTINGS)
    consent = Consent(consent)
    words, why = words.strip(), why.strip()
    if not words:
        raise Refused("Please write what we ask.", field="words")
    before = wording_in_use(consent, now=now)
    if (before.words, before.why) == (words, why):
        return before
    return ConsentWording.objects.create(
        consent=consent, version=before.version + 1, words=words, why=why, since=now, written_by=actor.person
    )


def wording_in_use(consent, *, now) -> ConsentWording:
    """The newest version; the site's own words become version 1 when they are first needed."""
    last = ConsentWording.objects.filter(consent=consent).order_by("-version").first()
    if last:
        return last
    asked = rules.ASKED[consent]
    first, _ = ConsentWording.objects.get_or_create(
        consent=consent, version=1, defaults={"words": asked.words, "why": asked.why, "since": now}
    )
    return first


def _queue(person):
    """Two presses at once wait for each other at the person's row."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _last(person, consent, about):
    entries = ConsentEvent.objects.filter(person=person, consent=consent, about=about)
    return entries.select_related("wording").order_by("-pk").first()


def _note(person, consent, *, given, how, actor, now, about, witness, wording):
    return ConsentEvent.objects.create(
        person=person, consent=consent, about=about, given=given, how=how, at=now, wording=wording,
        recorded_by=actor.person, witness=witness,
    )  # fmt: skip
