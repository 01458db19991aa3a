"""What will go out: letters that wait and letters that planning foresees, by day, then by what they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from members.models import Letter, Person
from members.models.letter import LetterState
from members.post import abouts, clock, kinds, pacing, window
from members.words import clock as time_words
from members.words import day

DAYS = 14


@dataclass(frozen=True)
class Line:
    """One letter to one person that has not left: noted (`letter`) or only foreseen."""

    key: str
    kind: str
    about: str
    person_id: int | None
    due_at: datetime
    letter: int | None = None
    on_hold: bool = False
    is_skipped: bool = False
    in_the_weekly: bool = False

    @property
    def group(self) -> str:
        """What it is listed under: the same kind about the same thing at the same minute."""
        return f"{self.kind}|{self.about}|{int(self.due_at.timestamp()) // 60}"


def lines(*, now: datetime, skipped_reason: str) -> list[Line]:
    """Every letter of the next fourteen days, in the order in which they leave."""
    until = now + timedelta(days=DAYS)
    noted = Letter.objects.filter(due_at__lte=until, is_sensitive=False).outside_the_sealed_room()
    waiting = noted.filter(state=LetterState.WAITING)
    skipped = noted.filter(state=LetterState.WITHHELD, reason=skipped_reason, due_at__gt=now)
    found = {}
    for letter in (waiting | skipped).only("key", "kind", "about", "person_id", "due_at", "on_hold", "state", "reason"):
        weekly = letter.state == LetterState.WAITING and letter.reason == pacing.FOR_THE_WEEKLY_LETTER
        found[letter.key] = Line(
            key=letter.key, kind=letter.kind, about=letter.about, person_id=letter.person_id, letter=letter.pk,
            due_at=pacing.last_weekly(letter.due_at) if weekly else letter.due_at, in_the_weekly=weekly,
            on_hold=letter.on_hold, is_skipped=letter.state == LetterState.WITHHELD,
        )  # fmt: skip
    foreseen = [f for f in clock.foresee(now=now, until=until) if f.key not in found]
    gone = (
        set(Letter.objects.filter(key__in=[f.key for f in foreseen]).values_list("key", flat=True))
        if foreseen
        else set()
    )
    for f in foreseen:
        if f.key not in gone:
            found[f.key] = Line(key=f.key, kind=f.kind, about=f.about, person_id=f.person_id, due_at=f.due_at)
    return sorted(found.values(), key=lambda line: (line.due_at, line.kind, line.about, line.key))


def at_any_hour() -> bool:
    """Whether nothing waits for the day here: how the demonstration is set, so that nobody who tries it has to wait."""
    return window.hours(settings.SEND_WINDOW) is None


def by_day(found: list[Line]) -> list[dict]:
    """Days, each with its groups; a group has its key, words, time and how many leave, are held or skipped."""
    names = abouts.of(line.about for line in found)
    days: dict = {}
    for line in found:
        local = timezone.localtime(line.due_at)
        groups = days.setdefault(local.date(), {})
        group = groups.setdefault(
            line.group,
            {
                "key": line.group, "kind": kinds.words(line.kind), "about": names.get(line.about), "at": time_words(local),
                "leaving": 0, "held": 0, "skipped": 0, "weekly": 0,
            },
        )  # fmt: skip
        group["weekly"] += line.in_the_weekly
        group["held" if line.on_hold else "skipped" if line.is_skipped else "leaving"] += 1
    return [{"day": day(date), "groups": list(groups.values())} for date, groups in days.items()]


def people_of(found: list[Line]) -> list[tuple[Line, Person | None]]:
    """Each line with its person, by name."""
    people = Person.objects.in_bulk({line.person_id for line in found if line.person_id})
    pairs = [(line, people.get(line.person_id)) for line in found]
    return sorted(pairs, key=lambda pair: (pair[1].sort_name if pair[1] else "", pair[0].key))
