"""The home of trustees and of the Management Board: how involvement is going, and their own meetings."""

from coproduction.home.invited import invited_to


def home(*, actor, now):
    return {"invited": invited_to(actor.person, now=now)}
