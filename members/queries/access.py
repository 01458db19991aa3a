"""What people need to take part, in words, for those who act on it; hidden the moment the consent is taken back."""

import json
from datetime import timedelta

from django.db.models import Q

from members.models import AccessNeed, AccessPassport, Channel, Consent, ConsentEvent, Membership, Person
from members.models.needs import CATALOGUE, ONLY
from members.queries import consent
from members.rules.access import never_rings, only_by, why_not_this_way

ORDER = {need.slug: place for place, need in enumerate(CATALOGUE)}
SOON = timedelta(days=30)
TAKING_PART = ["induction", "active"]
OPEN_NEEDS = f"""  -- AccessNeed.objects.open() by hand: every meeting page asks it, and compiling it cost more than the answer
SELECT n.id, n.person_id, n.need, n.choice, n.since FROM {AccessNeed._meta.db_table} n
 WHERE n.person_id = ANY(%s)
   AND (SELECT e.given FROM {ConsentEvent._meta.db_table} e
         WHERE e.person_id = n.person_id AND e.consent = %s AND e.about = '' ORDER BY e.id DESC LIMIT 1)
 ORDER BY n.person_id, n.id
"""


def flags_of(people) -> dict[int, list[str]]:
    """person id -> flags in words, in the order of the passport; people without any are left out. One query."""
    return {pk: [need.flag for need in needs] for pk, needs in needs_of_many(people).items()}


def needs_of_many(people) -> dict[int, list[AccessNeed]]:
    """The rows behind the flags, without the sealed words."""
    rows = AccessNeed.objects.raw(OPEN_NEEDS, [list(people), Consent.LIVED_EXPERIENCE.value])
    found: dict[int, list[AccessNeed]] = {}
    for need in rows:
        if need.need in ORDER:
            found.setdefault(need.person_id, []).append(need)
    return {pk: sorted(needs, key=lambda each: ORDER[each.need]) for pk, needs in found.items()}


def only_ways(people) -> dict[int, list[str]]:
    """person id -> the ways they need everything by, for those who need one. One query."""
    known = {pk: only_by({need.need for need in needs}) for pk, needs in needs_of_many(people).items()}
    return {pk: only for pk, only in known.items() if only}


def of_only_way():
    """Rows of needs for one way only, of whoever agrees that we know it: for a question about many."""
    return AccessNeed.objects.open().filter(need__in=list(ONLY))


def needs_of(person) -> list[AccessNeed]:
    """One person's needs with their own words; empty without consent."""
    rows = [need for need in AccessNeed.objects.open().filter(person=person).order_by("pk") if need.need in ORDER]
    return sorted(rows, key=lambda each: ORDER[each.need])


def why_not(people_and_ways) -> dict[int, str]:
    """For a send screen: (person, way) pairs -> person id -> why this way contradicts a need. One query."""
    pairs = list(people_and_ways)
    needs = needs_of_many(person.pk for person, _ in pairs)
    found = {}
    for person, way in pairs:
        known = {need.need: need.choice for need in needs.get(person.pk, ())}
        if known and (words := why_not_this_way(known, way=way, letter_format=person.letter_format)):
            found[person.pk] = words
    return found


def who_never_rings(people) -> set[int]:
    """The ids of those who want no telephone at all, as their needs or the words beside their numbers say. Two queries."""
    wanted = {pk for pk in people if pk}
    notes: dict[int, list[str]] = {}
    beside = Channel.objects.filter(person__in=wanted).order_by("rank", "pk")
    rung = set()  # their first way, or their only one, is the telephone: a note there means something else
    for pk, way, *said in beside.values_list("person", "way", "best_times", "who_may_answer"):
        if pk not in notes and way == Channel.Way.PHONE:
            rung.add(pk)
        notes.setdefault(pk, []).extend(said)
    for pk in rung:
        notes[pk] = []
    needs = needs_of_many(wanted) if wanted else {}
    return {
        pk for pk in wanted if never_rings({each.need: each.choice for each in needs.get(pk, ())}, notes.get(pk, ()))
    }


def passport_of(person) -> AccessPassport | None:
    """When they were asked and last looked; without the sealed part."""
    return AccessPassport.objects.filter(person=person).defer("usual").first()


def usual_of(person) -> dict:
    """What they agreed to keep for the next meeting; empty without consent."""
    if not consent.holds(person, Consent.LIVED_EXPERIENCE):
        return {}
    kept = AccessPassport.objects.filter(person=person).values_list("usual", flat=True).first()
    return json.loads(kept) if kept else {}


def may_keep(person) -> bool:
    """Whether this person agreed that we hold what they need."""
    return consent.holds(person, Consent.LIVED_EXPERIENCE)


def taking_part():
    """Members in induction or active, on no break: whom we ask."""
    inside = Membership.objects.filter(state__in=TAKING_PART).values("person")
    return Person.objects.filter(pk__in=inside).reachable()


def not_asked():
    """Members whom nobody has asked yet what they need (AIS-01), by name."""
    return taking_part().filter(access_passport=None).by_name()


def to_review(*, day, within=SOON):
    """Passports to look at again by then, the longest overdue first (AIS-07)."""
    due = AccessPassport.objects.filter(review_on__lte=day + within, person__in=taking_part())
    return due.defer("usual").select_related("person").order_by("review_on", "person__sort_name", "pk")


def waits_for(person_id, *, day) -> bool:
    """Whether this person should be asked: never asked before, or not for a year."""
    fresh = AccessPassport.objects.filter(Q(review_on__gt=day), person=person_id)
    return not fresh.exists()
