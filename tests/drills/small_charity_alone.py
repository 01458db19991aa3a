"""A made-up charity whose meetings of a whole quarter are all of one level, so that the level's figures are the charity's."""

from datetime import UTC, date, datetime, timedelta

from tests import factories as make

TODAY = date(2026, 11, 30)
STRATEGIC, OPERATIONAL = "strategic", "operational"
ALONE = (  # day, level, how many were asked, how many of them were silent, how many answers staff recorded
    (date(2025, 12, 9), STRATEGIC, 30, 10, 8),
    (date(2026, 2, 10), STRATEGIC, 30, 10, 8),
    (date(2026, 5, 12), STRATEGIC, 30, 10, 9),
    (date(2026, 8, 11), STRATEGIC, 30, 9, 9),
    (date(2026, 10, 13), STRATEGIC, 26, 3, 3),  # the few
    (date(2026, 11, 10), STRATEGIC, 26, 8, 7),
    (date(2026, 11, 24), OPERATIONAL, 20, 6, 7),
)


def build() -> None:
    people = [make.person(f"Neighbour {number}", has_lived_experience=True) for number in range(30)]
    for on, level, asked, silent, for_them in ALONE:
        at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
        made = make.meeting(
            starts_at=at, now=at - timedelta(days=30), kind=make.kind(f"Meeting, {level}", default_level=level),
            register_closed_at=at + timedelta(hours=3),
        )  # fmt: skip
        for place, person in enumerate(people[:asked]):
            answer = "" if place < silent else ("yes", "no")[place % 2]
            make.rsvp(made, person, answer=answer, via="desk" if place >= asked - for_them else "link")
            make.attendance(made, person, came=place % 4 > 0)
