"""The negative control of D16: the library alone, which counts the tries in the session."""

from tests.drills.settings_guesses import *  # noqa: F403

ACCOUNT_FORMS = {**ACCOUNT_FORMS, "confirm_login_code": "allauth.account.forms.ConfirmLoginCodeForm"}  # noqa: F405
