"""The same patience with tables that stand by themselves: sums of unknown numbers, each between two bounds (a linear program)."""

from dataclasses import dataclass, field
from math import ceil, floor, inf

import highspy

FEW = 4
SURE = 1e-6


@dataclass(frozen=True)
class Line:
    """Something printed, or known: these unknowns, each times its factor, add up to no less than `low`, no more than `high`."""

    terms: tuple[tuple[float, tuple], ...]
    low: float
    high: float = inf


@dataclass(frozen=True)
class Secret:
    """A number that a page hides. Where `nought` is said of everybody ("nobody agreed"), it is a secret as well."""

    kind: str
    where: str
    terms: tuple[tuple[float, tuple], ...]
    nought: bool = False


@dataclass
class Sheet:
    """What is printed about the same things, to be solved together."""

    lines: list = field(default_factory=list)
    secrets: list = field(default_factory=list)

    def add(self, terms, low, high=inf):
        self.lines.append(Line(tuple(terms), low, high))

    def hide(self, kind, where, *terms, nought=False):
        self.secrets.append(Secret(kind, where, tuple(terms), nought))


@dataclass(frozen=True)
class Had:
    """A secret that can be only this; of five or more it is a cover, as in `whoever_subtracts.Found`."""

    secret: Secret
    low: float

    @property
    def is_cover(self):
        return self.low > FEW

    def __str__(self):
        return f"{self.secret.where}, {self.secret.kind}: {self.low:g}"


def found(sheet: Sheet) -> list[Had]:
    highs, at = highspy.Highs(), {}
    highs.setOptionValue("output_flag", False)
    for line in (*sheet.lines, *sheet.secrets):
        for _, unknown in line.terms:
            if unknown not in at:
                at[unknown] = len(at)
                highs.addVar(0, inf)
    for line in sheet.lines:
        factors = {}
        for factor, unknown in line.terms:
            factors[at[unknown]] = factors.get(at[unknown], 0) + factor
        highs.addRow(line.low, line.high, len(factors), list(factors), [float(each) for each in factors.values()])
    answer = []
    for secret in dict.fromkeys(sheet.secrets):
        low = ceil(_bound(highs, at, secret, highspy.ObjSense.kMinimize) - SURE)
        high = floor(min(_bound(highs, at, secret, highspy.ObjSense.kMaximize), 1e9) + SURE)
        if low >= high and (high >= 1 or secret.nought):
            answer.append(Had(secret, low))
    return answer


def _bound(highs, at, secret, sense):
    for factor, unknown in secret.terms:
        highs.changeColCost(at[unknown], float(factor))
    highs.changeObjectiveSense(sense)
    highs.run()
    status, value = highs.getModelStatus(), highs.getInfo().objective_function_value
    for _, unknown in secret.terms:
        highs.changeColCost(at[unknown], 0.0)
    if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return inf if sense == highspy.ObjSense.kMaximize else 0
    assert status == highspy.HighsModelStatus.kOptimal, f"what is printed contradicts itself: {secret.where}, {status}"
    return value
