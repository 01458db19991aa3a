"""What a look at ourselves may show: own scores only once none is taken any more, of five people or more, and no names."""

from dataclasses import dataclass, field

from django.db.models import Avg, Count, Exists, F, OuterRef

from members.models import Membership, Person, RoleGrant
from members.rules.fewest import fewest
from projects.assessing_rules import STAFF
from projects.models import Assessment, FrameworkItem, OwnScore, SharedScore, Side

FEWEST = fewest()


@dataclass(frozen=True)
class Mean:
    """One side's mean, rounded to a half, so that nobody reads from it that all said the same; None: fewer than five."""

    value: float | None

    @property
    def words(self):
        if self.value is None:
            return "not shown, fewer than five scored it"
        return f"about {self.value:.0f}" if self.value == int(self.value) else f"about {int(self.value)} and a half"


@dataclass
class Row:
    """One standard: both sides alone, the gap in words, what was agreed on together, and the same of years before."""

    item: FrameworkItem
    staff: Mean
    members: Mean
    shared: SharedScore | None
    earlier: list = field(default_factory=list)  # (year, SharedScore or None), the latest first

    @property
    def gap(self):
        """Without a number: half a step is not worth one."""
        if self.staff.value is None or self.members.value is None:
            return ""
        apart = self.members.value - self.staff.value
        if abs(apart) < 1:
            return "Members and staff see it alike."
        much = "Much" if abs(apart) >= 2 else "A step"  # noqa: PLR2004
        return f"{much} {'lower' if apart < 0 else 'higher'} in the eyes of members than of staff."


def rows_of(assessment, *, today, years=4) -> list[Row]:
    """Every standard in its order; five questions, however many standards and years."""
    means = _means(assessment) if assessment.is_over(today=today) else {}
    before = list(_earlier(assessment)[:years])
    found = SharedScore.objects.filter(assessment__in=[assessment, *before]).select_related("goal")
    shared = {(each.assessment_id, each.item_id): each for each in found}
    nothing = Mean(None)
    return [
        Row(
            item, means.get((item.pk, Side.STAFF), nothing), means.get((item.pk, Side.MEMBER), nothing),
            shared.get((assessment.pk, item.pk)), [(each.year, shared.get((each.pk, item.pk))) for each in before],
        )
        for item in assessment.framework.items.order_by("place", "pk")
    ]  # fmt: skip


def _earlier(assessment):
    """By the same version of the same framework: a score is never turned into one of another."""
    same = Assessment.objects.filter(framework=assessment.framework_id, opens_on__lt=assessment.opens_on)
    return same.exclude(finished_at=None).newest()


def _means(assessment):
    found = assessment.own_scores.values("item", "side").annotate(people=Count("person"), mean=Avg("score"))
    return {
        (row["item"], row["side"]): Mean(round(row["mean"] * 2) / 2 if row["people"] >= FEWEST else None)
        for row in found.order_by("item", "side")
    }


def how_many(assessment) -> dict:
    """How many scored, by side; None below five. For whoever runs it, who knows the names of those who did anyway."""
    people = assessment.own_scores.values("side").annotate(n=Count("person", distinct=True)).order_by("side")
    found = {row["side"]: row["n"] for row in people}
    return {side: found[side] if found.get(side, 0) >= FEWEST else None for side in (Side.STAFF, Side.MEMBER)}


def own_of(assessment, person) -> dict:
    """{item id: score}, for nobody but themselves."""
    return dict(OwnScore.objects.filter(assessment=assessment, person=person).values_list("item", "score"))


def asked(*, day):
    """Members and staff of that day who may be asked anything, by name; whoever is on the way in has not begun yet."""
    members = Membership.objects.active().values("person")
    staff = RoleGrant.objects.all().on(day).filter(role__in=STAFF).values("person")
    alive = Person.objects.filter(died_on=None, erased_at=None, paused_at=None).aware()
    return (alive.filter(pk__in=members) | alive.filter(pk__in=staff)).distinct().by_name()


def is_member(person) -> bool:
    return Membership.objects.active().filter(person=person).exists()


def with_scored(people, assessment):
    """The same, with whether each has scored; what they scored is not read."""
    scored = OwnScore.objects.filter(assessment=assessment, person=OuterRef("pk"))
    return people.annotate(scored=Exists(scored)).order_by("scored", F("sort_name").asc(), "pk")


def names_of(ids) -> dict[int, str]:
    """What each is called, for the pages about post."""
    found = Assessment.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "year")
    return {pk: f"How are we doing? {year}" for pk, year in found}
