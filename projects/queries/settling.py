"""What there is to settle about a piece of work: who would like to, who may be too close, whether lots matter."""

from dataclasses import dataclass

from projects.models import Conflict, Invitation, Outcome, Reply, Verdict
from projects.queries.fairness import Asked, ledger_of


@dataclass(frozen=True)
class Willing:
    """Somebody who would like to, with how often they were asked and chosen."""

    invitation: Invitation
    ledger: Asked

    @property
    def said_yes(self):
        return self.invitation.answer == Reply.YES


@dataclass(frozen=True)
class Settles:
    """What there is to settle about one piece of work."""

    wanted: list  # of invitations: said yes or tell me more, and were not set aside
    willing: list  # of Willing: of those, whoever is not too close to it as far as is settled
    undecided: list  # of Conflict
    places: int | None

    @property
    def keen(self):
        return [each for each in self.willing if each.said_yes]

    @property
    def first_timers(self):
        return [each for each in self.keen if each.ledger.first_time]

    def kept(self, opportunity):
        """How many places only first-timers can have: no more than there are of them."""
        return min(opportunity.first_timers, len(self.first_timers)) if self.more_than_places else 0

    @property
    def more_than_places(self):
        """Only then first-timers' places and lots matter."""
        return self.places is not None and len(self.keen) > self.places


def settles(opportunity, *, now) -> Settles:
    """Who would like to, the least chosen and least asked first, and about whom it is not settled if they are too close."""
    rows = opportunity.invitations.filter(answer__in=[Reply.YES, Reply.INTERESTED]).exclude(
        outcome=Outcome.STEPPED_ASIDE
    )
    wanted = list(rows.select_related("person").in_order())
    conflicts = Conflict.objects.filter(invitation__opportunity=opportunity, verdict=Verdict.WAITING)
    undecided = list(conflicts.select_related("invitation__person").order_by("declared_at", "pk"))
    waits = {each.invitation_id for each in undecided}
    ledger = ledger_of([each.person_id for each in wanted], now=now, work=opportunity)
    willing = [Willing(each, ledger[each.person_id]) for each in wanted if each.pk not in waits]
    willing.sort(key=lambda each: (not each.said_yes, each.ledger.chosen, each.ledger.asked))
    return Settles(wanted, willing, undecided, opportunity.places)


def takes_lots(said) -> bool:
    return said.more_than_places
