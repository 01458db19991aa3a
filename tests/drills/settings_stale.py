"""The negative control of D6: connections that are kept for ever, and never asked whether they still live."""

from tests.drills.settings_naive import *  # noqa: F403

DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}  # noqa: F405
