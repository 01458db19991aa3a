"""What the pages about reports ask."""

from dataclasses import dataclass

from coproduction.dashboards.models import BoardReport, Kind, ReportWish
from coproduction.dashboards.named import offered
from members.permissions import Permission, can


def visible_to(actor):
    """Whoever reads reports reads all of them, drafts among them; nobody else knows that there are any."""
    return BoardReport.objects.all() if can(actor, Permission.SEE_REPORTS) else BoardReport.objects.none()


def newest_first():
    return BoardReport.objects.select_related("section", "author", "approved_by").defer("figures").newest()


def approved_of(period) -> BoardReport | None:
    """The newest version of the Board's report on this period that was approved."""
    return BoardReport.objects.approved().filter(period=period, kind=Kind.BOARD).newest().first()


def before(report) -> BoardReport | None:
    """The report of the same sort that was approved for the time before, to say which definitions changed."""
    found = BoardReport.objects.approved().filter(ends_on__lt=report.starts_on, kind=report.kind)
    return found.filter(period__contains="Q" if "Q" in report.period else "-").newest().first()


@dataclass(frozen=True)
class Versions:
    """One version among those of its period."""

    others: list
    newer: BoardReport | None  # approved later: this one is not what holds


def versions(report) -> Versions:
    same = BoardReport.objects.filter(period=report.period, kind=report.kind)
    others = list(same.exclude(pk=report.pk).defer("figures").newest())
    newer = next((each for each in others if each.is_approved and each.version > report.version), None)
    return Versions(others, newer)


def to_be_drafted(*, today):
    """(period that is over, kind of report that it has none of yet), newest first."""
    found = offered(today=today)
    there = set(BoardReport.objects.filter(period__in=[each.slug for each in found]).values_list("period", "kind"))
    wanted = [(each, kind) for each in found for kind in (Kind if each.is_year else [Kind.BOARD])]
    return [(each, kind) for each, kind in wanted if (each.slug, kind) not in there]


def wants_letters(person) -> bool:
    return ReportWish.objects.filter(person=person).exists()


def names_of(ids) -> dict[int, str]:
    """What each report is called, for the pages about post."""
    return dict(BoardReport.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "title"))
