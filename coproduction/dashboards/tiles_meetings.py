"""Tiles about meetings: who answered, and who came."""

from django.utils.text import capfirst

from coproduction.dashboards import wording
from coproduction.dashboards.tile import Tile, counted_to, part, share_tile
from coproduction.dashboards.wording import join, number, percent, share, share_before
from members.words import plural


def answers(board):
    now, before = board.measures["MET-18"].now, board.measures["MET-18"].before
    answered, yes, for_them, lost = now["answered"], now["yes"], now["for_them"], now["not_told"]
    return Tile(
        "MET-18",
        **share_tile(answered, "invitations answered", "No invitations"),
        sentence=join(
            f"{capfirst(share(yes))} said yes{percent(yes)}." if _sayable(yes) and yes.of else "",
            f"Recorded by staff for somebody: {number(for_them)}."
            if _sayable(for_them) and for_them.value != 0
            else "",
        ),
        trend=share_before(board.period, before.get("answered"), "invitation,invitations"),
        quality=join(_arrived(lost, answered), counted_to(board)),
        parts=(
            part("Invitations answered", answered, share),
            part("Invitations answered yes", yes, share),
            part("Answers recorded by staff for somebody", for_them),
            part("Invitations left out because they never arrived", lost),
        ),
    )


def _arrived(lost, answered):
    if lost.value == 0:
        return "We know of no invitation that did not arrive." if answered.of else ""
    return f"Left out, because they never arrived: {number(lost)}." if _sayable(lost) else ""


def _sayable(value):
    return not value.is_hidden or wording.is_small(value)


def attendance(board):
    now, before = board.measures["MET-19"].now, board.measures["MET-19"].before
    came, kept, walk_ins, closed = now["came"], now["kept"], now["walk_ins"], now["closed"]
    still = closed.of - closed.value
    register = (
        f"The register is still open for {plural(still, 'meeting')}, so not in here."
        if still
        else "Every register is closed."
        if closed.of
        else ""
    )
    return Tile(
        "MET-19",
        **share_tile(came, "invitations ended in coming", "No registers"),
        sentence=join(
            f"Of those who had said yes, {share(kept)} came{percent(kept)}." if _sayable(kept) and kept.of else "",
            f"Came without an invitation: {number(walk_ins)}." if _sayable(walk_ins) and walk_ins.value != 0 else "",
        ),
        trend=share_before(board.period, before.get("came"), "invitation,invitations"),
        quality=join(register, counted_to(board)),
        parts=(
            part("Invitations that ended in coming", came, share),
            part("Said yes and came", kept, share),
            part("Came without an invitation", walk_ins),
            part("Meetings with a closed register", closed, share),
        ),
    )
