"""What must hold before something is changed; one check for each rule, which refuses in words a person can read."""

from members.rules.people import (
    AGAIN,
    GENTLY_CLOSED,
    NEXT_STATES,
    Refused,
    check_can_move_to,
    check_role_has_its_place,
    check_username,
    clean_address,
    clean_number,
    next_states,
)

__all__ = [
    "AGAIN",
    "GENTLY_CLOSED",
    "NEXT_STATES",
    "Refused",
    "check_can_move_to",
    "check_role_has_its_place",
    "check_username",
    "clean_address",
    "clean_number",
    "next_states",
]
