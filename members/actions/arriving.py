"""An address that does not arrive is made good again: by correcting it, or by somebody who made sure (COM-11)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from members.models import Channel, ContactTask, Letter
from members.models.channel import Way
from members.models.contact import Outcome
from members.models.letter import LetterState, new_message_id
from members.permissions import Permission, require
from members.post import bounces, letters, wanted
from members.rules import Refused

DONE = "The address was put right."


@transaction.atomic
def confirm(*, channel: Channel, actor, now: datetime) -> Channel:
    """Somebody asked them: letters arrive there after all."""
    require(actor, Permission.EDIT_PEOPLE, within=channel)
    channel = Channel.objects.select_for_update(of=("self",), no_key=True).get(pk=channel.pk)
    if channel.not_arriving_since is None:
        raise Refused("Letters go to this address already.")
    made_good(channel, actor=actor, now=now)
    channel.save(update_fields=["not_arriving_since", "confirmed_at"])
    return channel


def made_good(channel: Channel, *, actor, now: datetime) -> None:
    """It may be used again: what came back and is still of use goes once more, and nobody need ring. The caller saves."""
    channel.not_arriving_since, channel.confirmed_at = None, now
    lines = ContactTask.objects.open().filter(person=channel.person_id, why=bounces.WHY)
    lines.update(outcome=Outcome.NOT_NEEDED, note=DONE, closed_at=now, closed_by=actor.person)
    send_again(channel.person_id, now=now)


def send_again(person_id: int, *, now: datetime) -> int:
    """Letters that came back, or were kept back because of it, and are still in time. Each under a new Message-ID,
    so that an old report can be about none of them; whether it is still true is asked as it leaves."""
    back = Q(bounced_at__isnull=False) | Q(state=LetterState.WITHHELD, reason=wanted.CAME_BACK)
    found = Letter.objects.filter(back, person=person_id, way=Way.EMAIL, is_sensitive=False, expires_at__gt=now)
    again = list(found.exclude(state__in=[LetterState.WAITING, LetterState.SENDING]).select_for_update(no_key=True))
    for letter in again:
        letter.state, letter.reason, letter.bounced_at, letter.sent_at = LetterState.WAITING, "", None, None
        letter.due_at, letter.message_id, letter.on_hold = now, new_message_id(), False
    Letter.objects.bulk_update(again, ["state", "reason", "bounced_at", "sent_at", "due_at", "message_id", "on_hold"])
    if again:
        letters.nudge()
    return len(again)
