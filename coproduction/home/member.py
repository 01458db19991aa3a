"""A member's home: the next meeting with its buttons, what else waits, what they gave, a break, a call."""

from django.utils import timezone

from coproduction.home import after, waiting
from coproduction.home.access import of_mine
from coproduction.home.given import given_at_a_glance
from coproduction.home.invited import invited_to
from coproduction.home.support import asked_how
from members.actions.ringing import promised, ring_by
from members.queries import ring_requests_of
from members.queries.often import Often, belonging
from projects.actions.asking_again import heard_of
from projects.models import Invitation, Opportunity, RecognitionOffer, Reply
from projects.queries import waiting_for

FEW = 6
INVITATION_SHOWN = ["id", "answer", "outcome", "person_id", "opportunity_id"]
WORK_SHOWN = ["id", "title", "sort", "what", "when_words", "starts_on", "ends_on", "lasts", "place", "support", "offer"]
WORK_SHOWN += ["content_note", "answer_by"]
OFFER_SHOWN = ["id", "nature", "amount", "prep_amount", "duration", "frequency", "expenses", "opportunity_id"]
WORK = Often(
    lambda person, now: heard_of(waiting_for(person, now=now), day=timezone.localdate(now)).values_list(
        *INVITATION_SHOWN,
        *(f"opportunity__{name}" for name in WORK_SHOWN),
        *(f"opportunity__recognition__{name}" for name in OFFER_SHOWN),
    )[:FEW]
)
RING_REQUESTS = Often(
    lambda person: ring_requests_of(person).values_list("asked_at", "task__outcome", "task__due_at")[:1]
)


def home(*, actor, now):
    person = actor.person
    meetings = invited_to(person, now=now, yes_first=person.is_paused)
    promised = [row for row in meetings if person.is_paused and row.said_yes]  # a break hides no promise
    meetings = meetings[len(promised) :]
    work = [_invitation(row) for row in WORK.rows(person.pk, now)]
    silent = [invitation for invitation in work if invitation.answer == Reply.SILENT]
    mine = of_mine(person, now=now) | after.of_mine(person, now=now)
    cards = waiting.in_order(
        asked_how=asked_how(person), asked_right=mine["asked_right"], voices=mine["voices_waiting"], after=mine["after"],
        work=silent,
    )  # fmt: skip
    return {
        "person": person,
        "promised": promised,
        "next": meetings[0] if meetings else None,
        "later": meetings[1:],
        **waiting.folded(cards),
        "work_answered": [invitation for invitation in work if invitation.answer != Reply.SILENT],
        "ring_by": ring_by(now=now),
        "given": given_at_a_glance(person),
        "ring_promise": _promise_of_a_call(person, now=now),
        **mine,
    }


def _promise_of_a_call(person, *, now):
    for row in RING_REQUESTS.rows(person.pk):
        return promised(asked_at=row.asked_at, outcome=row.task__outcome or "", due_at=row.task__due_at, now=now)
    return None


def _invitation(row):
    invitation = belonging(Invitation, INVITATION_SHOWN, row[: len(INVITATION_SHOWN)])
    end = len(INVITATION_SHOWN) + len(WORK_SHOWN)
    work = invitation.opportunity = belonging(Opportunity, WORK_SHOWN, row[len(INVITATION_SHOWN) : end])
    offered = belonging(RecognitionOffer, OFFER_SHOWN, row[end:]) if row[end] is not None else None
    Opportunity.recognition.related.set_cached_value(work, offered)  # read already, also that there is none
    return invitation
