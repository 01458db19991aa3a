"""Tiles of the work: only at the end, how much say, what was offered, teams, decisions, the Network."""

from dataclasses import replace

from django.urls import reverse
from django.utils.text import capfirst

from coproduction.dashboards import tiles_teams
from coproduction.dashboards.measures_work import STEP, WITHOUT
from coproduction.dashboards.named import Named
from coproduction.dashboards.spans import said
from coproduction.dashboards.tile import Part, Tile, part, share_tile
from coproduction.dashboards.wording import join, number, share, share_before, waits
from members.words import plural
from projects.models.agreement import TextStep

ACTIVITIES = "activity,activities"


def feedback_only(board):
    now, before = board.measures["MET-03"].now, board.measures["MET-03"].before
    late, unknown = now["at_the_end"], now["not_known"].value
    return Tile(
        "MET-03",
        **share_tile(late, "project" if late.of == 1 else "projects", "No projects"),
        sentence=_late_sentence(late, unknown),
        trend=share_before(board.period, before.get("at_the_end"), "project,projects"),
        quality=f"For {plural(unknown, 'project')} it could be either: the stage of some of the work is not known."
        if unknown
        else "",
        parts=(
            part("Projects with people only at the end", late, share),
            part("Projects that could be either", now["not_known"]),
        ),
    )


def _late_sentence(late, unknown):
    if not late.of:
        return "No project that involved people started in this time."
    if not late.value and unknown:
        return "In no project that we know of were people asked only when it was done."
    if not late.value:
        return "In no project were people asked only when it was done."
    return "People were asked what they think only when it was done."


# ---- how much say -----------------------------------------------------------------------------------------------------
def ladder(board):
    now, before = board.measures["MET-05"].now, board.measures["MET-05"].before
    rated, unrated = now["rated"], now["unrated"].value
    steps = [part(key.removeprefix(STEP), value) for key, value in now.items() if key.startswith(STEP)]
    return Tile(
        "MET-05",
        **share_tile(rated, "activity has a step" if rated.of == 1 else "activities have a step", "No activities"),
        sentence=felt_words(now["felt"]) if rated.of else "",
        trend=share_before(board.period, before.get("rated"), ACTIVITIES),
        quality=f"Not rated: {number(now['unrated'])}." if unrated else "",
        parts=(
            part("Activities with a step by staff", rated, share),
            part("Activities without", now["unrated"]),
            Part("Members beside staff", felt_words(now["felt"]), now["felt"].why if now["felt"].is_hidden else ""),
            *steps,
        ),
        lines=tuple(f"{step.name}, as staff see it: {step.words}" for step in steps),
    )


def felt_words(felt):
    """ "Members felt about 1½ steps less say than staff think."."""
    if felt.is_hidden:
        return "How members felt it is not shown: fewer than five have said so."
    if felt.value is None:
        return "No member has said yet how it felt."
    if felt.value == 0:
        return "Members felt it as staff see it."
    whole, half = divmod(abs(felt.value), 2)
    size = (
        "half a step" if not whole else f"{whole}{'½' if half else ''} {'step' if (whole, half) == (1, 0) else 'steps'}"
    )
    return f"Members felt about {size} {'less' if felt.value < 0 else 'more'} say than staff think."


# ---- offers, teams, decisions -----------------------------------------------------------------------------------------
def recognition(board):
    now, before = board.measures["MET-21"].now, board.measures["MET-21"].before
    offered, paid, days = now["offered"], now["paid"], now["days"]
    sums = [(name, now[key]) for name, key in (("costs", "costs"), ("fees and vouchers", "fees")) if now[key].value]
    split = ", ".join(f"{name} {_pounds(value)}" for name, value in sums)
    return Tile(
        "MET-21",
        **share_tile(offered, "activity" if offered.of == 1 else "activities", "No activities"),
        sentence=join(
            "Something was offered in return." if offered.value else "",
            _paid_sentence(board.period, paid, split),
            f"Half of the claims were paid within {plural(days.value, 'working day')}."
            if days.value is not None
            else "",
        ),
        trend=share_before(board.period, before.get("offered"), ACTIVITIES),
        quality="What was paid is read from finished months." if board.period.closed and not paid.is_hidden else "",
        parts=(
            part("Activities with something offered", offered, share),
            part("Paid in all", paid, _pounds),
            part("Of it costs", now["costs"], _pounds),
            part("Of it fees and vouchers", now["fees"], _pounds),
            part("Working days until half of the claims were paid", days, _or_none),
        ),
    )


def _paid_sentence(period, paid, split):
    if waits(paid):
        return ""
    when = join("Paid", period.closed_words)
    if paid.is_hidden:
        return f"What was paid is {paid.words}."
    return f"{when}: {_pounds(paid)}{f' ({split})' if split else ''}." if paid.value else f"{when}: nothing."


def _pounds(value):
    return value.words if value.is_hidden else f"£{value.value:,}"


def _or_none(value):
    return "none" if not value.is_hidden and value.value is None else number(value)


def team_reach(board):
    now, before = board.measures["MET-23"].now, board.measures["MET-23"].before
    teams, without = now["teams"], [key.removeprefix(WITHOUT) for key in now if key.startswith(WITHOUT)]
    return Tile(
        "MET-23",
        **share_tile(teams, "team" if teams.of == 1 else "teams", "No teams"),
        sentence=f"Nobody with lived experience in the work of: {', '.join(without)}."
        if without
        else "Every team did something with people with lived experience."
        if teams.of
        else "",
        trend=share_before(board.period, before.get("teams"), "team,teams"),
        parts=(
            part("Teams that involved people", teams, share),
            *(Part(name, "nobody in this time") for name in without),
        ),
    )


def of_teams(board, metric):
    """MET-06, 07 and 27: all together; team by team they stand on a page of their own."""
    said = board.measures[metric].now["teams_said"]
    missing = (
        f"Teams were asked once a quarter, {plural(said.of, 'time')} in all, and answered {number(said)}."
        if said.of
        else "No whole quarter of this period is over, so only the log is counted."
    )
    tile = tiles_teams.of_all(board, metric, missing)
    return replace(tile, link=("Team by team", reverse("dashboard_teams")))


# ---- the Network ------------------------------------------------------------------------------------------------------
def network(board, text):
    now, before = board.measures["MET-25"].now, board.measures["MET-25"].before
    came, meetings = now["came"], now["meetings"]
    still = meetings.of - meetings.value
    over = isinstance(board.period, Named)
    step = (
        f"Its text “{text['title']}” {'was' if over else 'is'} at the step “{TextStep(text['stood']).label}”, {number(now['text'])} of "
        f"{now['text'].of}{f', on {said(board.period.live.last)}' if over else ''}."
        if text
        else ""
    )
    figure = share_tile(came, "organisation came" if came.of == 1 else "organisations came", "No organisations")
    return Tile(
        "MET-25",
        **(figure if meetings.value else {"figure": "No register closed" if meetings.of else "No meetings"}),
        sentence=join(f"{capfirst(plural(meetings.of, 'meeting'))}." if meetings.of else "", step),
        trend=_network_before(board.period, before),
        quality=f"The register is still open for {plural(still, 'meeting')}, so who came there is not in here."
        if still
        else "",
        parts=(
            part("Organisations that came", came, share),
            part("Meetings with a closed register", meetings, share),
            *([part("Step of its text", now["text"], share)] if text else []),
        ),
    )


def _network_before(period, before):
    """Without a meeting nobody could come."""
    if before and not before["meetings"].value:
        return f"There were no meetings in {period.before_words} of which we know who came."
    return share_before(period, before.get("came"), "organisation,organisations")
