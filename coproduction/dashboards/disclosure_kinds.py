"""How the rarer figures are protected: money, days, what was felt or answered, who gave most. Read by `disclosure.protect` alone."""

from coproduction.dashboards.disclosure import (
    FEWEST_ASKED,
    THRESHOLD,
    Hidden,
    Mode,
    Shown,
    _cell,
    _given_away,
    _not_in_time,
    _percent,
    protect,
)
from coproduction.dashboards.figures import Days, Felt, Money, Most, PeopleShare, Rate, Views
from coproduction.dashboards.reasons import NEIGHBOUR, TOO_FEW, TOO_FEW_ANSWERS, TOO_FEW_OR_ALIKE, WITHHELD

FEWEST_FOR_MOST = 8  # MET-16
FEWEST_FOR_EXACT = 20  # from here on the most active quarter is five people
FEW_WORDS = "not shown: too few people"
TOO_FEW_FOR_MOST = (
    "It needs at least eight people: the most active of fewer could be named by anybody who knows the group."
)


@protect.register
def _money(money: Money, *, mode=Mode.SUPPRESS):
    """A total of fewer than five people would say what one of them was paid; so would what is left of two totals, and the
    third of three that add up."""
    if hidden := _not_in_time(money):
        return hidden
    if hidden := _cell(money.people, money.at) or _given_away(money):
        return Hidden(why=hidden.why, words=FEW_WORDS if hidden.why == TOO_FEW else "not shown")
    if any(_cell(row, money.at) for row in money.with_it):
        return Hidden(why=NEIGHBOUR)
    return Shown(money.pounds)


@protect.register
def _days(days: Days, *, mode=Mode.SUPPRESS):
    """Whole days. Where it is about people, of five at least (SUPP-08); of nothing there is no middle."""
    if hidden := _not_in_time(days):
        return hidden
    if days.people is not None and 0 < days.people < THRESHOLD:
        return Hidden(why=TOO_FEW, words=FEW_WORDS)
    return Shown(None if days.days is None else round(days.days))


@protect.register
def _felt(felt: Felt, *, mode=Mode.SUPPRESS):
    """Half steps up or down, of five people at least. Never finer: two means of nearly the same people would tell one answer."""
    if felt.people < THRESHOLD:
        return Hidden(why=TOO_FEW, words=FEW_WORDS) if felt.people else Shown(None)
    return Shown(round(2 * felt.steps / felt.answers))


@protect.register
def _most(most: Most, *, mode=Mode.SUPPRESS):
    """A share of the hours, of eight people at least; in tenths while the most active quarter is fewer than five people."""
    if 0 < most.people < FEWEST_FOR_MOST:
        return Hidden(why=TOO_FEW_FOR_MOST, words=FEW_WORDS)
    of = 100 if most.people >= FEWEST_FOR_EXACT else 10
    return Shown(round(of * most.minutes / most.of_all) if most.of_all else None, of=of)


@protect.register
def _rate(rate: Rate, *, mode=Mode.SUPPRESS):
    """Of one meeting as its page has it, of several in tenths, for the same reason as what they said."""
    alone = [protect(PeopleShare((answered,), (max(asked, answered),))) for answered, asked in rate.boxes]
    if len(alone) == 1:
        return alone[0]
    answered, asked = (sum(numbers) for numbers in zip(*rate.boxes, strict=True)) if rate.boxes else (0, 0)
    return in_tenths(answered, max(asked, answered), alone)


@protect.register
def _views(views: Views, *, mode=Mode.SUPPRESS):
    """MET-20: nothing below five answers. That everybody agreed may be known; that nobody did is known of each of them
    (SUPP-05), so it reads like "fewer than five". Between five and nine answers every hidden case reads the same."""
    rest = views.answers - views.agree
    if len(views.boxes) > 1:
        return _of_several(views)
    if views.answers < THRESHOLD:
        return Hidden(why=TOO_FEW, words=TOO_FEW_ANSWERS)
    if rest == 0 or (views.agree >= THRESHOLD and rest >= THRESHOLD):
        return Shown(views.agree, of=views.answers, percent=_percent(views.agree, views.answers))
    if views.answers < FEWEST_ASKED:
        return Hidden(why=WITHHELD, words=TOO_FEW_OR_ALIKE)
    few = f"fewer than {THRESHOLD}"
    return Hidden(why=TOO_FEW, words=few if views.agree < THRESHOLD else f"all but {few}", of=views.answers)


def _of_several(views):
    """Of more than one meeting, in tenths: exact sums of this and that period would give a hidden meeting away by subtraction,
    and one that alone is hidden could be had even from tenths."""
    return in_tenths(views.agree, views.answers, [protect(Views(*box)) for box in views.boxes])


def in_tenths(part, whole, alone):
    """Part of a whole that several meetings share; `alone` is the same of each, as its own page shows it."""
    hidden = sum(each.is_hidden for each in alone)
    tenths = round(10 * part / whole) if whole else 0
    if hidden == 1 or (hidden and tenths in (0, 10)):
        return Hidden(why=NEIGHBOUR, words=TOO_FEW_OR_ALIKE)
    return Shown(tenths, of=10 if whole else 0)
