"""What people answered after meetings (MET-20): counted from answers without a name, protected, and only of closed boxes.

While a box is open nobody sees a figure of it: two looks would give away the answer that came between them (SUPP-07).
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

from coproduction.dashboards import disclosure_kinds  # noqa: F401 — teaches `protect` what was answered
from coproduction.dashboards.disclosure import THRESHOLD, protect
from coproduction.dashboards.figures import PeopleShare, Rate, Table, Views
from coproduction.dashboards.reasons import TOO_FEW_ANSWERS, WITHHELD
from coproduction.dashboards.wording import share
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
    rows = {}
    for row in PulseResponse.objects.filter(pulse__in=closed.values("pk")).values("pulse", *QUESTIONS, "say"):
        rows.setdefault(row["pulse"], []).append(row)
    boxes = [(rows[pulse.pk], pulse.asked) for pulse in closed if len(rows.get(pulse.pk, ())) >= THRESHOLD]
    if not boxes:
        return Results(too_few=TOO_FEW_ANSWERS), told
    if len(boxes) == 1:
        return _results(boxes[0][0], asked=boxes[0][1]), told
    return _of_several(boxes), told


def _of_several(boxes):
    """In tenths, all of it: an exact sum of a year less the meetings that are shown would give a hidden one away."""
    several = {"several": True}
    lines = []
    for name, question in QUESTIONS.items():
        apart = tuple((_agree(rows, name), sum(bool(row[name]) for row in rows)) for rows, _ in boxes)
        views = Views(sum(yes for yes, _ in apart), sum(of for _, of in apart), boxes=apart)
        lines.append(Line(question, agreed(protect(views), **several)))
    cells = [_say(rows) for rows, _ in boxes]
    shown = protect(Table(tuple(map(sum, zip(*cells, strict=True)))))
    hidden_alone = [protect(Table(each)) for each in cells]
    if sum(bool(each.why) for each in hidden_alone) == 1:
        shown = replace(shown, cells=(), total=None, why=WITHHELD)
    rate = protect(Rate(tuple((len(rows), asked) for rows, asked in boxes)))
    said = f"{of_asked(rate, **several)} people who were asked answered."
    return Results(
        lines=tuple(lines), say=() if shown.is_withheld else tuple(zip(Say.labels, _tenths(shown), strict=True)),
        say_hidden=shown.why, response="" if rate.is_hidden else said[0].upper() + said[1:],
    )  # fmt: skip


def _tenths(table):
    return [None if cell is None else f"about {round(10 * cell / table.total)} of every 10" for cell in table.cells]


def _answers(found):
    return list(found.values(*QUESTIONS, "say"))


def _say(rows):
    cells = Counter(row["say"] for row in rows if row["say"])
    return tuple(cells.get(step, 0) for step in Say.values)


def _results(rows, *, asked, words=()):
    lines = [Line(question, read(_views(rows, name))) for name, question in QUESTIONS.items()]
    shown = protect(Table(_say(rows)))
    say = () if shown.is_withheld else tuple(zip(Say.labels, shown.cells, strict=True))
    rate = protect(PeopleShare((len(rows),), (asked,)))
    return Results(
        lines=tuple(lines), say=say, say_hidden=shown.why,
        response="" if rate.is_hidden else f"{rate.value:,} of {rate.of:,} people who were asked answered.", words=words,
    )  # fmt: skip


def _agree(rows, name):
    return sum(row[name] in AGREES for row in rows if row[name])


def _views(rows, name):
    return protect(Views(_agree(rows, name), sum(bool(row[name]) for row in rows)))


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


def agreed(view, *, several) -> str:
    """One meeting reads as on its own page; several in tenths: "About 7 of every 10 agreed."."""
    if view.is_hidden or not several:
        return read(view)
    return f"About {view.value} of every {view.of} agreed." if view.of else "Nobody answered this."


def of_asked(rate, *, several) -> str:
    """ "6 of 9" of one meeting, "about 7 of every 10" of several."""
    return f"about {rate.value} of every {rate.of}" if several and rate.of and not rate.is_hidden else share(rate)
