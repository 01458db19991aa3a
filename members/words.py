"""Dates, times and amounts the way a tired reader reads them: "Tuesday 9 June, 2pm"."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TEN_MONTHS = timedelta(days=300)  # a day further off reads like one of these weeks without its year
QUARTERS = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}


def local(value):
    """The wall clock of the charity for an aware moment; anything else as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value, *, today: date | None = None) -> str:
    """ "Tuesday 9 June"; the year is added when it is neither this year nor within the next ten months."""
    if not value:
        return ""
    value = local(value)
    today = today or timezone.localdate()
    words = f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"
    soon = value.year == today.year + 1 and date(value.year, value.month, value.day) - today < TEN_MONTHS
    return words if value.year == today.year or soon else f"{words} {value.year}"


def full_day(value) -> str:
    """ "Tuesday 9 June 2026": for what comes once a year, so that nobody takes one year for another."""
    if not value:
        return ""
    value = local(value)
    return f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def clock(value) -> str:
    """ "2pm", "2.30pm", "12 noon", "midnight"."""
    if value is None or value == "":
        return ""
    value = local(value)
    if value.minute == 0 and value.hour in (0, 12):
        return "midnight" if value.hour == 0 else "12 noon"
    minutes = f".{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def when(value, *, today: date | None = None) -> str:
    """ "Tuesday 9 June, 2pm"."""
    if not value:
        return ""
    value = local(value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)  # already the charity's wall clock: no second conversion
    return f"{day(value, today=today)}, {clock(value)}"


def plural(count, words: str) -> str:
    """ "3 people" from 3 and "person,people"; nought reads "no people", one alone takes an s."""
    one, _, many = words.partition(",")
    many = many or f"{one}s"
    if count in (None, ""):
        return ""
    if isinstance(count, str) and count.isdecimal():
        count = int(count)
    if count == 0:
        return f"no {many}"
    number = f"{count:,}" if isinstance(count, int) else f"{count}"
    return f"{number} {one if count == 1 else many}"


def hours(value) -> str:
    """ "1½ hours" from a number of hours; under an hour "45 minutes"; not known stays so."""
    if value is None or value == "":
        return "not known"
    value = Decimal(str(value)).quantize(Decimal("0.01"))
    if 0 < value < 1:
        return plural(round(value * 60), "minute")
    whole = int(value)
    rest = value - whole
    if rest == 0:
        return plural(whole, "hour")
    if rest in QUARTERS:
        return f"{whole:,}{QUARTERS[rest]} hours"
    return f"{value.normalize():,f} hours"


def minutes(value) -> str:
    """The same from a number of minutes: "1½ hours", "1 hour 40 minutes"."""
    if value is None or value == "":
        return "not known"
    whole, rest = divmod(int(value), 60)
    if rest in (0, 15, 30, 45) or not whole:
        return hours(Decimal(value) / 60) if value else "no time"
    return f"{plural(whole, 'hour')} {plural(rest, 'minute')}"


def initials(name: str) -> str:
    """Up to two letters that stand for a name on its chip."""
    return "".join(word[0] for word in str(name).split()[:2]).upper()


def in_quotes(text) -> str:
    """Somebody's own words between quotation marks; those they used themselves become single ones inside."""
    return f"“{str(text).strip().translate({ord('“'): '‘', ord('”'): '’'})}”"


def without_its_stop(sentence) -> str:
    """What somebody typed, for a line that goes on after it: "The panel decides." must not end twice."""
    return str(sentence or "").rstrip().rstrip(".")


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def years(days: int) -> str:
    """ "6 years" from 2190 days; other lengths stay in days."""
    whole, rest = divmod(days, 365)
    return plural(days, "day") if rest or not whole else plural(whole, "year")


def harmless(cell) -> str:
    """A spreadsheet takes nothing in it for a formula (REP-08)."""
    cell = str(cell)
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def thousands(value) -> str:
    """1289.00 as "1,289.00": each three digits marked, the pence as they are. Whatever is no number stays as it is."""
    try:
        return f"{value:,}"
    except (TypeError, ValueError):
        return str(value)
