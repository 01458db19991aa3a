"""What entries of the log still lack, and who wrote them (LOG-24)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from members.models import RoleGrant
from members.permissions import Role
from projects.models import Activity, LogImportRow
from projects.rules import what_is_missing

A_YEAR = timedelta(days=365)  # what lies further back nobody remembers better
WRITERS = (Role.STAFF, Role.COORDINATOR)


@dataclass(frozen=True)
class Unfinished:
    """One entry, and what would complete it in words."""

    it: Activity
    missing: str


def unfinished(entries) -> list[Unfinished]:
    """Each with what it lacks; `entries` as `with_heads` read them."""
    return [Unfinished(each, _in_words(what_is_missing(each, named=each.named)) or "a second look") for each in entries]


def with_heads(entries):
    """The same with how many people each names."""
    return entries.annotate(named=Count("participations"))


def _in_words(missing):
    return " and ".join([", ".join(missing[:-1]), missing[-1]] if len(missing) > 1 else missing)


def _lacking(*, day: date):
    """Held entries that were logged in a hurry; not those of earlier years that came in with a workbook."""
    brought_in = Exists(LogImportRow.objects.filter(activity=OuterRef("pk")))
    found = Activity.objects.held().filter(needs_detail=True, ended_on__gte=day - A_YEAR, logged_by__isnull=False)
    return found.exclude(brought_in)


def _teams_of_writers(people, *, day: date) -> dict[int, set]:
    """For each who may complete entries on that day: the teams whose entries they may; None among them: all."""
    teams = defaultdict(set)
    for grant in RoleGrant.objects.on(day).filter(role__in=WRITERS, person__in=people).order_by("pk"):
        teams[grant.person_id].add(None if grant.role == Role.COORDINATOR else grant.team_id or 0)
    return teams


def writers_who_lack(*, day: date) -> list[int]:
    """Ids of those who complete entries that lack something. Two questions."""
    rows = list(_lacking(day=day).order_by("logged_by").values_list("logged_by", "team", "lead").distinct())
    teams = _teams_of_writers({one for writer, _, lead in rows for one in (writer, lead)}, day=day)
    return sorted({_who(teams, *row) for row in rows} - {None})


def unfinished_by(person_id, *, day: date) -> list[Unfinished]:
    """What the entries lack that one person completes, oldest first."""
    found = with_heads(_lacking(day=day).filter(Q(logged_by=person_id) | Q(lead=person_id))).order_by("ended_on", "pk")
    found = list(found)
    teams = _teams_of_writers({one for each in found for one in (each.logged_by_id, each.lead_id)}, day=day)
    own = [each for each in found if _who(teams, each.logged_by_id, each.team_id, each.lead_id) == person_id]
    return unfinished(own)


def _who(teams, writer, team, lead):
    """Whoever wrote it, as long as they may complete it; else its lead: a client who leads together with us wrote it, or
    somebody who has left."""
    if _may(teams.get(writer, ()), team, lead == writer):
        return writer
    return lead if _may(teams.get(lead, ()), team, True) else None


def _may(teams, team, leads) -> bool:
    return bool(teams) and (None in teams or leads or team in teams)
