"""Tables for group work, and the notes of what people said there."""

from django.db import transaction

from meetings.actions.day_lock import lock
from meetings.day_rules import check_code_open, check_words
from meetings.models import DayPurpose, GroupTable, MayUse, TableNote, TableSeat, Written
from members.permissions import Permission, require
from members.rules import Refused

MOST_NOTES = 300  # at one table: a code that went astray fills no database


@transaction.atomic
def add(*, gathering, question, session=None, facilitator=None, facilitator_name="", actor, now) -> GroupTable:
    """The next table, numbered by itself."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    if not question.strip():
        raise Refused("Please write the question people talk about at this table.", field="question")
    gathering = lock(gathering.pk)
    last = gathering.tables.order_by("-number").values_list("number", flat=True).first() or 0
    return GroupTable.objects.create(
        gathering=gathering, session=session, number=last + 1, question=question.strip(), facilitator=facilitator,
        facilitator_name=facilitator_name.strip(),
    )  # fmt: skip


@transaction.atomic
def edit(*, table, actor, now, **words) -> GroupTable:
    require(actor, Permission.PLAN_MEETING, within=table.gathering)
    for name, value in words.items():
        setattr(table, name, value)
    table.save()
    return table


@transaction.atomic
def remove(*, table, actor, now) -> None:
    """Only an empty table goes; notes are what people said."""
    require(actor, Permission.PLAN_MEETING, within=table.gathering)
    if table.notes.standing().exists():
        raise Refused("There are notes of this table. They stay, and so does the table.")
    table.delete()


@transaction.atomic
def note_by_code(*, code, uid, words, theme="", may_use=MayUse.INSIDE, now) -> TableNote:
    """Typed at the table, by whoever has its code. The same `uid` twice is one note."""
    check_code_open(code, purpose=DayPurpose.NOTES, now=now)
    return _keep(code.table, uid=uid, words=words, theme=theme, may_use=may_use, written=Written.PHONE, now=now)


@transaction.atomic
def note_from_paper(*, table, uid, words, theme="", may_use=MayUse.INSIDE, actor, now) -> TableNote:
    """Typed in later from the sheet of the table."""
    require(actor, Permission.KEEP_REGISTER, within=table.gathering)
    return _keep(table, uid=uid, words=words, theme=theme, may_use=may_use, written=Written.PAPER, now=now)


def _keep(table, *, uid, words, theme, may_use, written, now):
    words = check_words(words, what="what was said", longest=1000)
    if table.notes.count() >= MOST_NOTES:
        raise Refused("This table has very many notes already. Please give the rest to the involvement team on paper.")
    values = {
        "table": table, "text": words, "theme": " ".join(theme.split())[:80], "may_use": may_use, "written": written,
        "kept_at": now,
    }  # fmt: skip
    return TableNote.objects.get_or_create(uid=uid, defaults=values)[0]


@transaction.atomic
def change_note(*, note, actor, now, **words) -> TableNote:
    """Its theme, and whether it may go on as a contribution; the words stay as they were said."""
    require(actor, Permission.KEEP_REGISTER, within=note.table.gathering)
    for name in ("theme", "is_ready", "may_use"):
        if name in words:
            setattr(note, name, words[name])
    note.save(update_fields=["theme", "is_ready", "may_use"])
    return note


@transaction.atomic
def take_off(*, note, actor, now) -> None:
    """A note that says who somebody is, or was written by mistake."""
    require(actor, Permission.KEEP_REGISTER, within=note.table.gathering)
    note.removed_at = now
    note.save(update_fields=["removed_at"])


@transaction.atomic
def seat(*, registration, table, actor, now) -> None:
    """Who sits where; no table: nowhere in particular."""
    require(actor, Permission.KEEP_REGISTER, within=registration.gathering)
    if table is None:
        TableSeat.objects.filter(registration=registration).delete()
        return
    if table.gathering_id != registration.gathering_id:
        raise Refused("That table stands at another gathering.")
    TableSeat.objects.update_or_create(registration=registration, defaults={"table": table})
