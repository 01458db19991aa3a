"""Makes the letters, the planner, the list, the private links and the retention rules of conferences and away days known."""

from meetings import gathering_counts, gathering_sweeps, gathering_wording, offers
from meetings.actions import links_kept
from meetings.registration_list import REGISTRATIONS
from members.post import abouts, clock
from members.queries import listing


def register_gatherings():
    """Called once, in `AppConfig.ready()`."""
    gathering_wording.register_all()
    gathering_sweeps.register_all()
    links_kept.register_all()
    abouts.register("gathering", names=gathering_counts.names_of, page="meetings:gathering", own="")
    abouts.register("registration", names=gathering_counts.names_of_registrations, page="meetings:registration", own="")
    clock.register(offers.plan_due, forecast=offers.forecast, lives_on=("meetings.Gathering",))
    listing.register(REGISTRATIONS)
