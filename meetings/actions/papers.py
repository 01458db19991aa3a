"""Papers of a meeting: their words, their files in each form, what was posted, and that they are complete."""

from django.db import transaction
from django.db.models import Max

from meetings.actions import agenda, paper_trail
from meetings.agenda_rules import check_agenda_can_change
from meetings.models import Meeting, Paper, PaperForm
from meetings.paper_forms import check_form
from members import files
from members.permissions import Permission, require
from members.rules import Refused

PLAN = Permission.PLAN_MEETING
MOST_PAPERS, MOST_FILES = 50, 200


@transaction.atomic
def add(*, meeting, title, summary, item=None, actor, now) -> Paper:
    """A paper, before its files; the words stand beside it on the agenda."""
    require(actor, PLAN, within=meeting)
    row = open_for_changes(meeting, now=now)
    there = Paper.objects.filter(meeting=meeting)
    if there.count() >= MOST_PAPERS:
        raise Refused(f"A meeting has at most {MOST_PAPERS} papers. That is a lot to read.")
    _check_item(item, meeting)
    last = there.aggregate(last=Max("position"))["last"] or 0
    paper = Paper.objects.create(
        meeting=meeting, title=title, summary=summary, item=item, position=last + 1, added_by=actor.person, added_at=now
    )
    no_longer_complete(row, meeting, now=now)
    return paper


@transaction.atomic
def change(*, paper, actor, now, **fields) -> Paper:
    require(actor, PLAN, within=paper.meeting)
    row = open_for_changes(paper.meeting, now=now)
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
    row = open_for_changes(paper.meeting, now=now)
    kept = [form.kept_id for form in paper.forms.all() if form.kept_id]
    meeting = paper.meeting
    paper.delete()
    files.remove(files.KeptFile.objects.filter(pk__in=kept))
    no_longer_complete(row, meeting, now=now)


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
            row = open_for_changes(paper.meeting, now=now)
            if PaperForm.objects.filter(paper__meeting=paper.meeting).count() >= MOST_FILES:
                raise Refused(
                    f"This meeting has {MOST_FILES} files already. Please take some away first.", field="file"
                )
            if known.endings:
                kept = files.keep(
                    upload, name=upload.name, types=known.endings, most_bytes=known.most_bytes, owner=actor.person, now=now
                )  # fmt: skip
            made = _written(paper, form, choice, kept, actor=actor, now=now)
            no_longer_complete(row, paper.meeting, now=now)
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
    row = open_for_changes(meeting, now=now)
    kept = made.kept_id
    made.delete()
    files.remove(files.KeptFile.objects.filter(pk=kept))
    no_longer_complete(row, meeting, now=now)


def no_longer_complete(row, meeting, *, now) -> None:
    """Something about the papers changed: complete is said anew, the checklist follows, and those who had it hear."""
    if row.papers_complete_at is not None:
        row.papers_complete_at = row.papers_complete_by = None
        row.save(update_fields=["papers_complete_at", "papers_complete_by"])
    paper_trail.follow(meeting, is_out=row.is_out, now=now)
    agenda.changed(row, meeting, now=now)


def _check_item(item, meeting):
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("That topic is not on this agenda.", field="item")


def open_for_changes(meeting, *, now):
    row = agenda.lock(meeting)
    check_agenda_can_change(Meeting.objects.get(pk=meeting.pk), now=now)
    return row
