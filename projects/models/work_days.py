"""On which day or days a piece of work is, in words: typed times such as "One day, 10am to 3pm" name no date."""

import re

from members.words import DAYS, MONTHS, full_day, without_its_stop

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS) + "|Sept"
_DAY = "|".join(f"{day[:3]}(?:{day[3:]})?" for day in DAYS) + "|Tues|Thurs?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_THEN = r"(?:\s*[,&–-]\s*|\s+(?:and|or|to)\s+)(?:the\s+)?"
_TIME = r"\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|\d{1,2}[:.]\d\d\b|(?:noon|midday|all\s+day)\b"
_ENDS = r"\s*(?:[,;:.&–-]|$)|\s+(?:and|at|from|or|to)\b"
_ONE_WORD = r"(?<!room )(?<!rooms )(?<!flat )(?<!unit )(?<!hall )(?<!studio )(?<!open )"
_D_M = r"(?<![\d/.])(?!24/7)(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/])"
_A_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b|\b(?:{_MONTH})\s+(?:\d{{1,2}}|{_NTH})\b"
    rf"|\b(?:{_DAY}),?\s+(?:the\s+)?{_NTH}\b|\b{_NTH}(?!{_THEN}{_NTH})(?={_ENDS})"
    rf"|\b{_NTH}(?:{_THEN}{_NTH})+(?!{_THEN}{_NTH})(?={_ENDS}|\s+(?:in|on|with|for|by)\b)|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b"
    rf"|(?:^|\b(?:on|from|by|until|between|{_DAY}),?\s+)(?:the\s+)?(?:\d{{1,2}}(?:/\d{{1,2}})?{_THEN})*{_D_M}"
    rf"(?={_ENDS}|\s+(?:{_TIME}|(?:in|with|for|until|morning|afternoon|evening)\b))"
    rf"|{_ONE_WORD}{_D_M}(?=,?\s+(?:(?:at|from)\s+)?(?:{_TIME}))",
    re.IGNORECASE,
)  # "1/2 day", "Room 3/4", "the 1st and 2nd floor" and "1st and 3rd Monday of the month" are no dates
_GOES_ON_SMALL = re.compile(
    r"(?:An?|One|Two|Three|Four|Half|All|Each|Every|Some|About|Around|At|From|In|On|Once|Over|The|Until|Up|When|"
    r"Between|Mornings?|Afternoons?|Evenings?)\b"
)  # names of days and places keep their capital
NOT_FIXED = "The date is not fixed yet"


def in_words(words, *, first=None, last=None, goes_on=False) -> str:
    """ "Wednesday 20 January 2027, one day, 10am to 3pm"; several days from–to; what happens once and has no date says so."""
    words = without_its_stop(words)
    if first is None and goes_on:
        return words
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
