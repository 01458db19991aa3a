"""Tiles about people, hours, levels and new voices."""

from django.utils.text import capfirst

from coproduction.dashboards import wording
from coproduction.dashboards.tile import Tile, counted_to, part, share_tile
from coproduction.dashboards.wording import join, moved, number, share, share_before, time
from meetings.models import Level
from members.words import plural


def people(board):
    now, before = board.measures["MET-13"].now, board.measures["MET-13"].before
    people, unnamed = now["people"], now["no_names"].value
    heads = (
        f"At {plural(unnamed, 'activity,activities')} people were counted without names. They are not in this number."
        if unnamed
        else ""
    )
    return Tile(
        "MET-13",
        figure=capfirst(number(people)),
        unit="person" if people.value == 1 else "people" if not people.is_hidden or wording.is_small(people) else "",
        hidden=people.why if people.is_hidden else "",
        sentence=_who_took_part(people),
        trend=moved(board.period, people, before.get("people")),
        quality=join(heads, counted_to(board)),
        parts=(part("Different people", people),),
    )


def _who_took_part(people):
    if people.is_hidden:
        return ""
    return (
        "With lived experience, and part of something at least once."
        if people.value
        else "Nobody with lived experience took part in this time."
    )


def hours(board):
    now, before = board.measures["MET-08"].now, board.measures["MET-08"].before
    given, travel, unknown, of = now["minutes"], now["travel"], now["no_length"].value, now["activities"].value
    unnamed = now["no_names"].value
    heads = (
        f"At {plural(unnamed, 'activity,activities')} people were only counted, not named. Their hours are not in this number."
        if unnamed
        else ""
    )
    length = f"The length is not known for {unknown:,} of {plural(of, 'activity,activities')}." if unknown else ""
    return Tile(
        "MET-08",
        figure=capfirst(time(given)),
        unit="" if given.is_hidden else "hour" if time(given) == "1" else "hours",
        hidden=given.why if given.is_hidden else "",
        sentence=""
        if given.is_hidden
        else join(
            "Given in activities and in getting ready for them.",
            f"Travel on top: {time(travel)} hours." if travel.value else "",
        ),
        trend=moved(board.period, given, before.get("minutes"), of="hour,hours", as_time=True),
        quality=join(
            heads, length or ("" if heads or not of else "The length of every activity is known."), counted_to(board)
        ),
        parts=(part("Hours given", given, time), part("Hours of travel", travel, time)),
    )


def levels(board):
    now, before = board.measures["MET-04"].now, board.measures["MET-04"].before
    total, one_level = now["all"], board.filter.by == "level"
    split = [f"{now[level].value:,} {Level(level).label.lower()}" for level in Level.values if now[level].value]
    rough = now["no_detail"].value
    figure = number(total) if one_level else f"{now[Level.STRATEGIC].value:,} of {total.value:,}"
    unit = "activity" if total.value == 1 else "activities"
    return Tile(
        "MET-04",
        figure=figure if total.value or one_level else "No activities",
        unit=(unit if one_level else f"{unit} at strategic level") if total.value else "",
        sentence=join(
            f"{', '.join(split)}." if split else "Nothing was logged in this time.", _hours_by_level(board, now)
        ),
        trend=moved(
            board.period,
            total,
            before.get("all"),
            of="activity,activities" if one_level else "activity of any level,activities of any level",
        ),
        quality=f"{capfirst(plural(rough, 'activity,activities'))} still {'needs' if rough == 1 else 'need'} details."
        if rough
        else "",
        parts=(
            part("Activities", total),
            *(part(f"Activities, {Level(level).label.lower()}", now[level]) for level in Level.values),
            *(
                part(f"Hours, {Level(level).label.lower()}", now[f"hours_{level}"], time)
                for level in Level.values
                if not board.filter
            ),
        ),
    )


def _hours_by_level(board, now):
    if board.filter or not board.period.closed:
        return ""
    said = [(level, now[f"hours_{level}"]) for level in Level.values if now[f"hours_{level}"].value != 0]
    if all(value.is_hidden for _, value in said):
        return ""  # the tile lists them, with the reason
    words = ", ".join(f"{Level(level).label.lower()} {time(value)}" for level, value in said)
    return f"Hours {board.period.closed_words}: {words}." if words else ""


def new_voices(board):
    now, before = board.measures["MET-15"].now, board.measures["MET-15"].before
    new = now["new"]
    return Tile(
        "MET-15",
        **share_tile(new, "people", "No people"),
        sentence="" if new.is_hidden or not new.of else "Took part for the very first time.",
        trend=share_before(board.period, before.get("new"), "person,people"),
        quality=join(
            "Only as old as the log: whoever was there before it began counts as new once.", counted_to(board)
        ),
        parts=(part("People who are new", new, share),),
    )
