"""Which cells of a row of counts must be hidden so that nobody can work them out (SUPP-02, 04, 05, 10)."""

from functools import lru_cache

ROUNDED_TO = 5
HIDDEN_WHEN_ROUNDED = 7  # SUPP-10: one to seven


def hidden_cells(cells, *, threshold) -> frozenset[int]:
    """Positions to hide: small cells, then the next-smallest until the hidden ones hold (SUPP-02, SUPP-04).

    When even then somebody who knows the rules, the total and the cells shown could name one, all are hidden.
    """
    hidden = {at for at, count in enumerate(cells) if 0 < count < threshold}
    if not hidden:
        return frozenset()
    everyone = frozenset(at for at, count in enumerate(cells) if count)
    while len(hidden) < 2 or sum(cells[at] for at in hidden) < threshold:
        others = everyone - hidden
        if not others:
            return everyone
        hidden.add(min(others, key=lambda at: (cells[at], -at)))  # of equals the last in display order
    if any(len(found) < 2 for found in possible_values(cells, hidden, threshold=threshold).values()):
        return everyone
    return frozenset(hidden)


def possible_values(cells, hidden, *, threshold) -> dict[int, set[int]]:
    """What each hidden cell could be, for somebody who knows the rules, the total and the cells shown.

    Either all were hidden for being small, or all but one, which was hidden to cover them; never more than
    one, because that one alone brings the hidden sum to the threshold.
    """
    size, total, most = len(hidden), sum(cells[at] for at in hidden), threshold - 1
    possible = {at: set(_one_of(size, total, most)) for at in hidden}
    if size < 2:
        return possible
    for cover in hidden:
        for small in range(size - 1, most * (size - 1) + 1):  # what the others add up to
            if size > 2 and small >= threshold:
                break  # they would have held by themselves
            if not _would_cover(cover, total - small, cells, hidden, threshold):
                continue
            possible[cover].add(total - small)
            for at in hidden - {cover}:
                possible[at].update(_one_of(size - 1, small, most))
    return possible


def _one_of(size, total, most):
    """The values that one of `size` counts between 1 and `most` can have when they add up to `total`."""
    return range(max(1, total - most * (size - 1)), min(most, total - (size - 1)) + 1)


def _would_cover(at, count, cells, hidden, threshold):
    """Whether a cell of that count at that place would have been the next-smallest."""
    if count < threshold:
        return False
    shown = [(cell, -place) for place, cell in enumerate(cells) if cell and place not in hidden]
    return not shown or (count, -at) < min(shown)


@lru_cache(maxsize=100)
def hidden_parts(groups, *, threshold) -> frozenset[int]:
    """Which teams (or levels, or bodies) are hidden in every period, once one of their counts in any period is small.

    `groups` are rows of counts, one number a part; a later group hides what the earlier ones do, and maybe more. Of what
    is hidden there are two parts at least, and in each row they hold as many as the threshold, so that nobody has one of
    them by taking the others from the whole charity, nor by taking one period from another.
    """
    hidden: set[int] = set()
    for rows in groups:
        hidden |= {at for row in rows for at, count in enumerate(row) if 0 < count < threshold}
        while hidden and (more := _cover(rows, hidden, threshold)) is not None:
            hidden.add(more)
    return frozenset(hidden)


def _cover(rows, hidden, threshold):
    """The next part to hide, or None: the next-smallest of the first row that has too little hidden, of equals the last."""
    for row in rows:
        here = [at for at in hidden if row[at]]
        others = [at for at, count in enumerate(row) if count and at not in hidden]
        if here and others and (len(here) < 2 or sum(row[at] for at in here) < threshold):
            return min(others, key=lambda at: (row[at], -at))
    left = [at for at in range(len(rows[0])) if at not in hidden]
    if len(hidden) < 2 and left:
        return min(left, key=lambda at: (sum(row[at] for row in rows), -at))
    return None


def hidden_nested(counts, *, threshold) -> frozenset[int]:
    """Positions to hide of different people in times of which each lies in the one before, the longest first (SUPP-07).

    Two that are shown tell how many were there in the longer and not in the shorter. Where those are few, the shorter is
    hidden; beside one more than the threshold it could be the threshold alone, so then both are hidden. Where nothing is left
    but noughts, all are, as of any part that is hidden.
    """
    alone = {threshold, threshold + 1} if {threshold, threshold + 1} <= set(counts) else set()
    hidden: set[int] = set()
    last = None
    for at, count in enumerate(counts):
        if count in alone or (last is not None and 0 < last - count < threshold):
            hidden.add(at)
        else:
            last = count
    left = any(count for at, count in enumerate(counts) if at not in hidden)
    return frozenset(range(len(counts)) if hidden and not left else hidden)


def bounds_give_away(parts, wholes, hidden, *, threshold) -> bool:
    """Whether one of the hidden parts can be had because the others cannot be more than their wholes, nor less than one."""
    here = sorted(at for at in hidden if wholes[at])
    small = {at for at in here if 0 < parts[at] < threshold and may_be_called_small(parts, hidden, threshold=threshold)}
    low = {at: int(at in small) for at in here}
    high = {at: min(wholes[at], threshold - 1) if at in small else wholes[at] for at in here}
    together = sum(parts[at] for at in here)

    def is_had(at):
        least = max(low[at], together - sum(high[other] for other in here if other != at))
        return least >= min(high[at], together - sum(low[other] for other in here if other != at))

    return any(is_had(at) for at in here)


def may_be_called_small(row, hidden, *, threshold) -> bool:
    """Whether "fewer than 5" may stand at the small ones among the hidden: not when it leaves somebody who knows what the
    hidden ones add up to one number only, because all of them are small or the others are as small as can be."""
    here = [row[at] for at in hidden if row[at]]
    small = sum(count < threshold for count in here)
    covers = len(here) - small
    return covers > 0 and sum(here) >= threshold * covers + small + threshold - 2


def too_alike(cells) -> bool:
    """Everybody in one cell: to know that somebody was asked is to know their answer (SUPP-05)."""
    return sum(1 for count in cells if count) == 1


def rounded(count, *, threshold):
    """Mode B: one to seven hidden (None), anything else to the nearest five; nought stays nought."""
    if 0 < count <= _most_hidden(threshold):
        return None
    return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO


def rounding_gives_away(shown, total, *, threshold) -> bool:
    """Whether the rounded total leaves the hidden cells one choice only: all at their greatest, or all at one.

    The domain file asks for no second step in mode B; without this one, 7, 7, 7, 7 with its total of 30 would be plain.
    """
    hidden, most, off = shown.count(None), _most_hidden(threshold), ROUNDED_TO // 2
    if not hidden or total is None:
        return bool(hidden)
    greatest = sum(cell + off for cell in shown if cell) + most * hidden
    least = sum(max(most + 1, cell - off) for cell in shown if cell) + hidden
    return greatest <= total - off or least >= total + off


def _most_hidden(threshold):
    return max(HIDDEN_WHEN_ROUNDED, threshold - 1)
