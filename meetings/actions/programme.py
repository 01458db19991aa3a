"""The programme of a gathering: parts come, change and go; under the gathering's lock no room and no speaker is wanted twice."""

from django.db import transaction

from meetings.actions.day_lock import lock
from meetings.day_rules import check_part, check_workshop_can_go
from meetings.models import Session
from members.permissions import Permission, require


@transaction.atomic
def add(*, gathering, speakers=(), actor, now, **words) -> Session:
    """A new part. Raises Refused when its room or a speaker is taken."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    return _keep(Session(gathering=gathering, **words), speakers=list(speakers))


@transaction.atomic
def edit(*, session, speakers=(), actor, now, **words) -> Session:
    """The same rules as for a new one."""
    require(actor, Permission.PLAN_MEETING, within=session.gathering)
    for name, value in words.items():
        setattr(session, name, value)
    return _keep(session, speakers=list(speakers))


@transaction.atomic
def remove(*, session, actor, now) -> None:
    """A part goes; its speakers and tables stay."""
    require(actor, Permission.PLAN_MEETING, within=session.gathering)
    check_workshop_can_go(session)
    session.delete()


def _keep(session, *, speakers):
    gathering = lock(session.gathering_id)
    others = list(gathering.sessions.exclude(pk=session.pk).in_order().prefetch_related("speakers"))
    check_part(session, gathering=gathering, speakers=speakers, others=others)
    session.save()
    session.speakers.set(speakers)
    return session
