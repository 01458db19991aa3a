"""Who is on the way into the group or out of it, who waits on whom, and for how long."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.timezone import localdate

from members.models import Agreed, Channel, Enquiry, InductionTick, Membership, Person, Rest, RoleAgreement, Stop
from members.models.membership import State
from members.models.person import sort_key
from members.models.role_agreement import Side
from members.rules.joining import UNDER_WAY, next_step_by

US, THEM, BOTH = "us", "them", "both"


@dataclass(frozen=True)
class Waiting:
    """One line of the pipeline. `step` is the state one press leads to, or empty when there is something to fill in."""

    membership: Membership
    waits_for: str
    words: str
    days: int
    due_on: date
    is_late: bool
    step: str = ""
    button: str = ""

    @property
    def person(self):
        return self.membership.person


def agreement():
    """The text both sides agree to from now on; None while nobody has needed one."""
    return RoleAgreement.objects.order_by("-version").first()


def known_at(*, way, address):
    """People we reach at this address already."""
    return Person.objects.filter(channels__way=way, channels__address__iexact=address).by_name().distinct()


def is_known_to_the_group(person):
    """Whether they are on the way in, are members or were."""
    return person.memberships.exists()


def under_way():
    """Memberships between the first word and the first day, and between the last and the end; the oldest first."""
    agreed = Agreed.objects.filter(membership=OuterRef("pk"))
    return (
        Membership.objects.filter(state__in=UNDER_WAY, person__died_on=None)
        .select_related("person", "leaving")
        .defer("why_joined", "hopes", "closing_words")
        .annotate(
            lines=Count("ticks"),
            theirs=Count("ticks", filter=Q(ticks__by_person_at__isnull=False)),
            ours=Count("ticks", filter=Q(ticks__by_charity_at__isnull=False)),
            has_asked=Exists(Enquiry.objects.filter(person=OuterRef("person"))),
            they_agreed=Exists(agreed.filter(side=Side.PERSON)),
            we_agreed=Exists(agreed.filter(side=Side.CHARITY)),
        )
        .order_by("since", "pk")
    )


def pipeline(*, today: date) -> list[Waiting]:
    """Every line with who waits on whom, for how long, and what comes next; the one due first first."""
    return sorted((waiting(membership, today=today) for membership in under_way()), key=lambda line: line.due_on)


def waiting(membership, *, today) -> Waiting:
    """How one membership of `under_way()` stands."""
    who, words, step, button = _STANDING[membership.state](membership)
    due_on = membership.due_on or next_step_by(membership.state, since=membership.since)  # older rows hold no day
    return Waiting(membership, who, words, (today - membership.since).days, due_on, due_on < today, step, button)


def is_from_a_list(membership) -> bool:
    """Whether a spreadsheet gave them this place on the way in, and they never asked for it themselves."""
    has_asked = getattr(membership, "has_asked", None)
    return _is_brought(membership) and not (membership.person.enquiries.exists() if has_asked is None else has_asked)


def _is_brought(membership):
    brought = membership.person.brought_in_at
    return brought is not None and membership.since <= localdate(brought)


def _enquired(membership):
    began = "They asked to join."
    if is_from_a_list(membership):
        began = "A spreadsheet brought them in."
        began += "" if membership.person.is_aware else " They may not know yet that they are on our list."
    return US, f"{began} Offer them a conversation.", State.CONVERSATION_OFFERED, "Offer a conversation"


def _offered(membership):
    return THEM, "They have our offer of a conversation.", "", "Write down the conversation"


def _talked(membership):
    return US, "You have talked. Begin the induction, or close it kindly.", State.INDUCTION, "Begin the induction"


def _inducted(membership):
    theirs = membership.lines - membership.theirs, membership.they_agreed
    ours = membership.lines - membership.ours, membership.we_agreed
    done = [side[0] == 0 and side[1] for side in (theirs, ours)]
    if theirs[1] and ours[1] and all(done):
        return US, "Everything is ticked and agreed.", State.ACTIVE, "Welcome them as a member"
    said = [f"Induction: {membership.lines - max(theirs[0], ours[0])} of {membership.lines} gone through."]
    if not theirs[1]:
        said.append("They have not agreed yet.")
    if not ours[1]:
        said.append("We have not agreed yet.")
    who = BOTH if not any(done) else US if done[0] else THEM
    return who, " ".join(said), "", "Go on with the induction"


def _leaving(membership):
    leaving = getattr(membership, "leaving", None)
    if leaving and leaving.wants_talk and not leaving.talk_on:
        return US, "They are leaving, and would like a last conversation.", "", "Look at their wishes"
    return US, "They are leaving. Say thank you and goodbye.", "", "Say goodbye"


_STANDING = {
    State.ENQUIRY: _enquired,
    State.CONVERSATION_OFFERED: _offered,
    State.CONVERSATION_HELD: _talked,
    State.INDUCTION: _inducted,
    State.LEAVING: _leaving,
}


def standing_of(membership, *, today):
    """The same line for one membership; None when it is not under way."""
    found = under_way().filter(pk=membership.pk).first() if membership else None
    return waiting(found, today=today) if found else None


def checklist(membership):
    """The lines of somebody's induction, in the list's order."""
    if membership is None:
        return InductionTick.objects.none()
    return membership.ticks.select_related("item", "recorded_by", "charity_person").order_by("item__position", "pk")


def agreed_by(membership) -> dict:
    """Side -> who agreed, how and before whom."""
    rows = membership.agreed.select_related("agreement", "recorded_by", "witness") if membership else ()
    return {row.side: row for row in rows}


def doubtful(*, now):
    """Enquiries that a person should look at first, each with its day and `known`: whom we reach at that address already."""
    rows = list(Enquiry.objects.doubtful().order_by("received_at", "pk")[:50])
    for row in rows:
        row.due_on = next_step_by(State.ENQUIRY, since=localdate(row.received_at))
        row.is_late = row.due_on < localdate(now)
        row.known = list(known_at(way=row.way, address=row.address)[:5])
        row.same_name = any(sort_key(person.name) == sort_key(row.name) for person in row.known)
    return rows


def stops_waiting(actor):
    """Proposals to stop a membership that wait for a second person, the oldest first."""
    rows = Stop.objects.visible_to(actor).waiting()
    return rows.select_related("membership__person", "proposed_by").order_by("proposed_at", "pk")


def on_a_break(*, today):
    """Breaks that are open, those whose day has come first."""
    rows = Rest.objects.filter(ended_at=None, person__died_on=None).exclude(person__paused_at=None)
    return rows.select_related("person").defer("words", "news").order_by("until", "started_at", "pk")


def last_rest(person):
    """The open break, else the last one."""
    return person.rests.order_by("-started_at", "-pk").first()


def channels_by_person(people):
    """{person id: their channels}, one query."""
    found = {}
    for channel in Channel.objects.filter(person__in=people).order_by("person", "rank", "pk"):
        found.setdefault(channel.person_id, []).append(channel)
    return found
