"""What each letter about a conference or away day says."""

from django.conf import settings
from django.urls import reverse

from meetings import gathering_emails as emails
from meetings.gathering_rules import days_of, offer_ends
from meetings.gathering_true import (
    address_of,
    cancelled_still_true,
    coming_still_true,
    found,
    name_of,
    news_still_true,
    next_still_true,
    on_the_list_still_true,
    place_still_true,
    workshop_of,
    workshop_still_true,
)
from meetings.models import Registration, RegistrationState
from meetings.venue_pictures import pictures_of
from members.models.channel import Purpose
from members.models.letter import Lane
from members.post import letters

State = RegistrationState
RULES = {
    emails.RECEIPT: "At once, when somebody registers, changes something or cancels: how it stands, and their private link.",
    emails.OFFER: "When a place comes free: to the next person in line, who has a time to say yes.",
    emails.OFFER_OVER: "When that time is over and the place goes to the next person.",
    emails.WORKSHOP: "When a place in a workshop comes free: to the person who has it now.",
    emails.CHANGED: "When the day, the time or the place changes: to everybody on the list.",
    emails.CALLED_OFF: "When the event is cancelled: to everybody on the list.",
    emails.PACK: "When a coordinator sends the joining pack: to everybody with a place.",
    emails.REMINDER: "Three days before: to everybody with a place.",
    emails.NEWS: "After the event, once: to those who came (and, if so chosen, those who could not) and said that we may write.",
    emails.NEXT: "When the next one is open, once: to those who said that we may ask them again.",
}


# ---- words -----------------------------------------------------------------------------------------------------------
def link_of(registration) -> str:
    """The whole address of somebody's private page."""
    return settings.BASE_URL + reverse("registration", args=[registration.token])


def _words(letter, **more):
    registration = found(letter)
    gathering = registration.gathering
    return {
        "first_name": registration.first_name, "registration": registration, "gathering": gathering, "days": days_of(gathering),
        "url": link_of(registration), "state": registration.state, **more,
    }  # fmt: skip


def _compose(name, letter, **more):
    return letters.compose(f"meetings/email/{name}", _words(letter, **more))


def receipt(letter, *, now):
    registration = found(letter)
    mine = registration.workshops.select_related("session").order_by("session__starts_at", "session")
    workshops = [
        {"title": each.session.title, "waits": each.place_no is None, "room": each.session.room} for each in mine
    ]
    return _compose("event_receipt", letter, workshops=workshops)


def offer(letter, *, now):
    """The time to say yes begins as this leaves, or with the call; told once more, it is the time they were told first."""
    registration = found(letter)
    gathering = registration.gathering
    told_at = emails.with_telling(Registration.objects.filter(pk=registration.pk)).get().told_at
    until = max(registration.offer_expires_at, offer_ends(gathering, registration, now=told_at or now))
    days = round(gathering.offer_hours_by_hand / 24)
    return _compose("event_offer", letter, until=until, days_kept=days, told_before=told_at is not None)


def offer_over(letter, *, now):
    return _compose("event_offer_over", letter)


def workshop(letter, *, now):
    return _compose("event_workshop", letter, workshop=workshop_of(letter).session)


def changed(letter, *, now):
    return _compose("event_changed", letter)


def called_off(letter, *, now):
    return _compose("event_cancelled", letter)


def pack(letter, *, now):
    registration = found(letter)
    mine = (
        registration.workshops.select_related("session")
        .exclude(place_no=None)
        .order_by("session__starts_at", "session")
    )
    sessions = list(registration.gathering.sessions.in_order())
    pictures = [
        (each.words, settings.BASE_URL + reverse("venue_picture", args=[each.file.stored]))
        for each in pictures_of(registration.gathering.venue_id)
    ]
    workshops = [each.session for each in mine]
    return _compose("event_pack", letter, sessions=sessions, workshops=workshops, pictures=pictures)


def reminder(letter, *, now):
    return _compose("event_reminder", letter)


def news(letter, *, now):
    paragraphs = [part.strip() for part in found(letter).gathering.happened_since.split("\n") if part.strip()]
    return _compose("event_news", letter, paragraphs=paragraphs, steps=[], was_there=_was_there(found(letter)))


def _was_there(registration) -> str:
    """ "yes", "no", or "maybe" when nobody wrote down who came."""
    if registration.came_at:
        return "yes"
    if registration.state == State.REGISTERED and not emails.was_ticked(registration.gathering):
        return "maybe"
    return "no"


def next_one(letter, *, now):
    if "next" not in letter.__dict__:
        next_still_true(letter, now=now)
    page = settings.BASE_URL + reverse("event", args=[letter.next.slug])
    return _compose("event_next", letter, next=letter.next, next_days=days_of(letter.next), page=page)


def register_all():
    """Called once, in `AppConfig.ready()`."""
    of_the_place = {"lane": Lane.ANSWER, "essential": True, "windowed": False}
    to_all = {"lane": Lane.BULK, "essential": True, "windowed": True}
    asked_for = {"lane": Lane.BULK, "essential": False, "windowed": True}
    rows = [
        (emails.RECEIPT, receipt, place_still_true, "Registration for an event", of_the_place),
        (emails.OFFER, offer, place_still_true, "Offer of a place at an event", of_the_place),
        (emails.OFFER_OVER, offer_over, place_still_true, "An offered place went to somebody else", of_the_place),
        (emails.WORKSHOP, workshop, workshop_still_true, "A place in a workshop", of_the_place),
        (emails.CHANGED, changed, on_the_list_still_true, "An event changes", of_the_place),
        (emails.CALLED_OFF, called_off, cancelled_still_true, "An event is cancelled", of_the_place),
        (emails.PACK, pack, coming_still_true, "Joining pack of an event", to_all),
        (emails.REMINDER, reminder, coming_still_true, "Reminder of an event", to_all),
        (emails.NEWS, news, news_still_true, "What happened after an event", asked_for),
        (emails.NEXT, next_one, next_still_true, "The next event is open", asked_for),
    ]
    for kind, render, still_true, words, how in rows:
        letters.register(
            kind, render=render, still_true=still_true, words=words, purpose=Purpose.MEETINGS, rule=RULES[kind], to=address_of,
            to_name=name_of, **how,
        )  # fmt: skip
