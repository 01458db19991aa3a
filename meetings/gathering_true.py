"""Whether a letter about a conference or away day is still true when it leaves, and to whom it goes."""

from meetings import gathering_emails as emails
from meetings.gathering_rules import GONE_STATES
from meetings.models import Gathering, GatheringState, Registration, RegistrationState, SessionPlace

GONE = "They are not on the list any more."
OTHERWISE = "Something else happened since, and has a letter of its own."
State = RegistrationState


def found(letter):
    """The registration with its gathering, read once a letter; None when it is gone."""
    if "registration" not in letter.__dict__:
        known = Registration.objects.select_related("gathering")
        letter.registration = known.filter(pk=letter.facts["registration"]).first()
    return letter.registration


def address_of(letter) -> str:
    registration = found(letter)
    return registration.address if registration and registration.way == letter.way else ""


def name_of(letter) -> str:
    registration = found(letter)
    return registration.name if registration else ""


# ---- still true ------------------------------------------------------------------------------------------------------
def _going_on(letter, *, now):
    registration = found(letter)
    if registration is None or not registration.name:
        return GONE
    gathering = registration.gathering
    if gathering.state == GatheringState.CANCELLED:
        return "The event was cancelled."
    return "The event has begun." if gathering.starts_at <= now else ""


def place_still_true(letter, *, now):
    """What tells how it stands is true until it stands otherwise."""
    if no := _going_on(letter, now=now):
        return no
    return "" if found(letter).revision == letter.facts["revision"] else OTHERWISE


def workshop_still_true(letter, *, now):
    if no := _going_on(letter, now=now):
        return no
    return "" if workshop_of(letter) else "They left that workshop."


def workshop_of(letter):
    mine = SessionPlace.objects.select_related("session").filter(pk=letter.facts["place"], place_no__isnull=False)
    return mine.first()


def on_the_list_still_true(letter, *, now):
    if no := _going_on(letter, now=now):
        return no
    return "" if found(letter).state in emails.ON_THE_LIST else GONE


def coming_still_true(letter, *, now):
    if no := _going_on(letter, now=now):
        return no
    return "" if found(letter).state == State.REGISTERED else "They have no place any more."


def cancelled_still_true(letter, *, now):
    registration = found(letter)
    if registration is None:
        return GONE
    off = registration.gathering.state == GatheringState.CANCELLED
    return "" if off else "The event was not cancelled after all."


def news_still_true(letter, *, now):
    registration = found(letter)
    return "" if registration and registration.news else "They said that they do not want this letter."


def next_still_true(letter, *, now):
    registration = found(letter)
    if registration is None or not registration.keep_longer:
        return "They said that they do not want to be asked again."
    gathering = Gathering.objects.filter(pk=letter.facts["gathering"]).first()
    if gathering is None or gathering.state in GONE_STATES or gathering.starts_at <= now:
        return "It cannot be registered for any more."
    letter.next = gathering
    return ""
