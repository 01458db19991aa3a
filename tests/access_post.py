"""Addresses of what comes back, of calendars, and of finding a date."""


def rows(*, only, LETTERS, BUTTON, DESK):
    """For tests/access_matrix.py, in its own words."""
    nothing_there = dict.fromkeys(LETTERS, "404")
    return {
        "delivery_reports": (nothing_there, nothing_there),  # there only when a mail provider is named
        "members:channel_arrives": (BUTTON, DESK),
    }
