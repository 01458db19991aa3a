"""How much notice people had: from the first invitation that left to the first day of the work (LOG-16)."""

from dataclasses import dataclass, field
from statistics import median

from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from meetings.models import Rsvp
from projects.models import Activity, Invitation, NoticeRule, Opportunity, WorkSort


@dataclass(frozen=True)
class Notice:
    """One piece of work: `days` it was known before, `needed` is what people need for this sort of work."""

    title: str
    activity: int | None
    work: int | None
    days: int
    needed: int

    @property
    def is_short(self):
        return self.days < self.needed


@dataclass(frozen=True)
class NoticeGiven:
    """All of a project, the newest first; `untold` have no invitation from which it could be reckoned."""

    rows: list = field(default_factory=list)
    untold: int = 0

    @property
    def usual(self):
        """The median in whole days, or None."""
        return round(median(row.days for row in self.rows)) if self.rows else None

    @property
    def short(self):
        return [row for row in self.rows if row.is_short]


def notice_given(project) -> NoticeGiven:
    """Three questions, however much was done: what was held, what people are asked to and lies ahead, and what people need."""
    needed = NoticeRule.USUAL | dict(NoticeRule.objects.values_list("sort", "days"))
    asked = Invitation.objects.asked().filter(opportunity__activity=OuterRef("pk"))
    bidden = Rsvp.objects.filter(meeting=OuterRef("meeting")).exclude(meeting=None)
    held = Activity.objects.held().filter(project=project).newest()
    held = held.annotate(
        asked=Subquery(asked.order_by().values("opportunity__activity").annotate(at=Min("invited_at")).values("at")),
        bidden=Subquery(bidden.order_by().values("meeting").annotate(at=Min("invited_at")).values("at")),
    ).values_list("pk", "title", "started_on", "asked", "bidden", "opportunity__sort")
    rows, untold = [], 0
    for work in _ahead(project):
        rows.append(_row(work.title, None, work.pk, work.first, work.starts_on, needed[work.sort]))
    for pk, title, day, asked_at, bidden_at, sort in held:
        first = min((at for at in (asked_at, bidden_at) if at), default=None)
        if first is None:
            untold += 1
        else:
            rows.append(_row(title, pk, None, first, day, needed[sort or WorkSort.OTHER]))
    return NoticeGiven(rows, untold)


def _ahead(project):
    """People are asked to it, its first day is known, and nothing of it is logged yet."""
    work = Opportunity.objects.filter(project=project, cancelled_at=None, activity=None, starts_on__isnull=False)
    first = Min("invitations__invited_at")
    return work.annotate(first=first).exclude(first=None).order_by("-starts_on", "-pk")


def _row(title, activity, work, first, day, needed):
    days = (day - timezone.localtime(first).date()).days
    return Notice(title, activity, work, max(days, 0), needed)
