"""Questions between the bodies, beside the eight figures: things, never people, and still through the one door."""

from dataclasses import dataclass

from django.db.models import Count, Q

from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import Measure, Things, ThingShare
from coproduction.dashboards.wording import number, share
from meetings.models import Question
from members.permissions import SORT_OF_ROLE, Role


def waiting(sort, *, day) -> Measure:
    """Questions put to a body of that sort.

    `open`: neither answered nor taken back; `late`: of them, those whose day to be answered by has passed;
    `answered`: of all that were not taken back. Questions are not people, so the counts are exact (SUPP-01).
    """
    is_open, is_late = Q(answered_at=None), Q(answered_at=None, answer_by__lt=day)
    counts = Question.objects.put_to(sort).filter(taken_back_at=None).aggregate(
        all=Count("pk"), open=Count("pk", filter=is_open), late=Count("pk", filter=is_late)
    )  # fmt: skip
    return measure(counts)


def measure(counts) -> Measure:
    """The same from counts that somebody has at hand: a home asks for them with everything else."""
    answered = ThingShare(counts["all"] - counts["open"], counts["all"])
    return Measure("QUESTIONS", {"open": Things(counts["open"]), "late": Things(counts["late"]), "answered": answered})


@dataclass(frozen=True)
class Shown:
    """The protected counts in words."""

    open: str
    late: str
    answered: str

    @property
    def none_open(self):
        return self.open == "0"

    @property
    def some_late(self):
        return self.late != "0"


def shown(actor, *, day) -> Shown:
    """For the body this role speaks for; for a coordinator that of the trustees."""
    sort = SORT_OF_ROLE.get(actor.role, SORT_OF_ROLE[Role.TRUSTEE])
    return _in_words(waiting(sort, day=day))


def shown_of(counts) -> Shown:
    """The same for counts of `all`, `open` and `late`."""
    return _in_words(measure(counts))


def _in_words(measured):
    now = protect(measured).now
    return Shown(number(now["open"]), number(now["late"]), share(now["answered"]))
