"""Who is, and who would be, asked to a piece of work."""

from dataclasses import dataclass

from django.db.models import Min, Q
from django.utils import timezone

from members import charity
from members.models import Channel, Membership, Person, Representative
from members.models.charity import Module
from members.queries import reaching
from projects.models import Invitation, OpenTo, Opportunity, RecognitionOffer
from projects.queries import limits as money
from projects.queries.fairness import at_their_limit


def waiting_for(person, *, now):
    """Invitations to a piece of work that are open to this person; those not answered come first."""
    return (
        Invitation.objects.filter(
            person=person,
            opportunity__sent_at__isnull=False,
            opportunity__cancelled_at=None,
            opportunity__closes_at__gt=now,
        )
        .select_related("opportunity__project")
        .order_by("answer", "opportunity__closes_at", "pk")
    )


def open_opportunities(actor, *, now):
    """Pieces of work this actor asked people to, or whose team did, that still take answers."""
    return (
        Opportunity.objects.visible_to(actor)
        .filter(sent_at__isnull=False, cancelled_at=None, closes_at__gt=now)
        .select_related("project")
        .order_by("closes_at", "pk")
    )


@dataclass(frozen=True)
class WouldBeAsked:
    """One person before an invitation leaves: by which way it would go, or why it would not."""

    person: Person
    way: str
    left_out: str


COMES_BACK = "Their email comes back, and we know no other way. Please ring them"
ABOVE_A_LIMIT = (
    "What we offer may go above a limit on payments; the coordinator can say there why it is right all the same"
)


def _above_a_limit_on_payments(people, opportunity) -> set:
    """Ids (PAY-02). Everybody counts as if they took all that is offered, so it gives away nothing that anybody chose."""
    offer = RecognitionOffer.objects.filter(opportunity=opportunity).first() if opportunity and people else None
    if offer is None or offer.over_because or not charity.has(Module.PAYMENTS):
        return set()
    return {person.pk for person in money.over(people, offer, knows_wishes=False)}


def held_back_by_payments(opportunity) -> int:
    """How many who wait in the queue are not asked because of a limit on payments."""
    waiting = Person.objects.filter(pk__in=opportunity.turns.filter(looked_at=None).values("person"))
    return len(_above_a_limit_on_payments(waiting, opportunity))


def who_would_be_asked(people, *, opportunity=None, now=None):
    """For the preview and for the asking itself: everybody chosen, in order of names, with their way or the reason why not."""
    ways = reaching.ways([person.pk for person in people], purpose=Channel.Purpose.INVITATIONS)
    limits = at_their_limit(people, now=now) if now else {}
    paid_too_much = _above_a_limit_on_payments(people, opportunity)
    asked = set(opportunity.invitations.values_list("person_id", flat=True)) if opportunity else set()

    def reason(person):
        if person.died_on:
            return "No longer with us"
        if person.is_paused:
            return "On a break"
        if person.pk in asked:
            return "Asked already"
        if person.pk in limits:
            return f"Asked as often as they want to be, which is {limits[person.pk]} a month"
        if person.pk in paid_too_much:
            return ABOVE_A_LIMIT
        if person.pk not in ways:
            return "We do not know how to reach them yet"
        return COMES_BACK if ways[person.pk].comes_back else ""

    in_order = sorted({p.pk: p for p in people}.values(), key=lambda p: (p.sort_name, p.pk))
    return [WouldBeAsked(each, ways[each.pk].words if each.pk in ways else "", reason(each)) for each in in_order]


def names_of(ids) -> dict[int, str]:
    """What each piece of work is called, for the pages about post."""
    return dict(Opportunity.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "title"))


def is_full(opportunity) -> bool:
    """As many said yes as there are places; whoever stepped aside takes none."""
    return opportunity.places is not None and opportunity.invitations.taken().count() >= opportunity.places


def could_join(person, *, now):
    """Open pieces of work this person could come forward for, and was not asked to; the first to close stands first."""
    if person.died_on:
        return Opportunity.objects.none()
    to = [OpenTo.CLIENTS, OpenTo.PUBLIC]
    if Membership.objects.active().filter(person=person).exists():
        to.append(OpenTo.ADVISORY)
    if Representative.objects.filter(Q(ends=None) | Q(ends__gte=now), person=person).exists():
        to.append(OpenTo.PARTNERS)
    asked = Invitation.objects.filter(person=person).values("opportunity")
    found = Opportunity.objects.open(now=now).filter(open_to__in=to, told_at=None).exclude(pk__in=asked)
    return found.select_related("project", "needs_course", "staff_lead", "recognition").order_by("closes_at", "pk")


def notice_given(opportunity) -> int | None:
    """LOG-16, in days: from the first invitation that was sent to the start of what was done; before that, of what is planned."""
    start = opportunity.activity.started_on if opportunity.activity_id else opportunity.starts_on
    first = opportunity.invitations.asked().aggregate(first=Min("invited_at"))["first"]
    return (start - timezone.localdate(first)).days if start and first else None
