"""What must hold before a person, their way in or how they are reached is changed."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from members.models.channel import Way
from members.models.membership import BEFORE_JOINING, CLOSED, State
from members.permissions import Role


class Refused(ValueError):
    """What was asked cannot be done now. The message is shown to the person who asked; nothing was changed."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


# ---- the Advisory Group's lifecycle (domain 2.2); *stopped by the charity* needs two people: members/actions/stopping.py --
GENTLY_CLOSED = [State.NOT_NOW, State.DECLINED, State.SIGNPOSTED]
NEXT_STATES = {
    None: [*BEFORE_JOINING, State.ACTIVE],
    State.ENQUIRY: [State.CONVERSATION_OFFERED, State.CONVERSATION_HELD, *GENTLY_CLOSED],
    State.CONVERSATION_OFFERED: [State.CONVERSATION_HELD, *GENTLY_CLOSED],
    State.CONVERSATION_HELD: [State.INDUCTION, *GENTLY_CLOSED],
    State.INDUCTION: [State.ACTIVE, *GENTLY_CLOSED],
    State.ACTIVE: [State.LEAVING, State.LEFT],
    State.LEAVING: [State.LEFT, State.ACTIVE],
}
AGAIN = [State.ENQUIRY, State.CONVERSATION_HELD, State.INDUCTION]  # coming back: both sides agree anew


def next_states(membership):
    """The states that may follow; `membership` is the open one, the last one that ended, or None."""
    if membership is None:
        return NEXT_STATES[None]
    return AGAIN if membership.state in CLOSED else NEXT_STATES[membership.state]


def check_can_move_to(membership, state):
    """Domain 2.2: nobody jumps over the conversation or the induction once the way has begun."""
    if state not in next_states(membership):
        now_is = membership.get_state_display() if membership else "not known yet"
        raise Refused(f"From “{now_is}” the next step cannot be “{State(state).label}”.", field="state")


# ---- how somebody is reached -----------------------------------------------------------------------------------------
SHORTEST_ADDRESS = 8  # letters; *4 Elm Row* in a small place arrives
WHOLE = phonenumbers.ValidationResult.IS_POSSIBLE  # not one that works only within its own town


def clean_address(way, address):
    """The address as it will be used; refuses one that could never arrive."""
    address = address.strip()
    if way == Way.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            raise Refused(
                "That does not look like an email address. It needs an @ and a dot.", field="address"
            ) from None
        return address
    if way in (Way.PHONE, Way.TEXT):
        return clean_number(address)
    address = "\n".join(line.strip() for line in address.splitlines() if line.strip())
    if len(address) < SHORTEST_ADDRESS or " " not in " ".join(address.splitlines()):
        raise Refused(
            "That is too short for a letter to arrive. Please write street, town and postcode.", field="address"
        )
    return address


def clean_number(words):
    """A telephone number as people here write it: 01632 960201; one from abroad keeps its country."""
    try:
        number = phonenumbers.parse(words, "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or phonenumbers.is_possible_number_with_reason(number) != WHOLE:
        raise Refused(
            "That does not look like a telephone number. Please write it with its area code.", field="address"
        )
    shape = phonenumbers.PhoneNumberFormat
    ours = number.country_code == 44
    return phonenumbers.format_number(number, shape.NATIONAL if ours else shape.INTERNATIONAL)


# ---- roles and signing in --------------------------------------------------------------------------------------------
def check_role_has_its_place(role, *, team, organisation):
    """A member of staff works in a team, a partner for an organisation, everybody else for the whole site."""
    if role == Role.STAFF and team is None:
        raise Refused("Please choose the team this person works in.", field="team")
    if role == Role.PARTNER and organisation is None:
        raise Refused("Please choose the organisation this person speaks for.", field="organisation")
    if role != Role.STAFF and team is not None:
        raise Refused("Only staff belong to a team. Please leave the team empty.", field="team")
    if role != Role.PARTNER and organisation is not None:
        raise Refused("Only partners belong to an organisation. Please leave it empty.", field="organisation")


def check_username(username):
    """Letters, digits, dots and hyphens; an @ would be taken for an email address at the sign-in page."""
    if not re.fullmatch(r"[A-Za-z0-9._-]{3,60}", username):
        raise Refused(
            "A username is at least three letters or numbers; dots and hyphens may be in it, spaces and @ may not.",
            field="username",
        )
