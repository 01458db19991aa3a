"""Letters of this floor: each is noted in the transaction that caused it, and written when it leaves."""

from datetime import timedelta

from members.models import Channel, Letter
from members.post import letters, links
from members.words import day
from projects.models import Chosen, Invitation, Outcome, Reply, Turn
from projects.queries.asked import is_full

STAYS_OPEN = timedelta(days=30)  # the page behind a link opens that long after answers closed
FULL = "It was full before it left."
WANTED = (Reply.YES, Reply.INTERESTED)


def register():
    """Make our kinds known (called once, when the site starts)."""
    common = {"purpose": Channel.Purpose.INVITATIONS, "render": render}
    letters.register(
        "work_invitation", lane=letters.Lane.BULK, essential=False, windowed=True,
        still_true=invitation_still_true, words="Invitation to a piece of work", **common,
    )  # fmt: skip
    letters.register(
        "work_receipt", lane=letters.Lane.ANSWER, essential=True, windowed=False, human_twin=False,
        still_true=receipt_still_true, words="Receipt for an answer to a piece of work", **common,
    )  # fmt: skip
    letters.register(
        "work_cancelled", lane=letters.Lane.ANSWER, essential=True, windowed=True,
        still_true=news_still_true, words="A piece of work is not going ahead", **common,
    )  # fmt: skip
    letters.register(
        "work_closed", lane=letters.Lane.ANSWER, essential=False, windowed=True,
        still_true=closed_still_true, words="Answers to a piece of work have closed", **common,
    )  # fmt: skip


# ---- noting ----------------------------------------------------------------------------------
def _row(kind, invitation, *, key, now, expires_at=None):
    return {
        "kind": kind,
        "key": f"{kind}:{invitation.opportunity_id}:{invitation.person_id}:{key}",
        "person": invitation.person_id,
        "about": f"opportunity:{invitation.opportunity_id}",
        "facts": {"invitation": invitation.pk},
        "due_at": now,
        "expires_at": expires_at,
    }


def note_invitations(invitations, *, now):
    rows = [
        _row("work_invitation", each, key="1", now=now, expires_at=each.opportunity.closes_at) for each in invitations
    ]
    letters.note_many(rows, now=now)


def note_receipt(invitation, *, now):
    letters.note(**_row("work_receipt", invitation, key=invitation.answered_at.isoformat(), now=now), now=now)


def note_cancelled(opportunity, *, now):
    """To those who said yes or *tell me more*, and to those who have the invitation and not yet answered."""
    told = (
        opportunity.invitations.exclude(answer=Reply.NO)
        .exclude(outcome=Outcome.NOT_ASKED)
        .select_related("opportunity")
        .order_by("pk")
    )
    letters.note_many([_row("work_cancelled", each, key="1", now=now) for each in told], now=now)


def note_closed(opportunity, *, now):
    """To those who said yes or *tell me more*: what happens next."""
    told = opportunity.invitations.filter(answer__in=WANTED).order_by("pk")
    return letters.note_many([_row("work_closed", each, key="1", now=now) for each in told], now=now)


def withhold_invitations(opportunity, *, reason):
    letters.withhold(about=opportunity.about_word, kinds=["work_invitation"], reason=reason)


# ---- still true when it leaves? --------------------------------------------------------------
def _find(letter):
    rows = Invitation.objects.select_related(
        "opportunity__project", "opportunity__asked_by", "opportunity__recognition", "person"
    )
    return rows.filter(pk=letter.facts.get("invitation")).first()


def invitation_still_true(letter, *, now):
    invitation = _find(letter)
    if invitation is None:
        return "The invitation was taken back."
    if invitation.opportunity.cancelled_at:
        return "It is not going ahead."
    if now >= invitation.opportunity.closes_at:
        return "Answers closed before it left."
    if _stops_when_full(invitation) and is_full(invitation.opportunity):
        return FULL
    return "They have answered already." if invitation.answer else ""


def _stops_when_full(invitation):
    """Where the first to answer do it, and in waves. Otherwise a yes is not yet being chosen: whoever is rung or written to
    by post is asked as everybody else is, however quickly others answered their emails."""
    work = invitation.opportunity
    if work.how_chosen == Chosen.FIRST:
        return True
    return Turn.objects.filter(opportunity=work, person=invitation.person_id).exclude(wave=None).exists()


def receipt_still_true(letter, *, now):
    invitation = _find(letter)
    if invitation is None or not invitation.answer:
        return "The answer was taken back."
    if not letter.key.endswith(f":{invitation.answered_at.isoformat()}"):
        return "They have changed their answer since; a newer receipt says so."
    return ""


def news_still_true(letter, *, now):
    """Nobody hears that a thing is off who never heard that it was on."""
    invitation = _find(letter)
    if invitation is None:
        return "The invitation was taken back."
    if invitation.answer or _was_told(letter):
        return ""
    return "They had not had the invitation yet."


def closed_still_true(letter, *, now):
    invitation = _find(letter)
    if invitation is None or invitation.opportunity.cancelled_at:
        return "It is not going ahead."
    if invitation.opportunity.told_at:
        return "They have been told who does it."
    return "" if invitation.answer in WANTED else "They have said no since."


def _was_told(letter):
    sent = [Letter.State.SENT, Letter.State.UNCERTAIN, Letter.State.SENDING]
    return Letter.objects.filter(
        about=letter.about, person_id=letter.person_id, kind="work_invitation", state__in=sent
    ).exists()


# ---- the words -------------------------------------------------------------------------------
def render(letter, *, now):
    """The invitation's facts; the templates choose the words."""
    invitation = _find(letter)
    opportunity = invitation.opportunity
    link = links.link_for(
        person=invitation.person,
        purpose="invitation",
        about=opportunity.about_word,
        expires_at=opportunity.closes_at + STAYS_OPEN,
        now=now,
    )
    words = {
        "person": invitation.person,
        "invitation": invitation,
        "opportunity": opportunity,
        "asked_by": opportunity.asked_by,
        "answer_by": day(opportunity.answer_by),
        "link": links.address(link),
        "is_fixed": opportunity.is_fixed or opportunity.project.fixed,
        "can_change": opportunity.can_change or opportunity.project.open_to_change,
    }
    return letters.compose(f"projects/email/{letter.kind}", words)
