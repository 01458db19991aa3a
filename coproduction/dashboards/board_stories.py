"""What changed, beside the figures: two or three stories that members of the Advisory Group choose, read anew each time."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from coproduction.dashboards import report_annex
from coproduction.dashboards.group_part import whose_words
from coproduction.dashboards.models import PLACES, BoardStory
from members.rules import Refused

FULL = "Three stories stand there already. Take one away first."


def chosen(*, now) -> list[report_annex.Story]:
    """All that were chosen, for whoever chooses: those that may not be read any more say so."""
    return report_annex.as_they_stand(BoardStory.objects.order_by("place"), now=now)


def shown(*, now) -> list[report_annex.Story]:
    """Those that may be read at this moment; nothing tells that there was another one."""
    return [each for each in chosen(now=now) if not each.gone]


@transaction.atomic
def choose(*, own_story=None, change=None, actor, now) -> BoardStory:
    """One more. Only what its teller released, or what is different with how we know; chosen twice it stands there once."""
    by, typed_by = whose_words(actor, now=now)
    stories, changes = report_annex.may_be_chosen(today=timezone.localdate(now))
    source = stories.filter(pk=own_story).first() if own_story else changes.filter(pk=change).first()
    if source is None:
        raise Refused("That story is not released any more. Please choose another one.")
    _clear(now)
    name = "own_story" if own_story else "change"
    if found := BoardStory.objects.filter(**{name: source}).first():
        return found
    taken = set(BoardStory.objects.values_list("place", flat=True))
    free = next((place for place in range(1, PLACES + 1) if place not in taken), None)
    if free is None:
        raise Refused(FULL)
    told = {"words_digest": report_annex.digest_of(source), "chosen_by": by, "typed_by": typed_by, "chosen_at": now}
    try:
        with transaction.atomic():
            return BoardStory.objects.create(place=free, **{name: source}, **told)
    except IntegrityError:
        raise Refused("Somebody chose one at the same moment. Please look again.") from None


def _clear(now):
    """Whatever was taken back, or has other words than those that were chosen, leaves its place to the next one."""
    gone = [each.pk for each in chosen(now=now) if each.gone]
    BoardStory.objects.filter(pk__in=gone).delete()


@transaction.atomic
def take_away(*, story, actor, now) -> None:
    """One of them, by its number; what is not there any more is no mistake."""
    whose_words(actor, now=now)
    BoardStory.objects.filter(pk=story).delete()
