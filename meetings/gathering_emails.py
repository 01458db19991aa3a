"""Letters about conferences and away days: one function notes each, in the transaction that caused it.

Most go to people who are no record of ours, each by the one way they gave; facts hold numbers only.
"""

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from meetings.models import CameBy, Registration, RegistrationState
from members.models import Letter
from members.models.channel import Way
from members.models.letter import LetterState
from members.post import calls, letters

RECEIPT, OFFER, OFFER_OVER, WORKSHOP = "event_receipt", "event_offer", "event_offer_over", "event_workshop"
PACK, REMINDER, NEWS, CALLED_OFF = "event_pack", "event_reminder", "event_news", "event_cancelled"
NEXT, CHANGED = "event_next", "event_changed"
ON_THE_LIST = [RegistrationState.REGISTERED, RegistrationState.OFFERED, RegistrationState.WAITING]
OF_THE_PLACE = [RECEIPT, OFFER, OFFER_OVER, WORKSHOP]
ALL = [*OF_THE_PLACE, PACK, REMINDER, NEWS, CHANGED]


def send_receipt(registration, *, gathering, now, told=False) -> None:
    """How it stands now, and the private link."""
    if row := receipt_row(registration, gathering=gathering, now=now, told=told):
        letters.note_many([row], now=now)


def receipt_row(registration, *, gathering, now, told=False) -> dict | None:
    """The letter of `send_receipt` before it is noted. Nobody gets a call about their own call (`told`)."""
    if not registration.way or (told and registration.way != Way.EMAIL):
        return None
    return _row(RECEIPT, registration, gathering.ends_at, now, "", False, {})


def send_offer(registration, *, gathering, now) -> None:
    """A place is theirs if they say so in time; whoever is rung is rung today. The time begins when they are told, so
    the letter is still true when it leaves late."""
    _note(OFFER, registration, until=gathering.starts_at, urgent=True, now=now)


def with_telling(offered):
    """Each offer with `told_at`: when the letter about it left or the call was made; None while nobody was reached. `lost`:
    the letter came back or could not be sent, so that nobody is being told."""
    about = Concat(Value("registration:"), Cast(OuterRef("pk"), CharField()))
    told = Letter.objects.filter(
        kind=OFFER, about=about, state=LetterState.SENT, bounced_at=None, sent_at__gte=OuterRef("offered_at")
    )
    of_this = Letter.objects.filter(kind=OFFER, about=about, due_at__gte=OuterRef("offered_at"))
    came_back = Q(bounced_at__isnull=False) | Q(state=LetterState.FAILED)
    return offered.annotate(
        told_at=Subquery(told.order_by("sent_at", "pk").values("sent_at")[:1]), lost=Exists(of_this.filter(came_back))
    )


def send_offer_over(registration, *, gathering, now) -> None:
    _note(OFFER_OVER, registration, until=gathering.starts_at, now=now)


def ask_to_find(registration, *, gathering, now) -> None:
    """A call instead of a letter: the address does not take any."""
    calls.add(
        person=registration.person, to_name=registration.name, to_address=registration.address, now=now, due_at=now,
        about=registration.about_word, why=f"Could not be reached about a place: {gathering.title}"[:200],
        script=(
            f"A place at {gathering.title} was kept for {registration.name}, and our letter to {registration.address} came "
            "back. Its time is over, so the next person has it now. Please find out how to reach them, and put the right "
            "address on their page: they may go back on the list."
        ),
    )  # fmt: skip


def send_workshop(mine, *, gathering, now) -> None:
    """They moved up into a workshop."""
    registration = mine.registration
    _note(
        WORKSHOP, registration, until=gathering.starts_at, now=now, number=f"s{mine.pk}:{mine.place_no}", place=mine.pk
    )


def send_changed(gathering, *, now) -> int:
    """Another day, time or place: everybody who is on the list in any way."""
    people = _told(gathering).filter(state__in=ON_THE_LIST)
    return _note_all(CHANGED, people, until=gathering.starts_at, now=now, number=str(gathering.sequence), urgent=True)


def send_cancelled(gathering, *, now) -> int:
    """The event is called off: everybody who is on the list in any way."""
    people = _told(gathering).filter(state__in=ON_THE_LIST)
    for registration in people:
        letters.withhold(about=registration.about_word, kinds=ALL, reason="The event was cancelled.")
    return _note_all(CALLED_OFF, people, until=gathering.ends_at, now=now, urgent=True)


def send_pack(gathering, *, now, round_no) -> int:
    """Where, when, how to get in, which room: to everybody with a place."""
    return _note_all(PACK, _told(gathering).coming(), until=gathering.starts_at, now=now, number=str(round_no))


def send_reminder(gathering, *, now) -> int:
    """A short word some days before: to everybody with a place."""
    rows = reminder_rows(gathering, now=now)
    return letters.note_many(rows, now=now) if rows else 0


def reminder_rows(gathering, *, now) -> list[dict]:
    """One letter for everybody with a place; the key holds the start, so that another day has a reminder of its own."""
    start = str(int(gathering.starts_at.timestamp()))
    people = _told(gathering).coming()
    return [_row(REMINDER, each, gathering.starts_at, now, start, False, {}) for each in people.iterator()]


def send_news(gathering, *, now, to_all=True) -> int:
    """What happened next: to those who came and said that we may write, and (`to_all`) to those who could not come. The
    letter says which. Nobody twice, whatever number of rows they have."""
    readers = wants_news(gathering) if to_all else wants_news(gathering).filter(was_there(gathering))
    return _note_all(NEWS, readers, until=None, now=now, number="1")


def wants_news(gathering):
    """Everybody who would like to hear of it, each once, by the row that says that they came if there is one."""
    asked = _told(gathering).filter(news=True).exclude(name="").exclude(state=RegistrationState.DOUBTFUL)
    first = asked.order_by("address", "sort_name", F("came_at").asc(nulls_last=True), "cancelled_at", "pk")
    return asked.filter(pk__in=first.distinct("address", "sort_name").values("pk"))


def was_there(gathering):
    """The filter for who came; of a day of which no list was kept, whoever had a place."""
    return Q(came_at__isnull=False) if was_ticked(gathering) else Q(state=RegistrationState.REGISTERED)


def was_ticked(gathering) -> bool:
    """Whether anybody wrote down who came."""
    return Registration.objects.filter(gathering=gathering).came().exists()


def _told(gathering):
    """Those who gave a way to reach them; whom an organisation brought without one hears from it."""
    return Registration.objects.filter(gathering=gathering).exclude(way="").order_by("pk")


def is_by_hand(registration) -> bool:
    return registration.way != Way.EMAIL


def told_already(registration, *, came_by) -> bool:
    """Whoever is on the telephone hears it there and then."""
    return came_by == CameBy.PHONE and is_by_hand(registration)


def _note(kind, registration, *, until, now, number="", urgent=False, **facts):
    if registration.way:
        letters.note_many([_row(kind, registration, until, now, number, urgent, facts)], now=now)


def _note_all(kind, people, *, until, now, number="", urgent=False) -> int:
    rows = [_row(kind, each, until, now, number, urgent, {}) for each in people.iterator()]
    return letters.note_many(rows, now=now) if rows else 0


def _row(kind, registration, until, now, number, urgent, facts):
    return {
        "kind": kind, "key": f"{kind}:{registration.pk}:{number or registration.revision}", "person": registration.person_id,
        "about": registration.about_word, "way": registration.way, "due_at": now, "expires_at": until,
        "facts": {"registration": registration.pk, "revision": registration.revision, "urgent": int(urgent), **facts},
    }  # fmt: skip


def send_again(registration, *, gathering, now) -> None:
    """The same letter once more for somebody who asked twice or lost it; at most one a day."""
    _note(RECEIPT, registration, until=gathering.ends_at, now=now, number=f"{registration.revision}:{now:%Y%m%d}")


def send_next(gathering, *, now) -> int:
    """The next one is open: to those of earlier ones who said that we may ask, and are not on its list."""
    there = Registration.objects.filter(gathering=gathering).exclude(state=RegistrationState.CANCELLED)
    earlier = Registration.objects.filter(gathering__sort=gathering.sort, gathering__starts_at__lt=gathering.starts_at)
    asked = earlier.filter(keep_longer=True).exclude(way="").exclude(gathering=gathering)
    asked = asked.exclude(state=RegistrationState.DOUBTFUL)  # nobody has looked whether that was a person
    asked = asked.exclude(address__in=there.exclude(address="").values("address"))
    people = asked.order_by("address", "sort_name", "-gathering__starts_at", "pk").distinct("address", "sort_name")
    rows = [
        _row(
            NEXT,
            each,
            gathering.registration_closes_at or gathering.starts_at,
            now,
            f"g{gathering.pk}",
            False,
            {"gathering": gathering.pk},
        )
        for each in people
    ]
    return letters.note_many(rows, now=now) if rows else 0
