"""What holds and what is asked about meetings of the Network: which organisations came, whose turn it is, the rounds."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q

from meetings.models import Action, CameFor, HostTurn, Meeting, MeetingState, RoundEntry
from meetings.models.round import Round
from members.models import Body, Organisation, Representative
from members.queries import at_the_table
from members.rules import Refused
from members.words import local

STAYS_OPEN = timedelta(days=7)  # so long after a meeting its organisations may still write down what they brought
A_YEAR = timedelta(days=366)


# ---- what holds --------------------------------------------------------------------------------------------------------
def check_of_the_network(meeting):
    if meeting.body_id is None or meeting.body.sort != Body.Sort.NETWORK:
        raise Refused("This is not a meeting of the Network.")
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("This meeting was cancelled.")


def check_at_the_table(organisation, meeting):
    """An organisation has a part in meetings between the days it joined and left."""
    day = local(meeting.starts_at).date()
    left = organisation.left_on is not None and organisation.left_on <= day
    if left or (organisation.joined_on is not None and organisation.joined_on > day):
        raise Refused(f"{organisation} was not in the Network on that day.", field="organisation")


def check_round_open(meeting, *, actor, now):
    """Before, during and a week after; later only who runs the Network."""
    if now > meeting.ends_at + STAYS_OPEN and not actor.knows_everybody:
        raise Refused("This meeting is more than a week ago. Please tell the involvement team what to change.")


def check_turns(host, chair):
    if host is not None and host == chair:
        raise Refused("One organisation hosts and another one chairs, so that no one carries both.", field="chair")


# ---- meetings and rounds -----------------------------------------------------------------------------------------------
def meetings_of(actor):
    """The Network's meetings this role may see."""
    return Meeting.objects.visible_to(actor).filter(body__sort=Body.Sort.NETWORK)


def next_meeting(actor, *, now):
    coming = meetings_of(actor).exclude(state=MeetingState.CANCELLED).filter(ends_at__gt=now)
    return coming.order_by("starts_at", "pk").first()


def rounds_of(meeting):
    """Each round with what was brought to it, in the order of the rounds; one query."""
    entries = list(RoundEntry.objects.filter(meeting=meeting).select_related("organisation"))
    entries.sort(key=lambda entry: (entry.organisation.name.casefold(), entry.pk))
    return [(kind, [entry for entry in entries if entry.round == kind]) for kind in Round]


def brought_by(organisation, meeting):
    """What one organisation brought, by round."""
    return dict(RoundEntry.objects.filter(meeting=meeting, organisation=organisation).values_list("round", "words"))


def actions_of(organisations):
    """What is still to be done by these organisations, the first due first."""
    open_ones = Action.objects.open().filter(organisation__in=organisations, meeting__body__sort=Body.Sort.NETWORK)
    return open_ones.select_related("organisation", "meeting").by_due()


# ---- who came ----------------------------------------------------------------------------------------------------------
def attending(meetings) -> dict[int, set[int]]:
    """Meeting id -> ids of organisations that came (MET-25): by a representative of that day, or somebody who came for them."""
    ids = [meeting.pk for meeting in meetings]
    found = {pk: set() for pk in ids}
    there = Representative.objects.filter(
        Q(ends=None) | Q(ends__gte=F("person__attendances__meeting__starts_at__date")),
        person__attendances__meeting__in=ids, person__attendances__came=True,
        starts__lte=F("person__attendances__meeting__starts_at__date"),
    ).values_list("person__attendances__meeting", "organisation")  # fmt: skip
    came_for = CameFor.objects.filter(meeting__in=ids).values_list("meeting", "organisation")
    for meeting, organisation in [*there, *came_for]:
        found.setdefault(meeting, set()).add(organisation)
    return {pk: found[pk] for pk in ids}


def held_since(since, *, now):
    """The Network's meetings that were held and whose register is closed, oldest first."""
    held = Meeting.objects.filter(body__sort=Body.Sort.NETWORK, state=MeetingState.PUBLISHED, starts_at__lte=now)
    return held.filter(register_closed_at__isnull=False, starts_at__gte=since).order_by("starts_at", "pk")


@dataclass(frozen=True)
class Row:
    """One organisation over the last meetings: there, not there, or (None) not in the Network yet or any more."""

    organisation: Organisation
    there: tuple[bool | None, ...]

    @property
    def came(self):
        return sum(each is True for each in self.there)

    @property
    def of(self):
        return sum(each is not None for each in self.there)


def attendance_table(*, now):
    """The meetings of the last year, and a row for each organisation that was in the Network for any of them."""
    meetings = list(held_since(now - A_YEAR, now=now))
    came = attending(meetings)
    rows = []
    for organisation in Organisation.objects.order_by("name", "pk"):
        there = tuple(
            organisation.pk in came[meeting.pk] if _in_the_network(organisation, meeting) else None
            for meeting in meetings
        )
        if any(each is not None for each in there):
            rows.append(Row(organisation, there))
    return meetings, rows


def _in_the_network(organisation, meeting):
    try:
        check_at_the_table(organisation, meeting)
    except Refused:
        return False
    return True


# ---- turns -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Turns:
    """Who would host and chair next: whoever did it longest ago, never before first."""

    host: Organisation | None
    chair: Organisation | None


def whose_turn(meeting) -> Turns:
    """A proposal for this meeting from everybody's turns before it; two queries."""
    day = local(meeting.starts_at).date()
    table = list(at_the_table(day=day))
    before = HostTurn.objects.filter(meeting__starts_at__lt=meeting.starts_at).exclude(meeting=meeting.pk)
    last_host, last_chair = {}, {}
    for host, chair, at in before.order_by("meeting__starts_at").values_list("host", "chair", "meeting__starts_at"):
        last_host[host], last_chair[chair] = at, at
    host = _longest_ago(table, last_host)
    chair = _longest_ago([each for each in table if each != host], last_chair)
    return Turns(host, chair)


def _longest_ago(organisations, last):
    """Never first, then the oldest turn; between equals who joined first, then by name."""

    def order(each):
        at = last.get(each.pk)
        return (
            at is not None,
            at.timestamp() if at else 0,
            each.joined_on.toordinal() if each.joined_on else 0,
            each.name,
        )

    return min(organisations, key=order, default=None)


def turns_before(*, now, most=12):
    """The latest turns that are over, the newest first."""
    return (
        HostTurn.objects.filter(meeting__ends_at__lt=now)
        .select_related("meeting", "host", "chair")
        .order_by("-meeting__starts_at", "-pk")[:most]
    )
