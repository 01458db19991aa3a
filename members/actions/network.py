"""Organisations of the Network and who speaks for each."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from members.actions import people
from members.models import Organisation, Representative
from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def add(*, actor, now, name, short_name="", sector="voluntary", joined_on=None):
    """An organisation joins, today when no day is named."""
    require(actor, Permission.EDIT_PEOPLE)
    slug = slugify(name)[:50] or "organisation"
    if Organisation.objects.filter(name__iexact=name).exists():
        raise Refused("We have an organisation of that name already.", field="name")
    while Organisation.objects.filter(slug=slug).exists():
        slug = f"{slug[:46]}-{Organisation.objects.count()}"
    return Organisation.objects.create(
        slug=slug, name=name, short_name=short_name, sector=sector, joined_on=joined_on or timezone.localdate(now)
    )


@transaction.atomic
def edit(*, organisation, actor, now, name, short_name, sector, joined_on, left_on=None):
    """Its name, sector and days. On the day it leaves, those who speak for it end too; all of it stays in the history."""
    require(actor, Permission.EDIT_PEOPLE)
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if Organisation.objects.filter(name__iexact=name).exclude(pk=organisation.pk).exists():
        raise Refused("We have an organisation of that name already.", field="name")
    if left_on and joined_on and left_on < joined_on:
        raise Refused("It cannot leave before it joined. Please look at both days.", field="left_on")
    organisation.name, organisation.short_name, organisation.sector = name, short_name, sector
    organisation.joined_on, organisation.left_on = joined_on, left_on
    organisation.save()
    if left_on:
        for speaker in organisation.representatives.filter(ends=None):
            _end(speaker, on=left_on)
    return organisation


@transaction.atomic
def name_representative(*, organisation, person, part, actor, now, starts=None):
    """This person speaks for the organisation from that day (today, when none is named); whoever did it before ended the day before."""
    require(actor, Permission.EDIT_PEOPLE)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    starts = starts or timezone.localdate(now)
    if organisation.joined_on and starts < organisation.joined_on:
        raise Refused("The organisation joined later than that. Please choose another day.", field="starts")
    held = organisation.representatives.filter(ends=None)
    if held.filter(person=person, part=part).exists():
        raise Refused(f"{person} does that already.", field="person")
    if part != Representative.Part.LIVED_EXPERIENCE:
        for before in held.filter(part=part):
            _end(before, on=starts - timedelta(days=1))
    return Representative.objects.create(organisation=organisation, person=person, part=part, starts=starts)


@transaction.atomic
def name_newcomer(*, organisation, name, way, address, part, actor, now, starts=None):
    """Somebody we do not know yet: they need no account, and answer by the link in each letter, or on the telephone."""
    person = people.add(actor=actor, now=now, name=name, way=way, address=address)
    return name_representative(organisation=organisation, person=person, part=part, starts=starts, actor=actor, now=now)


@transaction.atomic
def end_representative(*, representative, actor, now):
    """They no longer speak for the organisation."""
    require(actor, Permission.EDIT_PEOPLE)
    _end(representative, on=timezone.localdate(now) - timedelta(days=1))


def _end(representative, *, on):
    if representative.starts > on:
        representative.delete()
    else:
        Representative.objects.filter(pk=representative.pk, ends=None).update(ends=on)
