"""What people asked for at meetings and how far it is: the questions of the checklist, the homes and the clock."""

from collections import Counter
from datetime import timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from meetings.models import Answer, Attendance, Meeting, MeetingState, Progress, Provision, Rsvp, ThisTime
from meetings.models.provision import COMPANY, ENDED, FOOD, OPEN, OWN_WORDS, SEAT, THIS_TIME, TRAVEL
from meetings.models.this_time import ALLERGY
from members.models import AccessNeed, AccessPassport, Consent, ConsentEvent
from members.models.needs import CATALOGUE, NEEDS, ROOM
from members.queries import consent

ARRANGED = sorted(slug for slug, need in NEEDS.items() if need.is_arranged)
ORDER = {slug: place for place, slug in enumerate([*(need.slug for need in CATALOGUE), *OWN_WORDS, ""])}
ASK_FOR = timedelta(days=7)  # how long after a meeting we still ask whether it was right
AGREED = f"""(SELECT c.given FROM {ConsentEvent._meta.db_table} c
               WHERE c.person_id = n.person_id AND c.consent = '{Consent.LIVED_EXPERIENCE}' AND c.about = ''
               ORDER BY c.id DESC LIMIT 1)"""
MISSING = f"""
SELECT r.id, n.id
  FROM {AccessNeed._meta.db_table} n
  JOIN {Rsvp._meta.db_table} r ON r.person_id = n.person_id AND r.answer = '{Answer.YES}' AND r.removed_at IS NULL
  JOIN {Meeting._meta.db_table} m ON m.id = r.meeting_id AND m.state = '{MeetingState.PUBLISHED}' AND m.starts_at > %(now)s
 WHERE n.need = ANY(%(arranged)s) AND (r.mode = 'room' OR n.need <> ALL(%(room)s)) AND (r.mode = 'online' OR n.need <> ALL(%(far)s))
   AND NOT EXISTS (SELECT FROM {Provision._meta.db_table} p
                    WHERE p.meeting_id = r.meeting_id AND p.person_id = n.person_id AND p.need = n.need
                      AND p.state <> '{Progress.CALLED_OFF}' AND p.choice = n.choice)
   AND {AGREED}
 ORDER BY r.id, n.id
"""
OVER = f"""
SELECT id, why FROM (
SELECT p.id, CASE WHEN m.state = '{MeetingState.CANCELLED}' THEN 'The meeting was cancelled.'
                  WHEN r.id IS NULL THEN 'They are not coming.'
                  WHEN p.need = '{SEAT}' AND r.brings_turn IS NULL THEN 'There is a seat now.'
                  WHEN p.need = ANY(%(own)s) THEN ''
                  WHEN n.id IS NULL OR NOT coalesce({AGREED}, false) THEN 'They do not need it any more.'
                  WHEN (r.mode <> 'room' AND p.need = ANY(%(room)s)) OR (r.mode <> 'online' AND p.need = ANY(%(far)s))
                  THEN 'They take part in another way.' ELSE '' END AS why
  FROM {Provision._meta.db_table} p
  JOIN {Meeting._meta.db_table} m ON m.id = p.meeting_id AND m.starts_at > %(now)s
  LEFT JOIN {Rsvp._meta.db_table} r
       ON r.meeting_id = p.meeting_id AND r.person_id = p.person_id AND r.answer = '{Answer.YES}' AND r.removed_at IS NULL
  LEFT JOIN {AccessNeed._meta.db_table} n ON n.person_id = p.person_id AND n.need = p.need
 WHERE p.state = ANY(%(open)s)) AS standing WHERE why <> '' ORDER BY id
"""
SORTS = {
    "arranged": ARRANGED,
    "own": list(OWN_WORDS),
    "open": [str(state) for state in OPEN],
    "room": sorted(slug for slug, need in NEEDS.items() if need.ways == ROOM),
    "far": sorted(slug for slug, need in NEEDS.items() if need.ways == ("online",)),
}


def to_carry_over(*, now):
    """Answers of people who agreed to be spared the questions, and who said yes since."""
    kept = AccessPassport.objects.filter(person=OuterRef("person"), usual__isnull=False)
    coming = Rsvp.objects.standing().filter(answer=Answer.YES, this_time=None, meeting__starts_at__gt=now)
    found = coming.filter(Exists(kept), meeting__state=MeetingState.PUBLISHED).defer("different")
    return found.select_related("person").order_by("pk")


def missing(*, now) -> list[tuple[int, int]]:
    """(answer, need) of everybody who comes and whose need is not on the checklist yet."""
    return _rows(MISSING, now=now)


def over(*, now) -> list[tuple[int, str]]:
    """(provision, why) of open ones that nobody needs any more."""
    return _rows(OVER, now=now)


def _rows(sql, *, now):
    with connection.cursor() as cursor:
        cursor.execute(sql, {"now": now, **SORTS})
        return cursor.fetchall()


def checklist(meeting) -> list[Provision]:
    """Everything asked for at one meeting, as far as its people agree that we know it; needs first, then people."""
    rows = Provision.objects.filter(meeting=meeting).select_related("person", "owner").order_by(
        "person__sort_name", "pk"
    )  # fmt: skip
    rows = list(rows)
    agreed = consent.holders(Consent.LIVED_EXPERIENCE, among={row.person_id for row in rows})
    shown = [row for row in rows if row.need in OWN_WORDS or row.person_id in agreed]
    return sorted(shown, key=lambda row: (row.is_format, ORDER.get(row.need, 99)))


def own_words(provisions, told) -> dict[tuple[int, str], str]:
    """(person, need) -> what they said about it, for those who arrange it; `told` is what they told after the answer."""
    people = {p.person_id for p in provisions if p.need not in OWN_WORDS}
    rows = AccessNeed.objects.open().filter(person__in=people, detail__isnull=False)
    words = {(row.person_id, row.need): row.detail for row in rows}
    for pk, row in told.items():
        said = dict(row.words.said())
        words[pk, FOOD] = ". ".join(said[what] for what in (ALLERGY, "Food") if what in said)
        words[pk, TRAVEL], words[pk, COMPANY] = said.get("Travel", ""), said.get("Comes along", "")
    if asking := [p for p in provisions if p.need == THIS_TIME]:
        rsvps = Rsvp.objects.filter(meeting=asking[0].meeting_id, person__in={p.person_id for p in asking})
        words |= {(pk, THIS_TIME): different or "" for pk, different in rsvps.values_list("person", "different")}
    return words


def told(meeting) -> dict[int, ThisTime]:
    """person -> what they told after their answer, of those who come."""
    rows = ThisTime.objects.filter(rsvp__meeting=meeting, rsvp__removed_at=None).exclude(rsvp__answer=Answer.NO)
    return {row.rsvp.person_id: row for row in rows.select_related("rsvp__person").order_by("pk")}


def waiting_for(actor, *, now):
    """Open provisions of meetings to come that this actor may arrange, soonest due first; for the homes."""
    coming = Provision.objects.visible_to(actor).open().filter(meeting__starts_at__gt=now)
    return coming.select_related("meeting").order_by("due_on", "pk")


def to_be_asked(*, now):
    """Answers of meetings just over whose people have not said yet whether we got it right, and were not absent."""
    asked = Provision.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"), said_by_them=False)
    absent = Attendance.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"), came=False)
    over_now = Rsvp.objects.standing().filter(
        Q(meeting__ends_at__lte=now), meeting__ends_at__gt=now - ASK_FOR, meeting__state=MeetingState.PUBLISHED,
        answer=Answer.YES,
    )  # fmt: skip
    found = over_now.filter(Exists(asked.exclude(state=Progress.CALLED_OFF))).exclude(Exists(absent))
    return found.defer("different").select_related("meeting").order_by("meeting__ends_at", "pk")


def answers_to_ask(meeting, provisions) -> list[Rsvp]:
    """Whom to ask on the telephone whether it was right: they have not said so yet."""
    silent = {p.person_id for p in provisions if not p.said_by_them and p.state != Progress.CALLED_OFF}
    asked = Rsvp.objects.filter(meeting=meeting, person__in=silent, answer=Answer.YES).standing().defer("different")
    return list(asked.select_related("person").in_order())


def met(meetings) -> Counter:
    """MET-12: how many needs were met, partly met, not met, and asked for at these meetings. None asked is not all met."""
    rows = Provision.objects.filter(meeting__in=meetings).exclude(state=Progress.CALLED_OFF)
    counts = Counter(rows.values_list("state", flat=True))
    return Counter({state: counts[state] for state in ENDED}) + Counter(requested=sum(counts.values()))
