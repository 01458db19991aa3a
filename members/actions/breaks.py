"""Taking a break: one press, no reason, and from that second nothing goes out (MEM-05, MEM-06)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members.models import ContactTask, Person, Rest
from members.models.contact import Outcome
from members.permissions import Permission, require
from members.rules import Refused
from members.rules.joining import KEEP_IN_TOUCH_DAYS

EVERY = timedelta(days=KEEP_IN_TOUCH_DAYS)


@transaction.atomic
def start(*, person, actor, now):
    """From now on nothing leaves for this person. Of all that letters look at it writes only Person, which the sender
    reads while it holds its letter."""
    require(actor, Permission.TAKE_BREAK, within=person)
    began = bool(Person.objects.filter(pk=person.pk, paused_at=None).update(paused_at=now))
    if began:
        Rest.objects.filter(person=person, ended_at=None).update(ended_at=now)
        Rest.objects.create(person=person, started_at=now)
    return began


@transaction.atomic
def end(*, person, actor, now):
    """They are back: what is sent from now on reaches them again; what was withheld meanwhile stays withheld."""
    require(actor, Permission.TAKE_BREAK, within=person)
    ended = bool(Person.objects.filter(pk=person.pk).exclude(paused_at=None).update(paused_at=None))
    Rest.objects.filter(person=person, ended_at=None).update(ended_at=now)
    about_it = ContactTask.objects.open().filter(person=person, about__startswith="rest:")
    about_it.update(outcome=Outcome.NOT_NEEDED, closed_at=now, note="They are back.")
    return ended


@transaction.atomic
def say(*, person, actor, now, until=None, reasons=(), words="", keeps=""):
    """What they would like to add to their break; every part of it may stay empty."""
    require(actor, Permission.TAKE_BREAK, within=person)
    today = timezone.localdate(now)
    locked = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not locked.is_paused:
        raise Refused("There is no break just now.")
    if until and until <= today:
        raise Refused("Please choose a day that is still to come, or leave it empty.", field="until")
    rest, _ = Rest.objects.get_or_create(person=person, ended_at=None, defaults={"started_at": locked.paused_at})
    if rest.until != until:
        rest.asked_on = None
    if rest.keeps != keeps:
        rest.keeps_next_on = today + EVERY if keeps else None
    rest.until, rest.reasons, rest.words, rest.keeps = until, list(reasons), words.strip() or None, keeps
    rest.save()
    return rest


@transaction.atomic
def say_news(*, person, words, actor, now):
    """On coming back, if they like: what has changed. Kept with the break that ended last."""
    require(actor, Permission.TAKE_BREAK, within=person)
    last = Rest.objects.select_for_update().filter(person=person).exclude(ended_at=None).order_by("-ended_at").first()
    if last is None:
        raise Refused("There was no break.")
    last.news = words.strip() or None
    last.save()
    return last
