"""What the same made-up charity has besides work and meetings: projects, money, members, quarters, questions, a conference.

It draws from dice of its own, so that what `small_charity` makes of a seed stays what it was.
"""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from coproduction.dashboards import equality as totals
from coproduction.dashboards.models import PublishedEquality
from meetings.models import EvaluationAnswer, EvaluationSheet, Meeting, Pulse
from meetings.models.evaluation import SCALE
from meetings.models.pulse import QUESTIONS
from members import charity
from members.actions import equality
from members.models import Body, EqualityPurpose, EqualityQuestion, Job, Person, Team
from members.permissions import Actor, Role
from projects import quarters
from projects.models import Activity, Agreement, Claim, Decision, LivedExperience, Position, Rating, TextVersion, Voice
from projects.queries.ladder import ladders
from tests import factories as make
from tests.drills.small_charity import day
from tests.factories import after, money, quarter
from tests.factories import day as of_a_day

A_YEAR = timedelta(days=366)
STANDS = ("no_objection", "no_objection", "concern", "objection", "")
WAYS = ("client", "project")


def build(seed, *, reader) -> None:
    """`reader` is asked to every meeting, so that the answers after each are open to them."""
    dice, today = random.Random(f"{seed}, more"), day(seed)
    people = list(Person.objects.filter(name__startswith="Neighbour").order_by("pk"))
    _projects(dice, today)
    _money(dice, people, today)
    _members(dice, people, today)
    _quarters(dice, today)
    _questions(dice, reader)
    _felt(dice, people, today)
    _conference(dice, people, today)
    _decision(dice, people, today)


def _at(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _back(dice, today, days=720):
    return today - timedelta(days=dice.randint(1, days))


def _projects(dice, today):
    for number, team in enumerate([*Team.objects.order_by("pk"), *Team.objects.order_by("pk")]):
        project = make.project(f"Project {number}", team=team, started_on=today - timedelta(days=800))
        mine = [
            each.pk for each in Activity.objects.filter(team=team, project=None).order_by("pk") if dice.random() < 0.6
        ]
        Activity.objects.filter(pk__in=mine).update(project=project)
        for meeting in Meeting.objects.order_by("pk"):
            if dice.random() < 0.3:
                project.project_meetings.create(meeting=meeting)


def pay_often(seed) -> None:
    """Nothing but claims: so many that most quarters have five people and more, and some have few."""
    dice = random.Random(f"{seed}, money")
    _money(dice, [make.person(f"Payee {number}") for number in range(dice.randint(9, 16))], day(seed), claims=(60, 110))


def _money(dice, people, today, claims=(12, 30)):
    money.payments_on()
    for _ in range(dice.randint(*claims)):
        on = _back(dice, today)
        kind = dice.choice(("cost", "cost", "fee"))
        made = money.claim(
            dice.choice(people), amount=f"{dice.randint(3, 40)}.{dice.choice(('00', '40', '65'))}", state="paid", paid_on=on,
            kind=kind, submitted_at=_at(on - timedelta(days=dice.randint(2, 20))),
        )  # fmt: skip
        assert made.amount > Decimal(2)


def payees(cell) -> int:
    """How many different people the sum of a cell was paid to."""
    claims = Claim.objects.filter(state="paid", paid_on__range=(cell.span.first, cell.span.last))
    if cell.kind != "paid":
        claims = claims.filter(kind="cost") if cell.kind == "costs" else claims.exclude(kind="cost")
    return claims.values("person").distinct().count()


def _members(dice, people, today):
    """Some began and left again; beside them a dozen who have been there for long, of whom one came another way."""
    for person in people:
        began = _back(dice, today, 1100)
        left = _back(dice, today, 300)
        if left > began and dice.random() < 0.2:
            make.membership(person, state="left", since=left, started_on=began, joined_via=dice.choice(WAYS))
        elif dice.random() < 0.9:
            make.membership(person, started_on=began, since=began, joined_via=dice.choice(WAYS))
    for at in range(12):
        began = today - timedelta(days=1500)
        via = "word_of_mouth" if at == 0 else WAYS[at % 2]
        make.membership(make.person(f"For long {at}"), started_on=began, since=began, joined_via=via)


def _quarters(dice, today):
    first = quarters.before(quarters.first_day(today))
    for _ in range(6):
        for team in Team.objects.order_by("pk"):
            if dice.random() < 0.85:
                staff = dice.randint(2, 14)
                trained = dice.choice((0, dice.randint(0, staff), staff // 2, staff))
                quarter.quarter_answer(team, first, staff=staff, trained=trained)
        first = quarters.before(first)


def _questions(dice, reader):
    """After the meetings: some with many answers, some with few."""
    for meeting in Meeting.objects.filter(register_closed_at__isnull=False).order_by("starts_at", "pk"):
        size, kind = dice.choice((2, 4, 6, 8, 11, 14)), dice.choice((0.5, 0.8, 1.0))
        answers = [
            {name: dice.choice((4, 5)) if dice.random() < kind else dice.choice((1, 2, 3)) for name in QUESTIONS}
            | {"say": dice.choice((2, 4, 4, 5))}
            for _ in range(size)
        ]
        after.pulse(meeting, answers=answers, asked=size + dice.choice((0, 1, 3, 6)), closed=True)
        make.rsvp(meeting, reader, invited_at=None)
    now = timezone.now()
    Pulse.objects.filter(closed_at__gt=now).update(closed_at=now)  # nothing is closed in days to come


def _felt(dice, people, today):
    steps = list(ladders()[0].items.all())
    for activity in Activity.objects.order_by("pk"):
        Rating.objects.create(
            activity=activity, side="staff", step=dice.choice(steps), noted_at=_at(activity.ended_on, 15)
        )
        for person in people:
            if dice.random() < 0.3:
                noted_at = _at(min(activity.ended_on + timedelta(days=3), today))
                Rating.objects.create(
                    activity=activity, side="member", person=person, step=dice.choice(steps[:4]), noted_at=noted_at
                )


def _conference(dice, people, today):
    for number in range(2):
        on = today - timedelta(days=dice.randint(60, 500))
        size = dice.randint(11, 18)
        day = of_a_day.gathering(
            f"Conference {number}", starts_at=_at(on), state="over", told_what_happened_at=_at(on + timedelta(days=40)),
            others=dice.randint(0, 6), others_le=0,
        )  # fmt: skip
        for at in range(size):
            of_a_day.registered(day, f"Guest {at}", le=dice.random() < 0.6, came_at=_at(on, 11))
        question = day.evaluation_questions.create(words="Was it worth coming?")
        for at in range(size):
            EvaluationSheet.objects.create(gathering=day, way=dice.choice(("paper", "online")))
            if number and dice.random() < 0.9:
                EvaluationAnswer.objects.create(question=question, value=dice.choice([value for value, _ in SCALE[:3]]))
            elif not number:  # five and more of two sorts, and one who was alone
                EvaluationAnswer.objects.create(question=question, value=3 if at == 0 else 4 + at % 2)


def _decision(dice, people, today):
    on = _at(_back(dice, today, 200))
    text = Agreement.objects.create(
        title="What we mean", body=Body.objects.order_by("pk").first(), started_on=on.date()
    )
    version = TextVersion.objects.create(agreement=text, number=1, made_at=on)
    decision = Decision.objects.create(
        question="Do we agree?", agreement=text, body=text.body, private_first=False, opened_at=on, closes_at=on, closed_at=on,
        outcome="agreed", decided_on=on.date(), decided_version=version, lived_experience=LivedExperience.DECIDED, noted_at=on,
    )  # fmt: skip
    for at in range(6):
        _stands(
            dice, decision, version, on, organisation=make.organisation(f"Organisation {at}"), name=f"Organisation {at}"
        )
    for person in people[: dice.randint(6, 20)]:
        _stands(dice, decision, version, on, person=person, lived_experience=True)


def _stands(dice, decision, version, on, **whose):
    voice = Voice.objects.create(decision=decision, **whose)
    if option := dice.choice(STANDS):
        Position.objects.create(voice=voice, version=version, option=option, given_at=on)


# ---- who sits at this table --------------------------------------------------------------------------------------------
def ask_who_they_are(seed) -> list[PublishedEquality]:
    """Two years of totals: the first before the last few had joined, the second today."""
    dice, now = random.Random(f"{seed}, equality"), _at(day(seed), 14)
    row = charity.row()
    row.modules = [*row.modules, "equality", "conference"]
    row.save()
    charity.forget()
    equality.usual_questions()
    EqualityPurpose.objects.create(why="To see who is missing.", said_at=now)
    asked = list(EqualityQuestion.objects.asked().order_by("position", "pk")[:3])
    EqualityQuestion.objects.exclude(pk__in=[each.pk for each in asked]).update(is_asked=False)
    members = []
    for at in range(dice.randint(14, 40)):
        members.append(make.person(f"At the table {at}", role="member"))
    first = dice.randint(10, len(members))
    _answer(dice, members[:first], asked, now - A_YEAR)
    _publish(now - A_YEAR)
    _answer(dice, members[first:], asked, now)
    _publish(now)
    return list(PublishedEquality.objects.order_by("published_on"))


def _answer(dice, people, questions, now):
    for person in people:
        make.membership(person, started_on=now.date(), since=now.date())
        given = {}
        for question in questions:
            choices = list(question.choices.all())[:4]
            given[question] = dice.choice((*choices[:1] * 3, *choices[:2], *choices, equality.PREFER_NOT, None))
        equality.answer(
            person=person, answers=given, agreed=True, actor=Actor(person=person, role=Role.MEMBER), now=now
        )


def _publish(now):
    totals.run(Job(kind=totals.KIND), now=now, progress=lambda done, of: None)
