"""Somebody with every page, paper and patience: what each hidden cell can be, given all that is printed (a linear program).

Days fall into stretches between any two on which a printed period begins or ends. A count that adds up has one unknown for
each stretch, of the charity and of each part of it; different people have one for each stretch and each period. A nought that
can be had is about nobody.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import ceil, floor, inf

import highspy

from coproduction.dashboards.spans import BEGINNING, Span
from tests.drills.everything_printed import FEW, HOURS, MONEY, Cell

A_DAY = timedelta(days=1)
FAMILIES = (("people", "new", "givers"), ("minutes",), ("travel",), ("contacts", "named", "heads"), ("paid", "costs", "fees"),
            ("met", "needs", "silent", "needers", "helped"),
            ("asked", "answered", "yes", "for_them", "not_told", "asked_r", "came", "kept", "yes_r", "walk_ins"))  # fmt: skip
AT_MOST = (("answered", "asked"), ("yes", "answered"), ("for_them", "answered"), ("came", "asked_r"), ("kept", "came"),
           ("kept", "yes_r"), ("yes_r", "yes"))  # fmt: skip
SUMS = (  # from, to, and what is added up
    *((0, inf, {more: 1, less: -1}) for less, more in AT_MOST),
    (0, 0, {"contacts": 1, "named": -1, "heads": -1}),
    (0, inf, {"needs": 1, "met": -1, "silent": -1}),
    (0, 0, {"paid": 1, "costs": -1, "fees": -1}),
)
DISTINCT = ("people", "givers", "needers", "helped")  # different people: they do not add up
NO_MORE = (  # of any stretch, and what is added up
    {"people": 1, "givers": -1}, {"needers": 1, "helped": -1}, {"needs": 1, "needers": -1}, {"met": 1, "helped": -1},
    {"needs": 1, "met": -1, "needers": -1, "helped": 1},  # whoever had no need met has one at least that was not
)  # fmt: skip
NEAR, SURE = (
    dict.fromkeys(HOURS, 24) | dict.fromkeys(MONEY, 2),
    1e-6,
)  # minutes (what two levels and a month leave of all, each to a tenth of an hour), pounds; how exact a program of this kind is
WHOLE, OTHER = None, "none of them"
OF_PARTS = ("people", "new", "minutes", "travel", "asked", "answered", "yes", "for_them", "not_told", "asked_r", "came", "kept", "yes_r",
            "walk_ins")  # fmt: skip
COMPLETE = ("level",)  # every piece of work has one, so that none is left over


@dataclass(frozen=True)
class Found:
    """A hidden cell that can be only this. What is hidden to cover another (`is_cover`) is of five people or more and no secret
    itself; that it can be had is reported, and whatever follows from it is found as well."""

    cell: Cell
    low: float
    high: float

    @property
    def is_cover(self):
        return self.cell.kind not in NEAR and self.low > FEW[1]

    def __str__(self):
        return f"{self.cell.where}, {self.cell.kind} of {self.cell.part or 'all'}, {self.cell.span}: {self.low:g} to {self.high:g}"


def found(cells) -> list[Found]:
    return [each for kinds in FAMILIES for each in _Program(kinds, [c for c in cells if c.kind in kinds]).solve()]


class _Program:
    def __init__(self, kinds, cells):
        self.kinds, self.cells = kinds, cells
        edges = sorted({c.span.first for c in cells} | {c.span.last + A_DAY for c in cells} | {BEGINNING})
        self.stretches = list(pairwise(edges))
        self.by = {}
        for cell in cells:
            if cell.part:
                self.by.setdefault(cell.part[0], set()).add(cell.part)
        self.unknowns, self.highs = {}, highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self._relate()
        for cell in cells:
            if not cell.is_hidden or cell.low:
                self._row(cell.low, cell.high, self._terms(cell.kind, cell.part, cell.span))

    def _unknown(self, *key):
        if key not in self.unknowns:
            self.unknowns[key] = len(self.unknowns)
            self.highs.addVar(0, inf)
        return self.unknowns[key]

    def _row(self, low, high, terms):
        counted = {}
        for factor, unknown in terms:
            counted[unknown] = counted.get(unknown, 0) + factor
        self.highs.addRow(low, high, len(counted), list(counted), [float(each) for each in counted.values()])

    def _inside(self, span):
        return [s for s in self.stretches if span.first <= s[0] and s[1] <= span.last + A_DAY]

    def _terms(self, kind, part, span):
        if kind in DISTINCT or (kind == "new" and part is not WHOLE):
            return [(1, self._unknown(kind, part, span.first, span.last + A_DAY))]
        return [(1, self._unknown(kind, part, *stretch)) for stretch in self._inside(span)]

    def _parts(self):
        return [WHOLE, *(part for parts in self.by.values() for part in parts)]

    def _relate(self):
        for kind in self.kinds:
            for by, parts in self.by.items():
                every = [*parts, *([] if by in COMPLETE else [(by, OTHER)])]
                for first, last in self._times(kind) if kind in OF_PARTS else ():
                    self._parts_and_whole(kind, every, first, last)
        for part in self._parts():
            for stretch in self.stretches:
                self._sums(part, stretch)
            for kind in (each for each in self.kinds if each in DISTINCT and (part is WHOLE or each in OF_PARTS)):
                self._different_people(kind, part)
        for first, last in self._times("people") if set(DISTINCT) & set(self.kinds) else ():
            self._no_more(Span(first, last - A_DAY))

    def _parts_and_whole(self, kind, parts, first, last):
        """Parts add up to the charity; different people, and new ones, may be in two of them."""
        span = Span(first, last - A_DAY)
        whole = self._terms(kind, WHOLE, span)
        terms = [self._terms(kind, part, span)[0] for part in parts]
        is_people = kind in ("people", "new")
        self._row(0, inf if is_people else 0, [*terms, *((-1, each) for _, each in whole)])
        for _, part in terms if is_people else ():
            self._row(0, inf, [*whole, (-1, part)])

    def _sums(self, part, stretch):
        for low, high, signs in SUMS:
            if signs.keys() <= set(self.kinds):
                self._row(low, high, [(sign, self._unknown(kind, part, *stretch)) for kind, sign in signs.items()])

    def _no_more(self, span):
        for signs in NO_MORE:
            if signs.keys() <= set(self.kinds):
                self._row(
                    0,
                    inf,
                    [(sign * n, each) for kind, sign in signs.items() for n, each in self._terms(kind, WHOLE, span)],
                )

    def _times(self, kind):
        if kind not in (*DISTINCT, "new"):
            return self.stretches
        return sorted({*self.stretches, *((c.span.first, c.span.last + A_DAY) for c in self.cells)})

    def _different_people(self, kind, part):
        """More time, no fewer people; and no more than the sum of its parts. Newcomers are some of them."""
        times = sorted({(c.span.first, c.span.last + A_DAY) for c in self.cells if c.part == part})
        for first, last in times:
            mine = self._unknown(kind, part, first, last)
            inside = [s for s in self.stretches if first <= s[0] and s[1] <= last]
            shorter = [t for t in times if t != (first, last) and first <= t[0] and t[1] <= last]
            for time in [None, *shorter]:
                rest = [s for s in inside if time is None or s[1] <= time[0] or s[0] >= time[1]]
                pieces = [*([time] if time else []), *rest]
                terms = [(1, self._unknown(kind, part, *piece)) for piece in pieces if piece != (first, last)]
                if terms:
                    self._row(0, inf, [*terms, (-1, mine)])
                if time:
                    self._row(0, inf, [(1, mine), (-1, self._unknown(kind, part, *time))])
            for s in inside:
                if s != (first, last):
                    self._row(0, inf, [(1, mine), (-1, self._unknown(kind, part, *s))])
            if kind != "people":
                continue
            new = [(-1, each) for _, each in self._terms("new", part, Span(first, last - A_DAY))]
            self._row(0, inf, [(1, mine), *new])
            for time in shorter if part is not WHOLE else ():
                self._row(0, inf, [(1, new[0][1]), (-1, self._unknown("new", part, *time))])
            if part is WHOLE and first == BEGINNING:
                self._row(0, 0, [(1, mine), *new])

    def solve(self) -> list[Found]:
        hidden = {(c.kind, c.part, c.span): c for c in self.cells if c.is_hidden}
        answer = []
        for cell in hidden.values():
            terms = self._terms(cell.kind, cell.part, cell.span)
            low, high = (
                self._bound(terms, sense) for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)
            )
            is_named = (
                high - low <= NEAR[cell.kind] if cell.kind in NEAR else ceil(low - SURE) >= floor(min(high, 1e9) + SURE)
            )
            if is_named and high >= 1:  # that nothing was there is about nobody
                answer.append(Found(cell, low, high))
        return answer

    def _bound(self, terms, sense):
        for _, unknown in terms:
            self.highs.changeColCost(unknown, 1.0)
        self.highs.changeObjectiveSense(sense)
        self.highs.run()
        status, value = self.highs.getModelStatus(), self.highs.getInfo().objective_function_value
        for _, unknown in terms:
            self.highs.changeColCost(unknown, 0.0)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return inf
        assert status == highspy.HighsModelStatus.kOptimal, f"what is printed contradicts itself: {status}"
        return value
