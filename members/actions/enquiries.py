"""Somebody would like to join (MEM-01): from the public page, or written down for them by staff."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import rules
from members.actions import joining
from members.emails import joining as letters
from members.models import Channel, Enquiry, Membership, Person
from members.models.enquiry import How
from members.models.membership import CLOSED, State
from members.permissions import Permission, require
from members.queries import joining as queries
from members.rules import Refused

AN_HOUR, A_WEEK = timedelta(hours=1), timedelta(days=7)
MANY_AN_HOUR = 30  # from here on a person looks before anything is sent; nobody is turned away
MOST_AN_HOUR = 300  # from here on the page gives the telephone number
SAFE = ("may_leave_message", "may_say_who", "best_times", "who_may_answer")


class TooMany(Refused):
    """The form is being flooded; the page shows how else to reach us, and keeps what was typed."""


@transaction.atomic
def ask(*, name, way, address, helps="", looks_automatic=False, now, **safe):
    """From the public page, by anybody at all: the one action that asks for no permission.

    What looks automatic, comes in a flood or belongs to somebody we may know waits for a person to look,
    and nothing is sent until then. The page says the same in every case.
    """
    address = rules.clean_address(way, address)
    recent = Enquiry.objects.filter(how=How.WEB, received_at__gt=now - AN_HOUR).count()
    if recent >= MOST_AN_HOUR:
        raise TooMany("So many people are writing to us just now that we cannot take more. Please ring us instead.")
    if _asked_already(name, address, now=now):
        return None
    enquiry = _write(how=How.WEB, name=name, way=way, address=address, helps=helps, safe=safe, taken_by=None, now=now)
    if not (looks_automatic or recent >= MANY_AN_HOUR or queries.known_at(way=way, address=address).exists()):
        _become(enquiry, person=None, now=now)
    return enquiry


@transaction.atomic
def write_down(*, name, way, address, how, actor, now, helps="", joined_via="", about="", person=None, **safe):
    """By staff, from a telephone note, from paper, in person or from a project; `person` when they are known here."""
    require(actor, Permission.TAKE_ENQUIRY)
    if person is None:
        address = rules.clean_address(way, address)
    enquiry = _write(
        how=how, name=name, way=way, address=address, helps=helps, safe=safe, taken_by=actor.person, now=now, about=about
    )  # fmt: skip
    _become(enquiry, person=person, joined_via=joined_via, now=now)
    return enquiry


@transaction.atomic
def of_oneself(*, person, about, actor, now):
    """Somebody we know would like to hear about the group, and says so themselves, on a page of their own. Raises Refused."""
    require(actor, Permission.OWN_MEMBERSHIP, within=person)
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if queries.is_known_to_the_group(person):
        raise Refused("You are with the group already, or on the way into it. Thank you.")
    enquiry = _write(
        how=How.PROJECT, name=person.name, way="", address="", helps="", safe={}, taken_by=None, now=now, about=about
    )  # fmt: skip
    _become(enquiry, person=person, joined_via="project", now=now)
    return enquiry


@transaction.atomic
def accept(*, enquiry, actor, now, person=None):
    """A person has looked: it is somebody new, or (`person`) somebody we know."""
    require(actor, Permission.EDIT_PEOPLE)
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if enquiry.person_id or enquiry.removed_at:
        raise Refused("Somebody has dealt with this one already.")
    _become(enquiry, person=person, now=now)
    return enquiry


@transaction.atomic
def remove(*, enquiry, actor, now):
    """It came from a machine: what it wrote goes, that there was one stays."""
    require(actor, Permission.EDIT_PEOPLE)
    gone = dict.fromkeys(("name", "way", "address", "best_times", "who_may_answer"), "")
    Enquiry.objects.filter(pk=enquiry.pk, person=None).update(removed_at=now, helps=None, **gone)


def _asked_already(name, address, *, now):
    """The same form sent twice is one enquiry."""
    lately = Enquiry.objects.filter(received_at__gt=now - A_WEEK)
    waiting = lately.filter(name__iexact=name.strip(), address__iexact=address)
    turned = lately.filter(person__name__iexact=name.strip(), person__channels__address__iexact=address)
    return waiting.exists() or turned.exists()


def _write(*, how, name, way, address, helps, safe, taken_by, now, about=""):
    kept = {key: safe[key] for key in SAFE if key in safe}
    return Enquiry.objects.create(
        how=how, name=" ".join(name.split()), way=way, address=address, helps=helps.strip() or None, received_at=now,
        taken_by=taken_by, about=about, **kept,
    )  # fmt: skip


def _become(enquiry, *, person, now, joined_via=""):
    """The enquiry is somebody now: name and address live with the person, and the kind answer is on its way."""
    if person is None:
        person = Person.objects.create(name=enquiry.name)
        notes = {key: getattr(enquiry, key) for key in SAFE}
        Channel.objects.create(person=person, way=enquiry.way, address=enquiry.address, rank=1, **notes)
    last = joining.lock_last(person)
    if person.died_on or (last and last.state not in CLOSED):
        raise Refused(f"{person} is on the way into the group already, or is a member.", field="person")
    via = joined_via or {How.PROJECT: "project", How.WEB: "website"}.get(enquiry.how, "")
    membership = Membership(person=person, came_from=enquiry.about)
    joining.step(membership, State.ENQUIRY, now=now, joined_via=via)
    enquiry.person, enquiry.name, enquiry.way, enquiry.address = person, "", "", ""
    enquiry.best_times = enquiry.who_may_answer = ""
    enquiry.save()
    letters.thank_for_enquiry(membership=membership, now=now)
    return membership


@transaction.atomic
def invite(*, person, about, actor, now):
    """Somebody who took part in a project is asked, once, whether they would like to hear about the group."""
    require(actor, Permission.TAKE_ENQUIRY)
    if queries.is_known_to_the_group(person):
        raise Refused(f"{person} is on the way into the group already, or was a member before.")
    letters.ask_to_join(person=person, about=about, now=now, today=timezone.localdate(now))
