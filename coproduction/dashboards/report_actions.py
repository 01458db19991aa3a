"""Reports to the Board: drafted, put right, approved. What was counted is frozen with the approval."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from coproduction.dashboards import report_figures, report_periods
from coproduction.dashboards import report_rules as rules
from coproduction.dashboards.models import BoardReport, GroupSection, Kind, ReportStory, ReportWish
from members.permissions import Permission, Via, require
from members.rules import Refused

SEE, WRITE, APPROVE = Permission.SEE_REPORTS, Permission.WRITE_REPORT, Permission.APPROVE_REPORT


@transaction.atomic
def draft(*, period: str, kind=Kind.BOARD, actor, now) -> BoardReport:
    """The first version of one period and kind; the one that stands already when there is one. Raises Refused."""
    if actor.via != Via.CLOCK:
        require(actor, WRITE)
    about = report_periods.closed(period, kind=kind, today=timezone.localdate(now))
    same = BoardReport.objects.filter(period=period, kind=kind)
    if found := same.newest().first():
        return found
    try:
        with transaction.atomic():
            words = {"title": report_periods.title_of(about, kind), "kind": kind}
            return _made(about, words, version=1, actor=actor, now=now)
    except IntegrityError:  # somebody else, or the clock, at the same moment
        return same.newest().first()


def _made(about, words, *, version, actor, figures=None, counted_at=None, now):
    figures = figures or report_figures.counted(about, annual=words["kind"] == Kind.ANNUAL, now=now)
    return BoardReport.objects.create(
        period=about.slug, starts_on=about.live.first, ends_on=about.live.last, version=version, author=actor.person,
        made_at=now, figures=figures, sha256=report_figures.digest(figures), counted_at=counted_at or now,
        **words,
    )  # fmt: skip


@transaction.atomic
def write(*, report, actor, now, **words) -> BoardReport:
    """The cover sheet, the summary, risks and asks. Whoever writes last is its author, and does not approve it."""
    require(actor, WRITE)
    report = locked(report)
    rules.check_draft(report)
    if not words["title"].strip():
        raise Refused("Please give it a title.", field="title")
    for name in rules.WORDS:
        setattr(report, name, words[name].strip())
    report.author = actor.person
    report.save(update_fields=[*rules.WORDS, "author"])
    return report


@transaction.atomic
def count_again(*, report, actor, now) -> BoardReport:
    """The figures as they stand now, for a draft."""
    require(actor, WRITE)
    report = locked(report)
    rules.check_draft(report)
    about = report_periods.closed(report.period, today=timezone.localdate(now))
    figures = report_figures.counted(about, annual=report.is_annual, now=now)
    report.figures, report.sha256, report.counted_at = figures, report_figures.digest(figures), now
    report.save(update_fields=["figures", "sha256", "counted_at"])
    return report


@transaction.atomic
def approve(*, report, read, actor, now) -> BoardReport:
    """From now on nothing in it changes. `read`: what the approver had before them (`rules.state_of`)."""
    require(actor, APPROVE)
    report = locked(report)
    rules.check_approvable(report, actor=actor, read=read)
    GroupSection.objects.filter(report=report).exclude(handed_in_at=None).update(sealed_at=now)
    GroupSection.objects.filter(report=report, handed_in_at=None).delete()  # begun, and never handed in
    report.approved_by, report.approved_as, report.approved_at = actor.person, actor.role, now
    report.save(update_fields=["approved_by", "approved_as", "approved_at"])
    return report


@transaction.atomic
def correct(*, report, note, actor, with_figures=True, now) -> BoardReport:
    """The next version, with what is put right; the one before stays as it was approved. Raises Refused.

    It is counted anew, or without `with_figures` begins with those of the one before, until they are counted.
    """
    require(actor, WRITE)
    versions = BoardReport.objects.select_for_update(of=("self",), no_key=True)
    versions = versions.filter(period=report.period, kind=report.kind)
    before = next(iter(versions.newest()))
    if not before.is_approved:
        raise Refused(f"Version {before.version} of it is still a draft. Change that one.")
    if not note.strip():
        raise Refused("Please say what is put right, and why.", field="note")
    about = report_periods.closed(report.period, today=timezone.localdate(now))
    words = {name: getattr(before, name) for name in (*rules.WORDS, "kind")} | {"change_note": note.strip()}
    kept = {} if with_figures else {"figures": bytes(before.figures), "counted_at": before.counted_at}
    made = _made(about, words, version=before.version + 1, actor=actor, now=now, **kept)
    _take_over(before, made)
    return made


def _take_over(before, made):
    """What the group wrote and chose belongs to it, and its members may change it before it is approved again."""
    for section in GroupSection.objects.filter(report=before):
        section.pk, section.report, section.sealed_at = None, made, None
        section._state.adding = True
        section.save()
    for story in ReportStory.objects.filter(report=before).order_by("pk"):
        story.pk, story.report = None, made
        story._state.adding = True
        story.save()


@transaction.atomic
def throw_away(*, report, actor, now) -> None:
    """A draft that is not wanted. What was approved stays."""
    require(actor, WRITE)
    report = locked(report)
    rules.check_draft(report)
    report.delete()


def locked(report) -> BoardReport:
    return (
        BoardReport.objects.select_for_update(of=("self",), no_key=True)
        .select_related("author", "approved_by", "section")
        .get(pk=report.pk)
    )


@transaction.atomic
def tell_me(*, wanted, actor, now) -> None:
    """A letter when a new report is ready, for whoever reads reports."""
    require(actor, SEE)
    if wanted:
        ReportWish.objects.get_or_create(person=actor.person, defaults={"since": now})
    else:
        ReportWish.objects.filter(person=actor.person).delete()
