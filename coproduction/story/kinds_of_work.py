"""Which kind of work the projects are, and what is looked after by whom."""

from datetime import timedelta

from coproduction.story.reading import read
from projects.models import CoLead, ProjectKind, ProjectPoint
from projects.queries.kinds import kind_named, kinds


def lay_out(cast, projects):
    said, now = read("kinds_of_work"), cast.days.now
    for key, kind in said["kind"].items():
        ProjectKind.objects.create(project=projects[key], kind=kind, version=kinds()[0], chosen_at=now)
    for entry in said["point"]:
        _point(cast, projects[entry["project"]], entry)
    for entry in said["together"]:
        ended = cast.days.today - timedelta(days=entry["ended"]) if "ended" in entry else None
        project, began = projects[entry["project"]], cast.days.today - timedelta(days=entry["ago"])
        CoLead.objects.create(
            project=project, person=cast[entry["who"]], hat=entry["hat"], began_on=began, ended_on=ended, added_by=project.lead
        )  # fmt: skip


def _point(cast, project, entry):
    named = {point.slug: point.name for point in kind_named(project.kind_of_work.kind).points}
    day, done = cast.days.today - timedelta(days=entry["ago"]), entry.get("done", False)
    ProjectPoint.objects.create(
        project=project, point=entry["point"], name=named[entry["point"]], looked_after_by=cast[entry["who"]], due_on=day,
        note=entry["note"], done_at=cast.days.at(day, "16:00") if done else None, done_by=cast[entry["who"]] if done else None,
    )  # fmt: skip
