"""Complaints about how information is used (DP-11): by anybody, acknowledged within thirty days, answered in words."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members.emails import rights as emails
from members.models import Complaint
from members.permissions import Permission, require
from members.rules import Refused
from members.rules.rights import ACKNOWLEDGE

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that sounds or looks like another


@transaction.atomic
def make(*, words, actor, now, person=None, name="", reach="", how=Complaint.Came.PAGE, received_on=None) -> Complaint:
    """Somebody complains: a person we know, or anybody at all (then `name` and `reach` say who, if they like)."""
    if actor.person is not None:
        require(actor, Permission.COMPLAIN, within=person)
    today = timezone.localdate(now)
    received_on = received_on or today
    if received_on > today:
        raise Refused("That day has not come yet. Please choose today or an earlier day.", field="received_on")
    if not words.strip():
        raise Refused("Please write what is wrong.", field="words")
    made = Complaint.objects.create(
        person=person, number=_number(), how=how, name=name or None, reach=reach or None, words=words,
        received_on=received_on, acknowledge_by=received_on + ACKNOWLEDGE,
        recorded_by=actor.person if actor.person is not None and actor.person != person else None,
    )  # fmt: skip
    return made


def check_not_too_many(*, most, now):
    """People who are not signed in send at most so many in an hour together. Raises Refused with the telephone number."""
    hour = Complaint.objects.filter(person=None, how=Complaint.Came.PAGE, created_at__gt=now - timedelta(hours=1))
    if hour.count() >= most:
        raise Refused(
            "Many complaints came in just now. Nothing you typed is lost: please ring us, or try again in an hour."
        )


def _number():
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(3)) for _ in range(2))


@transaction.atomic
def acknowledge(*, complaint, actor, now):
    """They know that we have it and look into it; whom we know we write to, others are told as they asked."""
    require(actor, Permission.KEEP_COMPLAINTS)
    complaint = _locked(complaint)
    if complaint.acknowledged_at is None:
        complaint.acknowledged_at = now
        complaint.save(update_fields=["acknowledged_at"])
        emails.tell_complainant(complaint, "received", now=now)
    return complaint


@transaction.atomic
def answer(*, complaint, outcome, words, actor, now):
    """What we found and did. An answer is an acknowledgement too."""
    require(actor, Permission.KEEP_COMPLAINTS)
    complaint = _locked(complaint)
    if complaint.answered_at:
        raise Refused("This has been answered already.")
    if not words.strip():
        raise Refused("Please write what you found and what was done.", field="words")
    complaint.outcome, complaint.answer, complaint.answered_at = outcome, words, now
    complaint.answered_by, complaint.acknowledged_at = actor.person, complaint.acknowledged_at or now
    complaint.save(update_fields=["outcome", "answer", "answered_at", "answered_by", "acknowledged_at"])
    emails.tell_complainant(complaint, "answered", now=now)
    return complaint


def _locked(complaint):
    return Complaint.objects.select_for_update(no_key=True).get(pk=complaint.pk)
