"""A made-up charity of a few people: some teams, two years and a half of work and meetings, all from one seed."""

import random
from datetime import UTC, date, datetime, timedelta

from coproduction.dashboards import cells
from members.models import Body, Team
from tests import factories as make

DAYS = (  # some in the middle of things, some on which periods begin, end or are the same
    date(2026, 8, 18), date(2026, 6, 9), date(2026, 11, 29), date(2026, 4, 7), date(2026, 6, 30), date(2026, 2, 3),
    date(2026, 3, 31), date(2026, 10, 31), date(2026, 7, 1), date(2026, 1, 15), date(2026, 9, 30), date(2026, 5, 1),
)  # fmt: skip
LEVELS = ("strategic", "operational", "individual")
ANSWERS = ("yes", "yes", "yes", "no", "maybe", "")


def day(seed) -> date:
    return DAYS[seed % len(DAYS)]


def build(seed) -> None:
    """Everything that happened up to `day(seed)`; the clock stands on it already."""
    dice, today = random.Random(seed), day(seed)
    people = [make.person(f"Neighbour {number}", has_lived_experience=True) for number in range(dice.randint(8, 26))]
    for number in range(dice.randint(2, 4)):
        make.team(f"Team {number}")
    make.body("A second group", "other")
    make.body()
    started = today - timedelta(days=dice.choice((200, 500, 900)))
    for _ in range(dice.randint(14, 30)):
        _work(dice, people, _on(dice, started, today))
    for _ in range(dice.randint(5, 11)):
        _meeting(dice, people, _on(dice, started, today - timedelta(days=1)))
    cells.plan_due(now=datetime(today.year, today.month, today.day, 13, tzinfo=UTC))


def _on(dice, first, last):
    return first + timedelta(days=dice.randint(0, (last - first).days))


def _some(dice, people):
    """Often the same few, now and then nearly everybody."""
    size = dice.choice((1, 2, 3, 5, 6, 8, len(people)))
    return dice.sample(people[: dice.choice((6, 12, len(people)))], min(size, 6, len(people)))


def _work(dice, people, on):
    team = dice.choice([*Team.objects.order_by("pk"), None])
    body = dice.choice([*Body.objects.order_by("pk"), None])
    heads = dice.choice((0, 0, 0, 2, 7))
    minutes = dice.choice((30, 45, 60, 90, 120))
    level = dice.choice(LEVELS)
    make.activity(
        people=_some(dice, people), team=team, body=body, ended_on=on, minutes=minutes, level=level, others=heads, others_le=heads
    )  # fmt: skip


def _meeting(dice, people, on):
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    closed = dice.random() < 0.8
    body = dice.choice(list(Body.objects.order_by("pk")))
    team = dice.choice([*Team.objects.order_by("pk"), None])
    fields = {"register_closed_at": at + timedelta(hours=3)} if closed else {}
    made = make.meeting(starts_at=at, now=at - timedelta(days=30), body=body, team=team, **fields)
    for person in dice.sample(people, dice.randint(3, len(people))):
        answer = dice.choice(ANSWERS)
        via = "desk" if answer and dice.random() < 0.2 else "link"
        make.rsvp(made, person, answer=answer, via=via)
        if dice.random() < 0.7:
            make.attendance(made, person, came=dice.random() < 0.8)
        if dice.random() < 0.2:
            state = dice.choice(("met", "met", "not_met", "asked"))
            make.provision(made, person, state=state, because="It came late" if state == "not_met" else "")
