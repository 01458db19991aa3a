"""What somebody has agreed to: the last entry about each thing is what holds."""

from members.models.consent import Consent, ConsentClearing, ConsentEvent, ConsentWording

HOLDS_UNTIL_DECLINED = frozenset({Consent.OUTCOMES_AFTER_LEAVING})


def holds(person, consent, *, about="") -> bool:
    """Whether this person's consent is in force now; `person` may be an id."""
    last = (
        ConsentEvent.objects.filter(person=person, consent=consent, about=about)
        .order_by("-pk")
        .values_list("given", flat=True)
        .first()
    )
    return consent in HOLDS_UNTIL_DECLINED if last is None else last


def held(person, *, about="") -> set:
    """Every consent of this person that is in force, as Consent values; one query."""
    last = ConsentEvent.objects.filter(person=person, about=about).order_by("consent", "-pk").distinct("consent")
    known = {Consent(consent): given for consent, given in last.values_list("consent", "given")}
    return {c for c in Consent if known.get(c, not about and c in HOLDS_UNTIL_DECLINED)}


def holders(consent, *, among=None, about="") -> set:
    """Ids of the people whose consent is in force, all of them or those among the ids given; one query."""
    found = ConsentEvent.objects.filter(consent=consent, about=about)
    if among is not None:
        among = set(among)
        found = found.filter(person__in=among)
    last = dict(found.order_by("person", "-pk").distinct("person").values_list("person", "given"))
    if consent in HOLDS_UNTIL_DECLINED and among is not None:
        return {pk for pk in among if last.get(pk, True)}
    return {pk for pk, given in last.items() if given}


def ledger(person):
    """Every entry of one person, newest first."""
    return person.consent_events.select_related("wording", "recorded_by", "witness").order_by("-pk")


def last_entries(person) -> dict:
    """(consent, about) -> the last entry about it; one query."""
    last = (
        ConsentEvent.objects.filter(person=person)
        .select_related("wording", "recorded_by", "witness")
        .order_by("consent", "about", "-pk")
        .distinct("consent", "about")
    )
    return {(event.consent, event.about): event for event in last}


def wordings() -> dict:
    """Consent -> its wording in use, for those that were ever given or changed; one query."""
    return {w.consent: w for w in ConsentWording.objects.order_by("consent", "-version").distinct("consent")}


def open_clearings(person=None):
    """What was withdrawn and is still to be deleted, the first due first."""
    found = ConsentClearing.objects.filter(cleared_at=None, called_off_at=None).order_by("due_at", "pk")
    return found if person is None else found.filter(person=person)
