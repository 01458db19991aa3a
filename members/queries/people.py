"""Lists of people, how each is reached, where they sit."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Q, Subquery

from members.models import Body, Channel, Consent, Organisation, Representative, RingRequest, RoleGrant, Seat
from members.permissions import Role
from members.queries.consent import holders
from members.queries.names import A_MEMBER
from members.queries.once import A_DAY, A_NUMBER, written_once

NO_WAY = "none"


def grants_on(*, person, day):
    """The role grants of one person in force on that day, as a list."""
    return _grants_on(person.pk, day)


_grants_on = written_once(
    lambda person, day: RoleGrant.objects.filter(person=person).on(day).order_by("pk"), A_NUMBER, A_DAY
)


def as_rows(found, *, day):
    """The columns of the list, named; asked of one page of people only."""
    ways = Channel.objects.filter(person=OuterRef("pk")).order_by("rank", "pk").values("way")[:1]
    names = StringAgg("body__name", delimiter=", ", order_by=["body__name", "pk"])
    bodies = Seat.objects.filter(person=OuterRef("pk")).on(day).order_by().values("person").annotate(names=names)
    return found.annotate(way=Subquery(ways), bodies=Subquery(bodies.values("names"))).values_list(
        "pk", "name", "pronouns", "paused_at", "way", "bodies", named=True
    )


def seated_in(ids, *, day):
    """The names of the bodies in which each of these people sits on that day, as {person id: [name]}."""
    found = {}
    seats = Seat.objects.filter(person__in=ids).on(day).select_related("body").order_by("body__name", "pk")
    for seat in seats:
        found.setdefault(seat.person_id, []).append(seat.body.name)
    return found


def channels_of(person):
    """How somebody is reached, by purpose, the preferred way first."""
    return person.channels.order_by("purpose", "rank", "pk")


def seats_of(person):
    """Where somebody sits and sat, the open ones first."""
    return person.seats.select_related("body").order_by("-ends", "body__name", "-starts", "pk")


def last_membership(person):
    """The open membership, else the one that ended last; None for somebody who never joined."""
    return person.memberships.order_by("-pk").first()


def belongs_otherwise(person, *, day):
    """Whether, the Advisory Group aside, they sit in another body after that day or hold another role on it."""
    seats = person.seats.filter(Q(ends=None) | Q(ends__gt=day)).exclude(body__sort=Body.Sort.ADVISORY)
    return seats.exists() or person.grants.on(day).exclude(role=Role.MEMBER).exists()


def roles_of(person):
    """Every role given and ended, the newest first."""
    return person.grants.select_related("team", "organisation", "granted_by").order_by("-starts", "-pk")


def last_letters(person, *, count=5):
    """The last few letters to somebody, newest first."""
    return person.letters.outside_the_sealed_room().newest()[:count]


def ring_requests_of(person):
    """Wishes to be rung that nobody has met yet: one at most."""
    open_task = Q(task=None) | Q(task__closed_at=None)
    return RingRequest.objects.filter(open_task, person=person, closed_at=None).order_by("asked_at", "pk")


def open_ring_request(person):
    """The wish to be rung that nobody has met yet."""
    return ring_requests_of(person).first()


def at_the_table(*, day):
    """Organisations of the Network on that day, by name."""
    return Organisation.objects.filter(Q(left_on=None) | Q(left_on__gt=day)).order_by("name", "pk")


def with_speakers(found, *, day):
    """The same organisations, each with `speakers`: those who represent it on that day."""
    speakers = {}
    for speaker in representatives_on(day):
        speakers.setdefault(speaker.organisation_id, []).append(speaker)
    for organisation in found:
        organisation.speakers = speakers.get(organisation.pk, [])
        yield organisation


def organisations(*, day):
    """Both at once."""
    return with_speakers(at_the_table(day=day), day=day)


def representatives_on(day):
    """Who speaks for which organisation on that day; the named one before deputy and lived-experience representative."""
    order = list(Representative.Part.values)
    found = Representative.objects.on(day).select_related("person").order_by("organisation", "starts", "pk")
    rows = sorted(found, key=lambda r: (r.organisation_id, order.index(r.part), r.starts, r.pk))
    by_experience = [r.person_id for r in rows if r.part == Representative.Part.LIVED_EXPERIENCE]
    named = holders(Consent.NETWORK, among=by_experience) if by_experience else set()
    for row in rows:  # what other organisations read: their lived experience is theirs to tell (CON-09)
        row.shown = A_MEMBER if row.person_id in by_experience and row.person_id not in named else row.person.name
    return rows
