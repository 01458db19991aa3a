"""What became of what people said: how one contribution stands, and the lists that pages and letters ask for."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Prefetch, Q

from meetings.models import Said, TableNote
from projects.models import CLOSING, NOT_DONE, YES, Answer, Change, Contribution, Contributor, Response, Telling, Told

LATE, WAITS, DONE, NOT = "clay", "sun", "leaf", "clay"


@dataclass(frozen=True)
class Standing:
    """How one contribution stands: what holds now, who has been told that, and who has not."""

    response: Response | None
    change: Change | None
    told: list = field(default_factory=list)  # of `Told`: those who know what holds now
    waiting: list = field(default_factory=list)  # of `Contributor`: those who wish to hear and have not
    nobody_named: bool = False
    group_told: bool = False

    @property
    def waits_for_a_change(self):
        """We said yes, and nothing is different yet: until then nobody may say that it is done."""
        return self.response is not None and self.response.answer in YES and self.change is None

    @property
    def is_closed(self):
        """Answered, done where we said yes, and everybody who wishes to hear has been told (domain 8.2, 4)."""
        if self.response is None or self.waits_for_a_change:
            return False
        return self.group_told if self.nobody_named else not self.waiting

    @property
    def telling(self):
        """Which of the four things there is to tell now."""
        if self.response is None:
            return Telling.THANKS
        if self.waits_for_a_change:
            return Telling.PROGRESS
        return Telling.NOT_DONE if self.response.answer in NOT_DONE else Telling.OUTCOME


def standing_of(contribution) -> Standing:
    """From what was read with it by `with_all`; nobody who died, was erased or would rather not hear is waited for."""
    response = next(reversed(contribution.responses.all()), None)
    change = next(reversed(contribution.changes.all()), None) if response is not None else None
    so_far = Standing(response, change)
    knows = [told for told in contribution.tellings.all() if _is_about(told, so_far) and told.told_at is not None]
    named = [each for each in contribution.contributors.all() if _can_hear(each)]
    heard = {told.person_id for told in knows if told.person_id}
    return Standing(
        response,
        change,
        told=knows,
        waiting=[each for each in named if each.person_id not in heard] if response is not None else [],
        nobody_named=not contribution.contributors.all(),
        group_told=any(told.person_id is None for told in knows),
    )


def _is_about(told, standing):
    """A telling of what holds now; how far it is never counts, unless there is no more to tell yet."""
    response = standing.response.pk if standing.response else None
    change = standing.change.pk if standing.change else None
    kinds = CLOSING if not standing.waits_for_a_change else (*CLOSING, Telling.PROGRESS)
    return response is not None and told.kind in kinds and (told.response_id, told.change_id) == (response, change)


def _can_hear(contributor):
    person = contributor.person
    return contributor.wants_to_hear and person.died_on is None and person.erased_at is None


def with_all(contributions, *, only=None, day=None):
    """The same with everything `standing_of` asks for: four questions more, however many there are.

    `only`: a person; of those who said it and of what was told, theirs alone is read. `day`: nothing is read that was
    decided, became different or was told after it.
    """
    people, told = Contributor.objects.select_related("person"), Told.objects.select_related("person", "noted_by")
    answers, changes = Response.objects.order_by("pk"), Change.objects.order_by("pk")
    if day is not None:
        answers, changes = answers.filter(decided_on__lte=day), changes.filter(changed_on__lte=day)
        told = told.filter(told_at__date__lte=day)
    if only is not None:
        people, told = people.filter(person=only), told.filter(Q(person=only) | Q(person=None))
    return contributions.prefetch_related(
        Prefetch("contributors", people.order_by("person__sort_name", "pk")),
        Prefetch("responses", answers),
        Prefetch("changes", changes),
        Prefetch("tellings", told.order_by("pk")),
    )


@dataclass(frozen=True)
class Line:
    """One contribution on a list, with its state in a word and the colour that repeats it."""

    it: Contribution
    standing: Standing
    word: str
    tone: str

    @property
    def late(self):
        return self.tone == LATE and self.standing.response is None


def line_of(contribution, *, today: date) -> Line:
    standing = standing_of(contribution)
    return Line(contribution, standing, *state_of(contribution, standing, today=today))


def state_of(contribution, standing, *, today):
    """In the words of the charity's promise."""
    late = contribution.closed_at is None and contribution.reply_by < today
    if standing.response is None:
        return ("Answer is late", LATE) if late else ("Waits for an answer", WAITS)
    if standing.response.answer in NOT_DONE:
        return standing.response.get_answer_display(), NOT
    if standing.change is not None:
        return ("We did it", DONE) if standing.change.still_true else ("No longer so", NOT)
    if standing.response.answer == Answer.ALREADY:
        return "It is happening already", DONE
    return ("Late: we said yes", LATE) if late else ("We said yes, in progress", WAITS)


def said_in(project):
    """What people said for one project, the first promised first."""
    return with_all(project.contributions.select_related("owner", "meeting", "activity").soonest_first())


def said_by(person):
    """Everything one person said, newest first, with what they may know of it: three questions more than for one."""
    found = Contribution.objects.said_by(person).select_related("project", "meeting", "activity")
    return with_all(found.newest(), only=person)


def on_the_way(person):
    """Views that somebody sent instead of coming to a meeting, until they are taken up and stand among what they said."""
    return Said.objects.sent_by(person.pk).on_the_way().reverse()


def lines(contributions, *, today):
    return [line_of(each, today=today) for each in contributions]


def counts_of(project, *, today) -> dict:
    """How much was said for a project, how much is open and how much is late; one question."""
    return project.contributions.aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(closed_at=None)),
        late=Count("pk", filter=Q(closed_at=None, reply_by__lt=today)),
    )


def said_at(meeting, actor):
    """What was written down as said at a meeting; passed on, with `answered_at`: where this reader can follow it."""
    rows = list(Said.objects.filter(meeting=meeting).select_related("item").in_order())
    wanted = {number for said in rows if (number := became_of(said))}
    visible = Contribution.objects.visible_to(actor).filter(pk__in=wanted)
    seen = set(visible.values_list("pk", flat=True)) if wanted else ()
    for said in rows:
        number = became_of(said)
        said.answered_at = number if number in seen else None
    return rows


def became_of(said) -> int | None:
    """The number of the contribution that words said at a meeting were passed on as."""
    number = said.became.removeprefix("contribution:")
    return int(number) if number.isdecimal() else None


def notes_of_tables(gathering):
    """What people said at the tables of a gathering, table by table; those ready to go on stand first at each."""
    notes = TableNote.objects.standing().filter(table__gathering=gathering)
    return (
        notes.annotate(became=F("taken_up__contribution"))
        .select_related("table")
        .order_by("table__number", "-is_ready", "pk")
    )


def names_of(ids) -> dict[int, str]:
    """What each contribution is called, for the pages about post: never its words, for they may be anybody's."""
    found = Contribution.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "project__title", flat=False)
    return {pk: f"What somebody said about {title}" for pk, title in found}


def late_first(contributions, *, today):
    """What is owed: the oldest promise first."""
    return contributions.overdue(today=today).order_by(F("reply_by").asc(), "pk")
