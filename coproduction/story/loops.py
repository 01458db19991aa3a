"""What people said and what became of it: one thing done, one that couldn't be, one answer that is late.

All of it lies days back, so it is written down as it stands now, without letters.
"""

from datetime import timedelta

from coproduction.story.reading import read
from meetings.models import Passed, Said, TableNote
from members.permissions import Actor, Role
from projects.actions import tables
from projects.models import NOT_DONE, Change, Contribution, Contributor, Response, Source, Telling, Told


def come_round(cast, projects):
    for entry in read("loops")["said"]:
        said = _said(cast, projects, entry)
        if "answer" in entry:
            _answered(cast, said, entry)


def from_the_tables(cast, projects):
    """Read again for the waiting-list letters: one note of a table at the conference, which waits for an answer."""
    told = read("loops")["from_a_table"]
    note = TableNote.objects.ready().filter(text=told["text"]).first()
    if note is not None:
        at = cast.days.at(cast.days.today - timedelta(days=told["taken"]), "14:10")
        actor = Actor(person=cast["jo"], role=Role.COORDINATOR)
        tables.take_up_note(note=note, project=projects[told["project"]], actor=actor, now=at)


def _said(cast, projects, entry):
    line = _line_of_the_notes(entry)
    day = line.meeting.starts_at.date() if line else cast.days.today - timedelta(days=entry["said"])
    made = Contribution.objects.create(
        project=projects[entry["project"]], text=entry["text"], theme=entry["theme"], owner=cast[entry["owner"]], said_on=day,
        source=Source.MEETING, reply_by=cast.days.today - timedelta(days=entry["promised"]),
        noted_at=cast.days.at(day, "16:30"), noted_by=cast["jo"], meeting=line.meeting if line else None,
        quote=entry.get("quote", "none"),
    )  # fmt: skip
    if line:
        more = {"became": made.about_word, "passed_on_at": made.noted_at}
        Said.objects.filter(pk=line.pk).update(state=Passed.PASSED_ON, **more)
    Contributor.objects.bulk_create([Contributor(contribution=made, person=cast[key]) for key in entry["people"]])
    _tell(cast, made, entry["people"], Telling.THANKS, ago=(cast.days.today - day).days - 1)
    return made


def _line_of_the_notes(entry):
    """The line of the group's notes it is made of, so that it was said on the day of that meeting."""
    lines = Said.objects.filter(text=entry["text"]).select_related("meeting")
    return lines.first() if entry.get("at_meeting") else None


def _answered(cast, said, entry):
    day = cast.days.today - timedelta(days=entry["answered"])
    same = {"contribution": said, "noted_by": said.owner}
    response = Response.objects.create(
        answer=entry["answer"], reason=entry.get("reason", ""), decided_by=entry["decided_by"], decided_on=day,
        noted_at=cast.days.at(day, "11:00"), **same,
    )  # fmt: skip
    change = None
    if "what" in entry:
        day = cast.days.today - timedelta(days=entry["changed"])
        change = Change.objects.create(
            what=entry["what"], evidence=entry["evidence"], changed_on=day, noted_at=cast.days.at(day, "15:00"), **same
        )  # fmt: skip
    kind = Telling.NOT_DONE if response.answer in NOT_DONE else Telling.OUTCOME
    _tell(cast, said, entry["people"], kind, ago=entry["told"], response=response, change=change)
    said.closed_at = cast.days.at(cast.days.today - timedelta(days=entry["told"]), "12:00")
    said.save(update_fields=["closed_at"])


def _tell(cast, said, people, kind, *, ago, **what):
    at = cast.days.at(cast.days.today - timedelta(days=ago), "12:00")
    same = {
        "contribution": said,
        "kind": kind,
        "noted_at": at,
        "noted_by": said.owner,
        "told_at": at,
        "face_to_face": True,
    }
    Told.objects.bulk_create([Told(person=cast[key], **same, **what) for key in people])
