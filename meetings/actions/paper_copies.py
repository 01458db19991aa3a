"""What went into the post to whom, and that everybody has their copy (AIS-09)."""

from django.db import transaction
from django.utils.timezone import localdate

from meetings import papers
from meetings.actions import paper_trail
from meetings.actions.papers import PLAN, no_longer_complete, open_for_changes
from meetings.models import ORIGINAL, PaperCopy
from members.permissions import Permission, can, require
from members.rules import Refused
from members.words import plural

FEW = 3


@transaction.atomic
def posted(*, meeting, person, on, actor, now) -> int:
    """All that is made and not yet posted for this person went into the post on that day. How many papers."""
    require(actor, PLAN, within=meeting)
    row = open_for_changes(meeting, now=now)
    if on > localdate(now):
        raise Refused("That day is still to come. Please say when it was posted.", field="on")
    envelope = next((each for each in papers.table(meeting).envelopes if each.reader.person.pk == person.pk), None)
    if envelope is None:
        raise Refused("Nothing goes to this person by post.")
    if not envelope.to_post:
        if envelope.waits_for_making:
            raise Refused("Their copy is not made yet. Please make it first, then post it.")
        return 0
    for paper in envelope.to_post:
        values = {"posted_on": on, "marked_at": now, "marked_by": actor.person}
        PaperCopy.objects.update_or_create(paper=paper, person=person, defaults=values)
    paper_trail.follow(meeting, is_out=row.is_out, now=now)
    return len(envelope.to_post)


@transaction.atomic
def not_posted(*, meeting, person, actor, now) -> None:
    """It was not posted after all."""
    require(actor, PLAN, within=meeting)
    row = open_for_changes(meeting, now=now)
    PaperCopy.objects.filter(paper__meeting=meeting, person=person).delete()
    no_longer_complete(row, meeting, now=now)


@transaction.atomic
def call_complete(*, meeting, actor, now) -> None:
    """Everybody has their copy. Refused while somebody's is missing, in words that say whose (AIS-09)."""
    require(actor, PLAN, within=meeting)
    row = open_for_changes(meeting, now=now)
    table = papers.table(meeting)
    if not table.rows:
        raise Refused("There are no papers yet, so nothing is complete.")
    if said := missing_in_words(table, names=can(actor, Permission.ARRANGE_ACCESS, within=meeting)):
        raise Refused("The papers are not complete yet. " + " ".join(said))
    if row.papers_complete_at is None:
        row.papers_complete_at, row.papers_complete_by = now, actor.person
        row.save(update_fields=["papers_complete_at", "papers_complete_by"])
    paper_trail.follow(meeting, is_out=row.is_out, now=now)


def missing_in_words(table, *, names) -> list[str]:
    """One sentence for each copy that is missing; people by name only for those who may know what they need."""
    said = []
    for cell in table.missing:
        people = [reader.person.name for reader in cell.readers]
        whom = ""
        if people:  # the original is everybody else's: a long list of them would hide who waits for a form of their own
            named = names and (cell.form != ORIGINAL or len(people) <= FEW)
            whom = f" for {_listed(people)}" if named else f" for {plural(len(people), 'person,people')}"
        said.append(f"“{cell.paper.title}”: {cell.words}{whom} is missing.")
    waiting = [each.reader.person.name for each in table.unposted if not each.waits_for_making]
    if waiting:
        said.append(f"Not posted yet: {_listed(waiting) if names else plural(len(waiting), 'copy,copies')}.")
    return said


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
