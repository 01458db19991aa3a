"""Places in the workshops of a gathering, under the gathering's lock: each with a line of its own, and no offers."""

from meetings import gathering_emails as emails
from meetings.models import RegistrationState, Session, SessionPlace


def wish(registration, sessions) -> None:
    """These workshops and no others are chosen. Places in the others go; whoever has a place at the gathering gets a
    place or a turn in each, whoever waits has a wish that counts from the day they have one."""
    wanted = {each.pk for each in sessions}
    SessionPlace.objects.filter(registration=registration).exclude(session__in=wanted).delete()
    there = set(SessionPlace.objects.filter(registration=registration).values_list("session_id", flat=True))
    SessionPlace.objects.bulk_create(
        [SessionPlace(registration=registration, session_id=pk) for pk in sorted(wanted - there)]
    )


def settle(registration) -> None:
    """Somebody who has a place now: each wish becomes a place, or a turn in the workshop's own line."""
    if registration.state != RegistrationState.REGISTERED:
        return
    wishes = SessionPlace.objects.filter(registration=registration, queue_no=None).select_related("session")
    for mine in wishes.order_by("session__starts_at", "session"):
        _seat(mine, taken=_taken(mine.session))


def leave(registration) -> None:
    """Places and turns go; the wishes stay, in case they come back."""
    SessionPlace.objects.filter(registration=registration).update(queue_no=None, place_no=None)


def fill(gathering, *, now) -> list[SessionPlace]:
    """Every free place in a workshop goes to whoever waits for it, in turn; each is told. No offers here: nobody loses
    anything by being moved up, and one press gives it back."""
    moved_up = []
    waiting = SessionPlace.objects.filter(
        session__gathering=gathering, place_no=None, queue_no__isnull=False, registration__state=RegistrationState.REGISTERED
    )  # fmt: skip
    lines: dict[Session, list] = {}
    for mine in waiting.select_related("session", "registration").order_by("session", "queue_no"):
        lines.setdefault(mine.session, []).append(mine)
    for session, line in lines.items():
        for mine in line:
            taken = _taken(session)
            if session.places is not None and len(taken) >= session.places:
                break
            mine.place_no = _lowest(taken)
            mine.save(update_fields=["place_no"])
            moved_up.append(mine)
            emails.send_workshop(mine, gathering=gathering, now=now)
    return moved_up


def _seat(mine, *, taken) -> None:
    """A turn, and a place when one is free and nobody waits for it."""
    others = SessionPlace.objects.filter(session=mine.session, queue_no__isnull=False).order_by()
    turns = dict(others.values_list("queue_no", "place_no"))
    mine.queue_no = max(turns, default=0) + 1
    has_room = mine.session.places is None or len(taken) < mine.session.places
    mine.place_no = _lowest(taken) if has_room and None not in turns.values() else None
    mine.save(update_fields=["queue_no", "place_no"])


def _taken(session) -> set:
    found = SessionPlace.objects.filter(session=session, place_no__isnull=False).order_by()
    return set(found.values_list("place_no", flat=True))


def _lowest(taken) -> int:
    return next(n for n in range(1, len(taken) + 2) if n not in taken)
