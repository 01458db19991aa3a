"""What the columns of an involvement workbook are: guessed from their headings, said by the coordinator."""

import re

from members.rules import Refused

TARGETS = {
    "date": "Date, or its first day",
    "end": "Last day",
    "title": "What it was",
    "kind": "Kind of activity",
    "people": "Who took part (names)",
    "people_le": "Clients or members who took part (names)",
    "staff": "Staff who took part (names)",
    "others": "How many others (a number)",
    "others_le": "How many of them with lived experience (a number)",
    "hours": "Hours each person gave",
    "minutes": "Minutes each person gave",
    "team": "Team",
    "project": "Project",
    "stage": "How far along it was",
    "notes": "Notes",
}
LEAVE_OUT = ""
SEVERAL = {"people", "people_le", "staff", "notes"}  # may stand in several columns
GUESSES = [  # the first that fits a heading wins
    (LEAVE_OUT, r"total|sum of|cumulative|cost|£|paid|expens|voucher|e-?mail|phone|\bref\b|month|quarter|^year$|day of"),
    ("others_le", r"(no|number|how many|#|count).*(client|member|service user|lived|carer)|(client|member|service user).*(number|count)"),
    ("others", r"^(no\.?|number|how many|#|count)\b|other(s| people)|attendance$|headcount|not named"),
    ("minutes", r"\bmin(ute)?s?\b"),
    ("hours", r"hour|\bhrs?\b|time given|duration|length|how long|^time$"),
    ("end", r"^(end|to|until|last)\b.*|finish"),
    ("date", r"date|^when|^day$|^from$|start"),
    ("stage", r"stage|phase|how far"),
    ("kind", r"type|kind|categor|sort of"),
    ("project", r"project|programme|piece of work"),
    ("team", r"team|department|service$|service area"),
    ("staff", r"staff|worker|facilitat|led by|lead"),
    ("people_le", r"client|member|service user|lived|expert|volunteer|representative"),
    ("people", r"who|people|person|name|attend|particip|involved|present"),
    ("title", r"activity|what|event|title|description|meeting|involvement|session|subject"),
    ("notes", r"note|comment|outcome|remark|detail|result|impact"),
]  # fmt: skip
TOTALS = re.compile(r"^(grand |sub)?-?\s*(totals?|sum|count|average)\b", re.I)
LOOK_FOR = 15  # rows from the top


def key_of(heading):
    return re.sub(r"[_\s]+", " ", heading).strip().casefold()


def guess(headings):
    """{heading: what it probably is}; each meaning once, but for those that may stand in several columns."""
    mapping, taken = {}, set()
    for key in dict.fromkeys(map(key_of, headings)):
        if not key:
            continue
        found = next((t for t, shape in GUESSES if re.search(shape, key)), LEAVE_OUT)
        mapping[key] = LEAVE_OUT if found in taken and found not in SEVERAL else found
        taken.add(found)
    return mapping


def find_headings(rows):
    """(index of the row with the headings, the headings), or None where a sheet has none.

    A heading that is merged over two rows stands in the upper one; an empty cell takes it from there.
    """
    best, most, found = None, 1, None
    for index, (_, cells) in enumerate(rows[:LOOK_FOR]):
        above = rows[index - 1][1] if index else []
        if len([cell for cell in cells if cell]) < 2:
            continue
        headings = [cell or (above[place] if place < len(above) else "") for place, cell in enumerate(cells)]
        if any(re.match(r"\d", cell) or len(cell) > 80 for cell in cells if cell):
            continue  # a day, a number or a long note: an entry, not headings
        meanings = {meaning for meaning in guess(headings).values() if meaning}
        score = len(meanings) + ("date" in meanings)
        if score > most:
            best, most, found = index, score, headings
    return None if best is None else (best, found)


def is_total(cells):
    filled = [cell for cell in cells if cell]
    return bool(filled) and bool(TOTALS.match(filled[0]))


def is_headings(cells, headings):
    """The headings once more, as some print them on every page."""
    filled = [key_of(cell) for cell in cells if cell]
    return len(filled) > 1 and set(filled) <= {key_of(heading) for heading in headings}


def check_mapping(mapping, sheets):
    """A date there must be, and what it was or its kind. Raises Refused."""
    said = set(mapping.values())
    if "date" not in said:
        raise Refused("Please say which column holds the date.")
    if not said & {"title", "kind"}:
        raise Refused("Please say which column holds what it was, or its kind.")
    for sheet in sheets:
        here = [mapping.get(key_of(heading), LEAVE_OUT) for heading in dict.fromkeys(map(key_of, sheet["headings"]))]
        for target in here:
            if target and target not in SEVERAL and here.count(target) > 1:
                where = f" on sheet “{sheet['title']}”" if sheet["title"] else ""
                raise Refused(f"Two columns{where} are “{TARGETS[target]}”. Please keep one of them.")


def by_target(cells, headings, mapping):
    """{what it is: [cells]} of one row; empty cells are left out."""
    given, seen = {}, set()
    for place, cell in enumerate(cells[: len(headings)]):
        key = key_of(headings[place])
        target = mapping.get(key, LEAVE_OUT)
        if not target or not cell or (key in seen and target not in SEVERAL):
            continue
        seen.add(key)
        given.setdefault(target, []).append(cell)
    return given
