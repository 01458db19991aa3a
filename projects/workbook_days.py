"""How the days of an involvement workbook are read; a year may stand only in the name of the sheet. Each fault is a sentence."""

import calendar
import re
from datetime import date

from members.rules.cells import NONE_WORDS, DayWidget, Wrong

WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[\s,.]+", re.I)
DAYS_FROM_TO = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|to|and|&|/)\s*(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,}.*)$", re.I
)
DAY_WITHOUT_YEAR = re.compile(r"^\d{1,2}(?:st|nd|rd|th)?[\s/.\-]+(?:\d{1,2}|[a-z]{3,})$", re.I)
MONTH = re.compile(r"^([a-z]{3,})[\s/.\-]*(\d{4}|\d{2})?$", re.I)
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s*[-/–]\s*(\d{4}|\d{2}))?(?!\d)")


def year_of(title):
    """(year, whether it runs from April) from a sheet's name such as 2024, Log 2023-24 or 23/24; None without one."""
    found = YEARS.search(title)
    if found:
        return int(found[1]), bool(found[2])
    short = re.search(r"(?<!\d)(\d{2})\s*[-/–]\s*(\d{2})(?!\d)", title)
    if short and (int(short[1]) + 1) % 100 == int(short[2]):
        return 2000 + int(short[1]), True
    return None


def days(words, *, year=None):
    """(first day, last day). A month alone is the whole month; a day without a year takes the sheet's."""
    plain = re.sub(r"\s+", " ", WEEKDAY.sub("", words.strip())).strip(" .")
    if not plain or plain.casefold() in NONE_WORDS:
        raise Wrong("there is no date")
    if several := DAYS_FROM_TO.match(plain):
        first, last = (_day(f"{several[n]} {several[3]}", year) for n in (1, 2))
        if last < first:
            raise Wrong(f"“{words[:40]}” ends before it begins")
        return first, last
    if (month := MONTH.match(plain)) and month[1][:3].lower() in MONTHS:
        return _month(MONTHS[month[1][:3].lower()], month[2], year, words)
    day = _day(plain, year)
    return day, day


def _day(words, year):
    if re.fullmatch(r"\d{4}", words):
        raise Wrong(f"“{words}” is a year without a day")
    if DAY_WITHOUT_YEAR.match(words) and not re.search(r"\d{4}", words):
        if year is None:
            raise Wrong(f"“{words[:40]}” has no year, and the sheet's name has none")
        bare = DayWidget().clean(f"{words} 2024" if re.search("[a-z]{3}", words, re.I) else f"{words}/2024")
        try:
            return date(_year_for(bare.month, year), bare.month, bare.day)
        except ValueError:
            raise Wrong(f"“{words[:40]}” is not a day of that year") from None
    try:
        found = DayWidget().clean(words)
    except Wrong as no:
        raise Wrong(re.sub(" to be the day somebody joined", "", str(no))) from None
    return found


def _month(number, said, year, words):
    if said:
        of = int(said) if len(said) == 4 else 2000 + int(said)
    elif year is not None:
        of = _year_for(number, year)
    else:
        raise Wrong(f"“{words[:40]}” has no year, and the sheet's name has none")
    return date(of, number, 1), date(of, number, calendar.monthrange(of, number)[1])


def _year_for(month, year):
    begins, from_april = year
    return begins + 1 if from_april and month < 4 else begins
