"""How one protected figure reads, alone, as a share, as time, and beside the period before."""

from coproduction.dashboards import disclosure
from coproduction.dashboards.reasons import NOT_KNOWN


def join(*sentences):
    """The sentences that have something to say, one after the other."""
    return " ".join(sentence for sentence in sentences if sentence)


def period_words(period, filter) -> str:
    """The period as the head of a page and a file say it; for a part of the charity also how far people and hours go."""
    closed = period.closed_words if filter else ""
    return f"{period.words}, people and hours {closed}" if closed else period.words


def number(value) -> str:
    """ "1,204", or what may be said instead."""
    return value.words if value.is_hidden else f"{value.value:,}"


def time(minutes) -> str:
    """Whole minutes as hours with at most one decimal: "386", "1.5"."""
    return minutes.words if minutes.is_hidden else _hours(minutes.value)


def _hours(minutes):
    return f"{round(minutes / 60, 1):,.1f}".removesuffix(".0")


def share(value) -> str:
    """ "12 of 15", "fewer than 5 of 15", "not shown"."""
    if value.is_hidden:
        return f"{value.words} of {value.of:,}" if value.of and is_small(value) else value.words
    return f"{value.value:,} of {value.of:,}" if value.of else "none"


def is_small(value):
    return value.is_hidden and value.why == disclosure.TOO_FEW


def waits(value):
    """Nothing can be said before the first month is over."""
    return value.is_hidden and value.why == disclosure.NOT_YET


def percent(value) -> str:
    """ " (83%)", where there are twenty or more and both figures are shown (SUPP-08)."""
    return f" ({value.percent}%)" if value.percent is not None else ""


def share_before(period, before, one_many) -> str:
    """What the same share was in the period before."""
    if before is None:
        return ""
    if before.is_hidden:
        return f"Not compared with {period.before_words}: that figure is hidden."
    _, many = one_many.split(",")
    if not before.of:
        return f"No {many} were counted for this in {period.before_words}."
    return f"It was {share(before)} in {period.before_words}."


def moved(period, now, before, *, of="", as_time=False) -> str:
    """How far a figure went up or down, `of="hour,hours"`; only between two that are shown."""
    if before is None:
        return ""
    change = disclosure.difference(now, before)
    if change.is_hidden:
        unknown = any(value.is_hidden and value.why == NOT_KNOWN for value in (now, before))
        return f"Not compared with {period.before_words}: one of the two is {'not known' if unknown else 'hidden'}."
    if change.value == 0:
        return f"No change from {period.before_words}."
    far = _hours(abs(change.value)) if as_time else f"{abs(change.value):,}"
    one, _, many = of.partition(",")
    unit = one if far == "1" else many
    return f"{'Up' if change.value > 0 else 'Down'} {far}{' ' if unit else ''}{unit} on {period.before_words}."
