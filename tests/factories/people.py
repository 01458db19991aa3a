"""People, how they are reached, where they sit and what they may do."""

from datetime import date

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.text import slugify

from members.models import (
    Agreed,
    Body,
    Channel,
    Membership,
    Organisation,
    Person,
    Representative,
    RoleAgreement,
    RoleGrant,
    Seat,
    Team,
)

LONG_AGO = date(2020, 1, 1)


def person(
    name, *, email="", phone="", text="", post="", role="", team=None, organisation=None, signs_in=True, **fields
):
    """A person with a channel for each address given (the first is preferred) and, if named, one role.

    A person with an email signs in by it unless `signs_in` is False.
    """
    made = Person.objects.create(name=name, **fields)
    ways = [
        (way, address)
        for way, address in {"email": email, "text": text, "phone": phone, "post": post}.items()
        if address
    ]
    for rank, (way, address) in enumerate(ways, start=1):
        channel(made, way=way, address=address, rank=rank)
    if email and signs_in:
        EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    if role:
        grant(made, role, team=team, organisation=organisation)
    return made


def channel(person, *, way="email", address="someone@example.org", rank=1, purpose="everything", **fields):
    return Channel.objects.create(person=person, way=way, address=address, rank=rank, purpose=purpose, **fields)


def grant(person, role, *, team=None, organisation=None, starts=LONG_AGO, ends=None):
    return RoleGrant.objects.create(
        person=person, role=role, team=team, organisation=organisation, starts=starts, ends=ends
    )


def team(name="Community Connections"):
    return Team.objects.get_or_create(slug=slugify(name)[:50], defaults={"name": name})[0]


def body(name="Advisory Group", sort="advisory_group"):
    return Body.objects.get_or_create(slug=slugify(name)[:50], defaults={"name": name, "sort": sort})[0]


def seat(person, body, *, hat="advisory_member", starts=LONG_AGO, ends=None):
    return Seat.objects.create(person=person, body=body, hat=hat, starts=starts, ends=ends)


def membership(person, *, state="active", since=LONG_AGO, **fields):
    return Membership.objects.create(person=person, state=state, since=since, **fields)


def organisation(name="Independent Mental Health Network"):
    return Organisation.objects.get_or_create(slug=slugify(name)[:50], defaults={"name": name})[0]


def representative(organisation, person, *, part="named", starts=LONG_AGO, ends=None):
    return Representative.objects.create(organisation=organisation, person=person, part=part, starts=starts, ends=ends)


def agreed(membership, *, sides=("person", "charity"), recorded_by=None):
    """These sides agreed to the role agreement, version 1."""
    text = RoleAgreement.objects.get_or_create(
        version=1, defaults={"words": "We are kind to one another.", "published_at": timezone.now()}
    )[0]
    for side in sides:
        Agreed.objects.create(
            membership=membership, agreement=text, side=side, agreed_at=timezone.now(), recorded_by=recorded_by
        )
