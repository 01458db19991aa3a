"""The letters of this floor, one module for each reason to write."""

from members.emails import sign_in
from members.emails.sign_in import SIGN_IN_WELCOME, welcome_to_sign_in

__all__ = ["SIGN_IN_WELCOME", "register_kinds", "welcome_to_sign_in"]


def register_kinds():
    """Makes this floor's letters known; called in `AppConfig.ready()`."""
    sign_in.register_kinds()
