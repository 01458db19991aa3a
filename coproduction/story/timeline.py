"""Plays what happened lately in the order in which it happened, with the site's own actions, clock and post."""

from datetime import datetime, timedelta

from members.post import clock, delivery

A_MINUTE = timedelta(minutes=1)
MORNINGS = "10:01"  # reminders leave at ten


class Timeline:
    """What is to happen when; `play` lets it happen, and the post run after each and every morning."""

    def __init__(self, days):
        self.days = days
        self.events = []

    def at(self, moment: datetime, happens, *args, **more):
        """`happens(..., now=moment)` then; whatever lies after the day of loading does not happen."""
        if moment < self.days.now:
            self.events.append((moment, len(self.events), happens, args, more))

    def play(self):
        for moment, _, happens, args, more in sorted([*self.events, *self._mornings()], key=lambda each: each[:2]):
            if happens:
                happens(*args, now=moment, **more)
                delivery.deliver_due(now=moment + A_MINUTE)
            else:
                clock.tick(now=moment)
        clock.tick(now=self.days.now)

    def _mornings(self):
        if not self.events:
            return
        day = min(self.events)[0].date()
        while day <= self.days.today:
            if (moment := self.days.at(day, MORNINGS)) < self.days.now:
                yield moment, -1, None, (), {}
            day += timedelta(days=1)
