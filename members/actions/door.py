"""What happens at the door: noted for the person to look up, other visits ended, a code read out by telephone."""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from members.models import Channel, Person, SignInEvent, SpokenCode
from members.permissions import Permission, require
from members.queries.accounts import NEEDS_SECOND_STEP
from members.rules import Refused

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # without vowels: no words by accident, nothing that sounds like a name
LASTS = timedelta(minutes=10)
BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]
MACHINES = [
    ("Android", "an Android phone or tablet"), ("iPhone", "an iPhone"), ("iPad", "an iPad"),
    ("Windows", "a Windows computer"), ("Mac OS", "a Mac"), ("Linux", "a Linux computer"),
]  # fmt: skip


def device(user_agent: str) -> str:
    """What sort of device that is, in words: "Firefox on a Windows computer"."""
    browser = next((words for sign, words in BROWSERS if sign in user_agent), "A browser")
    machine = next((words for sign, words in MACHINES if sign in user_agent), "")
    return f"{browser} on {machine}" if machine else browser


def note(*, person, what, now, user_agent=""):
    """One line of *when I signed in*."""
    SignInEvent.objects.create(person=person, what=what, at=now, device=device(user_agent) if user_agent else "")


@transaction.atomic
def end_visits(*, person, now, but="") -> int:
    """Signs this person out everywhere, except in the session with the key `but`. How many visits ended."""
    ended = 0
    for visit in UserSession.objects.filter(user=person).exclude(session_key=but):
        visit.end()
        ended += 1
    if ended:
        note(person=person, what=SignInEvent.What.ENDED, now=now)
    return ended


@transaction.atomic
def end_visit(*, visit, actor, now):
    """One device of one's own, signed out from another."""
    require(actor, Permission.SEE_INFORMATION, within=visit.user)
    visit.end()
    note(person=visit.user, what=SignInEvent.What.ENDED, now=now)


@transaction.atomic
def read_out(*, person, how_known, actor, now) -> str:
    """A code to read out to somebody whom the coordinator has recognised; it works once, for ten minutes.

    Refuses for a person who may not sign in, and for oneself.
    """
    require(actor, Permission.EDIT_PEOPLE, within=person)
    if not person.is_active or person.died_on:
        raise Refused("They may not sign in. You can change that under “How they sign in”.")
    if person.pk == actor.person_id:
        raise Refused("This is you. Please ask a colleague to read a code out to you.")
    if _sees_much(person, now) and not has_a_second_step(person):
        raise Refused(
            "Their role sees much, and they have no second step yet. Please let them sign in by a code to their email."
        )
    SpokenCode.objects.filter(person=person, used_at=None).delete()
    signs = "".join(secrets.choice(LETTERS) for _ in range(8))
    SpokenCode.objects.create(
        person=person, code_hash=SpokenCode.digest(signs), how_known=how_known, given_by=actor.person, given_at=now,
        expires_at=now + LASTS,
    )  # fmt: skip
    note(person=person, what=SignInEvent.What.SPOKEN, now=now)
    return f"{signs[:4]}-{signs[4:]}"


@transaction.atomic
def whose_code(*, words, now) -> Person | None:
    """The person to whom that code was read out; from now on it is used."""
    signs = "".join(sign for sign in words.upper() if sign in LETTERS)
    found = SpokenCode.objects.select_for_update(of=("self",)).filter(
        code_hash=SpokenCode.digest(signs), used_at=None, expires_at__gt=now, person__is_active=True
    )
    code = found.select_related("person").first()
    if code is None:
        return None
    code.used_at = now
    code.save(update_fields=["used_at"])
    return code.person


def reached_by_text(number, *, now):
    """The one person a coordinator let in who is reached by text at this number, where a message is safe; else None.

    Two people at one number sign in by username; whoever sees much needs a second step before a text could open it.
    """
    at_it = Channel.objects.filter(way=Channel.Way.TEXT, address=number)
    people = list(Person.objects.filter(pk__in=at_it.values("person"), died_on=None, erased_at=None).order_by("pk")[:2])
    if len(people) != 1 or not at_it.filter(may_leave_message=True, may_say_who=True).exists():
        return None
    person = people[0]
    let_in = person.is_active and (person.username or person.emailaddress_set.exists())
    return person if let_in and (has_a_second_step(person) or not _sees_much(person, now)) else None


def has_a_second_step(person) -> bool:
    """Whether an authenticator app or a passkey is set up."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=person, type__in=kinds).exists()


def _sees_much(person, now) -> bool:
    """Whether one of their roles needs a second step: a code read out must never be all there is before it."""
    return person.grants.on(timezone.localdate(now)).filter(role__in=NEEDS_SECOND_STEP).exists()
