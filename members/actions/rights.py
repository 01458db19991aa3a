"""What somebody asks for by right: written down with its clock, told that we have it, made longer with a reason, answered."""

from django.db import transaction
from django.utils import timezone

from members.emails import rights as emails
from members.models import Person, RightsRequest
from members.permissions import Permission, require
from members.rules import Refused
from members.rules.rights import check_can_extend, due_on

ALREADY = "You have asked for that already. We are working on it."
NOT_TOMORROW = "That day has not come yet. Please choose today or an earlier day."


@transaction.atomic
def ask(*, person, kind, actor, now, words="", how=RightsRequest.Came.PAGE, received_on=None) -> RightsRequest:
    """A request of somebody; the clock starts on the day it reached us, not on the day it was written down here."""
    require(actor, Permission.SEE_INFORMATION, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = timezone.localdate(now)
    received_on = received_on or today
    if received_on > today:
        raise Refused(NOT_TOMORROW, field="received_on")
    same = RightsRequest.objects.open().filter(person=person, kind=kind)
    if kind != RightsRequest.Kind.CORRECTION and same.exists():
        raise Refused(ALREADY if actor.person_id == person.pk else "They have asked for that already.", field="kind")
    made = RightsRequest.objects.create(
        person=person, kind=kind, how=how, words=words or None, received_on=received_on, due_on=due_on(received_on),
        recorded_by=actor.person if actor.person_id != person.pk else None,
    )  # fmt: skip
    emails.tell(made, "received", now=now)
    return made


@transaction.atomic
def extend(*, request, to, because, actor, now):
    """It takes longer: at most two months more, and they are told why."""
    require(actor, Permission.ANSWER_RIGHTS, within=request)
    request = _locked(request)
    check_can_extend(request, to=to, because=because)
    request.extended_to, request.extended_because = to, because.strip()
    request.save(update_fields=["extended_to", "extended_because"])
    emails.tell(request, "longer", now=now)
    return request


@transaction.atomic
def answer(*, request, outcome, words, actor, now):
    """What we did. A refusal needs its reason: they may complain about it."""
    require(actor, Permission.ANSWER_RIGHTS, within=request)
    request = _locked(request)
    if request.answered_at:
        raise Refused("This has been answered already.")
    if outcome != RightsRequest.Outcome.DONE and not words.strip():
        raise Refused("Please write why. They may want to complain about it.", field="words")
    _close(request, outcome=outcome, words=words, actor=actor, now=now)
    emails.tell(request, "answered", now=now)
    return request


@transaction.atomic
def take_back(*, request, actor, now):
    """They no longer want it; nothing is asked."""
    require(actor, Permission.SEE_INFORMATION, within=request)
    request = _locked(request)
    if not request.answered_at:
        _close(request, outcome=RightsRequest.Outcome.TAKEN_BACK, words="", actor=actor, now=now)
    return request


def _locked(request):
    return RightsRequest.objects.select_for_update(no_key=True).get(pk=request.pk)


def _close(request, *, outcome, words, actor, now):
    request.outcome, request.answer, request.answered_at = outcome, words.strip() or None, now
    request.answered_by = actor.person
    request.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
