"""What the coordinator's desk keeps in the story: notes, who looked, a kept view, a list that was taken out."""

from datetime import timedelta

from pghistory.models import Context

from coproduction.story.reading import read
from members.models import Export, PersonNote, SavedView, SensitiveRead
from members.permissions import Role, Via


def keep_notes(cast) -> None:
    """Everything by Jo, relative to today."""
    told, jo = read("desk"), cast["jo"]
    for entry in told["note"]:
        PersonNote.objects.create(
            person=cast[entry["about"]],
            sort=entry["sort"],
            words=entry["words"],
            written_by=jo,
            written_at=_at(cast, entry),
        )
    for entry in told["read"]:
        at = _at(cast, entry)
        SensitiveRead.objects.create(
            person=cast[entry["about"]], reader=jo, role=Role.COORDINATOR, what=entry["what"], hour=at.replace(minute=0),
            read_at=at,
        )  # fmt: skip
    for entry in told["view"]:
        SavedView.objects.create(owner=jo, of=entry["of"], name=entry["name"], query=entry["query"])
    for entry in told["export"]:
        at = _at(cast, entry)
        Export.objects.create(
            of=entry["of"], words=entry["words"], reason=entry["reason"], rows=entry["rows"], asked_by=jo,
            role=Role.COORDINATOR, asked_at=at, fetched_at=at + timedelta(minutes=2),
        )  # fmt: skip


def _at(cast, entry):
    return cast.days.at(cast.days.day(f"{entry['ago']}d"), entry["at"])


def sign_history(cast) -> None:
    """The story is written down in one transaction, which remembers one name for all that follows: it is Jo who wrote it."""
    jo = {"person": cast["jo"].pk, "role": Role.COORDINATOR.value, "via": Via.DESK.value, "page": "the story"}
    Context.objects.update(metadata=jo)
