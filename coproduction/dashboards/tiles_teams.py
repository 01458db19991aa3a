"""The tiles of what teams say once a quarter: each with its numbers team by team, and who has not answered by name."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.dashboards import tiles_projects
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.measures_teams import TEAM, teams_board
from coproduction.dashboards.tile import Tile, part, share_tile
from coproduction.dashboards.wording import join, share, share_before
from members.permissions import Permission, require
from members.words import plural
from projects import quarters

METRICS = ("MET-02", "MET-06", "MET-07", "MET-27")
SENTENCES = {
    "MET-06": ("meeting,meetings", "No meetings", "At so many of them people with lived experience sat at the table."),
    "MET-07": ("panel,panels", "No panels", "In so many of them people with lived experience asked and decided with others."),
    "MET-27": ("member of staff,members of staff", "Nobody asked", "So many are trained in co-production, and it is in date."),
}  # fmt: skip


@dataclass(frozen=True)
class TeamsPage:
    """What the page and the file read; both read the same parts."""

    board: object
    tiles: list
    silent: list  # (name of a team, the quarters it said nothing about in words, its id)
    counted_at: datetime
    trend_rows: tuple = ()

    @property
    def period(self):
        return self.board.period

    @property
    def filter(self):
        return self.board.filter

    @property
    def table(self):
        """(name of a team, for each tile its title and its part or None)."""
        by_tile = [(tile.title, {each.name: each for each in tile.parts}) for tile in self.tiles]
        return [(name, [(title, found.get(name)) for title, found in by_tile]) for name in sorted(self.names)]

    @property
    def names(self):
        found = {
            key.removeprefix(TEAM): None for m in self.board.measures.values() for key in m.now if key.startswith(TEAM)
        }
        return list(found)


def teams_page(*, actor, stretch, now) -> TeamsPage:
    """The figures as they may be shown; PermissionDenied for a role without them."""
    require(actor, Permission.SEE_DASHBOARD)
    bare, found = teams_board(stretch, now=now)
    board = protect(bare)
    silent = [(team.name, _which(team.silent, stretch), team.pk) for team in found.teams if team.silent]
    missing = _missing(silent)
    tiles = [_coverage(board, missing), *(of_all(board, metric, missing) for metric in METRICS[1:3])]
    tiles.append(of_all(board, "MET-27", _missing(silent, IN_NEITHER)))
    return TeamsPage(board, tiles, silent, now)


def _which(silent, stretch):
    """Over a year, of which quarters; of one quarter it goes without saying."""
    return ", ".join(quarters.in_words(each) for each in silent) if stretch.is_year else ""


LOG_ONLY, IN_NEITHER = "For them only what the log shows is counted.", "They are in neither number."


def _missing(silent, then=LOG_ONLY):
    if not silent:
        return "Every team answered."
    names = [f"{name} ({which})" if which else name for name, which, _ in silent]
    return f"Not answered: {'; '.join(names)}. {then}"


def _of_teams(measure):
    return tuple(
        part(key.removeprefix(TEAM), value, share) for key, value in measure.now.items() if key.startswith(TEAM)
    )


def _coverage(board, missing):
    """The tile of the dashboard, word for word, with what only whole quarters can say."""
    tile, measure = tiles_projects.coverage(board), board.measures["MET-02"]
    by_word = measure.now["by_word"].value
    said = (
        f"Of {plural(by_word, 'project')} the team says that people were in it; nothing is logged yet."
        if by_word
        else ""
    )
    parts = (*tile.parts, part("People in them by the team’s word alone", measure.now["by_word"]), *_of_teams(measure))
    return replace(tile, quality=join(tile.quality, said, missing), parts=parts)


def of_all(board, metric, missing):
    """All teams together, with the numbers of each inside."""
    measure, (one_many, nothing, sentence) = board.measures[metric], SENTENCES[metric]
    value, (one, _, many) = measure.now["all"], one_many.partition(",")
    return Tile(
        metric,
        **share_tile(value, one if value.of == 1 else many, nothing),
        sentence=sentence if value.of and not value.is_hidden else "",
        trend=share_before(board.period, measure.before.get("all"), one_many),
        quality=missing,
        parts=(part("All teams together", value, share), *_of_teams(measure)),
    )
