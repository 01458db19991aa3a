"""Letters of asking: what became of a request, and to each who answered what was settled and what came of it."""

from django.conf import settings
from django.urls import reverse

from members.models import Channel
from members.post import letters
from members.words import day
from projects.models import Invitation, InvolvementRequest, Outcome, Reply

DECIDED = "request_decided"
SETTLED = {
    Outcome.CHOSEN: ("work_chosen", "You are chosen for a piece of work"),
    Outcome.NOT_THIS_TIME: ("work_not_this_time", "Not this time, and thank you"),
    Outcome.STEPPED_ASIDE: ("work_stepped_aside", "Somebody else does it this time, and thank you"),
}
CAME_OF_IT = "work_came_of_it"


def register():
    """Make our kinds known (called once, when the site starts)."""
    same = {"lane": letters.Lane.ANSWER, "windowed": True}
    letters.register(
        DECIDED, render=render_request, still_true=request_still_true, essential=True, purpose=Channel.Purpose.EVERYTHING,
        words="What became of a request for involvement", rule="To whoever asked, when it is answered.", **same,
    )  # fmt: skip
    for kind, words in SETTLED.values():
        letters.register(
            kind, render=render_work, still_true=settled_still_true, essential=True, purpose=Channel.Purpose.INVITATIONS,
            words=words, rule="When it is settled who does it: to each who answered.", **same,
        )  # fmt: skip
    letters.register(
        CAME_OF_IT, render=render_work, still_true=came_of_it_still_true, essential=True,
        purpose=Channel.Purpose.INVITATIONS, words="What came of a piece of work, and thank you",
        rule="When it is done: to each who did it, or would have.", **same,
    )  # fmt: skip


# ---- noting ----------------------------------------------------------------------------------------------------------
def note_decided(request, *, now):
    """To whoever asked; somebody who has left the charity hears nothing."""
    if request.asked_by_id is None:
        return
    key = f"{DECIDED}:{request.pk}"
    facts = {"request": request.pk}
    letters.note(
        kind=DECIDED, key=key, person=request.asked_by_id, about=request.about_word, facts=facts, due_at=now, now=now
    )


def note_settled(invitations, *, now) -> int:
    """What was settled, to each; a later turn of things is a letter of its own."""
    rows = [_row(SETTLED[each.outcome][0], each, key=each.settled_at.isoformat(), now=now) for each in invitations]
    return letters.note_many(rows, now=now) if rows else 0


def note_came_of_it(invitations, *, now) -> int:
    rows = [_row(CAME_OF_IT, each, key="1", now=now) for each in invitations]
    return letters.note_many(rows, now=now) if rows else 0


def key_of_what_came(invitation) -> str:
    return f"{CAME_OF_IT}:{invitation.opportunity_id}:{invitation.person_id}:1"


def _row(kind, invitation, *, key, now):
    return {
        "kind": kind,
        "key": f"{kind}:{invitation.opportunity_id}:{invitation.person_id}:{key}",
        "person": invitation.person_id,
        "about": f"opportunity:{invitation.opportunity_id}",
        "facts": {"invitation": invitation.pk, "at": key},
        "due_at": now,
    }


def withhold_result(opportunity, person, *, reason):
    kinds = [kind for kind, _ in SETTLED.values()]
    return letters.withhold(about=opportunity.about_word, kinds=kinds, person=person, reason=reason)


# ---- still true when it leaves? ----------------------------------------------------------------------------------------
def _find(letter):
    rows = Invitation.objects.select_related(
        "opportunity__project", "opportunity__asked_by", "opportunity__recognition", "person"
    )
    return rows.filter(pk=letter.facts.get("invitation")).first()


def request_still_true(letter, *, now):
    return "" if _request(letter) else "The request was taken away."


def settled_still_true(letter, *, now):
    invitation = _find(letter)
    if invitation is None or SETTLED.get(invitation.outcome, ("",))[0] != letter.kind:
        return "It was settled differently since."
    if invitation.opportunity.cancelled_at:
        return "It is not going ahead."
    return ""


def came_of_it_still_true(letter, *, now):
    invitation = _find(letter)
    if invitation is None or not invitation.opportunity.done_at:
        return "It is not done."
    return "They were told face to face." if invitation.told_face_to_face else ""


# ---- the words -------------------------------------------------------------------------------------------------------
def _request(letter):
    found = InvolvementRequest.objects.select_related("asked_by", "decided_by").exclude(decided_at=None)
    return found.filter(pk=letter.facts.get("request")).first()


def render_request(letter, *, now):
    request = _request(letter)
    link = settings.BASE_URL + reverse("projects:request", args=[request.pk])
    words = {"person": request.asked_by, "request": request, "accepted": request.state == "accepted", "link": link}
    return letters.compose("projects/email/request_decided", words)


def render_work(letter, *, now):
    """One set of templates for what was settled and what came of it; the kind chooses the words."""
    invitation = _find(letter)
    opportunity = invitation.opportunity
    words = {
        "person": invitation.person,
        "kind": letter.kind,
        "invitation": invitation,
        "opportunity": opportunity,
        "asked_by": opportunity.asked_by,
        "hear_by": day(opportunity.hear_by) if opportunity.hear_by else "",
        "said_yes": invitation.answer == Reply.YES,
    }
    return letters.compose("projects/email/work_settled", words)
