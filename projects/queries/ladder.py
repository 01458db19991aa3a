"""The two sides of one piece of work: the step by staff, the steps as felt (never below five people), and what was written."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Avg, Count, Prefetch

from members.rules.fewest import fewest
from projects.models import Framework, FrameworkItem, Rating, ReadBy, Reflection, Side

FRAMEWORKS = Path(__file__).parent.parent / "frameworks.toml"


def lay_out() -> None:
    """The published frameworks become rows when they are first needed, as the wordings of consents do; twice is once."""
    for entry in tomllib.loads(FRAMEWORKS.read_text(encoding="utf-8"))["framework"]:
        items, key = entry.pop("items"), {"slug": entry.pop("slug"), "version": entry.pop("version")}
        made, _ = Framework.objects.get_or_create(**key, defaults=entry)
        for place, (name, words, band) in enumerate(items, start=1):
            said = {"name": name, "words": words, "band": band}
            FrameworkItem.objects.get_or_create(framework=made, place=place, defaults=said)


def ladders():
    """Those in use, the first choice first, each with its steps from the highest down; two questions."""
    if not Framework.objects.exists():
        lay_out()
    steps = FrameworkItem.objects.order_by("-place", "pk")
    found = Framework.objects.in_use().filter(sort=Framework.Sort.LADDER)
    return found.prefetch_related(Prefetch("items", steps))


@dataclass(frozen=True)
class TwoSides:
    """`gap`: the mean step as felt minus the step by staff, only of the same ladder and version; None while fewer than
    five members said theirs. `said` is how many did, or None while that is below five."""

    staff: Rating | None
    gap: float | None
    said: int | None

    @property
    def words(self):
        if self.gap is None:
            return ""
        size = abs(self.gap)
        if size < 0.5:  # noqa: PLR2004 — less than half a step is the same step
            return "Members felt it as staff see it."
        much = "about one step" if size < 1.5 else f"about {round(size)} steps"  # noqa: PLR2004
        return f"Members felt {much} {'less' if self.gap < 0 else 'more'} say than staff think."


def two_sides(activity) -> TwoSides:
    staff = activity.ratings.filter(side=Side.STAFF).select_related("step__framework").first()
    felt = activity.ratings.filter(side=Side.MEMBER)
    if staff is not None:
        felt = felt.filter(step__framework=staff.step.framework_id)
    found = felt.aggregate(people=Count("person"), mean=Avg("step__place"))
    enough = found["people"] >= fewest()
    gap = found["mean"] - staff.step.place if enough and staff is not None else None
    return TwoSides(staff, gap, found["people"] if enough else None)


def read_by_the_team(activity):
    """What was written and may be read by the team. Without a name it shows only once five have written so."""
    found = activity.reflections.exclude(read_by=ReadBy.ME).select_related("person").order_by("side", "noted_at", "pk")
    rows = list(found)
    unnamed = [each for each in rows if each.read_by == ReadBy.TEAM]
    few = 0 < len(unnamed) < fewest()
    shown = [each for each in rows if each.read_by == ReadBy.NAMED or not few]
    return shown, len(unnamed) if few else 0


def own_of(activity, person, *, side):
    """What this person wrote on that side, and the step they felt; for nobody but themselves."""
    reflection = Reflection.objects.filter(activity=activity, person=person, side=side).first()
    if side == Side.STAFF:
        return reflection, None
    rating = Rating.objects.filter(activity=activity, person=person, side=Side.MEMBER).select_related("step").first()
    return reflection, rating
