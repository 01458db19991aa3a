"""All figures as a reader meets them: in five groups, in words, protected; page and file read the same tiles."""

from dataclasses import dataclass
from datetime import date, datetime

from coproduction.dashboards import kept, tiles_loop, tiles_members, tiles_work
from coproduction.dashboards.disclosure import ProtectedBoard, protect
from coproduction.dashboards.measures_all import all_measures
from coproduction.dashboards.spans import Period, said
from coproduction.dashboards.tiles_meetings import answers, attendance
from coproduction.dashboards.tiles_people import hours, levels, new_voices, people
from coproduction.dashboards.tiles_projects import coverage, from_the_start
from members.permissions import Permission, require


@dataclass(frozen=True)
class Section:
    """Figures that belong together; `slug` is where a link jumps to."""

    slug: str
    title: str
    tiles: tuple


@dataclass(frozen=True)
class MeasuresPage:
    board: ProtectedBoard
    counted_at: datetime
    sections: tuple[Section, ...]
    trend_rows: tuple = ()  # the months stand on the dashboard

    @property
    def period(self):
        return self.board.period

    @property
    def filter(self):
        return self.board.filter

    @property
    def tiles(self):
        return [tile for section in self.sections for tile in section.tiles]


def measures_page(*, actor, period: Period, now: datetime) -> MeasuresPage:
    """Every figure of the catalogue; PermissionDenied for a role without figures."""
    require(actor, Permission.SEE_DASHBOARD)
    stamp, key = kept.stamp(kept.ALL_READ), ("all figures", period)
    page = kept.find(key, stamp=stamp, now=now)
    if page is None:
        bare = all_measures(period=period, now=now)
        board = protect(bare)
        page = MeasuresPage(board, now, sections_of(board, bare))
        kept.keep(key, page, stamp=stamp, now=now)
    return page


def sections_of(board, words) -> tuple[Section, ...]:
    """The protected figures in words; `words` is the same board before, of which only what is about nobody is read."""
    published = said(date.fromisoformat(words.published_on)) if words.published_on else ""
    of_teams = {metric: tiles_work.of_teams(board, metric) for metric in ("MET-06", "MET-07", "MET-27")}
    early = (from_the_start, coverage, tiles_work.feedback_only, tiles_work.ladder, tiles_work.team_reach)
    room = (people, new_voices, tiles_members.reach, tiles_members.spread, tiles_members.retention, hours, levels)
    loop = (tiles_loop.loop_closure, tiles_loop.never_told)
    told = (tiles_loop.change_rate(board, words.could_not), tiles_loop.plan_progress(board))
    felt = (answers, attendance, tiles_members.access_needs, tiles_members.pulse, tiles_work.recognition)
    return (
        Section("from-the-beginning", "From the beginning", tuple(make(board) for make in early)),
        Section(
            "in-the-room",
            "Who is in the room",
            (
                *(make(board) for make in room),
                of_teams["MET-06"],
                of_teams["MET-07"],
                tiles_members.diversity(board, published),
            ),
        ),
        Section("what-came-of-it", "What came of it", (*(make(board) for make in loop), *told)),
        Section(
            "how-it-was",
            "How it was for people",
            (*(make(board) for make in felt), tiles_loop.short_notice(board), of_teams["MET-27"]),
        ),
        Section("the-network", "With the Network", (tiles_work.network(board, words.text),)),
    )
