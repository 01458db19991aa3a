"""The values and the changes of a record in words, as the person it is about reads them."""

import json
from datetime import date, datetime

from members import history
from members.permissions import Role
from members.words import day, when

SECRETS = {"password", "token", "token_hash", "lease_token", "form_token", "sort_name", "session_data", "key", "stored"}


def in_words(raw) -> str:
    """Dates, yes and no, lists, and everything else as it is."""
    match raw:
        case bool():
            return "Yes" if raw else "No"
        case datetime():
            return f"{when(raw)} ({raw:%Y})"
        case date():
            return f"{day(raw)} ({raw:%Y})"
        case list() | tuple():
            return ", ".join(map(in_words, raw))
        case dict():
            return json.dumps(raw, ensure_ascii=False, default=str) if raw else ""
        case memoryview() | bytes():
            return ""
    return str(raw)


def change(row, earlier, person) -> str:
    """When, by whom, and which columns; of somebody else only as what they did it."""
    by = _by(row, (row.pgh_context and row.pgh_context.metadata) or {}, person)
    if earlier is None or row.pgh_label != "update":
        what = {"insert": "Written down", "delete": "Taken away"}.get(row.pgh_label, "Written down")
    else:
        columns = [c for c in row._meta.concrete_fields if not c.name.startswith("pgh_") and c.name not in SECRETS]
        changed = [c for c in columns if getattr(row, c.attname) != getattr(earlier, c.attname)]
        what = "Changed: " + ", ".join(str(c.verbose_name).replace("_", " ") for c in changed)
    return f"{in_words(row.pgh_created_at)}. {by}. {what}"


def _by(row, facts, person):
    """The person themselves, or the role of somebody else without a name."""
    if history.through_a_link(row, facts):
        pressed = history.pressed_by(row, facts)
        if pressed == person.pk:
            return f"By you{history.BY_LINK}"
        return f"By somebody else{history.BY_LINK}" if pressed else "By the site itself"
    if facts.get("person") == person.pk:
        return "By you"
    role = facts.get("role")
    return f"By somebody else, as {Role(role).label}" if role in Role.values else "By the site itself"
