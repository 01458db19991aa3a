"""Who is, and who would be, asked to a piece of work."""

from dataclasses import dataclass

from members.models import Channel, Person
from projects.models import Invitation, Opportunity


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


def who_would_be_asked(people, *, opportunity=None):
    """For the preview and for the asking itself: everybody chosen, in order of names, with their way or the reason why not."""
    purposes = [Channel.Purpose.INVITATIONS, Channel.Purpose.EVERYTHING]
    channels = Channel.objects.filter(person__in=[p.pk for p in people], purpose__in=purposes)
    ways = {}
    for channel in sorted(channels, key=lambda c: (c.purpose == Channel.Purpose.EVERYTHING, c.rank, c.pk)):
        ways.setdefault(channel.person_id, channel.get_way_display())
    asked = set(opportunity.invitations.values_list("person_id", flat=True)) if opportunity else set()

    def reason(person):
        if person.died_on:
            return "No longer with us"
        if person.is_paused:
            return "On a break"
        if person.pk in asked:
            return "Asked already"
        return "" if person.pk in ways else "We do not know how to reach them yet"

    in_order = sorted({p.pk: p for p in people}.values(), key=lambda p: (p.sort_name, p.pk))
    return [WouldBeAsked(person, ways.get(person.pk, ""), reason(person)) for person in in_order]


def names_of(ids) -> dict[int, str]:
    """What each piece of work is called, for the pages about post."""
    return dict(Opportunity.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "title"))
