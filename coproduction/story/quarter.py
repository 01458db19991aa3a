"""Who answers for each team, and what most of them said of the last quarters: one is silent, and nobody answers for another."""

from datetime import timedelta

from coproduction.story.reading import read
from projects import quarter_rules, quarters
from projects.models import GoodExample, Project, QuarterAnswer, QuarterStart, TeamLead
from projects.queries.quarter import known

THIRD_DAY = timedelta(days=3)


def answer(cast):
    """Written down as it was said then; whatever the log knows is in the numbers. And one project that shows others how."""
    asked = quarter_rules.asked(cast.days.now)
    for entry in read("quarter")["team"]:
        team, lead = cast.teams[entry["slug"]], cast[entry["lead"]]
        TeamLead.objects.get_or_create(
            team=team, defaults={"person": lead, "named_by": cast["jo"], "named_at": cast.days.at(asked, "09:00")}
        )
        for ago in sorted(entry["answered"], reverse=True):
            _one(team, lead, entry, _quarter(asked, ago), cast.days.now)
    example = read("quarter")["example"]
    if project := Project.objects.filter(title=example["project"]).first():
        GoodExample.objects.get_or_create(
            project=project, defaults={"why": example["why"], "marked_by": cast["jo"], "marked_at": cast.days.now}
        )


def _quarter(asked, ago):
    """One ago is the one that is asked about."""
    for _ in range(ago - 1):
        asked = quarters.before(asked)
    return asked


def _one(team, lead, entry, quarter, now):
    found, numbers = known(team, quarter, now=now), {}
    for sort in ("panels", "governance"):
        held, with_people = entry[sort]
        numbers[f"{sort}_held"] = found.held[sort].held + held
        numbers[f"{sort}_with"] = found.held[sort].with_people + with_people
    made = QuarterAnswer.objects.create(
        team=team, quarter=quarter, staff=entry["staff"], trained=entry["trained"], answered_by=lead,
        answered_at=min(now, quarter_rules.asked_at(quarter) + THIRD_DAY), **numbers,
    )  # fmt: skip
    QuarterStart.objects.bulk_create(QuarterStart(answer=made, project=project) for project, _ in found.projects)
