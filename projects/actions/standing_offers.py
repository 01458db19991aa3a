"""A standing offer: put up, its recognition said, booked for a day, taken back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import charity
from members.models import Person
from members.models.charity import Module
from members.permissions import Permission, require
from members.rules import Refused
from members.words import day as day_words
from projects import asking_rules, recognition_rules
from projects.actions import asking, recognition
from projects.models import PAID, Chosen, OfferBooking, Opportunity, Reply, StandingOffer


@transaction.atomic
def put_up(*, person, title, what, when_words, place, actor, now) -> StandingOffer:
    """By the member, or at the desk in their name; it waits until it is said what they get for it."""
    require(actor, Permission.KEEP_INTERESTS, within=person)
    if person.died_on:
        raise Refused("This person cannot offer anything.")
    return StandingOffer.objects.create(
        person=person, title=title.strip(), what=what.strip(), when_words=when_words.strip(), place=place.strip(),
        put_up_at=now, put_up_by=actor.person,
    )  # fmt: skip


@transaction.atomic
def change(*, standing_offer, title, what, when_words, place, actor, now) -> StandingOffer:
    """Their words, written anew. What is booked keeps what was said then. Raises Refused.

    Something else to do is something else to give for: then it waits until that is said once more.
    """
    require(actor, Permission.KEEP_INTERESTS, within=standing_offer)
    found = _held(standing_offer)
    if found.withdrawn_at:
        raise Refused("This offer was taken back. Please put up a new one.")
    if (title.strip(), what.strip()) != (found.title, found.what):
        found.offer, found.nature, found.amount, found.said_by = "", "", 0, None
    found.title, found.what = title.strip(), what.strip()
    found.when_words, found.place = when_words.strip(), place.strip()
    found.save()
    return found


@transaction.atomic
def say_recognition(*, standing_offer, offer, nature="", amount=0, actor, now) -> StandingOffer:
    """What they get for each time; from now on it can be booked. What was booked before keeps what was said then. Raises Refused."""
    require(actor, Permission.CHECK_WORK, within=standing_offer)
    found = _held(standing_offer)
    if not offer.strip():
        raise Refused("Please say what they get for it. It stands there before anybody books.", field="offer")
    amount = amount or 0
    if charity.has(Module.PAYMENTS):
        if not nature:
            raise Refused("Please choose what we offer.", field="nature")
        recognition_rules.check_offer(nature=nature, amount=amount, prep_amount=0, duration=offer)
    found.offer, found.nature, found.said_by = offer.strip(), nature, actor.person
    found.amount = amount if nature in PAID else 0
    found.save()
    return found


@transaction.atomic
def withdraw(*, standing_offer, actor, now) -> StandingOffer:
    """It cannot be booked any more. What is booked already stays an invitation that they may answer with no."""
    require(actor, Permission.KEEP_INTERESTS, within=standing_offer)
    found = _held(standing_offer)
    if found.withdrawn_at is None:
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
    return found


def take_back_all(*, person, now) -> None:
    """They left the group: no post of ours asks them for a day any more, so none can be booked."""
    for each in StandingOffer.objects.filter(person=person, withdrawn_at=None).order_by("pk"):
        each.withdrawn_at = now
        each.save(update_fields=["withdrawn_at"])


@transaction.atomic
def book(*, standing_offer, project, on_day, time_words, support, answer_by, actor, now, token=None) -> Opportunity:
    """Ask them for this day: a real invitation with one place. Who is on a break or at their limit is not asked. Raises Refused.

    Their own words about it are not copied: they know them, and one day they may want to be forgotten.
    """
    require(actor, Permission.INVITE_TO_WORK, within=project)
    found = _held(standing_offer)
    _hold_all_of(found.person)
    if token and (before := Opportunity.objects.filter(form_token=token, asked_by=actor.person).first()):
        return before
    _check_can_be_booked(found, on_day, answer_by, now=now)
    made = asking.ask(
        project=project, people=[found.person], title=found.title, what=f"What you offer to do, for “{project.title}”.",
        when_words=f"{day_words(on_day)}, {time_words.strip()}"[:200], place=found.place, support=support.strip(),
        offer=found.offer, answer_by=answer_by, token=token, actor=actor, now=now,
    )  # fmt: skip
    made.places, made.starts_on, made.how_chosen = 1, on_day, Chosen.FIRST
    made.checked_at, made.checked_by, made.staff_lead = now, found.said_by, actor.person
    made.purpose, made.who_decides = project.purpose[:500], project.decision_maker
    made.save()
    OfferBooking.objects.create(standing_offer=found, opportunity=made, on_day=on_day, booked_by=actor.person)
    if found.nature and charity.has(Module.PAYMENTS):
        recognition.offer(
            of=made, nature=found.nature, duration=time_words.strip()[:120], amount=found.amount, on_day=on_day,
            actor=actor, now=now,
        )  # fmt: skip
    return made


def _held(standing_offer):
    rows = StandingOffer.objects.select_for_update(of=("self",), no_key=True).select_related("person", "said_by")
    return rows.get(pk=standing_offer.pk)


def _hold_all_of(person):
    """Two who book two offers of one person for one day at once come one after the other."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)


def _check_can_be_booked(found, on_day, answer_by, *, now):
    if found.withdrawn_at:
        raise Refused("This offer was taken back, so it cannot be booked. Thank you for asking.")
    if not found.offer:
        raise Refused("Nobody has said yet what they get for it. Please ask the coordinator first.")
    asking_rules.check_day_to_come(on_day, now=now, field="on_day")
    if on_day <= timezone.localdate(now) + timedelta(days=1):
        raise Refused("Please choose a day at least two days from now. They need time to answer.", field="on_day")
    if answer_by >= on_day:
        raise Refused("Please ask for the answer before the day itself.", field="answer_by")
    same_day = OfferBooking.objects.filter(standing_offer__person=found.person, on_day=on_day)
    still = same_day.filter(opportunity__cancelled_at=None).exclude(opportunity__invitations__answer=Reply.NO)
    if still.exists():
        raise Refused("They are asked for that day already. Please choose another one.", field="on_day")
