"""Asking named people to a piece of work, and what they answer (the thin form of OPP)."""

from datetime import datetime, time, timedelta

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.models import Person
from members.permissions import Permission, Via, require
from members.rules import Refused
from projects import asking_letters, asking_rules, emails, rules
from projects.models import Chosen, Invitation, Opportunity, Outcome, Reply
from projects.queries import who_would_be_asked
from projects.queries.asked import could_join


def closing_moment(answer_by):
    """The end of the last day for answers, as an instant (London)."""
    return timezone.make_aware(datetime.combine(answer_by + timedelta(days=1), time()))


@transaction.atomic
def ask(
    *, project, people, actor, now, title, what, when_words, place, support, offer, answer_by, token=None,
    starts_on=None, content_note="", wellbeing_person="", needs_course=None, or_train=True,
) -> Opportunity:  # fmt: skip
    """Invite these people. Their letters are noted here and leave by themselves, each by that person's own way.

    The same form token asks once. Raises Refused.
    """
    opportunity = Opportunity(
        project=project,
        title=title,
        what=what,
        when_words=when_words,
        starts_on=starts_on,
        place=place,
        support=support,
        offer=offer,
        content_note=content_note,
        wellbeing_person=wellbeing_person,
        needs_course=needs_course,
        or_train=or_train,
        answer_by=answer_by,
        closes_at=closing_moment(answer_by),
        asked_by=actor.person,
        sent_at=now,
        form_token=token,
    )
    require(actor, Permission.INVITE_TO_WORK, within=project)
    rules.check_purpose(project)
    rules.check_closing_day(answer_by, now=now)
    asking_rules.check_day_to_come(starts_on, now=now, field="starts_on")
    reachable = _free([*people], now=now)
    if not reachable:
        raise Refused("None of these people can be invited now. Please choose at least one who can.", field="people")
    try:
        with transaction.atomic():
            opportunity.save(force_insert=True)
    except IntegrityError:
        before = Opportunity.objects.filter(form_token=token, asked_by=actor.person).first() if token else None
        if before is None:
            raise
        return before
    _invite(opportunity, reachable, now=now)
    return opportunity


@transaction.atomic
def ask_more(*, opportunity, people, actor, now) -> int:
    """Invite further people to the same piece of work; nobody is asked twice. Returns how many were added."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = Opportunity.objects.select_for_update(of=("self",), no_key=True).get(pk=opportunity.pk)
    rules.check_still_open(opportunity, now=now)
    new = _free([*people], opportunity=opportunity, now=now)
    _invite(opportunity, new, now=now)
    return len(new)


def _free(people, *, opportunity=None, now):
    """Those who can be asked now; they are held, so that two who ask at the same moment do not pass anybody's limit."""
    held = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("pk")
    list(held.select_for_update(of=("self",), no_key=True).values_list("pk"))
    return [row.person for row in who_would_be_asked(people, opportunity=opportunity, now=now) if not row.left_out]


def _invite(opportunity, people, *, now):
    invitations = Invitation.objects.bulk_create(
        Invitation(opportunity=opportunity, person=person, invited_at=now) for person in people
    )
    emails.note_invitations(invitations, now=now)


@transaction.atomic
def answer(*, invitation, answer, actor, now) -> Invitation:
    """Yes, tell me more, or no; by the person, by their link, or at the desk in their name. The same again changes nothing.

    Locks: opportunity, then invitation, then letter. Raises Refused.
    """
    at_the_desk = actor.via == Via.DESK
    if at_the_desk:
        require(actor, Permission.ANSWER_FOR, within=invitation.opportunity)
    else:
        require(actor, Permission.ANSWER, within=invitation)
    rules.check_is_an_answer(answer)
    opportunity = Opportunity.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.opportunity_id)
    rules.check_can_still_answer(opportunity, now=now)
    if answer == Reply.YES and not at_the_desk:
        rules.check_trained(opportunity, person=invitation.person_id, day=timezone.localdate(now))
    invitation = (
        Invitation.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=invitation.pk)
    )
    invitation.opportunity = opportunity
    if invitation.answer == answer:
        return invitation
    invitation.answer = Reply(answer)
    invitation.answered_at = now
    invitation.via = actor.via
    invitation.recorded_by = actor.person if at_the_desk else None
    with pghistory.context(
        person=actor.person_id, via=str(actor.via), on_behalf_of=invitation.person_id if at_the_desk else None
    ):
        invitation.save(update_fields=["answer", "answered_at", "via", "recorded_by"])
    if not at_the_desk:
        emails.note_receipt(invitation, now=now)
    if invitation.answer != Reply.YES and invitation.outcome == Outcome.CHOSEN:  # their place is free
        invitation.outcome, invitation.settled_at = Outcome.WAITING, now
        invitation.save(update_fields=["outcome", "settled_at"])
    fill_places(opportunity, now=now)
    return invitation


@transaction.atomic
def come_forward(*, opportunity, wish, actor, now) -> Invitation:
    """They saw it and would like to, without having been asked; on the telephone in their name. Raises Refused."""
    person = actor.on_behalf_of or actor.person
    require(actor, Permission.KEEP_INTERESTS, within=person)
    before = opportunity.invitations.filter(person=person, by_themselves=True, answer=wish).first()
    if before:  # pressed twice
        return before
    if not could_join(person, now=now).filter(pk=opportunity.pk).exists():
        if actor.on_behalf_of:
            raise Refused(f"This is not open to {person} any more, or they were asked to it already.")
        raise Refused("This is not open to you any more. You can still ring us about it.")
    invitation, _ = Invitation.objects.get_or_create(
        opportunity=opportunity, person=person, defaults={"by_themselves": True}
    )
    return answer(invitation=invitation, answer=wish, actor=actor, now=now)


def fill_places(opportunity, *, now):
    """Where whoever answers first does it, the next in the row have the places that are free, and are told (OPP-15). The
    piece of work is held."""
    if opportunity.how_chosen != Chosen.FIRST or opportunity.places is None or not opportunity.checked_at:
        return
    row = list(opportunity.invitations.taken().exclude(conflict__verdict="").order_by("answered_at", "pk"))
    free = opportunity.places - opportunity.invitations.filter(outcome=Outcome.CHOSEN).count()
    news = [each for each in row if each.outcome != Outcome.CHOSEN][: max(free, 0)]
    for each in news:
        each.outcome, each.settled_at = Outcome.CHOSEN, now
    Invitation.objects.bulk_update(news, ["outcome", "settled_at"])
    asking_letters.note_settled(news, now=now)


@transaction.atomic
def close(*, opportunity, actor, now) -> Opportunity:
    """No more answers from now on; whoever said yes or *tell me more* is told what happens next."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = Opportunity.objects.select_for_update(of=("self",), no_key=True).get(pk=opportunity.pk)
    rules.check_still_open(opportunity, now=now)
    opportunity.closes_at = now
    opportunity.save(update_fields=["closes_at"])
    emails.withhold_invitations(opportunity, reason="Answers closed before it left.")
    emails.note_closed(opportunity, now=now)
    return opportunity


@transaction.atomic
def cancel(*, opportunity, because, actor, now) -> Opportunity:
    """It is not going ahead; whoever said yes or *tell me more* is told, waiting invitations stay here."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = Opportunity.objects.select_for_update(of=("self",), no_key=True).get(pk=opportunity.pk)
    if opportunity.cancelled_at:
        return opportunity
    opportunity.cancelled_at = now
    opportunity.cancelled_because = because.strip()
    opportunity.save(update_fields=["cancelled_at", "cancelled_because"])
    emails.withhold_invitations(opportunity, reason="It is not going ahead.")
    emails.note_cancelled(opportunity, now=now)
    return opportunity
