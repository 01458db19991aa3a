"""What people read of a piece of work that stands in more than one of its columns."""

from members import charity
from members.models.charity import Module
from projects.models import work_days, work_offer


class WorkSaid:
    @property
    def when_said(self):
        """The day, and the time as it was typed; wherever people read when it is."""
        goes_on = self.lasts != "once"
        return work_days.in_words(self.when_words, first=self.starts_on, last=self.ends_on, goes_on=goes_on)

    @property
    def hours_words(self):
        """6.5, not 6.50."""
        return "" if self.hours is None else f"{self.hours.normalize():f}"

    @property
    def _recognition(self):
        return getattr(self, "recognition", None) if charity.has(Module.PAYMENTS) else None

    @property
    def offer_said(self):
        """What we offer, with one sum; wherever people read what they get (PAY-07)."""
        return work_offer.in_one(self.offer, self._recognition)

    @property
    def offer_differs(self):
        """A sentence for whoever asks, where two sums stand in it; empty where they agree."""
        return work_offer.differs(self, self._recognition)
