"""Addresses of what looks after the site itself: test letter, trial, wordings, and what was lost."""

from django.utils import timezone

from members.models import Breach, WordingReport


def rows(*, LETTERS, BUTTON, DESK, only):
    """For tests/access_settings.py, in the words of the matrix."""
    nothing_there = dict.fromkeys(LETTERS, "404")
    return {
        "metrics": (nothing_there, dict.fromkeys(LETTERS, "405")),  # there only when the server says so
        "settings_test_letter": (only("CX"), only("CX")),
        "settings_trial": (only("CX"), only("CX")),
        "members:wording_reports": (DESK, DESK),
        "members:wording_close": (BUTTON, DESK),
        "members:breaches": (DESK, DESK),
        "members:breach_new": (DESK, DESK),
        "members:breach": (DESK, DESK),
        "members:breach_shut": (BUTTON, DESK),
    }


def _breach(things):
    now = timezone.now()
    return [
        Breach.objects.get_or_create(
            person=things.person, defaults={"sort": "device", "noticed_at": now, "noted_at": now}
        )[0].pk
    ]


def _report(things):
    return [WordingReport.objects.get_or_create(words="hard", defaults={"reported_at": timezone.now()})[0].pk]


ABOUT = {
    "members:wording_close": _report,
    "members:breach_new": lambda things: [things.person.pk],
    "members:breach": _breach,
    "members:breach_shut": _breach,
}
