"""The last letters: thank you, with the certificate; and, when the charity ended it, the decision and how to appeal."""

import base64

from members import certificates
from members.models import Channel, Membership, Stop
from members.models.consent import Consent
from members.models.membership import State
from members.post import letters
from members.post.letters import Lane
from members.queries import consent as consents

THANKS, STOPPED = "thank_you_and_goodbye", "membership_stopped"


def register_kinds():
    """Makes these letters known; called by `members.emails`. They are the ones that leave after *left* (MEM-07)."""
    same = {
        "lane": Lane.ANSWER, "windowed": True, "essential": True, "purpose": Channel.Purpose.EVERYTHING, "after_leaving": True,
    }  # fmt: skip
    letters.register(
        THANKS, render=_thanks, still_true=_has_left, words="Thank you and goodbye",
        rule="Sent once to whoever leaves the group, with the certificate for those who would like one.", **same,
    )  # fmt: skip
    letters.register(
        STOPPED, render=_stopped, still_true=_is_stopped, words="A membership was stopped",
        rule="Sent when two people decided to stop a membership. It says how to appeal.", **same,
    )  # fmt: skip


def thank(*, membership, now):
    """For what they gave, once a membership."""
    _note(THANKS, f"{membership.pk}", membership, now=now)


def say_stopped(*, stop, now):
    """The decision, and the way to appeal."""
    _note(STOPPED, f"{stop.pk}", stop.membership, now=now)


def _note(kind, key, membership, *, now):
    letters.note(
        kind=kind, key=f"{kind}:{key}", person=membership.person, about=f"membership:{membership.pk}", due_at=now, now=now
    )  # fmt: skip


def _membership(letter):
    found = Membership.objects.select_related("person", "leaving")
    return found.filter(pk=int(letter.about.partition(":")[2] or 0)).first()


def _thanks(letter, *, now):
    membership = _membership(letter)
    leaving = getattr(membership, "leaving", None)
    wanted = bool(leaving and leaving.wants_certificate)
    attachments = [_certificate(membership, leaving, now=now)] if wanted else []
    return letters.compose(
        "members/email/thank_you_and_goodbye",
        {
            "first_name": letter.person.first_name,
            "since": membership.started_on,
            "certificate": wanted,
            "outcomes": consents.holds(letter.person_id, Consent.OUTCOMES_AFTER_LEAVING),
        },
        attachments=attachments,
    )


def _certificate(membership, leaving, *, now):
    content = certificates.draw(membership=membership, with_hours=leaving.certificate_hours, now=now)
    return {"name": "certificate.pdf", "type": "application/pdf", "base64": base64.b64encode(content).decode()}


def _stopped(letter, *, now):
    return letters.compose("members/email/membership_stopped", {"first_name": letter.person.first_name})


def _has_left(letter, *, now):
    membership = _membership(letter)
    return "" if membership and membership.state == State.LEFT else "They are a member again."


def _is_stopped(letter, *, now):
    decided = Stop.objects.filter(membership=_membership(letter)).exclude(confirmed_at=None)
    return "" if decided.exists() else "The decision was taken back."
