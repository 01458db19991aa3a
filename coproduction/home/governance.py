"""The home of trustees and of the Management Board: how involvement is going, and their own meetings."""

from django.utils import timezone

from coproduction.dashboards import periods
from coproduction.dashboards.boards import board_for
from coproduction.home import between
from coproduction.home.invited import invited_to
from members.queries import leads


def home(*, actor, now):
    invited = invited_to(actor.person, now=now)
    return {
        "board": board_for(actor=actor, period=periods.period(periods.USUAL, today=timezone.localdate(now)), now=now),
        "invited": invited,
        "waits": bool(invited) and invited[0].is_open,  # then it stands above the figures, with its buttons
        **between.of_a_body(actor, now=now),
        "leads_waiting": leads.waiting_for(actor),
    }
