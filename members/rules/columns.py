"""What the columns of a spreadsheet of people are, and how one row is read: each cell by a widget, each fault in a sentence."""

import re
from dataclasses import asdict, dataclass, field

from import_export.fields import Field
from import_export.resources import Resource

from members.models.channel import Way
from members.models.membership import State
from members.models.person import sort_key
from members.rules.cells import DayWidget, EmailWidget, NameWidget, NumberWidget, PlainWidget, WordsWidget, Wrong
from members.rules.people import Refused

# what a column may be: word in the mapping → what the coordinator reads
TARGETS = {
    "name": "Name",
    "first": "First name",
    "last": "Last name",
    "email": "Email address",
    "phone": "Telephone",
    "text": "Mobile, for text messages",
    "address": "Postal address, or a line of it",
    "way": "How they like to be reached",
    "pronouns": "Pronouns",
    "format": "How their letters look",
    "state": "Where they are in the group",
    "since": "Member since",
    "joined_via": "How they came to us",
    "body": "Group they sit in",
    "note": "A note about them",
}
PLACES = {
    "state",
    "since",
    "joined_via",
    "body",
}  # in the group: looked at only where the coordinator says they are members
LEAVE_OUT = ""
GUESSES = [  # the first that fits a heading wins
    ("first", r"^(first|fore|given|christian).?name|^first$|^forename"),
    ("last", r"^(last|sur|family|second).?name|^last$|^surname"),
    ("email", r"e-?mail"),
    ("text", r"mobile|^text|\bcell"),
    ("phone", r"phone|^tel\b|telephone|landline|number to ring"),
    ("address", r"address|street|town|city|post ?code|county"),
    ("way", r"prefer.*(contact|way|method|reach)|contact.*(prefer|method|by)|how.*contact"),
    ("pronouns", r"pronoun"),
    ("format", r"print|letter format"),
    ("since", r"since|^joined$|joined on|date joined|start date|join date|member from"),
    ("joined_via", r"joined via|how.*(came|joined|heard)|source|referr"),
    ("state", r"^status|^state|member(ship)? status|stage"),
    ("body", r"^group|^body|committee|board|^team"),
    ("note", r"^notes?$|comment|remark"),
    ("name", r"name|member|person|who"),
]
BEHIND_CONSENT = re.compile(
    r"access|need|disab|health|diagnos|condition|lived|experience|ethnic|gender|sexual|religio|\bage\b|birth|dob|diet|medic|support",
    re.I,
)
OF_ANOTHER = re.compile(
    r"emergency|\b(?:grand|step)?-?(kin|nok|ice|carer|parent|mother|mum|father|dad|partner|wife|husband|spouse|son|daughter|"
    r"sister|brother|aunt|uncle|niece|nephew|cousin|family|friend|neighbour|gp|doctor|relative|guardian|worker)s?\b",
    re.I,
)  # whom to ring about somebody is not how they are reached, nor is it what they are called
NEVER_OF_ANOTHER = {"email", "phone", "text", "address", "name"}
SAYS_NOTHING = re.compile(
    r"((my|your|their|the|mobs?|nos?|nrs?|nums?|numbers?|tels?|phones?|cells?|ring|call|landline|home|day ?time|evening|"
    r"column|col|field|unnamed|\d+|[a-z])\b[\W_]*)*",
    re.I,
)  # a heading without a meaning of its own
UK_NUMBER = re.compile(
    r"(?:0|\+?44|0044)0?[1-37]\d{8,9}|[17]\d{9}"
)  # the last as Excel leaves it: without its first nought
TOTALS = re.compile(r"^(grand |sub)?-?\s*(total|sum|count|number of)", re.I)
MEMBER_WORDS = {
    "active": State.ACTIVE, "current": State.ACTIVE, "member": State.ACTIVE, "yes": State.ACTIVE, "y": State.ACTIVE,
    "enquiry": State.ENQUIRY, "enquirer": State.ENQUIRY, "new": State.ENQUIRY, "interested": State.ENQUIRY,
    "induction": State.INDUCTION, "left": State.LEFT, "former": State.LEFT, "ex": State.LEFT, "past": State.LEFT,
}  # fmt: skip
WAY_WORDS = [
    (Way.EMAIL, "mail"), (Way.TEXT, "text"), (Way.TEXT, "sms"), (Way.TEXT, "mobile"), (Way.PHONE, "phone"), (Way.PHONE, "call"),
    (Way.PHONE, "ring"), (Way.POST, "post"), (Way.POST, "letter"),
]  # fmt: skip
VIA_WORDS = {
    "client": "client", "course": "project", "project": "project", "conference": "conference", "partner": "partner",
    "web": "website", "friend": "word_of_mouth", "mouth": "word_of_mouth",
}  # fmt: skip


class PersonColumns(Resource):
    """The cells of one person, in the order in which faults are told."""

    name = Field(column_name="name", widget=NameWidget())
    email = Field(column_name="email", widget=EmailWidget())
    phone = Field(column_name="phone", widget=NumberWidget())
    text = Field(column_name="text", widget=NumberWidget())
    address = Field(column_name="address", widget=PlainWidget(500))
    way = Field(column_name="way", widget=WordsWidget([(s, w.value) for w, s in WAY_WORDS], "a way to reach somebody"))
    pronouns = Field(column_name="pronouns", widget=PlainWidget(40))
    format = Field(
        column_name="format",
        widget=WordsWidget([("large", "large"), ("18", "large"), ("easy", "easy"), ("stand", "standard"), ("normal", "standard")],
                           "a way letters look"),
    )  # fmt: skip
    state = Field(
        column_name="state",
        widget=WordsWidget([(s, v.value) for s, v in MEMBER_WORDS.items() if len(s) > 2], "a place in the group"),
    )
    since = Field(column_name="since", widget=DayWidget())
    joined_via = Field(column_name="joined_via", widget=WordsWidget(list(VIA_WORDS.items()), "a way to come to us"))
    body = Field(column_name="body", widget=PlainWidget(120))
    note = Field(column_name="note", widget=PlainWidget(2000))


COLUMNS = PersonColumns()


@dataclass
class Row:
    """One person as the spreadsheet has them; an empty word means that it says nothing."""

    name: str = ""
    email: str = ""
    phone: str = ""
    text: str = ""
    address: str = ""
    way: str = ""
    pronouns: str = ""
    format: str = ""
    state: str = ""
    since: str = ""
    joined_via: str = ""
    body: str = ""
    note: str = ""
    left_out: list = field(default_factory=list)  # sentences about cells that were not understood and do not matter

    def as_facts(self):
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def key(self):
        return sort_key(self.name)


MATTERS = {"name", "email", "phone", "text", "since"}  # a fault in another cell leaves that cell out, not the row


def guess(headings, rows=()):
    """What each heading probably means; a heading about health, needs or who somebody is is left out: people agree first.
    One that says nothing may be told by what stands below it, in `rows` of cells: telephone numbers are offered as such.
    What is said to be somebody else's, such as a next of kin's name or number, is never offered as theirs."""
    mapping, taken = [], set()
    for heading in headings:
        words = re.sub(r"[_\s]+", " ", heading).strip().casefold()
        if not words or BEHIND_CONSENT.search(words):
            mapping.append(LEAVE_OUT)
            continue
        of_another = OF_ANOTHER.search(words)
        found = next(
            (
                t
                for t, shape in GUESSES
                if re.search(shape, words)
                and (t == "address" or t not in taken)
                and not (of_another and t in NEVER_OF_ANOTHER)
            ),
            LEAVE_OUT,
        )
        taken.add(found)
        mapping.append(found)
    if "name" in mapping and {"first", "last"} <= set(mapping):
        mapping[mapping.index("name")] = LEAVE_OUT
    if not {"phone", "text"} & taken:
        unknown = (
            at
            for at, words in enumerate(headings)
            if mapping[at] == LEAVE_OUT and SAYS_NOTHING.fullmatch(words.replace("_", " ").strip(" \t.,:;#*()"))
        )
        found = next((at for at in unknown if _are_numbers([cells[at] for cells in rows if len(cells) > at])), None)
        if found is not None:
            mapping[found] = "phone"
    return mapping


def _are_numbers(cells):
    """Whether more than half of what stands there are telephone numbers of this country, written in any way."""
    bare = [re.sub(r"[\s().-]", "", cell) for cell in cells if cell]
    return 2 * sum(bool(UK_NUMBER.fullmatch(cell)) for cell in bare) > len(bare)


def find_headings(rows):
    """The index of the row that holds the headings: the one of the first few that says most about people."""
    best, most = 0, 0
    for index, (_, cells) in enumerate(rows[:15]):
        filled = [cell for cell in cells if cell]
        score = sum(1 for meaning in guess(filled) if meaning) if len(filled) > 1 else 0
        if any("@" in cell for cell in filled):
            score = 0  # a row with an address in it is a person
        if score > most:
            best, most = index, score
    if not most and len([c for c in rows[0][1] if c]) == 1 and not guess(rows[0][1][:1])[0]:
        raise Refused(
            "We cannot find the row with the headings, such as “Name” and “Email”. Please add one.", field="file"
        )
    return best


def is_blank(cells):
    return not any(cells)


def is_total(cells):
    filled = [cell for cell in cells if cell]
    return bool(filled) and len(filled) <= 3 and bool(TOTALS.match(filled[0]))


def read_row(cells, mapping) -> Row:
    """One row, cleaned. Raises Wrong with every fault that keeps it out."""
    given = _by_target(cells, mapping)
    values, faults, left_out = {}, [], []
    for name, column in COLUMNS.fields.items():
        try:
            values[name] = column.widget.clean(given.get(name, ""), row=given)
        except (Wrong, Refused) as no:
            (faults if name in MATTERS else left_out).append(f"{TARGETS[name]}: {str(no).rstrip('.')}")
    if not values.get("name") and not faults:
        faults.append("there is no name")
    if faults:
        raise Wrong(". ".join(words[0].upper() + words[1:] for words in faults) + ".")
    day = values.pop("since", None)
    return Row(**{**values, "since": day.isoformat() if day else ""}, left_out=left_out)


def name_in(cells, mapping) -> str:
    """What stands where the name should be, as it is: so that a row that cannot come in can be told from others."""
    return " ".join(_by_target(cells, mapping)["name"].split())[:200]


def only_people(mapping):
    """The same columns without what would give somebody a place in the group."""
    return [LEAVE_OUT if target in PLACES else target for target in mapping]


def _by_target(cells, mapping):
    given = {}
    for cell, target in zip(cells, mapping, strict=False):
        if target and cell:
            given[target] = f"{given[target]}\n{cell}" if target in given else cell
    if not given.get("name"):
        given["name"] = " ".join(part for part in (given.get("first", ""), given.get("last", "")) if part)
    return given


def check_mapping(mapping):
    """Without a name nobody can be brought in."""
    if "name" not in mapping and not {"first", "last"} & set(mapping):
        raise Refused("Please say which column holds the name.")
    doubled = sorted({t for t in mapping if t and t != "address" and mapping.count(t) > 1})
    if doubled:
        raise Refused(f"Two columns are “{TARGETS[doubled[0]]}”. Please keep one of them.")
