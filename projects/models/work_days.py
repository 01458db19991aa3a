"""On which day or days a piece of work is, in words: typed times such as "One day, 10am to 3pm" name no date."""

import re

from members.words import DAYS, MONTHS, full_day, without_its_stop

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_A_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b|\b(?:{_MONTH})\s+\d{{1,2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b",
    re.IGNORECASE,
)
_GOES_ON_SMALL = re.compile(
    r"(?:An?|One|Two|Three|Four|Half|All|Each|Every|Some|About|Around|At|From|In|On|Once|Over|The|Until|Up|When|"
    r"Between|Mornings?|Afternoons?|Evenings?)\b"
)  # names of days and places keep their capital
NOT_FIXED = "The date is not fixed yet"


def in_words(words, *, first=None, last=None, goes_on=False) -> str:
    """ "Wednesday 20 January 2027, one day, 10am to 3pm"; several days from–to; without any date it says so."""
    words = without_its_stop(words)
    if first is None:
        return f"{NOT_FIXED}. {words}" if words and not _A_DATE.search(words) else words
    days = _from_to(first, last, goes_on)
    if _says(words, first) and not (last and last != first):
        return words
    if _GOES_ON_SMALL.match(words):
        words = words[:1].lower() + words[1:]
    return f"{days}, {words}" if words else days


def _from_to(first, last, goes_on):
    if last and last != first:
        return f"From {full_day(first)} to {full_day(last)}"
    return f"From {full_day(first)}" if goes_on else full_day(first)


def _says(words, day):
    """Whether what was typed names that very day: "Wednesday 20 January, 10am"."""
    return re.search(rf"\b{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}\b", words) is not None
