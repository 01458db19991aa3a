"""Teams, bodies, venues, kinds of activity: things the charity names, changes and retires; nothing in use is ever deleted."""

from django.db import transaction
from django.utils.text import slugify

from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def add(*, model, actor, now, **facts):
    """One more. Refuses a name that is taken, by a retired one too: that one can be brought back."""
    require(actor, Permission.CHANGE_SETTINGS)
    thing = model(**_tidied(facts))
    _check_name(thing)
    if hasattr(thing, "slug"):
        thing.slug = _free_slug(model, thing.name)
    thing.save()
    return thing


@transaction.atomic
def change(*, thing, actor, now, **facts):
    """Another name or other facts. Whatever belongs to it stays, and what was written down before is not rewritten."""
    require(actor, Permission.CHANGE_SETTINGS)
    thing = type(thing).objects.select_for_update(no_key=True).get(pk=thing.pk)
    for name, value in _tidied(facts).items():
        setattr(thing, name, value)
    _check_name(thing)
    thing.save()
    return thing


@transaction.atomic
def retire(*, thing, actor, now):
    """It is offered for nothing new; everything that has it keeps it."""
    require(actor, Permission.CHANGE_SETTINGS)
    type(thing).objects.filter(pk=thing.pk).update(is_active=False)


@transaction.atomic
def bring_back(*, thing, actor, now):
    """It is offered again."""
    require(actor, Permission.CHANGE_SETTINGS)
    type(thing).objects.filter(pk=thing.pk).update(is_active=True)


def _tidied(facts):
    return {**facts, "name": " ".join(facts["name"].split())} if "name" in facts else facts


def _check_name(thing):
    same = type(thing).objects.filter(name__iexact=thing.name).exclude(pk=thing.pk).first()
    if same is not None:
        kept = "" if same.is_active else " It is retired; you can bring it back."
        raise Refused(f"There is one of that name already.{kept}", field="name")


def _free_slug(model, name):
    slug = slugify(name)[:40] or "thing"
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(each for each in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if each not in taken)
