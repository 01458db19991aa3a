"""Tiles about projects: from the start, and beside it, in how many at all."""

from coproduction.dashboards.tile import Tile, part, share_tile
from coproduction.dashboards.wording import join, share, share_before
from members.words import plural


def from_the_start(board):
    now, before = board.measures["MET-01"].now, board.measures["MET-01"].before
    early, unknown = now["early"], now["not_known"].value
    known = (
        f"The first stage is not known for {plural(unknown, 'project')}, counted as not from the start."
        if unknown
        else ("The first stage of each is known." if early.of else "")
    )
    return Tile(
        "MET-01",
        **share_tile(early, _unit(early), "No projects"),
        sentence=_start_sentence(early, unknown),
        trend=share_before(board.period, before.get("early"), "project,projects"),
        quality=join(known, _all_levels(board)),
        parts=(
            part("Projects with people from the start", early, share),
            part("First stage not known", now["not_known"]),
        ),
    )


def _start_sentence(early, unknown):
    """What is not known is no fact: only of known stages it is said that people came late."""
    if not early.of:
        return "No project that involved people started in this time."
    if not early.value and unknown == early.of:
        one = "In that one" if early.of == 1 else "In those"
        return f"{one}, the stage is not known, so we cannot say whether people were in the room from the start."
    if not early.value and unknown:
        return "In none of those whose first stage is known were people in the room before things were decided."
    if not early.value:
        return "In none of them were people in the room before things were decided."
    which = "In that one" if early.value == 1 else "In those"
    return f"{which}, people were in the room before anything was decided."


def _unit(projects):
    return "project" if projects.of == 1 else "projects"


def coverage(board):
    now, before = board.measures["MET-02"].now, board.measures["MET-02"].before
    involved, bare = now["involved"], now["not_logged"].value
    return Tile(
        "MET-02",
        **share_tile(involved, _unit(involved), "No projects"),
        sentence="Of all projects that started, so many involved people with lived experience."
        if involved.of
        else "No project started in this time.",
        trend=share_before(board.period, before.get("involved"), "project,projects"),
        quality=join(
            f"Nothing at all is logged yet for {plural(bare, 'project')}." if bare else "", _all_levels(board)
        ),
        parts=(
            part("Projects with people involved", involved, share),
            part("Projects with nothing logged", now["not_logged"]),
        ),
    )


def _all_levels(board):
    return "A project has no level, so this is for all levels." if board.filter.by == "level" else ""
