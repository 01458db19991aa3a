"""What people answered after meetings (MET-20): counted from answers without a name, protected, and only of closed boxes.

While a box is open nobody sees a figure of it: two looks would give away the answer that came between them (SUPP-07).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from coproduction.dashboards.disclosure import THRESHOLD, TOO_FEW_ANSWERS, protect
from coproduction.dashboards.figures import PeopleShare, Table, Views
from meetings.models import Pulse, PulseResponse, PulseWords
from meetings.models.pulse import QUESTIONS, Agrees, Say

AGREES = (Agrees.YES, Agrees.STRONGLY)
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """One question and how it reads."""

    words: str
    said: str


@dataclass(frozen=True)
class Results:
    """Ready to show. `too_few`: instead of everything else."""

    too_few: str = ""
    lines: tuple[Line, ...] = ()
    say: tuple[tuple[str, int | None], ...] = ()
    say_hidden: str = ""
    response: str = ""
    words: tuple[str, ...] = ()


def results_of(pulse, *, with_words=False) -> Results | None:
    """Of one meeting; None while answers are still taken. Words only for whoever may read them."""
    if pulse.closed_at is None:
        return None
    rows = _answers(PulseResponse.objects.filter(pulse=pulse))
    if len(rows) < THRESHOLD:
        return Results(too_few=TOO_FEW_ANSWERS)
    words = PulseWords.objects.filter(pulse=pulse).order_by("pk") if with_words else ()
    return _results(rows, asked=pulse.asked, words=tuple(each.words for each in words))


def over_the_year(*, today) -> tuple[Results, list[Pulse]]:
    """All boxes of twelve months that held enough answers to be shown alone; and those with themes or changes."""
    closed = Pulse.objects.filter(closed_at__isnull=False, closes_on__gt=today - A_YEAR).select_related("meeting__body")
    told = [pulse for pulse in closed.order_by("-meeting__starts_at", "pk") if pulse.themes or pulse.will_change]
    counts = Counter(PulseResponse.objects.filter(pulse__in=closed.values("pk")).values_list("pulse", flat=True))
    enough = [pulse for pulse, count in counts.items() if count >= THRESHOLD]
    rows = _answers(PulseResponse.objects.filter(pulse__in=enough))
    asked = sum(pulse.asked for pulse in closed if pulse.pk in enough)
    return (_results(rows, asked=asked) if rows else Results(too_few=TOO_FEW_ANSWERS)), told


def _answers(found):
    return list(found.values(*QUESTIONS, "say"))


def _results(rows, *, asked, words=()):
    lines = [Line(question, read(_views(rows, name))) for name, question in QUESTIONS.items()]
    cells = Counter(row["say"] for row in rows if row["say"])
    shown = protect(Table(tuple(cells.get(step, 0) for step in Say.values)))
    say = () if shown.is_withheld else tuple(zip(Say.labels, shown.cells, strict=True))
    rate = protect(PeopleShare((len(rows),), (asked,)))
    return Results(
        lines=tuple(lines), say=say, say_hidden=shown.why,
        response="" if rate.is_hidden else f"{rate.value:,} of {rate.of:,} people who were asked answered.", words=words,
    )  # fmt: skip


def _views(rows, name):
    given = [row[name] for row in rows if row[name]]
    return protect(Views(sum(value in AGREES for value in given), len(given)))


def read(view) -> str:
    """ "8 of 13 agreed", "Everybody who answered agreed", "fewer than 5 of 13 agreed"."""
    if not view.is_hidden:
        if view.value == view.of:
            return f"All {view.of:,} who answered agreed."
        percent = f" ({view.percent}%)" if view.percent is not None else ""
        return f"{view.value:,} of {view.of:,} agreed{percent}."
    if view.words.startswith("all but "):
        return f"Most of the {view.of:,} who answered agreed; {view.words.removeprefix('all but ')} did not say so."
    return (
        f"{view.words[0].upper()}{view.words[1:]} of {view.of:,} agreed."
        if view.of
        else f"{view.words[0].upper()}{view.words[1:]}."
    )
