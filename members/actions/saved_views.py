"""Keeping a list as somebody likes to see it, under a name of their own."""

from urllib.parse import urlencode

from django.db import transaction

from members.models import SavedView
from members.rules import Refused

MOST = 12


@transaction.atomic
def keep(*, of, name, chosen, actor):
    """The filters and the order of the list `of`; the same name again replaces what was kept. One's own only."""
    name = " ".join(name.replace("\x00", "").split())[:60]
    if not name:
        raise Refused("Please give this view a name, so that you know it again.", field="name")
    query = urlencode({key: value for key, value in chosen.items() if value})
    if not query:
        raise Refused("There is nothing to keep yet: choose a filter or an order first.", field="name")
    mine = SavedView.objects.filter(owner=actor.person, of=of)
    if mine.exclude(name=name).count() >= MOST:
        raise Refused(f"You have {MOST} views already. Please forget one first.", field="name")
    return SavedView.objects.update_or_create(owner=actor.person, of=of, name=name, defaults={"query": query[:500]})[0]


def forget(*, view, actor):
    """One's own view goes; the people in it stay as they are."""
    SavedView.objects.filter(pk=view.pk, owner=actor.person).delete()
