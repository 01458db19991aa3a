"""An empty registration form on paper, two sides at most; typed in later at the desk.

Words reach typst as data, never as markup.
"""

from pathlib import Path

from meetings.gathering_rules import days_of
from meetings.models import Category
from meetings.models.this_time import Food, Travel
from members import charity, printing
from members.words import clock

SHEET = Path(__file__).with_name("registration_form.typ")


def words_of(gathering, *, offered) -> dict:
    """What stands on the form."""
    facts = charity.current()
    return {
        "title": gathering.title, "days": days_of(gathering), "place": gathering.place,
        "charity": {"name": facts.name, "phone": facts.phone, "hours": facts.hours, "address": facts.address},
        "parts": [label for _, label in offered.of_sort(Category.Sort.PART)],
        "ages": [label for _, label in offered.of_sort(Category.Sort.AGE)],
        "workshops": [f"{clock(each.starts_at)}: {each.title}" for each in offered.workshops],
        "food": [str(label) for label in Food.labels], "travel": [str(label) for label in Travel.labels],
    }  # fmt: skip


def draw(gathering, *, offered, now) -> bytes:
    """The PDF."""
    return printing.draw(SHEET, words=words_of(gathering, offered=offered))
