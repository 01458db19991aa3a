"""How the charity looked at itself: two years side by side, and this year's look, which waits for Rowan, Sam and Ash."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from coproduction.story.reading import read
from members.models import Membership
from projects.models import Assessment, AssessmentRules, OwnScore, SharedScore, Side
from projects.queries.frameworks import framework

STAFF = ("jo", "ash", "lucy", "daniel", "beth", "hamish")
OPENED, CLOSES = 4, 17  # days before and after today


def look(cast):
    told, standards = read("looks"), framework("4pi")
    AssessmentRules.objects.update_or_create(pk=1, defaults={"next_on": cast.days.today + timedelta(days=360)})
    active = Membership.objects.filter(state="active", person__paused_at=None).values_list("person", flat=True)
    members = {key for key in cast.joined if cast[key].pk in set(active)}
    for entry in told["look"]:
        silent = told["silent"] if entry["years_ago"] == 0 else []
        one = _begin(cast, standards, entry)
        for side, people in ((Side.STAFF, STAFF), (Side.MEMBER, sorted(members))):
            _alone(one, [cast[key] for key in people if key not in silent], side, entry)
        for item in standards.items.all():
            if item.name in entry.get("together", {}):
                score, why, next_step = entry["together"][item.name]
                SharedScore.objects.create(
                    assessment=one, item=item, score=score, why=why, next_step=next_step, noted_at=one.finished_at,
                    noted_by=cast["jo"],
                )  # fmt: skip


def _begin(cast, standards, entry):
    ago = relativedelta(years=entry["years_ago"])  # 365 days each would fall into one year twice, after a leap year
    opens_on = cast.days.today - timedelta(days=OPENED) - ago
    closes_on = opens_on + timedelta(days=OPENED + CLOSES)
    together = cast.days.at(closes_on + timedelta(days=9), "15:00") if "together" in entry else None
    return Assessment.objects.create(
        framework=standards, year=opens_on.year, opens_on=opens_on, closes_on=closes_on, began_by=cast["jo"],
        began_at=cast.days.at(opens_on, "09:30"), finished_at=together,
    )  # fmt: skip


def _alone(one, people, side, entry):
    """Each a little above or below the middle that the data file gives for their side."""
    middle = entry.get("staff" if side == Side.STAFF else "members", [])
    items = list(one.framework.items.order_by("place", "pk"))
    OwnScore.objects.bulk_create(
        OwnScore(
            assessment=one, item=item, person=person, side=side, score=min(5, max(1, about + (place + at) % 3 - 1)),
            noted_at=one.began_at, noted_by=person,
        )
        for at, (item, about) in enumerate(zip(items, middle, strict=False))
        for place, person in enumerate(people)
    )  # fmt: skip
