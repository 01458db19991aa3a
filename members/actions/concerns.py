"""The sealed room (SUP-09): reporting, adding, closing. Rows are only ever added; Postgres refuses anything else."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import emails
from members.models import Concern, ConcernEntry, ConcernKeptFrom
from members.permissions import Permission, require
from members.queries import safeguarding as queries
from members.rules import Refused

LOOKED_AGAIN = timedelta(hours=1)
Sort = ConcernEntry.Sort


@transaction.atomic
def report(*, sort, what, when_and_where, who, reach, in_danger, about_leads, without_name, actor, now) -> Concern:
    """Puts a concern into the room. Leads it is about are kept out of it; `without_name` leaves the reporter out."""
    require(actor, Permission.REPORT_CONCERN)
    if not what.strip():
        raise Refused("Please write what happened, in your own words.", field="what")
    concern = Concern.objects.create(
        reported_at=now,
        reporter=None if without_name else actor.person,
        sort=sort,
        what=what.strip(),
        when_and_where=when_and_where.strip(),
        who=who.strip(),
        reach=reach.strip(),
        in_danger=in_danger,
    )
    ConcernKeptFrom.objects.bulk_create(ConcernKeptFrom(concern=concern, person=lead) for lead in about_leads)
    _tell(concern, now=now)
    return concern


@transaction.atomic
def add_more(*, concern, words, actor, now) -> ConcernEntry:
    """The reporter remembers something; what was written before stays as it is."""
    require(actor, Permission.REPORT_CONCERN)
    if concern.reporter_id is None or concern.reporter_id != actor.person_id:
        raise Concern.DoesNotExist
    entry = _add(concern, Sort.MORE, words, actor=actor, now=now)
    _tell(concern, now=now)
    return entry


@transaction.atomic
def act(*, concern, sort, words, actor, now) -> ConcernEntry:
    """A lead writes down what was done, closes it with a reason, or opens it again."""
    _require_in_the_room(concern, actor)
    Concern.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=concern.pk)
    is_closed = queries.is_closed(concern)
    if sort == Sort.REOPENED and not is_closed:
        raise Refused("It is open already.")
    if sort == Sort.CLOSED and is_closed:
        raise Refused("It is closed already.")
    if sort not in (Sort.ACTION, Sort.CLOSED, Sort.REOPENED):
        raise Refused("Please choose what you are writing down.", field="sort")
    return _add(concern, sort, words, actor=actor, now=now)


@transaction.atomic
def looked(*, concern, actor, now) -> None:
    """That a lead read it stands in it, once an hour."""
    _require_in_the_room(concern, actor)
    lately = ConcernEntry.objects.filter(
        concern=concern, sort=Sort.LOOKED, written_by=actor.person, written_at__gt=now - LOOKED_AGAIN
    )
    if not lately.exists():
        ConcernEntry.objects.create(concern=concern, sort=Sort.LOOKED, written_by=actor.person, written_at=now)


def _require_in_the_room(concern, actor):
    """The permission, and that this lead is not kept out of this concern."""
    require(actor, Permission.SEE_CONCERNS)
    if not Concern.objects.visible_to(actor).filter(pk=concern.pk).exists():
        raise Concern.DoesNotExist


def _add(concern, sort, words, *, actor, now):
    if not words.strip():
        raise Refused("Please write it down in a few words.", field="words")
    return ConcernEntry.objects.create(
        concern=concern, sort=sort, words=words.strip(), written_by=actor.person, written_at=now
    )


def _tell(concern, *, now):
    """Each lead who may see it is told that there is one; when there is none, the Management Board is asked for a deputy."""
    day = timezone.localdate(now)
    if leads := list(queries.leads_for(concern, day=day)):
        emails.concern_logged(leads=leads, now=now)
    else:
        emails.deputy_wanted(people=list(queries.management_board(day=day)), now=now)
