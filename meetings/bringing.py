"""A partner's list of people: read from what was pasted or uploaded, each row with its fate before anything is saved.

A row is a name, perhaps an email address or number, perhaps "yes" for lived experience, perhaps what would help.
"""

import csv
import io
from dataclasses import dataclass

from meetings.actions.registrations import Asked
from meetings.gathering_counts import Standing, standing_of
from meetings.gathering_rules import reach, without_number
from meetings.models import Category, Needs, Registration, RegistrationState
from members.models.channel import Way
from members.models.person import sort_key
from members.rules import Refused

MOST = 200  # people in one go
YES = {"yes", "y", "true", "1", "x", "ja", "lived experience", "le"}
HEADINGS = {"name", "full name", "first name"}


@dataclass(frozen=True)
class Row:
    """One line: what was read, and what will become of it; `problem` when nothing will."""

    number: int
    name: str
    reach: str
    lived: bool
    fate: str
    asked: Asked | None = None

    @property
    def is_fine(self):
        return self.asked is not None


def read(words, *, gathering, organisation, now) -> list[Row]:
    """Every row and its fate, as places stand at this moment. Nothing is saved. Raises Refused for what is no list.

    Whether somebody with an address is on the list already is theirs to tell: their row reads like any other.
    """
    lines = [cells for cells in _cells(words) if any(cells)]
    if lines and lines[0][0].strip().casefold() in HEADINGS:
        lines = lines[1:]
    if not lines:
        raise Refused("There is nobody on this list yet. One person a line, please.", field="people")
    if len(lines) > MOST:
        raise Refused(f"That is more than {MOST} people. Please bring them in two lists.", field="people")
    standing, seen, rows = standing_of(gathering, now=now), set(), []
    there = _there(gathering, organisation)
    for number, cells in enumerate(lines, start=1):
        row, standing = _row(number, cells, there=there, seen=seen, standing=standing)
        rows.append(row)
    return rows


def _cells(words):
    if "\x00" in words:
        raise Refused("This cannot be read as a list. Please save it as CSV, or type the names.", field="people")
    sample = words[:4000]
    sign = max("\t;,", key=lambda each: sample.count(each))
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(words), delimiter=sign)]


def _there(gathering, organisation):
    """Whom this organisation brought before, of those it tells itself."""
    live = Registration.objects.filter(gathering=gathering, brought_by=organisation, address="")
    rows = live.exclude(state=RegistrationState.CANCELLED).values_list("sort_name", "address")
    return {(each, address) for name, address in rows for each in (name, without_number(name))}


def _row(number, cells, *, there, seen, standing: Standing):
    name, address, lived, needs = [*cells, "", "", "", ""][:4]
    name, lived = " ".join(name.split())[:200], lived.casefold() in YES
    way = _way(address)
    try:
        if not name:
            raise Refused("There is no name.")
        way, address = reach(way, address)
    except Refused as no:
        return Row(number, name, address, lived, str(no)), standing
    key = sort_key(name), address
    if key in there:
        return Row(number, name, address, lived, "You have brought them already."), standing
    if key in seen:
        return Row(number, name, address, lived, "Stands twice in this list."), standing
    seen.add(key)
    categories = (Category.LIVED_EXPERIENCE,) if lived else ()
    asked = Asked(name=name, way=way, address=address, categories=categories, needs=Needs(access=needs[:1000]))
    if way:
        return Row(number, name, address, lived, "We tell them: a place, or the waiting list.", asked), standing
    if standing.free(held=lived) and not standing.ahead(held=lived):
        standing = standing.with_one_more(held=lived, place_no=standing.last_place + 1)
        return Row(number, name, address, lived, "Gets a place.", asked), standing
    return Row(number, name, address, lived, "Goes on the waiting list.", asked), standing


def _way(address):
    if not address:
        return ""
    if "@" in address:
        return Way.EMAIL
    return Way.PHONE if sum(c.isdigit() for c in address) >= 9 else Way.POST
