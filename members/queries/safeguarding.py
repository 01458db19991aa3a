"""Who the safeguarding leads are, and what waits in the sealed room. Nothing here searches, counts or exports words."""

from django.db.models import Exists, OuterRef, Subquery

from members.models import Concern, ConcernEntry, Person, RoleGrant
from members.permissions import Role

Sort = ConcernEntry.Sort


def _holders(role, day):
    grants = RoleGrant.objects.filter(role=role).on(day)
    return Person.objects.filter(pk__in=grants.values("person"), is_active=True, died_on=None).by_name()


def leads(*, day):
    """Everybody who is a safeguarding lead on that day, by name."""
    return _holders(Role.SAFEGUARDING, day)


def leads_for(concern, *, day):
    """The leads who may open this concern: all but those it is about."""
    return leads(day=day).exclude(pk__in=concern.kept_from.values("person"))


def management_board(*, day):
    """Who finds a deputy when a concern is about every lead."""
    return _holders(Role.BOARD, day)


def in_the_room(actor):
    """Concerns this lead may open, each with `closed` and `read_by_me`, open ones first, the newest first."""
    last = ConcernEntry.objects.filter(concern=OuterRef("pk"), sort__in=[Sort.CLOSED, Sort.REOPENED]).order_by(
        "-written_at", "-pk"
    )
    read = ConcernEntry.objects.filter(concern=OuterRef("pk"), sort=Sort.LOOKED, written_by=actor.person_id)
    found = Concern.objects.visible_to(actor).defer("what", "when_and_where", "who", "reach")
    return found.annotate(last=Subquery(last.values("sort")[:1]), read_by_me=Exists(read)).newest()


def is_closed(concern) -> bool:
    """Whether the last word on it was that it is closed."""
    turns = concern.entries.filter(sort__in=[Sort.CLOSED, Sort.REOPENED]).order_by("-written_at", "-pk")
    return turns.values_list("sort", flat=True).first() == Sort.CLOSED


def entries_of(concern):
    """What came after it, in the order it was written."""
    return concern.entries.select_related("written_by").order_by("written_at", "pk")


def kept_from(concern):
    """Names of the leads who cannot open it."""
    return Person.objects.filter(pk__in=concern.kept_from.values("person")).by_name()
