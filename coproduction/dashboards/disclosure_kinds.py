"""How the rarer figures are protected: money, days, what was felt, who gave most. Read by `disclosure.protect` alone."""

from coproduction.dashboards.disclosure import (
    THRESHOLD,
    TOO_FEW,
    Hidden,
    Mode,
    Shown,
    _cell,
    _given_away,
    protect,
)
from coproduction.dashboards.figures import Days, Felt, Money, Most

FEWEST_FOR_MOST = 8  # MET-16
FEWEST_FOR_EXACT = 20  # from here on the most active quarter is five people
FEW_WORDS = "not shown: too few people"
TOO_FEW_FOR_MOST = (
    "It needs at least eight people: the most active of fewer could be named by anybody who knows the group."
)


@protect.register
def _money(money: Money, *, mode=Mode.SUPPRESS):
    """A total of fewer than five people would say what one of them was paid; so would what is left of two totals."""
    if hidden := _cell(money.people, money.at) or _given_away(money):
        return Hidden(why=hidden.why, words=FEW_WORDS if hidden.why == TOO_FEW else "not shown")
    return Shown(money.pounds)


@protect.register
def _days(days: Days, *, mode=Mode.SUPPRESS):
    """Whole days. Where it is about people, of five at least (SUPP-08); of nothing there is no middle."""
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
