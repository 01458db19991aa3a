"""How one cell of a spreadsheet is read: each habit by a widget, each fault in words."""

import re
from datetime import date, datetime, timedelta

from import_export.widgets import Widget

from members.models.channel import Way
from members.rules.people import clean_address, clean_number

NONE_WORDS = {"", "-", "--", "n/a", "na", "none", "nil", "no", "not known", "unknown", "?", "tbc"}
LONGEST_NAME = 200


class Wrong(ValueError):
    """This cell cannot be used; the message says why."""


class NameWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        """ "Okafor, Sam" is turned round; a name that begins like a formula is refused."""
        words = (value or "").strip(" ,;")
        if words.startswith(("=", "+", "@")) or "\x00" in words:
            raise Wrong("a name cannot begin with “=” or “@”, nor hold signs that are not text")
        if words.count(",") == 1:
            last, first = (part.strip() for part in words.split(","))
            words = f"{first} {last}".strip()
        if len(words) > LONGEST_NAME:
            raise Wrong(f"the name is longer than {LONGEST_NAME} letters")
        if words and not any(sign.isalpha() for sign in words):
            raise Wrong("the name holds no letter")
        return words


class EmailWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        words = (value or "").strip().strip("<>;,").removeprefix("mailto:")
        return "" if words.lower() in NONE_WORDS else clean_address(Way.EMAIL, words)


class NumberWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        """A number whose first nought Excel took away gets it back."""
        words = re.sub(r"\.0$", "", (value or "").strip())
        if words.lower() in NONE_WORDS:
            return ""
        digits = re.sub(r"\D", "", words)
        if not words.startswith(("0", "+", "(")) and len(digits) == 10:
            words = f"0{digits}"
        elif not words.startswith(("0", "+")) and digits.startswith("44") and len(digits) == 12:
            words = f"+{digits}"
        return clean_number(words)


class DayWidget(Widget):
    """UK habits: 3/4/26, 03.04.2026, 3-Apr-26, 3 April 2026, 2026-04-03, or the number Excel keeps days as."""

    SHAPES = (
        "%d/%m/%Y",
        "%d/%m/%y",
        "%d %b %Y",
        "%d %b %y",
        "%d %B %Y",
        "%d %B %y",
        "%Y/%m/%d",
        "%b %Y",
        "%B %Y",
        "%Y",
    )
    EXCEL_BEGINS = date(1899, 12, 30)

    def clean(self, value, row=None, **kwargs):
        words = (value or "").strip()
        if words.lower() in NONE_WORDS:
            return None
        if re.fullmatch(r"[2-6]\d{4}", words):
            return self.EXCEL_BEGINS + timedelta(days=int(words))
        plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", words, flags=re.I).replace(",", " ")
        plain = re.sub(r"\s+", " ", re.sub(r"\s\d\d:\d\d(:\d\d)?$", "", plain))
        for candidate in (re.sub(r"[.\-]", "/", plain), re.sub(r"[.\-/]", " ", plain)):
            for shape in self.SHAPES:
                try:
                    found = datetime.strptime(candidate, shape).date()  # noqa: DTZ007 — a day, not an instant
                except ValueError:
                    continue
                if not 1990 <= found.year <= 2100:
                    raise Wrong(f"“{words}” lies too far away to be the day somebody joined")
                return found
        american = re.match(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-]", words)
        if american and int(american[1]) <= 12 < int(american[2]) <= 31:
            raise Wrong(f"“{words}” puts the month first; please write the day first")
        raise Wrong(f"“{words}” is not a day of the calendar")


class WordsWidget(Widget):
    """One of a few meanings, found by a word in the cell; what is not understood is said."""

    def __init__(self, meanings, what):
        super().__init__()
        self.meanings, self.what = meanings, what

    def clean(self, value, row=None, **kwargs):
        words = (value or "").strip().casefold()
        if words in NONE_WORDS - {"no"}:
            return ""
        found = next((meaning for sign, meaning in self.meanings if sign in words), None)
        if found is None:
            raise Wrong(f"“{value.strip()[:40]}” is not {self.what} we know")
        return found


class PlainWidget(Widget):
    def __init__(self, longest):
        super().__init__()
        self.longest = longest

    def clean(self, value, row=None, **kwargs):
        if "\x00" in (value or ""):
            raise Wrong("it holds signs that are not text")
        return (value or "").strip()[: self.longest]
