"""A member's home: the next meeting with its buttons, what else waits, what they gave, a break, a call."""

from coproduction.home.invited import invited_to
from members.actions.ringing import ring_by
from members.queries import open_ring_request
from projects.models import Reply
from projects.queries import given_by, waiting_for


def home(*, actor, now):
    person = actor.person
    meetings = invited_to(person, now=now)
    work = list(waiting_for(person, now=now)[:6])
    ring_request = open_ring_request(person)
    return {
        "person": person,
        "next": meetings[0] if meetings else None,
        "later": meetings[1:],
        "work_waiting": [invitation for invitation in work if invitation.answer == Reply.SILENT],
        "work_answered": [invitation for invitation in work if invitation.answer != Reply.SILENT],
        "ring_by": ring_by(now=ring_request.asked_at if ring_request else now),
        "given": given_by(person),
        "ring_request": ring_request,
    }
