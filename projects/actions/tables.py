"""What was said at a table of a conference or away day becomes something to answer (LOG-20)."""

from django.db import transaction
from django.utils import timezone

from meetings.models import MayUse, Quote, TableNote
from members.permissions import Permission, require
from members.rules import Refused
from projects.actions import loop
from projects.models import Contribution, FromATable, Source


@transaction.atomic
def take_up_note(*, note, project, actor, now) -> Contribution:
    """One press; a second one finds what the first made. Nobody is named, so the group is what hears of it."""
    require(actor, Permission.ANSWER_SAID, within=project)
    note = TableNote.objects.select_for_update(of=("self",), no_key=True).get(pk=note.pk)
    found = Contribution.objects.filter(from_a_table__note=note).first()
    if found is not None:
        return found
    if note.removed_at is not None:
        raise Refused("This note was taken off the list of its table.")
    if not note.is_ready:
        raise Refused("Nobody has marked this note as ready yet. Please read it first: it should name nobody.")
    gathering = note.table.gathering
    made = loop.take_up(
        project=project, text=note.text, theme=note.theme, on_behalf_of=_where(note.table, gathering),
        quote=Quote.ANONYMOUS if note.may_use == MayUse.QUOTE else Quote.NONE, source=Source.TABLE,
        meeting=gathering.meeting, said_on=min(timezone.localdate(gathering.starts_at), timezone.localdate(now)),
        actor=actor, now=now,
    )  # fmt: skip
    FromATable.objects.create(note=note, contribution=made, taken_at=now)
    return made


def _where(table, gathering):
    """ "Table 3 at Lived Experience Conference": a note of a table has no author."""
    return f"Table {table.number} at {gathering.title}"[:120]
