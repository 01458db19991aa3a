"""How to sign in, for somebody who just got a role."""

from django.conf import settings
from django.urls import reverse

from members.models import Channel
from members.post import letters
from members.post.letters import Lane

SIGN_IN_WELCOME = "sign_in_welcome"
TOO_MANY_GUESSES = "too_many_guesses"


def register_kinds():
    """Makes this floor's letters known; called by `members.emails`."""
    letters.register(
        SIGN_IN_WELCOME,
        render=_sign_in_welcome,
        still_true=_may_still_sign_in,
        lane=Lane.ANSWER,
        essential=True,
        windowed=False,
        purpose=Channel.Purpose.EVERYTHING,
        words="How to sign in",
        human_twin=False,
    )
    letters.register(
        TOO_MANY_GUESSES,
        render=_too_many_guesses,
        still_true=_may_still_sign_in,
        lane=Lane.ANSWER,
        essential=True,
        windowed=False,
        purpose=Channel.Purpose.EVERYTHING,
        words="Too many wrong sign-in codes",
        human_twin=False,
        to_the_paused=True,
    )


def too_many_guesses(*, person, now):
    """Tells somebody that their door is closed for an hour, once for that hour."""
    letters.note(
        kind=TOO_MANY_GUESSES,
        key=f"{TOO_MANY_GUESSES}:{person.pk}:{now:%Y%m%d%H}",
        person=person,
        about=f"person:{person.pk}",
        due_at=now,
        now=now,
    )


def _too_many_guesses(letter, *, now):
    return letters.compose("members/email/too_many_guesses", {"first_name": letter.person.first_name})


def welcome_to_sign_in(*, person, now):
    """Tells somebody who just got a role how to sign in; once for one person."""
    letters.note(
        kind=SIGN_IN_WELCOME,
        key=f"{SIGN_IN_WELCOME}:{person.pk}",
        person=person,
        about=f"person:{person.pk}",
        due_at=now,
        now=now,
    )


def _sign_in_welcome(letter, *, now):
    return letters.compose(
        "members/email/sign_in_welcome",
        {
            "first_name": letter.person.first_name,
            "address": settings.BASE_URL + reverse("account_request_login_code"),
        },
    )


def _may_still_sign_in(letter, *, now):
    return "" if letter.person.is_active else "They may not sign in any more."
