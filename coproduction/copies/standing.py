"""When the last copy of the site was made and last tried, in words for the coordinator's page."""

import re
from dataclasses import dataclass

from django.conf import settings

from coproduction.health import COPY_LATE_AFTER, TRIAL_LATE_AFTER
from members.models import Heartbeat
from members.words import day, plural, when

HEARTBEAT, TRIAL = "backup", "try_restore"  # what /healthz reads as well
OPENED = "copy_opened"  # when the newest copy itself was put back, with the secret key


@dataclass(frozen=True)
class Told:
    words: str
    tone: str  # of its card: "waits" where somebody has to do something


def last_copy(*, now) -> Told | None:
    """None in a demonstration, which is made anew by a command."""
    if settings.DEMO:
        return None
    made = Heartbeat.objects.filter(name=HEARTBEAT).values_list("at", flat=True).first()
    if made is None:
        return Told("No copy has been made yet. Ask whoever looks after the server: it takes two commands.", "waits")
    if (now - made).total_seconds() > COPY_LATE_AFTER:
        return Told(
            f"The last copy is from {when(made)}. One is due each night: ask whoever looks after the server.", "waits"
        )
    return Told(f"The last copy was made on {when(made)}.", "")


def last_trial(*, now) -> Told | None:
    """Whether a copy can be put back, as it was last tried, how long that took, and how old the newest copy was then."""
    if settings.DEMO:
        return None
    found = {beat.name: beat for beat in Heartbeat.objects.filter(name__in=[TRIAL, OPENED])}
    tried, opened = found.get(TRIAL), found.get(OPENED)
    if tried is None:
        return Told(
            "Putting one back has never been tried. Ask whoever looks after the server: it is one command.", "waits"
        )
    if not tried.word.startswith("ok"):
        words = f"Putting one back was tried on {when(tried.at)}, and did not work. Ask whoever looks after the server, today."
        return Told(words, "waits")
    words = [f"Putting one back was last tried on {when(tried.at)}. It worked{_measured(tried.word)}."]
    late = (now - tried.at).total_seconds() > TRIAL_LATE_AFTER
    if late:
        words.append("It is due each week: ask whoever looks after the server.")
    words.append(
        f"With the secret key itself it was last tried on {day(opened.at)}."
        if opened
        else "The secret key itself was never tried."
    )
    return Told(" ".join(words), "waits" if late else "")


def _measured(word: str) -> str:
    """ ", took 2 minutes, and the newest copy was 7 hours old" from what the trial wrote down."""
    numbers = {name: int(value) for name, value in re.findall(r"(seconds|age)=(\d+)", word)}
    if len(numbers) < 2:
        return ""
    took, age = numbers["seconds"], round(numbers["age"] / 3600)
    long = plural(took, "second") if took < 120 else plural(round(took / 60), "minute")
    return f", took {long}, and the newest copy was {plural(age, 'hour') if age else 'less than an hour'} old"
