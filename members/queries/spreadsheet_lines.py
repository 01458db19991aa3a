"""A line of a spreadsheet in which somebody's name or address stands: in plain words, and whether it is about somebody else.

Two people may share an address. A line that names another person is theirs, though it holds the address of both.
"""

import json
from dataclasses import replace

from members.models import ImportRow

ADDRESSES = {"email", "phone", "text", "address"}


def seen(trace, needles):
    """The same place as people read it. Nothing else than a line of a spreadsheet is touched."""
    if trace.model is not ImportRow or trace.field != "words":
        return trace
    try:
        words = {key: value for key, value in json.loads(trace.text).items() if isinstance(value, str)}
    except (ValueError, AttributeError):
        return trace
    name = words.get("name", "")
    rest = " · ".join(value for key, value in words.items() if key not in ADDRESSES)
    is_theirs = any(n.is_sure and n.pattern.search(rest) for n in needles)
    is_theirs = is_theirs or any(n.pattern.fullmatch(name) for n in needles)
    of_another = bool(name) and not is_theirs
    return replace(
        trace, text=" · ".join(words.values()), is_sure=trace.is_sure and not of_another, of_another=of_another,
        told=_in_words(trace.pk, name),
    )  # fmt: skip


def _in_words(pk, name):
    file, number = ImportRow.objects.filter(pk=pk).values_list("people_import__name", "number").first() or ("", "")
    whom = f" that names {name}" if name else ""
    return f"Line {number} of the spreadsheet “{file}”{whom}"
