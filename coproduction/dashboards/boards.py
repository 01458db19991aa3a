"""A board for whoever may see one: counted, protected, in words."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.template.loader import render_to_string

from coproduction.dashboards import charts, filters, kept, measures, tiles
from coproduction.dashboards.disclosure import ProtectedBoard, protect
from coproduction.dashboards.filters import EVERYTHING, Filter
from coproduction.dashboards.periods import SLUGS, Period
from coproduction.dashboards.wording import period_words
from members.permissions import Permission, require


@dataclass(frozen=True)
class Page:
    """What templates and files read: a protected board in words, and what else it could be asked for."""

    board: ProtectedBoard
    counted_at: datetime
    choices: tuple = ()

    @property
    def period(self):
        return self.board.period

    @property
    def period_words(self):
        """As wording.period_words has it."""
        return period_words(self.period, self.filter)

    @property
    def is_over(self):
        """A quarter or a year by its name, not one that still runs."""
        return self.period.slug not in SLUGS

    @property
    def filter(self):
        return self.board.filter

    @cached_property
    def tiles(self):
        return tiles.tiles(self.board)

    @cached_property
    def tiles_drawn(self):
        """The tiles as HTML: the same for everybody, so drawn once for as long as the board is kept."""
        return render_to_string("dashboards/_tiles_drawn.html", {"tiles": self.tiles, "asking": self.period.words})

    @cached_property
    def trend_drawn(self):
        """The table of months, drawn once as well."""
        return render_to_string("dashboards/_trend_drawn.html", {"board": self})

    @cached_property
    def trend_rows(self):
        """People and hours of each month, for the whole charity."""
        return tiles.trend_rows(self.board)

    @cached_property
    def trend_reasons(self):
        """Why some of those are hidden, each reason once."""
        return list(dict.fromkeys(part.why for row in self.trend_rows for part in row if part.why))

    @cached_property
    def facts(self):
        return charts.facts_of(self.board)

    def picture_drawn(self):
        """The picture and its table as HTML; kept with the board once the worker has drawn it."""
        if "kept_picture" in self.__dict__:
            return self.__dict__["kept_picture"]
        picture = charts.picture_of(self.facts)
        html = render_to_string("dashboards/_picture.html", {"picture": picture, "pictured": 1})
        if picture.svg:
            self.__dict__["kept_picture"] = html
        return html


def board_for(*, actor, period: Period, filter: Filter = EVERYTHING, now: datetime, in_full=False) -> Page:
    """The figures as they may be shown, `in_full` with months and choices; PermissionDenied for a role without them."""
    require(actor, Permission.SEE_DASHBOARD)
    return _page(period, filter, now=now, in_full=in_full)


def board_of_team(*, actor, team, period: Period, now: datetime) -> Page:
    """What trustees see of one team, for the team itself as well; PermissionDenied for another team's staff."""
    require(actor, Permission.SEE_TEAM_FIGURES, within=team)
    return _page(period, Filter(by="team", value=team.pk, slug=team.slug, name=team.name), now=now, in_full=False)


def _page(period, filter, *, now, in_full):
    stamp, key = kept.stamp(), (period, filter, in_full)
    page = kept.find(key, stamp=stamp, now=now)
    if page is None:
        board = measures.board(period=period, filter=filter, now=now, with_trend=in_full)
        page = Page(protect(board), now, tuple(filters.options()) if in_full else ())
        kept.keep(key, page, stamp=stamp, now=now)
    return page
