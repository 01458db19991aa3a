"""Projects with their stages, and what was done for them; also the years before and what had no project."""

from datetime import timedelta

from coproduction.story.reading import read
from members.models import Seat
from projects.models import Activity, Participation, Project, StageChange

FILES = ("projects_before", "projects_now", "projects_new")


def lay_out(cast):
    """Make the projects and every activity that did not come from a register. Returns the projects by key."""
    projects, entries = {}, []
    for entry in [project for name in FILES for project in read(name)["project"]]:
        project = projects[entry["key"]] = _project(cast, entry)
        entries += [{"lead": entry["lead"], **done, "made_for": project} for done in entry.get("activity", [])]
    entries += read("projects_before")["loose"]
    entries += [{**done, "made_for": projects.get(done.get("project"))} for done in read("earlier")["activity"]]
    write_activities(cast, [activity_of(cast, entry) for entry in entries])
    return projects


def _project(cast, entry):
    day = cast.days.day
    project = Project.objects.create(
        title=entry["title"],
        summary=entry["summary"],
        team=cast.teams[entry["team"]],
        lead=cast[entry["lead"]],
        body=cast.bodies.get(entry.get("body")),
        purpose=entry.get("purpose", ""),
        intended_difference=entry.get("intended_difference", ""),
        decision_maker=entry.get("decision_maker", ""),
        fixed=entry.get("fixed", ""),
        open_to_change=entry.get("open_to_change", ""),
        stage=entry["stages"][-1].get("stage"),
        started_on=day(entry["started"]),
        ended_on=day(entry["ended"]) if "ended" in entry else None,
    )
    lead = cast[entry["lead"]]
    StageChange.objects.bulk_create(
        StageChange(project=project, stage=step.get("stage"), changed_on=day(step["on"]), changed_by=lead)
        for step in entry["stages"]
    )
    return project


def activity_of(cast, entry):
    """One activity of the data files and its participations, not saved yet.

    Whoever had not joined by that day becomes a head without a name, so that headcounts of fixed dates hold.
    """
    day, kind, project = cast.days.day(entry["on"]), cast.kinds[entry["kind"]], entry.get("made_for")
    team = cast.teams.get(entry.get("team")) or (project.team if project else cast.teams["co-production"])
    there = [key for key in entry.get("people", []) if cast.joined.get(key, day) <= day or key in entry.get("hats", {})]
    too_early = len(entry.get("people", [])) - len(there)
    activity = Activity(
        kind=kind,
        project=project,
        title=entry["title"],
        summary=entry.get("summary", ""),
        team=team,
        body=cast.bodies.get(entry.get("body")),
        lead=cast.people.get(entry.get("lead")),
        started_on=day,
        ended_on=day,
        place=entry.get("place", ""),
        mode=entry.get("mode", "in_person"),
        method=entry.get("method", ""),
        level=kind.default_level,
        stage=entry.get("stage"),
        minutes=entry.get("minutes"),
        others=entry.get("others", 0) + too_early,
        others_le=entry.get("others_le", 0) + too_early,
        needs_detail=entry.get("needs_detail", False),
        logged_by=cast[entry["people"][-1]] if entry.get("people") else cast["jo"],
        logged_at=min(cast.days.at(day + timedelta(days=1), "10:15"), cast.days.now),
    )
    return activity, [
        Participation(
            activity=activity,
            person=cast[key],
            hats=entry.get("hats", {}).get(key) or [usual_hat(cast, key)],
            contact_minutes=entry.get("minutes"),
            prep_minutes=entry.get("prep") if key in cast.joined else None,
        )
        for key in there
    ]


def usual_hat(cast, key):
    """What somebody of the story is when nothing else is said."""
    return Seat.Hat.ADVISORY if key in cast.joined else cast.hats[key]


def write_activities(cast, pairs):
    """Save activities with their participations, oldest first."""
    pairs = sorted(pairs, key=lambda pair: pair[0].ended_on)
    Activity.objects.bulk_create([activity for activity, _ in pairs])
    Participation.objects.bulk_create([part for _, parts in pairs for part in parts])
