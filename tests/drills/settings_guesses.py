"""The site as it is, without the library's own limits: only the count in the database stands between a guesser and a code."""

from coproduction.settings import *  # noqa: F403

ACCOUNT_RATE_LIMITS = False
