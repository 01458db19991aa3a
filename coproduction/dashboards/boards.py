"""A board for whoever may see one: counted, protected, in words."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from coproduction.dashboards import measures, tiles
from coproduction.dashboards.disclosure import ProtectedBoard, protect
from coproduction.dashboards.filters import EVERYTHING, Filter
from coproduction.dashboards.periods import Period
from members.permissions import Permission, require


@dataclass(frozen=True)
class Page:
    """What templates and files read: a protected board and its tiles."""

    board: ProtectedBoard

    @property
    def period(self):
        return self.board.period

    @property
    def filter(self):
        return self.board.filter

    @cached_property
    def tiles(self):
        return tiles.tiles(self.board)


def board_for(*, actor, period: Period, filter: Filter = EVERYTHING, now: datetime, with_trend=False) -> Page:
    """The dashboard's figures as they may be shown; raises PermissionDenied for a role without the dashboard."""
    require(actor, Permission.SEE_DASHBOARD)
    return Page(protect(measures.board(period=period, filter=filter, now=now, with_trend=with_trend)))
