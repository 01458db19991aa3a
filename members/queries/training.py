"""Who is trained in what, and what runs out soon."""

from dataclasses import dataclass
from datetime import date, timedelta

from members.models import Course, Person, RoleGrant, Training
from members.permissions import Role

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Record:
    """One training as a page shows it: `word` is its state, `tone` only repeats it."""

    training: Training
    word: str
    tone: str


def state(training, *, today: date) -> tuple[str, str]:
    """How a training stands on that day, as a word and a tone."""
    if training.status == Training.Status.BOOKED:
        return ("Booked", "") if training.on_day >= today else ("Booked, and the day is over", "sun")
    if training.expires_on is None:
        return "Done", "leaf"
    if training.expires_on < today:
        return "Has run out", "clay"
    return ("Runs out soon", "sun") if training.expires_on <= today + SOON else ("Done", "leaf")


def of_person(person, *, today) -> list[Record]:
    """Everything one person was trained in, the newest first."""
    rows = person.trainings.select_related("course", "certificate_file", "recorded_by", "person").newest()
    return [Record(row, *state(row, today=today)) for row in rows]


def latest(*, actor):
    """The last training of each person in each course: what counts today."""
    newest = (
        Training.objects.visible_to(actor)
        .order_by("person_id", "course_id", "-on_day", "-pk")
        .distinct("person_id", "course_id")
    )
    return (
        Training.objects.filter(pk__in=newest.values("pk"))
        .select_related("person", "course")
        .order_by("person__sort_name", "person_id", "course__name", "pk")
    )


def running_out(*, actor, today):
    """The last training of somebody that has run out or will soon, the first to run out first; not of those who died."""
    return (
        latest(actor=actor)
        .filter(expires_on__lte=today + SOON, person__died_on=None, person__is_active=True)
        .order_by("expires_on", "person__sort_name", "pk")
    )


def staff_of(team, *, day):
    """Who works in that team on that day, by name."""
    grants = RoleGrant.objects.on(day).filter(team=team, role=Role.STAFF)
    return Person.objects.filter(pk__in=grants.values("person"), died_on=None).by_name()


def coproduction_of(team, *, day) -> list[tuple[Person, Record | None]]:
    """Each of the team with their last training in co-production that was done; None: none yet. Two questions."""
    people = list(staff_of(team, day=day))
    done = Training.objects.in_coproduction().filter(person__in=people, status=Training.Status.DONE)
    last = done.order_by("person_id", "-on_day", "-pk").distinct("person_id").select_related("course")
    found = {each.person_id: Record(each, *state(each, today=day)) for each in last}
    return [(person, found.get(person.pk)) for person in people]


def trained_in_coproduction(team, *, day) -> int:
    """How many of the team hold such a training on that day."""
    holding = Training.objects.in_coproduction().holding(day).filter(person__in=staff_of(team, day=day))
    return holding.order_by().values("person").distinct().count()


def holds(person, course, *, day) -> bool:
    """Whether this person's training in that course is in force on that day."""
    return Training.objects.holding(day).filter(person=person, course=course).exists()


def who_is_trained(work, people, *, day) -> set:
    """Ids of those among these people whose training in the course that `work.needs_course` names is in force."""
    if work.needs_course_id is None:
        return set()
    found = Training.objects.holding(day).filter(course_id=work.needs_course_id, person__in=people)
    return set(found.values_list("person_id", flat=True))


def courses():
    """Every course, those on offer first."""
    return Course.objects.order_by("-is_active", "name", "pk")


def people_by_name(actor):
    """Whom a training may be written down for."""
    return Person.objects.visible_to(actor).filter(died_on=None).by_name()
