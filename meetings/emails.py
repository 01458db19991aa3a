"""Letters about meetings: one function notes each, in the transaction that caused it; `wording.py` writes them later.

Facts hold ids and numbers only. Keys make each letter one of its kind, however often it is asked for.
"""

from datetime import timedelta

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat, JSONObject

from meetings.models import Answer, Rsvp
from meetings.rules import LONDON, SOON
from members.models import Channel, Letter, RoleGrant
from members.models.channel import Purpose, Way
from members.models.letter import LetterState
from members.permissions import Role
from members.post import letters, window
from members.queries import cover

INVITATION, UPDATE, MOVED, CANCELLED = "meeting_invitation", "meeting_update", "meeting_moved", "meeting_cancelled"
REMINDER, JOIN, RECEIPT, PROMOTED = "meeting_reminder", "meeting_join", "meeting_receipt", "meeting_promoted"
COMPANY, LATE_NEED, RIGHT = "meeting_company", "meeting_late_need", "meeting_right"
MERGE = timedelta(minutes=10)  # several edits within it become one letter
OF_ONE_TIME = [REMINDER, JOIN, MOVED]  # pointless once the time is another


def send_invitations(meeting, *, now, people=None) -> int:
    """Ask everybody who is on the list and has not been asked yet (or only these people)."""
    asked = Rsvp.objects.filter(meeting=meeting).standing()
    if people is not None:
        asked = asked.filter(person__in=people)
    source = keyed(asked, INVITATION, Value(f"{meeting.pk}"), F("person_id"), F("round"), round=F("round"))
    return letters.note_set(
        kind=INVITATION, source=source, about=meeting.about_word, due_at=now, expires_at=meeting.starts_at, now=now
    )


def send_update(meeting, *, since, urgent, now) -> int:
    """Tell those who have not said no what changed since history row `since`; a waiting update waits a little longer
    and then tells everything at once. `urgent`: the way there changed and it starts within 72 hours."""
    due_at = now + MERGE
    waiting = Letter.objects.filter(about=meeting.about_word, kind=UPDATE, state=LetterState.WAITING)
    waiting.update(due_at=due_at if urgent else window.opening(due_at))
    told = _told(meeting).exclude(answer=Answer.NO).exclude(person__in=waiting.values("person"))
    source = keyed(told, UPDATE, Value(f"{meeting.pk}:{meeting.sequence}"), F("person_id"), since=Value(since))
    return letters.note_set(
        kind=UPDATE, source=source, about=meeting.about_word, due_at=due_at, expires_at=meeting.starts_at, now=now,
        windowed=False if urgent else None,
    )  # fmt: skip


def send_moved(meeting, *, old_start, now) -> int:
    """Tell everybody who was asked, whatever they answered, by their own channel."""
    earlier = Letter.objects.filter(about=meeting.about_word, kind=MOVED, state=LetterState.WAITING)
    first = earlier.order_by("pk").values_list("facts__from", flat=True).first()
    earlier_since = earlier.order_by("pk").values_list("facts__since", flat=True).first()
    letters.withhold(about=meeting.about_word, kinds=OF_ONE_TIME, reason="The meeting moved to another time.")
    facts = {"from": first or int(old_start.timestamp()), "to": int(meeting.starts_at.timestamp())}
    facts |= _changes_to_tell_with(meeting, also=earlier_since)
    soon = min(old_start, meeting.starts_at) - now < SOON
    return _tell_everybody(
        meeting, MOVED, f"{meeting.pk}:{meeting.sequence}", facts, soon=soon, expires_at=meeting.starts_at, now=now
    )


def _changes_to_tell_with(meeting, *, also):
    """A change whose letter still waits is told with the new time, in one letter; `also`: one an earlier move would tell."""
    waiting = Letter.objects.filter(about=meeting.about_word, kind=UPDATE, state=LetterState.WAITING)
    since = [each for each in (also, *waiting.order_by("pk").values_list("facts__since", flat=True)[:1]) if each]
    letters.withhold(about=meeting.about_word, kinds=[UPDATE], reason="The letter about the new time tells it too.")
    return {"since": min(since)} if since else {}


def send_cancelled(meeting, *, now) -> int:
    """Tell everybody who was asked; whatever else was waiting to tell them is withheld."""
    told = list(_told(meeting).values_list("person_id", flat=True))
    letters.withhold(about=meeting.about_word, reason="The meeting was cancelled.")
    soon = meeting.starts_at - now < SOON
    return _tell_everybody(
        meeting, CANCELLED, f"{meeting.pk}", {}, soon=soon, expires_at=meeting.ends_at, now=now, people=told
    )


def send_receipt(rsvp, *, meeting, now) -> None:
    """Say what was saved and how to change it; by email alone, for nobody needs a call about their own call."""
    letters.note(
        kind=RECEIPT,
        key=f"{RECEIPT}:{rsvp.pk}:{rsvp.revision}",
        person=rsvp.person_id,
        about=meeting.about_word,
        facts={"meeting": meeting.pk, "revision": rsvp.revision},
        due_at=now,
        expires_at=meeting.ends_at,
        now=now,
    )


def send_promoted(rsvp, *, meeting, now) -> None:
    """Tell somebody who waited that they have a place now, by their own channel."""
    letters.note(
        kind=PROMOTED,
        key=f"{PROMOTED}:{rsvp.pk}:{rsvp.revision}",
        person=rsvp.person_id,
        about=meeting.about_word,
        facts={"meeting": meeting.pk, "revision": rsvp.revision},
        due_at=now,
        expires_at=meeting.starts_at,
        now=now,
        way=_quick_way({rsvp.person_id}).get(rsvp.person_id) if meeting.starts_at - now < SOON else None,
        windowed=False if meeting.starts_at - now < SOON else None,
    )


def send_company(rsvp, *, meeting, now) -> None:
    """Tell somebody that there is a seat now for who comes with them."""
    soon = meeting.starts_at - now < SOON
    letters.note(
        kind=COMPANY, key=f"{COMPANY}:{rsvp.pk}:{rsvp.revision}", person=rsvp.person_id, about=meeting.about_word,
        facts={"meeting": meeting.pk, "seats": rsvp.brings_seated}, due_at=now, expires_at=meeting.starts_at, now=now,
        way=_quick_way({rsvp.person_id}).get(rsvp.person_id) if soon else None, windowed=False if soon else None,
    )  # fmt: skip


def send_late_need(meeting, *, now) -> None:
    """Tell whoever runs the meeting, at once, that something new has to be arranged; without a name or the need."""
    day = now.astimezone(LONDON).date()
    told = [cover.who_hears(meeting.lead_id, day=day)] if meeting.lead_id else _coordinators(day)
    letters.note_many(
        [
            {
                "kind": LATE_NEED, "key": f"{LATE_NEED}:{meeting.pk}:{int(now.timestamp())}:{person}", "person": person,
                "about": meeting.about_word, "facts": {"meeting": meeting.pk}, "due_at": now,
                "expires_at": meeting.ends_at,
            }
            for person in told
        ],
        now=now,
    )  # fmt: skip


def keyed(rsvps, kind, *parts, **facts):
    """Rows for letters.note_set: the key made of kind and parts, the person, and facts."""
    words = [Value(f"{kind}")]
    for part in parts:
        words += [Value(":"), Cast(part, CharField())]
    facts = {"meeting": F("meeting_id"), **facts}
    return rsvps.annotate(key=Concat(*words), facts=JSONObject(**facts)).values_list("key", "person_id", "facts")


def _told(meeting):
    """Those on the list whose invitation has left us. Whoever still waits for it, or for the call that carries it,
    will hear the news in it."""
    invitations = Letter.objects.filter(about=meeting.about_word, kind=INVITATION)
    waiting = Q(state=LetterState.WAITING) | Q(
        state=LetterState.SENDING, task__closed_at=None, task__printed_at=None, task__isnull=False
    )
    still_to_hear = invitations.filter(waiting).values("person")
    return Rsvp.objects.filter(meeting=meeting, invited_at__isnull=False).standing().exclude(person__in=still_to_hear)


def _tell_everybody(meeting, kind, key, facts, *, soon, expires_at, now, people=None) -> int:
    if people is None:
        people = list(_told(meeting).values_list("person_id", flat=True))
    quick = _quick_way(people) if soon else {}
    rows = [
        {
            "kind": kind, "key": f"{kind}:{key}:{person}", "person": person, "about": meeting.about_word,
            "facts": {"meeting": meeting.pk, "urgent": int(soon), **facts}, "due_at": now, "expires_at": expires_at,
            "way": quick.get(person), "windowed": False if soon else None,
        }
        for person in people
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


def _coordinators(day) -> list[int]:
    grants = RoleGrant.objects.on(day).filter(role=Role.COORDINATOR)
    return list(grants.order_by("person").values_list("person", flat=True).distinct())


def _quick_way(people) -> dict:
    """For those who get letters by post and can be rung: the telephone, because the post would come too late (MTG-11)."""
    ways = {}
    for person, way in (
        Channel.objects.filter(person__in=people, purpose__in=[Purpose.MEETINGS, Purpose.EVERYTHING])
        .order_by("person", F("purpose").desc(), "rank", "pk")
        .values_list("person", "way")
    ):
        ways.setdefault(person, []).append(way)
    return {person: Way.PHONE for person, known in ways.items() if known[0] == Way.POST and Way.PHONE in known}
