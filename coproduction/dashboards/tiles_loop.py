"""Tiles of what came of what people said, of the plan and of requests."""

from django.urls import reverse

from coproduction.dashboards.measures_teams import TEAM
from coproduction.dashboards.tile import Part, Tile, part, share_tile
from coproduction.dashboards.wording import join, number, share, share_before
from members.words import plural
from projects.models import Answer as Said

THINGS = "thing people said,things people said"


def loop_closure(board):
    now, before = board.measures["MET-09"].now, board.measures["MET-09"].before
    told, days, decided = now["told"], now["days"].value, now["decided"].value
    return Tile(
        "MET-09",
        **share_tile(told, "promise kept" if told.of == 1 else "promises kept", "Nothing was due"),
        sentence=join(
            f"By the promised day: {_or_none(now['in_time'])}." if told.value else "",
            f"Half of them were told within {plural(days, 'day')}." if days is not None else "",
        ),
        trend=share_before(board.period, before.get("told"), "promise,promises"),
        quality=f"Answered, and not everybody has been told yet: {number(now['decided'])}." if decided else "",
        parts=(
            part("Promises kept", told, share),
            part("Promises kept by their day", now["in_time"], share),
            part("Answered, and not everybody told", now["decided"]),
            part("Days until half of them were told", now["days"], _or_none),
        ),
    )


def _or_none(value):
    return number(value) if value.value else "none"


def never_told(board):
    now, before = board.measures["MET-10"].now, board.measures["MET-10"].before
    never = now["never"]
    one, _, many = THINGS.partition(",")
    return Tile(
        "MET-10",
        **share_tile(never, one if never.of == 1 else many, "Nothing said so long ago"),
        sentence=_never_sentence(never),
        trend=share_before(board.period, before.get("never"), THINGS),
        parts=(part("Said more than 90 days ago, and nobody was told anything", never, share),),
    )


def _never_sentence(never):
    if not never.of:
        return ""
    if not never.value:
        return "Of everything said more than 90 days ago, somebody has heard more than thank you."
    return "Said more than 90 days ago, and since then nobody has heard more than thank you."


def change_rate(board, could_not):
    now, before = board.measures["MET-11"].now, board.measures["MET-11"].before
    changed, yes, no = now["changed"], now["yes"], now["not_done"].value
    reasons = tuple(f"“{row['said']}” {_because(row)}" for row in could_not)
    public = could_not[0]["of"] if could_not else 0
    hidden_reasons = f"Reasons of {plural(no - public, 'answer')} are not public." if no > public else ""
    more = public - len(reasons)
    rest = (f"{more} more, with these, stand on the page “You said, we did”.",) if more else ()
    return Tile(
        "MET-11",
        **share_tile(changed, "answer" if changed.of == 1 else "answers", "Nothing was answered"),
        sentence=join(
            "Something is different because of it, and we can show it." if changed.value else "",
            f"We said yes, or partly, to {number(yes)}." if changed.of else "",
            f"We couldn’t, or could not yet: {number(now['not_done'])}." if no else "",
        ),
        trend=share_before(board.period, before.get("changed"), "answer,answers"),
        quality=join("This is not a target: a low number may be an honest one." if changed.of else "", hidden_reasons),
        parts=(
            part("Answered yes or partly, different now, and shown", changed, share),
            *(part(f"Answered: {answer.label}", now[answer.value]) for answer in Said),
            *(Part(row["said"], _because(row)) for row in could_not),
            *(Part("Further answers that were no, in public", str(more)) for _ in rest),
        ),
        folded=("What we couldn’t do, and why", (*reasons, *rest)) if reasons else ("", ()),
        link=("You said, we did: all of it", reverse("you_said")) if more else (),
    )


def _because(row):
    """ "We couldn’t, because there is no money for it."."""
    words = Said(row["answer"]).label
    return f"{words}{',' if not words.endswith('because') else ''} {row['reason'][:1].lower()}{row['reason'][1:]}"


def short_notice(board):
    now, before = board.measures["MET-22"].now, board.measures["MET-22"].before
    short = now["short"]
    teams = [part(key.removeprefix(TEAM), value, share) for key, value in now.items() if key.startswith(TEAM)]
    return Tile(
        "MET-22",
        **share_tile(short, "request" if short.of == 1 else "requests", "No requests"),
        sentence=f"With less notice than people need. Accepted: {_or_none(now['accepted'])}. "
        f"Declined: {_or_none(now['declined'])}."
        if short.value
        else "Every team gave people the notice they need."
        if short.of
        else "",
        trend=share_before(board.period, before.get("short"), "request,requests"),
        parts=(
            part("Requests at short notice", short, share),
            part("At short notice, accepted", now["accepted"]),
            part("At short notice, declined", now["declined"]),
            *teams,
        ),
        lines=tuple(f"{each.name}: {each.words}" for each in teams) if short.value else (),
    )


def _of_goals(done, let_go):
    """What so many of so many are: goals let go are not among them, which is said where there are any."""
    if not let_go:
        return "goal done" if done.of == 1 else "goals done"
    return "goal that was not let go is done" if done.of == 1 else "goals that were not let go are done"


def plan_progress(board):
    now, before = board.measures["MET-24"].now, board.measures["MET-24"].before
    done, let_go = now["done"], now["let_go"].value
    return Tile(
        "MET-24",
        **share_tile(done, _of_goals(done, let_go), "No goal is left" if let_go else "No plan"),
        sentence=join(
            f"Past their day: {_or_none(now['overdue'])}. Still to come: {_or_none(now['due'])}." if done.of else "",
            f"Let go: {number(now['let_go'])}." if let_go else "",
        ),
        trend=share_before(board.period, before.get("done"), "goal,goals"),
        parts=(
            part("Goals done", done, share),
            part("Goals past their day", now["overdue"]),
            part("Goals still to come", now["due"]),
            part("Goals let go", now["let_go"]),
        ),
    )
