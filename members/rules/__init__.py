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
from members.rules.staying import check_a_coordinator_stays

__all__ = [
    "AGAIN",
    "GENTLY_CLOSED",
    "NEXT_STATES",
    "Refused",
    "check_a_coordinator_stays",
    "check_can_move_to",
    "check_role_has_its_place",
    "check_username",
    "clean_address",
    "clean_number",
    "next_states",
]
