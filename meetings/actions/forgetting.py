"""Registrations that are no longer needed: with their history, the letters to them and the lines on the call list."""

from django.db import transaction
from django.db.models import Count, F, Q

from meetings.models import Category, Gathering, Registration
from members.actions import redaction
from members.models import ContactTask, Letter
from members.queries import traces

AT_ONCE = 500


@transaction.atomic
def forget(rows) -> int:
    """Nothing of these registrations stays. How many."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    abouts = [f"registration:{pk}" for pk in ids]
    with redaction.lifted():
        tasks = ContactTask.objects.filter(about__in=abouts)
        _with_history(tasks)
        Letter.objects.filter(about__in=abouts).delete()
        _with_history(Registration.objects.filter(pk__in=ids))
    return len(ids)


@transaction.atomic
def forget_speakers(rows) -> None:
    """They do not speak after all: nothing of what they or we wrote stays."""
    with redaction.lifted():
        _with_history(rows)


def forget_needs(rows) -> int:
    """What they needed on the day goes; it has no history."""
    with redaction.lifted():
        return rows.update(needs=None)


def _with_history(rows):
    pks = list(rows.values_list("pk", flat=True))
    for events in traces.events_of(rows.model):
        redaction.delete(events._base_manager.filter(pgh_obj_id__in=pks))
    rows.delete()


@transaction.atomic
def become_heads(rows) -> int:
    """Who came becomes a head that nobody is behind, so that a hundred and four stay a hundred and four; then they go."""
    picked = Registration.objects.filter(pk__in=list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]))
    lived = Q(categories__contains=[Category.LIVED_EXPERIENCE])
    came = picked.came().order_by().values("gathering").annotate(all=Count("pk"), le=Count("pk", filter=lived))
    for each in came:
        gathering = Gathering.objects.filter(pk=each["gathering"])
        gathering.update(others=F("others") + each["all"], others_le=F("others_le") + each["le"])
    return forget(picked)
