"""Six questions after a meeting, answered without a name (MET-20). docs/privacy.md says how, and what could still be inferred.

Whoever answers tears up a ticket; the answer goes into the box, and the whole box is shaken: every row of it is written
anew, in an order and with numbers drawn by lot. So neither a number, nor where a row lies, nor the transaction that wrote
it leads from an answer to a ticket. When the box is closed its tickets go.
"""

import secrets

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from meetings.keeping_notes import FEWEST_ASKED, PULSE_OPEN_FOR, check_pulse_open
from meetings.minutes import to_ask
from meetings.models import Pulse, PulseResponse, PulseSlip, PulseTicket, PulseWords
from meetings.models.pulse import QUESTIONS, Agrees, Say
from members.permissions import Permission, require
from members.rules import Refused

SCALES = [*QUESTIONS, "say"]


@transaction.atomic
def open_box(*, meeting, now) -> Pulse | None:
    """One ticket for each who came; none at all when so few came that nothing could ever be shown. Safe to call twice."""
    known = Pulse.objects.filter(meeting=meeting).first()
    if known is not None:
        return known
    people = to_ask(meeting)
    if len(people) < FEWEST_ASKED:
        return None
    closes_on = localdate(meeting.ends_at + PULSE_OPEN_FOR)
    box, made = Pulse.objects.get_or_create(
        meeting=meeting, defaults={"opened_at": now, "closes_on": closes_on, "asked": len(people)}
    )
    if made:
        PulseSlip.objects.create(pulse=box)
        PulseTicket.objects.bulk_create([PulseTicket(pulse=box, person_id=person) for person in people])
    return box


@transaction.atomic
def answer(*, ticket, answers, words="", actor, now) -> None:
    """One answer for one ticket. `answers` is question -> 1 to 5; what is left out stays empty. Raises Refused."""
    if actor.on_behalf_of is None:
        require(actor, Permission.ANSWER, within=ticket)
    else:
        require(actor, Permission.ANSWER_FOR, within=ticket.pulse.meeting)
        if actor.on_behalf_of.pk != ticket.person_id:
            raise ValueError("An answer is typed in for the person whose ticket it is.")
    box = _open(ticket.pulse_id, now=now)
    answers, words = _said(answers, words)
    if not PulseTicket.objects.filter(pk=ticket.pk, used=False).update(used=True):
        raise Refused("You have answered these questions already. Thank you. Nothing was counted twice.")
    _check_left(box)
    _put_in(box, answers, words)


@transaction.atomic
def type_in_slip(*, pulse, answers, words="", actor, now) -> None:
    """A slip of paper that came without a name: it counts as one of those asked."""
    require(actor, Permission.KEEP_NOTES, within=pulse.meeting)
    box = _open(pulse.pk, now=now)
    answers, words = _said(answers, words)
    slips = PulseSlip.objects.get(pulse=box)
    slips.count += 1
    slips.save(update_fields=["count"])
    _check_left(box)
    _put_in(box, answers, words)


@transaction.atomic
def close_box(*, pulse, now) -> Pulse:
    """No more answers; the tickets go, and with them who answered and who did not."""
    box = Pulse.objects.select_for_update(of=("self",)).get(pk=pulse.pk)
    if box.closed_at is None:
        box.closed_at = now
        box.save(update_fields=["closed_at"])
        PulseTicket.objects.filter(pulse=box).delete()
        PulseSlip.objects.filter(pulse=box).delete()
        _shake(box)
    return box


@transaction.atomic
def say_what_changes(*, pulse, will_change, themes="", actor, now) -> Pulse:
    """What we will change because of it; told at the next meeting. Themes are what trustees read instead of words."""
    require(actor, Permission.KEEP_PULSE)
    box = Pulse.objects.select_for_update(of=("self",)).get(pk=pulse.pk)
    box.will_change, box.themes = will_change.strip(), themes.strip()
    box.save(update_fields=["will_change", "themes"])
    return box


def _open(number, *, now):
    """Locked: whoever answers waits for whoever answers."""
    box = Pulse.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=number)
    check_pulse_open(box, now=now)
    return box


def _said(answers, words):
    """What was really answered. Raises Refused for an empty sheet."""
    kept = {}
    for name in SCALES:
        value = answers.get(name)
        if value in (None, ""):
            continue
        choices = Say.values if name == "say" else Agrees.values
        if int(value) not in choices:
            raise Refused("Please press one of the answers.", field=name)
        kept[name] = int(value)
    words = words.strip()[:1000]
    if not kept and not words:
        raise Refused("You left everything out. That is fine: then there is nothing to send.")
    return kept, words


def _check_left(box):
    """Tickets and slips together are never more than were asked."""
    used = PulseTicket.objects.filter(pulse=box, used=True).count()
    slips = PulseSlip.objects.filter(pulse=box).aggregate(n=Sum("count"))["n"] or 0
    if used + slips > box.asked:
        raise Refused("As many answers are in the box as people were asked. This one would be one too many.")


def _put_in(box, answers, words):
    PulseResponse.objects.create(pulse=box, **answers)
    if words:
        PulseWords.objects.create(pulse=box, words=words)
    _shake(box)


def _shake(box):
    """Every row of the box anew: other numbers, another order, all written by this one transaction."""
    lot = secrets.SystemRandom()
    for model, names in ((PulseResponse, SCALES), (PulseWords, ["words"])):
        rows = list(model.objects.filter(pulse=box).values(*names))
        model.objects.filter(pulse=box).delete()
        lot.shuffle(rows)
        model.objects.bulk_create([model(pulse=box, **row) for row in rows])
