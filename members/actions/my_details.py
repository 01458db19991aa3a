"""What somebody corrects about themselves: their details and how they are reached, at once and without asking."""

from django.db import transaction

from members import rules
from members.actions import arriving
from members.models import Channel, Person
from members.permissions import Permission, require
from members.rules import Refused

DETAILS = ("name", "pronouns", "letter_format", "wants_calendar_file")
NOTES = ("may_leave_message", "may_say_who", "best_times", "who_may_answer")


@transaction.atomic
def correct(*, person, actor, now, **details):
    """Their own name, pronouns and how letters look; history keeps what stood there before."""
    require(actor, Permission.SEE_INFORMATION, within=person)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    changed = [name for name in DETAILS if name in details and details[name] != getattr(person, name)]
    for name in changed:
        setattr(person, name, details[name])
    if changed:
        person.save(update_fields=changed)
    return person


@transaction.atomic
def correct_channel(*, channel, actor, now, address, **notes):
    """Where we write or ring; how they sign in is another thing and stays."""
    require(actor, Permission.SEE_INFORMATION, within=channel)
    channel = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    corrected = rules.clean_address(channel.way, address)
    if channel.not_arriving_since and corrected.casefold() != channel.address.casefold():
        arriving.made_good(channel, actor=actor, now=now)
    channel.address = corrected
    others = Channel.objects.filter(person_id=channel.person_id, purpose=channel.purpose).exclude(pk=channel.pk)
    if any(o.way == channel.way and o.address.casefold() == channel.address.casefold() for o in others):
        raise Refused("We have that one already.", field="address")
    for name in NOTES:
        if name in notes:
            setattr(channel, name, notes[name])
    channel.save()
    return channel
