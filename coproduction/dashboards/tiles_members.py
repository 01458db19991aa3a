"""Tiles of who is in the room, and how it is for them."""

from functools import partial

from django.urls import reverse
from django.utils.text import capfirst

from coproduction.dashboards import wording
from coproduction.dashboards.pulse import agreed, of_asked
from coproduction.dashboards.tile import Part, Tile, part, share_tile
from coproduction.dashboards.wording import join, moved, number, percent, share, share_before
from meetings.models.pulse import QUESTIONS
from members.words import plural


def access_needs(board):
    now, before = board.measures["MET-12"].now, board.measures["MET-12"].before
    met, silent = now["met"], now["no_word"]
    return Tile(
        "MET-12",
        **share_tile(met, "need" if met.of == 1 else "needs", "Nobody asked"),
        sentence="People had what they need to take part."
        if met.of and met.value == met.of
        else "Nobody asked for anything at a meeting in this time. That is not the same as everybody having what they need."
        if not met.is_hidden and not met.of
        else "",
        trend=share_before(board.period, before.get("met"), "need,needs"),
        quality=f"Nobody wrote down how it went for {plural(silent.value, 'need')}."
        if not silent.is_hidden and silent.value
        else "",
        parts=(part("Needs met", met, share), part("Needs of which nobody wrote how it went", silent)),
    )


def reach(board):
    now, before = board.measures["MET-14"].now, board.measures["MET-14"].before
    every = now["all"]
    return Tile(
        "MET-14",
        figure=capfirst(number(every)),
        unit="time" if every.value == 1 else "times" if not every.is_hidden or wording.is_small(every) else "",
        hidden=every.why if every.is_hidden else "",
        sentence="Somebody with lived experience took part. This counts times, not people: never add it to “People involved”."
        if every.value
        else "",
        trend=moved(board.period, every, before.get("all"), of="time,times"),
        parts=(
            part("Contacts", every),
            part("Contacts of people who are named", now["named"]),
            part("Heads that were only counted", now["heads"]),
        ),
    )


def spread(board):
    most, before = board.measures["MET-16"].now["most"], board.measures["MET-16"].before.get("most")
    return Tile(
        "MET-16",
        figure=capfirst(most_words(most)),
        unit="" if most.is_hidden or most.value is None else "hours",
        hidden=most.why if most.is_hidden else "",
        sentence="" if most.is_hidden or most.value is None else "They came from the most active quarter of people.",
        trend=_most_before(board.period, most, before),
        quality="Where nobody wrote down how long it took, it is left out." if most.value is not None else "",
        parts=(part("Hours of the most active quarter of people", most, most_words),),
    )


def most_words(most):
    """ "about 4 of every 10", "46 of every 100"."""
    if most.is_hidden:
        return most.words
    if most.value is None:
        return "no hours"
    return f"{'about ' if most.of == 10 else ''}{most.value} of every {most.of}"


def _most_before(period, most, before):
    if before is None or most.is_hidden:
        return ""
    if before.is_hidden:
        return f"Not compared with {period.before_words}: that figure is hidden."
    if before.value is None:
        return f"There were no hours in {period.before_words}."
    return f"It was {most_words(before)} in {period.before_words}."


def retention(board):
    now, before = board.measures["MET-17"].now, board.measures["MET-17"].before
    stayed, paused = now["stayed"], now["paused"]
    return Tile(
        "MET-17",
        **share_tile(stayed, "member" if stayed.of == 1 else "members", "No members"),
        sentence=join(
            "Active a year before, and still members." if stayed.value else "",
            f"On a break: {number(paused)}." if paused.value or wording.is_small(paused) else "",
        ),
        trend=share_before(board.period, before.get("stayed"), "member,members"),
        quality="Over the twelve months up to the last day of the period, whichever period you choose."
        if stayed.of
        else "",
        parts=(part("Members who stayed", stayed, share), part("Of them on a break", paused)),
    )


def pulse(board):
    now, before = board.measures["MET-20"].now, board.measures["MET-20"].before
    answered, meetings = now["answered"], now["meetings"]
    several = meetings.value > 1
    said = {question: agreed(now[name], several=several) for name, question in QUESTIONS.items() if meetings.value}
    return Tile(
        "MET-20",
        **share_tile(meetings, "meeting" if meetings.of == 1 else "meetings", "Nobody asked"),
        sentence=join(
            "Enough people answered, without a name, to show it safely." if meetings.value else "",
            f"{capfirst(of_asked(answered, several=several))} people who were asked answered{percent(answered)}."
            if meetings.value and not answered.is_hidden
            else "",
        ),
        trend=share_before(board.period, before.get("meetings"), "meeting,meetings"),
        quality=f"{capfirst(plural(meetings.of - meetings.value, 'meeting'))} left out: too few answers to show safely."
        if meetings.of > meetings.value
        else "",
        parts=(
            part("Meetings with enough answers", meetings, share),
            part("People who answered", answered, partial(of_asked, several=several)),
            *(
                Part(question, said[question], now[name].why if now[name].is_hidden else "")
                for name, question in QUESTIONS.items()
                if meetings.value
            ),
        ),
        lines=tuple(f"{question} {words}" for question, words in said.items()),
        link=("How are meetings for people?", reverse("pulse_year")),
    )


def diversity(board, published_on):
    shown = board.measures["MET-26"].now["shown"]
    return Tile(
        "MET-26",
        **share_tile(shown, "question" if shown.of == 1 else "questions", "Not published yet"),
        sentence="There are enough people to show these totals safely." if shown.value else "",
        quality=f"Published on {published_on}. Whatever the period, these are the last totals." if published_on else "",
        parts=(part("Questions with totals that may be shown", shown, share),),
        link=("Who sits at this table?", reverse("equality_totals")),
    )
