"""Who does it, told to everybody; somebody too close to it; done, and what came of it told to each (OPP-12, 15, 17, 27)."""

import random

from django.db import transaction

from members.permissions import Permission, Via, require
from members.rules import Refused
from members.words import plural
from projects import asking_letters, asking_rules, emails
from projects.actions import logging
from projects.actions.asking import fill_places
from projects.actions.briefs import locked
from projects.actions.waving import stop
from projects.models import Closeness, Conflict, Invitation, Outcome, Reply, Status, Verdict
from projects.queries.settling import settles, takes_lots

WANTED = (Reply.YES, Reply.INTERESTED)


@transaction.atomic
def choose(*, opportunity, people, actor, now) -> int:
    """These do it; everybody else who answered hears that this time it is somebody else. Answers close by it.

    `people` are ids. How many are told. Raises Refused.
    """
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = locked(opportunity)
    asking_rules.check_status(opportunity, Status.OPEN, Status.CLOSED, now=now)
    if opportunity.told_at:
        raise Refused("It was settled already, and people were told. A free place is given away one by one.")
    rows = list(
        opportunity.invitations.select_for_update(of=("self",), no_key=True).select_related("person").in_order()
    )
    chosen = [each for each in rows if each.person_id in set(people)]
    _check(opportunity, chosen, now=now)
    if not opportunity.is_closed(now=now):
        opportunity.closes_at = now
        stop(opportunity=opportunity, actor=actor, now=now)
        emails.withhold_invitations(opportunity, reason="Answers closed before it left.")
    news = []
    for each in rows:
        before = each.outcome
        each.outcome = _outcome(each, chosen)
        if each.outcome != before:
            each.settled_at = now
            news += [each] if each.outcome in (Outcome.CHOSEN, Outcome.NOT_THIS_TIME) else []
    Invitation.objects.bulk_update(rows, ["outcome", "settled_at"])
    opportunity.told_at = now
    opportunity.save(update_fields=["told_at", "closes_at", "drawn_at"])
    return asking_letters.note_settled(news, now=now)


def _outcome(invitation, chosen):
    if invitation.outcome in (Outcome.STEPPED_ASIDE, Outcome.NOT_ASKED):
        return invitation.outcome
    if invitation in chosen:
        return Outcome.CHOSEN
    if invitation.answer in WANTED:
        return Outcome.NOT_THIS_TIME
    return Outcome.SILENT if invitation.answer == Reply.SILENT else Outcome.WAITING


def _check(opportunity, chosen, *, now):
    if opportunity.places is not None and len(chosen) > opportunity.places:
        there, chose = plural(opportunity.places, "place"), plural(len(chosen), "person,people")
        raise Refused(
            f"There {'is' if opportunity.places == 1 else 'are'} {there}, and you chose {chose}.", field="people"
        )
    said = settles(opportunity, now=now)
    may = {each.invitation.person_id for each in said.willing}
    if wrong := [each.person.name for each in chosen if each.person_id not in may]:
        raise Refused(
            f"{', '.join(wrong)}: they did not say that they would like to, or it is not settled whether they are too close.",
            field="people",
        )
    if said.willing and not chosen:
        raise Refused(
            "Nobody is ticked, and everybody would hear that it is somebody else. Please tick who does it.",
            field="people",
        )
    kept = said.kept(opportunity)
    first = {each.invitation.person_id for each in said.first_timers}
    if kept > sum(each.person_id in first for each in chosen):
        raise Refused(
            f"{plural(kept, 'place is,places are')} kept for people who do it for the first time. Please choose at least {kept} of them.",
            field="people",
        )


@transaction.atomic
def draw(*, opportunity, actor, now, chance=None) -> int:
    """Draw lots: first the places kept for first-timers, then the others. Only when more people would like to than places."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = locked(opportunity)
    said = settles(opportunity, now=now)
    if not takes_lots(said):
        raise Refused("There is a place for everybody who would like to, so there is nothing to draw.")
    chance = chance or random.SystemRandom()
    first = [each.invitation.person_id for each in said.first_timers]
    drawn = chance.sample(first, min(opportunity.first_timers, len(first)))
    rest = [
        each.invitation.person_id for each in said.willing if each.said_yes and each.invitation.person_id not in drawn
    ]
    drawn += chance.sample(rest, min(opportunity.places - len(drawn), len(rest)))
    opportunity.drawn_at = now
    opportunity.save(update_fields=["drawn_at"])
    return choose(opportunity=opportunity, people=drawn, actor=actor, now=now)


@transaction.atomic
def give_place(*, invitation, actor, now) -> Invitation:
    """A place became free: somebody who would have liked to has it now, and is told once. Raises Refused."""
    opportunity = locked(invitation.opportunity)
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    asking_rules.check_status(opportunity, Status.OPEN, Status.CLOSED, now=now)
    invitation = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk)
    if invitation.outcome == Outcome.CHOSEN:
        return invitation
    taken = opportunity.invitations.filter(outcome=Outcome.CHOSEN).count()
    if opportunity.places is not None and taken >= opportunity.places:
        raise Refused("All places are taken.")
    if invitation.answer not in WANTED or invitation.outcome == Outcome.STEPPED_ASIDE:
        raise Refused("They did not say that they would like to.")
    if Conflict.objects.filter(invitation=invitation, verdict=Verdict.WAITING).exists():
        raise Refused("They may be too close to it. The coordinator decides that first.")
    invitation.outcome, invitation.settled_at = Outcome.CHOSEN, now
    invitation.save(update_fields=["outcome", "settled_at"])
    asking_letters.note_settled([invitation], now=now)
    return invitation


@transaction.atomic
def step_back(*, invitation, actor, now) -> Invitation:
    """They have a place and cannot come after all; no reason is asked, and the place is free for the next."""
    opportunity = locked(invitation.opportunity)
    require(actor, Permission.ANSWER_FOR, within=opportunity)
    asking_rules.check_status(opportunity, Status.OPEN, Status.CLOSED, now=now)
    invitation = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk)
    if invitation.outcome != Outcome.CHOSEN:
        raise Refused("They have no place in it.")
    reason = "They said since that they cannot."
    asking_letters.withhold_result(opportunity, invitation.person_id, reason=reason)
    invitation.outcome, invitation.answer, invitation.settled_at = Outcome.WAITING, Reply.NO, now
    invitation.save(update_fields=["outcome", "answer", "settled_at"])
    fill_places(opportunity, now=now)
    return invitation


@transaction.atomic
def declare(*, invitation, closeness, words="", actor, now) -> Conflict:
    """They say that they may be too close to it: themselves, by their link, or by telephone. Raises Refused."""
    opportunity = locked(invitation.opportunity)
    at_the_desk = actor.via == Via.DESK
    if at_the_desk:
        require(actor, Permission.ANSWER_FOR, within=opportunity)
    else:
        require(actor, Permission.ANSWER, within=invitation)
    asking_rules.check_status(opportunity, Status.OPEN, Status.CLOSED, now=now)
    if not opportunity.asks_about_closeness:
        raise Refused("For this piece of work nobody is asked whether they are too close to it.")
    if closeness not in Closeness.values:
        raise Refused("Please choose one of the lines.", field="closeness")
    said = {
        "closeness": closeness, "words": words.strip() or None, "declared_at": now, "via": actor.via, "verdict": "",
        "recorded_by": actor.person if at_the_desk else None, "decided_at": None, "decided_by": None,
    }  # fmt: skip
    return Conflict.objects.update_or_create(invitation=invitation, defaults=said)[0]


@transaction.atomic
def decide_closeness(*, conflict, aside, actor, now) -> Conflict:
    """The coordinator decides. Whoever steps aside is thanked all the same, and their place is free. Raises Refused."""
    require(actor, Permission.CHECK_WORK, within=conflict.invitation.opportunity)
    opportunity = locked(conflict.invitation.opportunity)
    asking_rules.check_status(opportunity, Status.OPEN, Status.CLOSED, now=now)
    conflict = Conflict.objects.select_for_update(of=("self",), no_key=True).get(pk=conflict.pk)
    if conflict.verdict:
        raise Refused("This was decided already. Nothing was changed.")
    conflict.verdict = Verdict.ASIDE if aside else Verdict.FINE
    conflict.decided_at, conflict.decided_by = now, actor.person
    conflict.save(update_fields=["verdict", "decided_at", "decided_by"])
    if aside:
        invitation = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=conflict.invitation_id)
        reason = "They stepped aside before it left."
        asking_letters.withhold_result(opportunity, invitation.person_id, reason=reason)
        invitation.outcome, invitation.settled_at, invitation.thanked_at = Outcome.STEPPED_ASIDE, now, now
        invitation.save(update_fields=["outcome", "settled_at", "thanked_at"])
        asking_letters.note_settled([invitation], now=now)
    fill_places(opportunity, now=now)
    return conflict


@transaction.atomic
def finish(*, opportunity, done_on, what_happened, came=(), minutes=None, kind=None, hats=None, actor, now):
    """It is done: logged with those who came, and what happened is told to everybody who did it or would have.

    `came` are people. Raises Refused.
    """
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = locked(opportunity)
    asking_rules.check_status(opportunity, Status.CLOSED, now=now)
    said = settles(opportunity, now=now)
    if opportunity.told_at is None and said.wanted:
        raise Refused("People wait to hear whether they have a place. Please say that first.")
    if any(opportunity.told_at is None or each.invitation.outcome == Outcome.CHOSEN for each in said.undecided):
        raise Refused("It is not settled whether somebody is too close to it. The coordinator decides that first.")
    if not what_happened.strip():
        raise Refused(
            "Please say in a sentence or two what happened. Everybody who did it reads it.", field="what_happened"
        )
    if came:
        opportunity.activity = logging.quick_log(
            actor=actor, now=now, kind=kind or opportunity.about_kind, title=opportunity.title, date=done_on,
            team=opportunity.project.team, people=list(came), stage=opportunity.stage, project=opportunity.project,
            minutes=minutes, hats=hats,
        )  # fmt: skip
    opportunity.done_at, opportunity.what_happened = now, what_happened.strip()
    opportunity.save(update_fields=["activity", "done_at", "what_happened"])
    told = opportunity.invitations.filter(outcome__in=[Outcome.CHOSEN, Outcome.STEPPED_ASIDE]).select_related(
        "opportunity"
    )
    asking_letters.note_came_of_it(told.order_by("pk"), now=now)
    told.filter(thanked_at=None).update(thanked_at=now)
    close_the_circle(opportunity, now=now)
    return opportunity


@transaction.atomic
def told_face_to_face(*, invitation, actor, now) -> None:
    """They have heard what came of it from a person."""
    opportunity = locked(invitation.opportunity)
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    asking_rules.check_status(opportunity, Status.DONE, now=now)
    Invitation.objects.filter(pk=invitation.pk).update(told_face_to_face=True, told_at=now)
    close_the_circle(opportunity, now=now)


def close_the_circle(opportunity, *, now) -> bool:
    """Fed back is it only when everybody who did it has heard what came of it (OPP-17)."""
    untold = opportunity.invitations.filter(outcome__in=[Outcome.CHOSEN, Outcome.STEPPED_ASIDE], told_at=None)
    untold = untold.filter(person__died_on=None, person__erased_at=None)
    if opportunity.done_at is None or opportunity.fed_back_at or untold.exists():
        return False
    opportunity.fed_back_at = now
    opportunity.save(update_fields=["fed_back_at"])
    return True
