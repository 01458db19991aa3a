"""Who the safeguarding leads are, and what waits in the sealed room. Nothing here searches, counts or exports words."""

from django.db.models import Exists, OuterRef, Subquery
from django.utils.timezone import localdate

from members.models import Concern, ConcernEntry, Person, RoleGrant
from members.permissions import Role
from members.rules.working_days import working_days_after

Sort = ConcernEntry.Sort
READ_WITHIN = 1  # working days, as the form and the room say
OF_A_LEAD = [Sort.LOOKED, Sort.ACTION, Sort.CLOSED, Sort.REOPENED]  # whoever does something about it has read it


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


def in_the_room(actor, *, now):
    """Concerns this lead may open, each with its `last` turn, `read_by_me` and `is_late`: open, and by no lead read in time.

    What is late stands first, then the newest.
    """
    last = ConcernEntry.objects.filter(concern=OuterRef("pk"), sort__in=[Sort.CLOSED, Sort.REOPENED]).order_by(
        "-written_at", "-pk"
    )
    read = ConcernEntry.objects.filter(concern=OuterRef("pk"), sort__in=OF_A_LEAD)
    by_me = Exists(read.filter(written_by=actor.person_id))
    found = Concern.objects.visible_to(actor).defer("what", "when_and_where", "who", "reach")
    found = found.annotate(last=Subquery(last.values("sort")[:1]), read_by_me=by_me, is_read=Exists(read))
    rows = list(found.newest())
    for row in rows:
        read_by = working_days_after(localdate(row.reported_at), READ_WITHIN)
        row.is_late = not row.is_read and row.last != Sort.CLOSED and read_by < localdate(now)
    return sorted(rows, key=lambda row: not row.is_late)


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
