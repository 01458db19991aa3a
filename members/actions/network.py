"""Organisations of the Network and who speaks for each."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from members.models import Organisation, Representative
from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def add(*, actor, now, name, short_name="", sector="voluntary"):
    """An organisation joins today."""
    require(actor, Permission.EDIT_PEOPLE)
    slug = slugify(name)[:50] or "organisation"
    if Organisation.objects.filter(name__iexact=name).exists():
        raise Refused("We have an organisation of that name already.", field="name")
    while Organisation.objects.filter(slug=slug).exists():
        slug = f"{slug[:46]}-{Organisation.objects.count()}"
    return Organisation.objects.create(
        slug=slug, name=name, short_name=short_name, sector=sector, joined_on=timezone.localdate(now)
    )


@transaction.atomic
def name_representative(*, organisation, person, part, actor, now):
    """This person speaks for the organisation from today; the one before in the same part ended yesterday."""
    require(actor, Permission.EDIT_PEOPLE)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    today = timezone.localdate(now)
    held = organisation.representatives.filter(ends=None)
    if held.filter(person=person, part=part).exists():
        raise Refused(f"{person} does that already.", field="person")
    if part != Representative.Part.LIVED_EXPERIENCE:
        for before in held.filter(part=part):
            _end(before, on=today - timedelta(days=1))
    return Representative.objects.create(organisation=organisation, person=person, part=part, starts=today)


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
