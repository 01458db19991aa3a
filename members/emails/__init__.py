"""The letters of this floor, one module for each reason to write."""

from members.emails import (
    copies,
    cover,
    joining,
    leaving,
    mailing,
    rights,
    safeguarding,
    sign_in,
    trying,
    weekly,
    wordings,
)
from members.emails.cover import cover_asked
from members.emails.safeguarding import (
    concern_logged,
    deputy_wanted,
    lead_confirmed,
    lead_named,
    lead_named_office,
    lead_turned_down,
)
from members.emails.sign_in import SIGN_IN_WELCOME, second_step_reset, too_many_guesses, welcome_to_sign_in

__all__ = [
    "SIGN_IN_WELCOME",
    "concern_logged",
    "cover_asked",
    "deputy_wanted",
    "lead_confirmed",
    "lead_named",
    "lead_named_office",
    "lead_turned_down",
    "register_kinds",
    "second_step_reset",
    "too_many_guesses",
    "welcome_to_sign_in",
]


def register_kinds():
    """Makes this floor's letters known; called in `AppConfig.ready()`."""
    sign_in.register_kinds()
    cover.register_kinds()
    safeguarding.register_kinds()
    joining.register_kinds()
    leaving.register_kinds()
    weekly.register_kinds()
    copies.register_kinds()
    rights.register_kinds()
    mailing.register_kinds()
    trying.register_kinds()
    wordings.register_kinds()
