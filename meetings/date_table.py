"""What the pages about finding a date ask: how it stands, how many each date suits, who is still to answer."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from meetings.models import DateAnswer, DateAsked, DateOption, DatePoll, PollState
from meetings.models.date_poll import Suits

FEWEST_OTHERS = 5  # below that a number would be somebody


@dataclass(frozen=True)
class Row:
    """One date: whom it suits, in numbers, and what the reader said."""

    option: DateOption
    yes: int
    if_need_be: int
    no: int
    mine: str = ""
    is_past: bool = False

    @property
    def words(self) -> str:
        return f"{self.yes} yes, {self.if_need_be} if need be, {self.no} no"

    @property
    def gives_nobody_away(self) -> bool:
        """Enough others have answered, and not all of them the same: nobody can tell what one of them said."""
        others = Counter({Suits.YES: self.yes, Suits.IF_NEED_BE: self.if_need_be, Suits.NO: self.no})
        if self.mine:
            others[self.mine] -= 1
        return others.total() >= FEWEST_OTHERS and max(others.values()) < others.total()


def options_of(poll):
    return DateOption.objects.filter(poll=poll).order_by("starts_at", "pk")


def people_of(poll):
    """Who is asked, by name."""
    asked = DateAsked.objects.filter(poll=poll, removed_at=None, person__died_on=None)
    return asked.select_related("person", "recorded_by").order_by("person__sort_name", "pk")


def rows_of(poll, *, asked=None, now) -> list[Row]:
    """Every date with its numbers, never a name; `asked` adds what that person said. Two questions."""
    standing = Q(answers__asked__removed_at=None)
    counts = {f"n_{name}": Count("answers", filter=standing & Q(answers__suits=suits)) for name, suits in (
        ("yes", Suits.YES), ("maybe", Suits.IF_NEED_BE), ("no", Suits.NO))}  # fmt: skip
    mine = dict(DateAnswer.objects.filter(asked=asked).values_list("option", "suits")) if asked else {}
    return [
        Row(option, option.n_yes, option.n_maybe, option.n_no, mine.get(option.pk, ""), option.starts_at <= now)
        for option in options_of(poll).annotate(**counts)
    ]


def best_of(rows) -> Row | None:
    """Most who can, then fewest who cannot; the earlier of equal ones. Nothing is chosen by it."""
    able = [row for row in rows if not row.is_past and row.yes + row.if_need_be]
    return max(
        able,
        key=lambda row: (row.yes + row.if_need_be, row.yes, -row.no, -row.option.starts_at.timestamp()),
        default=None,
    )


def as_good(rows, best) -> list[Row]:
    """The other dates that suit just as many: nobody should think that there is only one."""
    same = (best.yes, best.if_need_be, best.no) if best else None
    return [row for row in rows if row is not best and not row.is_past and (row.yes, row.if_need_be, row.no) == same]


def matrix(poll, rows):
    """For those who run it: each person with their answers in the order of the dates."""
    people = list(people_of(poll).prefetch_related("answers"))
    for asked in people:
        said = {answer.option_id: answer for answer in asked.answers.all()}
        asked.cells = [(row.option, said.get(row.option.pk)) for row in rows]
    return people


def waiting_for(person_id, *, now):
    """What somebody is asked about and has not answered, soonest first; for the homes."""
    open_ones = DateAsked.objects.filter(
        person=person_id, removed_at=None, answered_at=None, poll__state=PollState.OPEN
    )
    return open_ones.order_by("poll__answer_by", "pk")


def run_by(actor):
    """Polls that are not over, for those who run them."""
    return (
        DatePoll.objects.visible_to(actor)
        .filter(state__in=[PollState.DRAFT, PollState.OPEN])
        .order_by("answer_by", "pk")
    )


def names_of(ids) -> dict[int, str]:
    """What staff read where a letter or a call is about it."""
    return {
        pk: f"Finding a date: {title}" for pk, title in DatePoll.objects.filter(pk__in=ids).values_list("pk", "title")
    }
