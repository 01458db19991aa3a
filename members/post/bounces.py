"""A letter that came back: marked, its address stopped, and somebody rings (COM-11).

A report is believed only when it knows what nobody could guess: our own Message-ID, or the signed return path. Whatever
it says about a letter that is not ours, was not sent, or came back already, changes nothing.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import constant_time_compare, salted_hmac

from members.models import Channel, ContactTask, DeliveryReport, Letter
from members.models.channel import Way
from members.models.delivery_report import Sort, WayIn
from members.models.letter import LetterState
from members.post import calls, kinds, wanted
from members.words import day

WHY = "Ring them: their email came back"
IMPORTANT = "Ring them: one important email did not arrive"
LONGEST_TRAVEL = timedelta(days=30)  # a report about an older letter comes too late to be true
SOFT_SPAN, SOFT_COUNT = timedelta(days=3), 3  # so many letters that did not arrive, over so long, stop the address too
BREATH = timedelta(hours=1)
MOST_STOPPED = 25  # addresses in an hour; more at once means that our own mail server is refused, not the people's
SALT = "same-table.returned"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """What a delivery report says. It names its letter by `message_id`, or by `letter_id` out of a signed return path."""

    sort: str
    way_in: str
    recipient: str = ""
    message_id: str = ""
    letter_id: int | None = None
    status: str = ""


def signature(letter: Letter) -> str:
    """What the return path of this sending, and of no other, carries."""
    return salted_hmac(SALT, f"{letter.pk}:{letter.message_id}", algorithm="sha256").hexdigest()[:20]


def letter_of(pk: int, word: str) -> int | None:
    """The letter of a return path; None when the signature is not ours, or from before the letter was sent anew."""
    letter = Letter.objects.filter(pk=pk).only("pk", "message_id").first()
    return pk if letter and constant_time_compare(signature(letter), word) else None


@transaction.atomic
def take(report: Report, *, now: datetime) -> bool:
    """Believe a report, or leave it alone. True when it was about a letter of ours, and changed something or nothing new."""
    letter = _letter(report)
    if letter is None:
        log.warning("a delivery report that is about no letter of ours was left alone")
        return False
    if why := _not_believed(letter, report, now=now):
        log.warning("a delivery report about letter %s was left alone: %s", letter.pk, why)
        return False
    since = letter.sent_at or letter.due_at  # a letter sent anew, to a corrected address, may come back anew
    if letter.bounced_at or letter.reports.filter(sort=report.sort, reported_at__gte=since).exists():
        log.info("a delivery report about letter %s came once more", letter.pk)
        return True
    _write(letter, report.sort, status=report.status, way_in=report.way_in, now=now)
    if report.sort != Sort.LATE:
        _came_back(letter, report.sort, now=now)
    return True


def refused(letter: Letter, failure, *, to: str, now: datetime) -> None:
    """The mail server said no at the address itself; in the transaction of the sender, who holds the letter."""
    if not failure.bounce or failure.wait:
        return
    letter.to_address = to
    _write(letter, failure.bounce, status=failure.status, way_in=WayIn.REFUSED, now=now)
    _came_back(letter, failure.bounce, now=now)


def _letter(report: Report) -> Letter | None:
    letters = Letter.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    if report.letter_id:
        return letters.filter(pk=report.letter_id).first()
    if not report.message_id or not report.recipient:
        return None
    return letters.filter(message_id=report.message_id, to_address__iexact=report.recipient).order_by("-pk").first()


def _not_believed(letter: Letter, report: Report, *, now: datetime) -> str:
    if letter.way != Way.EMAIL or letter.state not in (LetterState.SENT, LetterState.UNCERTAIN):
        return "it was not sent by email"
    if report.recipient and report.recipient.casefold() != letter.to_address.casefold():
        return "it went to another address"
    if now - (letter.sent_at or letter.due_at) > LONGEST_TRAVEL:
        return "it is too old"
    return ""


def _write(letter, sort, *, status, way_in, now) -> None:
    DeliveryReport.objects.create(letter=letter, sort=sort, status=status[:12], way_in=way_in, reported_at=now)


def _came_back(letter: Letter, sort: str, *, now: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(bounced_at=now)
    if letter.person_id is None:
        return
    words = "" if letter.is_sensitive else _script(letter, now=now)
    if sort == Sort.HARD or _comes_back_again_and_again(letter):
        stop(letter, words=words, now=now)
    elif letter.is_essential and not letter.is_sensitive:
        _ring(letter.person, IMPORTANT, letter, words=words, now=now)


def _script(letter: Letter, *, now: datetime) -> str:
    """What they have not got, in the words for the telephone as they would be now; nothing when it holds no more."""
    try:
        with transaction.atomic():
            kind = kinds.get(letter.kind)
            if kind.still_true(letter, now=now):
                return ""
            rendered = kind.render(letter, now=now)
    except Exception:  # what it was about may be gone; whoever rings still asks for the address
        log.info("letter %s has no words for the telephone any more", letter.pk)
        return ""
    return rendered.script or rendered.text


def _comes_back_again_and_again(letter: Letter) -> bool:
    """Three letters over three days, and none in between that arrived."""
    there = Letter.objects.filter(to_address__iexact=letter.to_address, way=Way.EMAIL)
    arrived = there.filter(state=LetterState.SENT, bounced_at=None).aggregate(at=Max("sent_at"))["at"]
    back = there.exclude(bounced_at=None).exclude(pk=letter.pk)
    if arrived:
        back = back.filter(bounced_at__gt=arrived)
    times = [*back.order_by("bounced_at", "pk").values_list("bounced_at", flat=True)]
    times.append(letter.reports.latest("pk").reported_at)
    return len(times) >= SOFT_COUNT and times[-1] - times[0] >= SOFT_SPAN


def stop(letter: Letter, *, words: str = "", now: datetime) -> int:
    """Nothing goes to this address any more, whoever shares it; each of them is rung. How many it stopped for."""
    if Channel.objects.filter(not_arriving_since__gt=now - BREATH).count() >= MOST_STOPPED:
        log.warning("many addresses came back within an hour; no more are stopped: look at the mail server")
        return 0
    channels = Channel.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    channels = channels.filter(way=Way.EMAIL, address__iexact=letter.to_address, not_arriving_since=None)
    stopped = [c for c in channels.order_by("pk") if not (c.confirmed_at and c.confirmed_at > (letter.sent_at or now))]
    for channel in stopped:
        channel.not_arriving_since = now
        channel.save(update_fields=["not_arriving_since"])
    people = {channel.person_id: channel.person for channel in stopped}
    if letter.person_id not in people and kinds.find(letter.kind) and kinds.find(letter.kind).to:
        people[letter.person_id] = letter.person  # the copy for a supporter: ask them, it is not our address to know
    for person in people.values():
        _ring(person, WHY, letter, words=words if person.pk == letter.person_id else "", now=now)
    return len(stopped)


def _ring(person, why, letter, *, words, now) -> None:
    """One line on *calls and letters*; while it lies there, a further letter is added to it."""
    if person.died_on or person.erased_at:
        return
    missed = f"They have not got this:\n\n{words.strip()}" if words.strip() else ""
    waiting = ContactTask.objects.open().filter(person=person, why=why).first()
    if waiting is not None:
        if missed and missed not in waiting.script:
            waiting.script = f"{waiting.script}\n\n{missed}"
            waiting.save(update_fields=["script"])
        return
    asked = (
        f"Our email of {day(letter.sent_at or now)} came back. Please ask for an address that works, or how they would "
        "rather be reached, and write it down on their page. Until then nothing goes there."
    )
    if why == IMPORTANT:
        asked = f"Our email of {day(letter.sent_at or now)} did not arrive. It may be that their mailbox is full."
    calls.add(
        person=person, why=why, due_at=now, about=letter.about, script=f"{asked}\n\n{missed}".strip(),
        is_urgent=bool(letter.facts.get("urgent")), now=now,
    )  # fmt: skip


def came_back_from(letter: Letter, address: str) -> bool:
    """Whether an earlier letter of this kind came back from this very address (a supporter's, which is not a channel)."""
    earlier = Letter.objects.filter(person=letter.person_id, kind=letter.kind, to_address__iexact=address)
    return earlier.exclude(pk=letter.pk).filter(reports__sort=Sort.HARD).exists()


def by_hand(letter: Letter, kind, seen) -> str:
    """Why a person tells it: nothing goes to an address that does not arrive, but for the code somebody waits for."""
    stopped = seen.way == Way.EMAIL and seen.comes_back and not letter.is_sensitive and not kind.to_the_paused
    return wanted.BY_HAND if stopped else ""
