"""Claims, from the first words to the money: written down, sent, agreed to by somebody else, taken out, paid (PAY-10)."""

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from members import files, pictures
from members.permissions import Permission, Via, require
from members.rules import Refused
from projects import claim_letters
from projects import recognition_rules as rules
from projects.models import Claim, ClaimKind, ClaimState, PaidHow, RecognitionOffer, RecognitionRules
from projects.queries.claims import accepted_of, claimed_before, same_again
from projects.queries.recognition import not_earned, offers_to

RECEIPTS = ("jpg", "jpeg", "png", "webp", "pdf")
MOST_BYTES = 12_000_000
State = ClaimState


def _may(actor, person):
    """Who writes it down: the person, or the desk in their name (by X for Y)."""
    if actor.via == Via.DESK:
        require(actor, Permission.CLAIM_FOR, within=person)
    else:
        require(actor, Permission.CLAIM, within=person)


def claim(
    *, person, kind, on_day, what="", type=None, offer=None, amount=None, quantity=None, hours=None, how=PaidHow.CLAIM,
    agreed=False, no_receipt="", receipt=None, again=False, send=True, token=None, before=None, actor, now,
) -> Claim:  # fmt: skip
    """Write a claim down, and send it unless it stays a draft. `before`: a draft or a queried one that is put right.

    `again`: they know that there is one like it already. The same form token claims once. Raises Refused; no file stays
    of a claim that was not written down.
    """
    _may(actor, person)
    kept, done = None, False
    try:
        with transaction.atomic():
            made = _put_together(
                person=person, kind=kind, on_day=on_day, what=what, type=type, offer=offer, amount=amount, quantity=quantity,
                hours=hours, how=how, agreed=agreed, no_receipt=no_receipt, again=again, before=before, actor=actor, now=now,
            )  # fmt: skip
            if receipt is not None:
                kept = files.keep(
                    pictures.cleaned(receipt, field="receipt", refusal=pictures.NO_PICTURE_NOR_PDF),
                    name=receipt.name,
                    types=RECEIPTS,
                    most_bytes=MOST_BYTES,
                    owner=actor.person,
                    now=now,
                )
                made.receipt = kept
            if send:
                rules.check_ready(made)
                made.state, made.submitted_at = State.SUBMITTED, made.submitted_at or now
                made.query = ""
            old = (
                made.receipt_id
                if before is None
                else Claim.objects.values_list("receipt_id", flat=True).get(pk=before.pk)
            )
            made.form_token = made.form_token or token
            made = _saved(made, token=token, actor=actor)
            if kept is not None and made.receipt_id != kept.pk:  # the same form had come before
                files.remove(files.KeptFile.objects.filter(pk=kept.pk))
            elif kept is not None and before is not None and old:
                files.remove(files.KeptFile.objects.filter(pk=old))
            done = True
    except BaseException:
        if kept is not None and not done:
            files.path_of(kept).unlink(missing_ok=True)
        raise
    return made


def _put_together(*, person, kind, on_day, type, offer, amount, quantity, hours, again, before, actor, now, **words):  # noqa: A002
    rules.check_numbers(amount=amount, quantity=quantity, hours=hours)
    if before is not None:
        before = _locked(before)
        rules.check_state(before, *rules.CAN_CHANGE)
    made = before or Claim(person=person, created_at=now)
    if before is None or actor.via == Via.DESK:  # whoever changes it in their name has written it, and agrees to none
        made.entered_by, made.via = actor.person, actor.via
    if kind == ClaimKind.COST:
        rules.check_claim_day(on_day, now=now)
        if type is None:
            raise Refused("Please choose what it was for.", field="kind")
        amount, offer_for = rules.amount_of_cost(type, amount=amount, quantity=quantity), offer
    else:
        type, quantity, offer_for = None, None, offer  # noqa: A001
        amount = _fee(made, kind, offer, amount, person=person, on_day=on_day, now=now)
    if not again and same_again(person=person, kind=kind, type=type, on_day=on_day, amount=amount, besides=made.pk):
        raise Refused(
            "There is a claim just like this one already. If this is another one, please tick that it is.",
            field="again",
        )
    made.approved_at, made.approved_by, made.sent_at = None, None, None  # what is changed is agreed to anew
    made.kind, made.type, made.offer, made.on_day = kind, type, offer_for, on_day
    made.amount, made.quantity, made.hours = amount, quantity, hours
    for name, value in words.items():
        setattr(made, name, value.strip() if isinstance(value, str) else value)
    made.what = made.what or (str(offer.of) if offer is not None else type.name)
    return made


def _fee(made, kind, offer, amount, *, person, on_day, now):
    usual = RecognitionRules.current()
    if offer is None:
        raise Refused("Please choose what it is for. A fee follows from an offer.", field="offer")
    rules.check_called_off(offer, rules=usual)
    theirs = offers_to(person).filter(pk=offer.pk).first()
    if why := _not_theirs(theirs, sent_in=made.submitted_at is not None, now=now):
        raise Refused(why, field="offer")
    if not rules.is_called_off_late(offer, rules=usual):
        rules.check_claim_day(on_day, now=now)
    RecognitionOffer.objects.select_for_update(of=("self",), no_key=True).get(
        pk=offer.pk
    )  # two who claim it at once queue here
    accepted = accepted_of(offer, person=person, rules=usual)
    before = claimed_before(offer, person=person, besides=made.pk)
    rules.check_fee(kind, offer, accepted=accepted, amount=amount if amount is not None else accepted, before=before)
    if accepted <= 0:
        raise Refused("You chose not to be paid for this one. You can change that first.", field="offer")
    return amount if amount is not None else accepted


def _not_theirs(offer, *, sent_in, now):
    if offer is None:
        return "This was not offered to them."
    return not_earned(offer, today=timezone.localdate(now), sent_in=sent_in)


def _saved(made, *, token, actor):
    try:
        with transaction.atomic(), pghistory.context(via=str(actor.via)):
            made.save()
    except IntegrityError:
        found = Claim.objects.filter(form_token=token, person=made.person_id).first() if token else None
        if found is None or found.pk == made.pk:
            raise
        return found
    return made


def _locked(claim) -> Claim:
    found = Claim.objects.select_for_update(of=("self",), no_key=True).select_related("type", "person")
    return found.get(pk=claim.pk)


@transaction.atomic
def throw_away(*, claim, actor, now) -> None:
    """A draft nobody has seen goes, with its receipt."""
    claim = _locked(claim)
    _may(actor, claim.person)
    rules.check_state(claim, State.DRAFT)
    kept = claim.receipt_id
    claim.delete()
    files.remove(files.KeptFile.objects.filter(pk=kept))


@transaction.atomic
def answer_query(*, claim, reply, actor, now) -> Claim:
    """They say what was asked; it goes back to where it was."""
    claim = _locked(claim)
    _may(actor, claim.person)
    rules.check_state(claim, State.QUERIED)
    rules.check_words(reply, field="reply", sentence="Please write your answer in a few words.")
    if claim.approved_at is None:  # it may have been changed, and kept for later, since it was asked about
        rules.check_ready(claim)
    claim.reply = reply.strip()
    claim.state = State.SENT if claim.sent_at else State.APPROVED if claim.approved_at else State.SUBMITTED
    claim.save(update_fields=["reply", "state"])
    return claim


# ---- for those who pay -------------------------------------------------------------------------------------------------
@transaction.atomic
def approve(*, claim, actor, now) -> Claim:
    """Somebody else than the claimant and than whoever wrote it down agrees. What was booked or given in cash is settled
    by it. Raises Refused."""
    require(actor, Permission.APPROVE_CLAIM)
    claim = _locked(claim)
    rules.check_state(claim, State.SUBMITTED)
    rules.check_agrees_for_another(claim, actor=actor)
    if claim.kind != ClaimKind.COST and claim.offer is not None:
        theirs = offers_to(claim.person).filter(pk=claim.offer_id).first()
        if why := _not_theirs(theirs, sent_in=True, now=now):
            raise Refused(
                f"What is written down does not show that they did it: “{why}” Please put that right first, or decline it."
            )
        taken = accepted_of(claim.offer, person=claim.person, rules=RecognitionRules.current())
        rules.check_still_taken(claim, accepted=taken)
    claim.state, claim.approved_at, claim.approved_by = State.APPROVED, now, actor.person
    if claim.how != PaidHow.CLAIM:
        claim.state, claim.paid_on = State.PAID, timezone.localdate(now)
    claim.save(update_fields=["state", "approved_at", "approved_by", "paid_on"])
    return claim


@transaction.atomic
def ask_about(*, claim, query, actor, now) -> Claim:
    """A question to the claimant, who hears of it by their own way."""
    require(actor, Permission.APPROVE_CLAIM)
    claim = _locked(claim)
    rules.check_state(claim, *rules.CAN_ASK)
    rules.check_words(query, field="query", sentence="Please write what you need to know.")
    claim.state, claim.query, claim.reply = State.QUERIED, query.strip(), ""
    claim.save(update_fields=["state", "query", "reply"])
    claim_letters.note(claim, now=now)
    return claim


@transaction.atomic
def decline(*, claim, because, actor, now) -> Claim:
    """It is not paid, because. They hear the reason."""
    require(actor, Permission.APPROVE_CLAIM)
    claim = _locked(claim)
    rules.check_state(claim, *rules.CAN_DECLINE)
    rules.check_agrees_for_another(claim, actor=actor)
    rules.check_words(because, field="because", sentence="Please say why, in a few plain words. They read them.")
    claim.state, claim.declined_because = State.DECLINED, because.strip()
    claim.save(update_fields=["state", "declined_because"])
    claim_letters.note(claim, now=now)
    return claim


@transaction.atomic
def take_out(*, claims, actor, now) -> list[int]:
    """These agreed claims are with finance from now on; the ids of those that were not taken before. Raises Refused."""
    require(actor, Permission.PAY_CLAIM)
    rows = Claim.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=claims)
    taken = list(rows.to_take_out().order_by("pk"))
    if not taken:
        raise Refused("These claims were taken out a moment ago. Nothing was taken twice.")
    for each in taken:
        each.state, each.sent_at = State.SENT, now
        each.save(update_fields=["state", "sent_at"])
    return [each.pk for each in taken]


@transaction.atomic
def paid(*, claim, paid_on=None, actor, now) -> Claim:
    """The money has left. They hear of it. Nobody says so of their own."""
    require(actor, Permission.PAY_CLAIM)
    claim = _locked(claim)
    rules.check_state(claim, State.SENT, State.APPROVED)
    if actor.person_id == claim.person_id:
        raise Refused("This is your own claim. Somebody else says that it is paid.")
    paid_on = paid_on or timezone.localdate(now)
    rules.check_paid_on(paid_on, claim=claim, now=now)
    claim.state, claim.paid_on, claim.sent_at = State.PAID, paid_on, claim.sent_at or now
    claim.save(update_fields=["state", "paid_on", "sent_at"])
    claim_letters.note(claim, now=now)
    return claim
