"""A member's home: the next meeting with its buttons, what else waits, what they gave, a break, a call."""

from coproduction.home.given import given_at_a_glance
from coproduction.home.invited import invited_to
from members.actions.ringing import ring_by
from members.queries import open_ring_request
from projects.models import Reply
from projects.queries import waiting_for

FEW = 6
WORK_SHOWN = [
    "answer", "person_id",
    *(f"opportunity__{name}" for name in ("title", "when_words", "place", "support", "offer", "answer_by")),
]  # fmt: skip


def home(*, actor, now):
    person = actor.person
    meetings = invited_to(person, now=now)
    work = list(waiting_for(person, now=now).select_related(None).select_related("opportunity").only(*WORK_SHOWN)[:FEW])
    ring_request = open_ring_request(person)
    return {
        "person": person,
        "next": meetings[0] if meetings else None,
        "later": meetings[1:],
        "work_waiting": [invitation for invitation in work if invitation.answer == Reply.SILENT],
        "work_answered": [invitation for invitation in work if invitation.answer != Reply.SILENT],
        "ring_by": ring_by(now=ring_request.asked_at if ring_request else now),
        "given": given_at_a_glance(person),
        "ring_request": ring_request,
    }
