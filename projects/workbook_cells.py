"""How one cell of an involvement workbook is read: a time, the people in it. Each fault is a sentence."""

import re
from dataclasses import dataclass, field

from members.models.person import sort_key
from members.rules.cells import NONE_WORDS, Wrong

WORKING_DAY = 7 * 60  # minutes: what “a day” is, said on the page
UNITS = {"d": WORKING_DAY, "h": 60, "m": 1}
FRACTIONS = {"¼": ".25", "½": ".5", "¾": ".75"}
IN_WORDS = {
    "half day": WORKING_DAY // 2, "half a day": WORKING_DAY // 2, "1/2 day": WORKING_DAY // 2, "morning": WORKING_DAY // 2,
    "afternoon": WORKING_DAY // 2, "am": WORKING_DAY // 2, "pm": WORKING_DAY // 2, "all day": WORKING_DAY,
    "full day": WORKING_DAY, "whole day": WORKING_DAY, "day": WORKING_DAY, "a day": WORKING_DAY, "an hour": 60, "hour": 60,
    "one hour": 60, "half an hour": 30, "half hour": 30, "quarter of an hour": 15,
}  # fmt: skip
BETWEEN = re.compile(r"\s*(?:[,;\n\r&+•]|\band\b|\bplus\b|\bwith\b)\s*", re.I)
HEADS = re.compile(r"^(?:x\s*)?(\d{1,6})(?:\s*x)?\b\s*(.*)$", re.I)
NUMBERS = {word: str(n) for n, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)}
LIVED = re.compile(r"client|member|service user|lived|carer|expert|survivor|peer|participant", re.I)
NOBODY = NONE_WORDS | {"n.a.", "0", "nobody", "no one"}


@dataclass
class Heads:
    """Who stands in the cells of one row: names as typed, and heads that have none."""

    names: list = field(default_factory=list)  # (as typed, sort key, which column)
    others: int = 0
    others_le: int = 0


def minutes(words, *, unit=60):
    """Minutes, or None where the cell says that nobody knows. A number alone is in `unit` minutes."""
    plain = words.strip().casefold().replace("−", "-")
    for sign, number in FRACTIONS.items():
        plain = re.sub(rf"(\d?){sign}", lambda hit, n=number: (hit[1] or "0") + n, plain)
    plain = re.sub(r"^(?:c\.?|ca\.?|about|approx\.?|~|around)\s*", "", plain).replace("each", "").strip(" .")
    if plain in NONE_WORDS:
        return None
    if re.match(r"-\s*\d", plain):
        raise Wrong(f"“{words[:40]}” is a time below nought")
    if plain in IN_WORDS:
        return IN_WORDS[plain]
    if clock := re.fullmatch(r"(\d{1,3}):(\d{2})(?::\d{2})?", plain):
        return int(clock[1]) * 60 + int(clock[2])
    if re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        return round(float(plain.replace(",", ".")) * unit)
    parts = re.findall(r"(\d+(?:[.,]\d+)?)\s*(days?|d|hours?|hrs?|h|minutes?|mins?|m)\b\.?|(\d+)$", _apart(plain))
    rest = re.sub(
        r"(\d+(?:[.,]\d+)?)\s*(days?|d|hours?|hrs?|h|minutes?|mins?|m)\b\.?|(\d+)$|and|,|\s", "", _apart(plain)
    )
    if not parts or rest:
        raise Unread(f"we do not understand the time “{words[:40]}”")
    return round(sum(float((n or last).replace(",", ".")) * (UNITS[u[0]] if u else 1) for n, u, last in parts))


def _apart(words):
    """1h30 is 1h 30."""
    return re.sub(r"([a-z])(\d)", r"\1 \2", words)


class Unread(Wrong):
    """A cell that says nothing we can use; the row comes in without it."""


def people(words, *, column, into: Heads):
    """Reads one cell: names apart by commas, “and”, semicolons or new lines; “3 others” and plain numbers are heads."""
    turned = re.sub(r"\([^)]*\)", " ", words)
    for part in BETWEEN.split(turned):
        part = re.sub(r"\s+", " ", part).strip(" .:-*/")
        if not part or part.casefold() in NOBODY:
            continue
        if part.casefold() in {"others", "other", "etc", "all", "various"}:
            continue
        first, _, rest = part.partition(" ")
        if rest and first.casefold() in NUMBERS:
            part = f"{NUMBERS[first.casefold()]} {rest}"
        if counted := HEADS.match(part):
            add(into, int(counted[1]), lived=column == "people_le" or bool(LIVED.search(counted[2])))
        elif any(sign.isalpha() for sign in part):
            into.names.append((part[:120], sort_key(part)[:120], column))


def add(heads, many, *, lived):
    heads.others += many
    heads.others_le += many if lived else 0


def heads(words, *, what):
    """A number of people. Raises Wrong for one below nought or none at all."""
    plain = words.strip()
    if plain.casefold() in NONE_WORDS:
        return 0
    if re.match(r"[-−]\s*\d", plain):
        raise Wrong(f"{what}: “{plain[:20]}” is below nought")
    found = re.fullmatch(r"(?:c\.?|ca\.?|about|approx\.?|~)?\s*(\d{1,6})(?:\.0+)?\s*[a-z ]*\+?", plain, re.I)
    if not found:
        raise Wrong(f"{what}: “{plain[:40]}” is not a number of people")
    return int(found[1])
