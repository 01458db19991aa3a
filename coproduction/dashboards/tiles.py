"""Protected figures in words: one tile a measure, the same for page, CSV and every later format."""

from coproduction.dashboards.tile import Part, Tile, part
from coproduction.dashboards.tiles_meetings import answers, attendance
from coproduction.dashboards.tiles_people import hours, levels, new_voices, people
from coproduction.dashboards.tiles_projects import coverage, from_the_start
from coproduction.dashboards.wording import time


def tiles(board) -> list[Tile]:
    """The eight tiles of a protected board; coverage stands right after *from the start*, always."""
    makers = (from_the_start, coverage, people, hours, levels, new_voices, answers, attendance)
    return [make(board) for make in makers]


def trend_rows(board) -> list[tuple[Part, Part]]:
    """People and hours of each month (each year of everything); nothing under a filter."""
    if board.filter:
        return []
    return [(part(bucket.label, bucket.people), part(bucket.label, bucket.hours, time)) for bucket in board.trend]
