"""The story's calendar: everything stands relative to the day of loading, but for dates that are history."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
FOUR_WEEKS = timedelta(weeks=4)


@dataclass(frozen=True)
class Days:
    """`now` is the moment of loading."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def day(self, words) -> date:
        """A date such as "2024-01-31" as it stands; "24d" or "5m" that many days or months before today."""
        words = str(words)
        if "-" in words:
            return date.fromisoformat(words)
        number, unit = int(words[:-1]), words[-1]
        return self.today - timedelta(days=number if unit == "d" else round(number * 30.4375))

    def at(self, day: date, clock: str) -> datetime:
        """That wall clock in London on that day."""
        hour, minute = (int(part) for part in clock.split(":"))
        return datetime.combine(day, time(hour, minute), tzinfo=LONDON)

    def next(self, weekday: int, *, after: int) -> date:
        """The first such weekday at least `after` days from today, not between Christmas and New Year."""
        day = self.today + timedelta(days=after)
        day += timedelta(days=(weekday - day.weekday()) % 7)
        return out_of_the_holidays(day, later=True)

    @property
    def working_day_before(self) -> date:
        """The last weekday before today."""
        day = self.today - timedelta(days=1)
        return day - timedelta(days=max(0, day.weekday() - 4))

    @property
    def advisory_next(self) -> date:
        """The Advisory Group's next meeting, still a draft: 20 to 26 days off, so that both reminders lie ahead."""
        return self.next(TUESDAY, after=20)

    def advisory_past(self, ago: int) -> date:
        """The Advisory Group's meeting `ago` meetings back; 1 is the last one."""
        return out_of_the_holidays(_before(self.today, TUESDAY) - FOUR_WEEKS * (ago - 1), later=False)

    def in_step(self, weekday: int, *, weeks: int) -> date:
        """A day more than a year back from which every fourth week leads to the meetings of that weekday."""
        return _before(self.today, weekday, weeks=weeks) - FOUR_WEEKS * 14

    @property
    def network_next(self) -> date:
        """The Network's next meeting, already published: 11 to 17 days off."""
        return self.next(THURSDAY, after=11)

    @property
    def board_next(self) -> date:
        """The trustees' next meeting, already published."""
        return self.next(WEDNESDAY, after=15)

    @property
    def workshop_next(self) -> date:
        """The next thing in a member's diary, far enough off that its first reminder still lies ahead."""
        return self.next(WEDNESDAY, after=8)

    @property
    def carers_next(self) -> date:
        return self.next(TUESDAY, after=16)

    @property
    def panel_next(self) -> date:
        """The interviews people are asked to: a working day, far enough off for the notice it needs."""
        return self.next(WEDNESDAY, after=19)

    def network_past(self, ago: int) -> date:
        return out_of_the_holidays(_before(self.today, THURSDAY, weeks=1) - FOUR_WEEKS * (ago - 1), later=False)

    def board_past(self, ago: int) -> date:
        """The trustees meet every eight weeks."""
        return out_of_the_holidays(_before(self.today, WEDNESDAY, weeks=3) - FOUR_WEEKS * 2 * (ago - 1), later=False)

    def management_past(self, ago: int) -> date:
        """The Management Board meets every twelve weeks."""
        return out_of_the_holidays(_before(self.today, WEDNESDAY, weeks=2) - FOUR_WEEKS * 3 * (ago - 1), later=False)


def _before(day: date, weekday: int, weeks: int = 0) -> date:
    """The last such weekday at least two days before, and so many weeks earlier."""
    day -= timedelta(days=2)
    return day - timedelta(days=(day.weekday() - weekday) % 7, weeks=weeks)


def out_of_the_holidays(day: date, *, later: bool) -> date:
    """Nobody meets between 24 December and 1 January."""
    while (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1):
        day += timedelta(weeks=1 if later else -1)
    return day
