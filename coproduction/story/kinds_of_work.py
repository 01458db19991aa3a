"""Which kind of work the projects are, and what is looked after by whom."""

from datetime import time, timedelta
from decimal import Decimal

from coproduction.story.reading import read
from members.actions.check_ins import next_working_day
from projects.models import (
    CoLead,
    Jargon,
    OutsideMeeting,
    ProjectKind,
    ProjectPoint,
    StandingOffer,
    TableQuestion,
    TableTopic,
)
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
    for entry in said["offer"]:
        _offer(cast, entry)
    _table(cast, projects[said["table"]["project"]], said["table"])


def _table(cast, project, entry):
    """A meeting elsewhere that lies ahead, prepared."""
    day, made_at = (
        cast.days.today + timedelta(days=entry["ahead"]),
        cast.days.at(cast.days.today - timedelta(days=6), "09:30"),
    )
    meeting = OutsideMeeting.objects.create(
        project=project, title=entry["title"], organisation=entry["organisation"], place=entry["place"], on_day=day,
        starts_at=time.fromisoformat(entry["starts_at"]), person=cast[entry["who"]], buddy=cast[entry["buddy"]],
        brief=entry["brief"], brief_on=cast.days.today + timedelta(days=entry["brief_in"]), made_by=cast[entry["buddy"]],
        made_at=made_at, debrief_on=next_working_day(cast.days.at(day, "12:00")).date(),
    )  # fmt: skip
    for topic in entry["topic"]:
        TableTopic.objects.create(meeting=meeting, **topic)
    for word in entry["word"]:
        whose = "" if word.get("everywhere") else meeting.organisation
        Jargon.objects.get_or_create(word=word["word"], organisation=whose, defaults={"meaning": word["meaning"]})
    for question in entry["question"]:
        TableQuestion.objects.create(
            meeting=meeting, question=question["question"], noted_at=made_at, noted_by=meeting.person, owner=meeting.buddy,
            due_on=day + timedelta(days=14),
        )  # fmt: skip


def _offer(cast, entry):
    person, at = cast[entry["who"]], cast.days.at(cast.days.today - timedelta(days=entry["ago"]), "11:00")
    said_by = cast["jo"] if "offer" in entry else None
    words = {name: said for name, said in entry.items() if name not in ("who", "ago")}
    words |= {"amount": Decimal(entry.get("amount", 0))}
    StandingOffer.objects.create(person=person, put_up_at=at, put_up_by=person, said_by=said_by, **words)


def _point(cast, project, entry):
    named = {point.slug: point.name for point in kind_named(project.kind_of_work.kind).points}
    day, done = cast.days.today - timedelta(days=entry["ago"]), entry.get("done", False)
    ProjectPoint.objects.create(
        project=project, point=entry["point"], name=named[entry["point"]], looked_after_by=cast[entry["who"]], due_on=day,
        note=entry["note"], done_at=cast.days.at(day, "16:00") if done else None, done_by=cast[entry["who"]] if done else None,
    )  # fmt: skip
