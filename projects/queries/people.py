"""Whom an actor may log, and which hat each usually wears."""

from django.db.models import Case, Q, When

from members.models import Body, Consent, Person, RoleGrant, Seat
from members.models.body import Hat
from members.models.person import sort_key
from members.permissions import Role
from members.queries import consent as consents

HAT_OF_ROLE = {
    Role.COORDINATOR: Hat.STAFF,
    Role.STAFF: Hat.STAFF,
    Role.TRUSTEE: Hat.TRUSTEE,
    Role.BOARD: Hat.BOARD,
    Role.PARTNER: Hat.PARTNER,
}


def people_to_log(actor, words=""):
    """The living people this actor may see, whose name holds every word typed; accents and capitals do not matter.

    A name in which one begins with the first word typed comes first: "row" means Rowan before it means Carrow.
    """
    people = Person.objects.visible_to(actor).filter(died_on=None)
    typed = sort_key(words.replace("\x00", "")).split()[:6]
    for word in typed:
        people = people.filter(sort_name__contains=word)
    if not typed:
        return people.by_name()
    begins = Q(sort_name__startswith=typed[0]) | Q(sort_name__contains=f" {typed[0]}")
    return people.order_by(Case(When(begins, then=0), default=1), "sort_name", "pk")


def usual_hats(people, *, day, body_id=None):
    """The hat each person usually wears on that day: {person id: hat or None}. None must be asked.

    The seat in the body that met comes first, then the Advisory Group's, then another seat, then a role given
    by the charity. Lived experience is never inferred from those: without any, only the person's own word counts.
    """
    ids = [person.pk for person in people]
    said = [person.pk for person in people if person.has_lived_experience]
    kept = consents.holders(Consent.LIVED_EXPERIENCE, among=said) if said else set()
    hats = {person_id: Hat.CLIENT if person_id in kept else None for person_id in ids}
    grants = (
        RoleGrant.objects.filter(person__in=ids).on(day).order_by("person_id", "pk").values_list("person_id", "role")
    )
    hats |= {person_id: HAT_OF_ROLE[role] for person_id, role in grants if role in HAT_OF_ROLE}
    seats = Seat.objects.filter(person__in=ids).on(day).order_by("person_id", "pk")
    rows = list(seats.values_list("person_id", "hat", "body_id", "body__sort"))
    for comes_first in (
        lambda body, sort: True,
        lambda body, sort: sort == Body.Sort.ADVISORY,
        lambda body, sort: body_id is not None and body == body_id,
    ):
        hats |= {person_id: hat for person_id, hat, body, sort in rows if comes_first(body, sort)}
    return hats
