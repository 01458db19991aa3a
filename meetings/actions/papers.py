"""Papers of a meeting: their words, their files in each form, what was posted, and that they are complete."""

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from meetings import papers
from meetings.actions import agenda, paper_trail
from meetings.agenda_rules import check_agenda_can_change
from meetings.models import Meeting, Paper, PaperCopy, PaperForm
from meetings.paper_forms import check_form
from members import files
from members.permissions import Permission, can, require
from members.rules import Refused
from members.words import plural

PLAN = Permission.PLAN_MEETING
MOST_PAPERS, MOST_FILES = 50, 200


@transaction.atomic
def add(*, meeting, title, summary, item=None, actor, now) -> Paper:
    """A paper, before its files; the words stand beside it on the agenda."""
    require(actor, PLAN, within=meeting)
    row = _open(meeting, now=now)
    there = Paper.objects.filter(meeting=meeting)
    if there.count() >= MOST_PAPERS:
        raise Refused(f"A meeting has at most {MOST_PAPERS} papers. That is a lot to read.")
    _check_item(item, meeting)
    last = there.aggregate(last=Max("position"))["last"] or 0
    paper = Paper.objects.create(
        meeting=meeting, title=title, summary=summary, item=item, position=last + 1, added_by=actor.person, added_at=now
    )
    _no_longer_complete(row, meeting, now=now)
    return paper


@transaction.atomic
def change(*, paper, actor, now, **fields) -> Paper:
    require(actor, PLAN, within=paper.meeting)
    row = _open(paper.meeting, now=now)
    _check_item(fields.get("item"), paper.meeting)
    changed = {name for name, value in fields.items() if getattr(paper, name) != value}
    for name in changed:
        setattr(paper, name, fields[name])
    if changed:
        paper.save(update_fields=changed)
        agenda.changed(row, paper.meeting, now=now)
    return paper


@transaction.atomic
def remove(*, paper, actor, now) -> None:
    """The paper goes, with its files."""
    require(actor, PLAN, within=paper.meeting)
    row = _open(paper.meeting, now=now)
    kept = [form.kept_id for form in paper.forms.all() if form.kept_id]
    meeting = paper.meeting
    paper.delete()
    files.remove(files.KeptFile.objects.filter(pk__in=kept))
    _no_longer_complete(row, meeting, now=now)


def put(*, paper, form, choice="", upload=None, actor, now) -> PaperForm:
    """This paper in this form: the file of it, or for what is made outside only that it is there. Raises Refused.

    A newer file takes the place of the older one; a copy posted before counts no more. When anything fails before the
    commit, no file stays; what a lost commit leaves behind is swept like every file without a row.
    """
    require(actor, PLAN, within=paper.meeting)
    known, kept, done = check_form(form, choice), None, False
    if known.endings and upload is None:
        raise Refused("Please choose a file first.", field="file")
    try:
        with transaction.atomic():
            row = _open(paper.meeting, now=now)
            if PaperForm.objects.filter(paper__meeting=paper.meeting).count() >= MOST_FILES:
                raise Refused(
                    f"This meeting has {MOST_FILES} files already. Please take some away first.", field="file"
                )
            if known.endings:
                kept = files.keep(
                    upload, name=upload.name, types=known.endings, most_bytes=known.most_bytes, owner=actor.person, now=now
                )  # fmt: skip
            made = _written(paper, form, choice, kept, actor=actor, now=now)
            _no_longer_complete(row, paper.meeting, now=now)
            done = True
    except BaseException:
        if kept is not None and not done:
            files.path_of(kept).unlink(missing_ok=True)
        raise
    return made


def _written(paper, form, choice, kept, *, actor, now) -> PaperForm:
    before = PaperForm.objects.filter(paper=paper, form=form, choice=choice).first()
    values = {"kept": kept, "made_at": now, "made_by": actor.person}
    made, _ = PaperForm.objects.update_or_create(paper=paper, form=form, choice=choice, defaults=values)
    if before is not None and before.kept_id:
        files.remove(files.KeptFile.objects.filter(pk=before.kept_id))
    return made


@transaction.atomic
def take_away(*, made, actor, now) -> None:
    """This form of the paper is not there any more."""
    meeting = made.paper.meeting
    require(actor, PLAN, within=meeting)
    row = _open(meeting, now=now)
    kept = made.kept_id
    made.delete()
    files.remove(files.KeptFile.objects.filter(pk=kept))
    _no_longer_complete(row, meeting, now=now)


@transaction.atomic
def posted(*, meeting, person, on, actor, now) -> int:
    """All that is made and not yet posted for this person went into the post on that day. How many papers."""
    require(actor, PLAN, within=meeting)
    row = _open(meeting, now=now)
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
    row = _open(meeting, now=now)
    PaperCopy.objects.filter(paper__meeting=meeting, person=person).delete()
    _no_longer_complete(row, meeting, now=now)


@transaction.atomic
def call_complete(*, meeting, actor, now) -> None:
    """Everybody has their copy. Refused while somebody's is missing, in words that say whose (AIS-09)."""
    require(actor, PLAN, within=meeting)
    row = _open(meeting, now=now)
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
        if people:
            whom = f" for {_listed(people)}" if names else f" for {plural(len(people), 'person,people')}"
        said.append(f"“{cell.paper.title}”: {cell.words}{whom} is missing.")
    waiting = [each.reader.person.name for each in table.unposted if not each.waits_for_making]
    if waiting:
        said.append(f"Not posted yet: {_listed(waiting) if names else plural(len(waiting), 'copy,copies')}.")
    return said


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _no_longer_complete(row, meeting, *, now) -> None:
    """Something about the papers changed: complete is said anew, the checklist follows, and those who had it hear."""
    if row.papers_complete_at is not None:
        row.papers_complete_at = row.papers_complete_by = None
        row.save(update_fields=["papers_complete_at", "papers_complete_by"])
    paper_trail.follow(meeting, is_out=row.is_out, now=now)
    agenda.changed(row, meeting, now=now)


def _check_item(item, meeting):
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("That topic is not on this agenda.", field="item")


def _open(meeting, *, now):
    row = agenda.lock(meeting)
    check_agenda_can_change(Meeting.objects.get(pk=meeting.pk), now=now)
    return row
