"""How to sign in, for somebody who just got a role."""

from django.conf import settings
from django.urls import reverse

from members.models import Channel, RoleGrant
from members.post import letters
from members.post.letters import Lane

SIGN_IN_WELCOME = "sign_in_welcome"
TOO_MANY_GUESSES = "too_many_guesses"
SECOND_STEP_RESET = "second_step_reset"


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
    letters.register(
        SECOND_STEP_RESET,
        render=_second_step_reset,
        still_true=_may_still_sign_in,
        lane=Lane.ANSWER,
        essential=True,
        windowed=False,
        purpose=Channel.Purpose.EVERYTHING,
        words="Second step taken away",
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


def second_step_reset(*, person, now):
    """Tells somebody that their second step was taken away by a command on the server."""
    letters.note(
        kind=SECOND_STEP_RESET,
        key=f"{SECOND_STEP_RESET}:{person.pk}:{now:%Y%m%d%H%M%S}",
        person=person,
        about=f"person:{person.pk}",
        due_at=now,
        now=now,
    )


def _second_step_reset(letter, *, now):
    return letters.compose("members/email/second_step_reset", {"first_name": letter.person.first_name})


def welcome_to_sign_in(*, person, now, grant=None, again=False):
    """Tells somebody who just got a role how to sign in; once for one person and role, and `again` when asked to."""
    key = f"{SIGN_IN_WELCOME}:{person.pk}" + (f":{grant.pk}" if grant else "") + (f":{now:%Y%m%d%H%M}" if again else "")
    letters.note(
        kind=SIGN_IN_WELCOME,
        key=key,
        person=person,
        about=f"person:{person.pk}",
        facts={"grant": grant.pk} if grant else {},
        due_at=now,
        now=now,
    )


def _sign_in_welcome(letter, *, now):
    grant = (
        RoleGrant.objects.filter(pk=(letter.facts or {}).get("grant")).select_related("team", "organisation").first()
    )
    place = grant and (grant.team or grant.organisation)
    return letters.compose(
        "members/email/sign_in_welcome",
        {
            "first_name": letter.person.first_name,
            "role": (grant.get_role_display() + (f", {place}" if place else "")) if grant else "",
            "waits": bool(grant and grant.waits),
            "address": settings.BASE_URL + reverse("account_request_login_code"),
        },
    )


def _may_still_sign_in(letter, *, now):
    return "" if letter.person.is_active else "They may not sign in any more."
