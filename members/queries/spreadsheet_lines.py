"""A line of a spreadsheet in which somebody's name or address stands: in plain words, and whether it is about somebody else.

Two people may share an address. A line that names another person is theirs, though it holds the address of both. An address
that nobody else is known or named with goes with whose it is, however the line writes their name.
"""

import json
from dataclasses import replace

from members.models import ImportRow

ADDRESSES = {"email", "phone", "text", "address"}
SHORTEST = 3  # letters; what is shorter stands for a name and is none


def seen(trace, needles, *, known_as=""):
    """The same place as people read it; `known_as` is whose line it is by now. Nothing else than a line is touched."""
    if not _is_line(trace):
        return trace
    try:
        words = {key: value for key, value in json.loads(trace.text).items() if isinstance(value, str)}
    except (ValueError, AttributeError):
        return trace
    name = words.get("name", "")
    rest = " · ".join(value for key, value in words.items() if key not in ADDRESSES)
    is_theirs = any(n.is_sure and n.pattern.search(rest) for n in needles)
    is_theirs = is_theirs or any(n.pattern.fullmatch(name) for n in needles)
    # Only sure words are theirs alone; with others it is enough that the line does not name them.
    another = not trace.is_sure or is_another(known_as, needles) or is_another(name, needles)
    of_another = bool(name) and not is_theirs and another
    return replace(
        trace, text=" · ".join(words.values()), is_sure=trace.is_sure and not of_another, of_another=of_another,
        named=name,
    )  # fmt: skip


def in_words(traces) -> list:
    """The same places, each line told by its number and its spreadsheet: one question for all of them."""
    pks = [trace.pk for trace in traces if _is_line(trace)]
    if not pks:
        return traces
    rows = ImportRow.objects.filter(pk__in=pks).values_list("pk", "number", "people_import__name").order_by("pk")
    lines = {pk: f"Line {number} of the spreadsheet “{file}”" for pk, number, file in rows}
    return [
        replace(trace, told=f"{lines[trace.pk]}{f' that names {trace.named}' if trace.named else ''}")
        if _is_line(trace) and trace.pk in lines
        else trace
        for trace in traces
    ]


def _is_line(trace):
    return trace.model is ImportRow and trace.field == "words"


def is_another(name, needles):
    """Whether this names somebody else. A part of their first name, an initial before it or a short form is still theirs;
    a surname alone is not, for families share it."""
    parts = [part.strip(".,'’").casefold() for part in name.replace(",", " ").split()]
    if not any(len(part) >= SHORTEST for part in parts):
        return False
    whole = (n.words.casefold().split() for n in needles if "@" not in n.words and not any(map(str.isdigit, n.words)))
    first = {each[0] for each in whole if len(each) > 1}
    initial = {parts[0]} if len(parts[0]) == 1 else set()
    said = initial | {part for part in parts if len(part) >= SHORTEST}
    return not any(
        theirs.startswith(part) or (len(part) > 1 and part.startswith(theirs)) for part in said for theirs in first
    )
