"""The private links of registrations and of speakers, when every link of somebody is taken back (DP-10)."""

import secrets

from django.db import transaction
from django.db.models import Q

from meetings.actions import speakers, waiting_list
from meetings.gathering_rules import LINK_LASTS
from meetings.models import Registration, Speaker
from members.actions import private_links
from members.actions.private_links import Opens
from members.models import Letter, Link
from members.models.channel import Way
from members.models.link import digest


def register_all():
    """Called once, in `AppConfig.ready()`."""
    private_links.register(Registration, standing=registrations_standing, renew=renew_registrations)
    private_links.register(Speaker, standing=speakers_standing, renew=renew_speakers)


def _registrations(person):
    """Theirs, and those that a guest made whom we write to at their address: the link stands in the same mailbox."""
    emails = [
        each.lower() for each in person.channels.filter(way=Way.EMAIL).values_list("address", flat=True)
    ]  # as `gathering_rules.reach` keeps them
    elsewhere = person.channels.exclude(way=Way.EMAIL).values_list("address", flat=True)
    mine = Q(person=person) | Q(person=None, address__in=[*emails, *elsewhere])
    return Registration.objects.filter(mine).exclude(name="").exclude(token_hash=None)


def registrations_standing(*, person, now, since=None) -> list[Opens]:
    lasts = Q(gathering__ends_at__gt=now - LINK_LASTS) | Q(keep_longer=True)
    found = list(_registrations(person).filter(lasts).select_related("gathering").order_by("gathering__ends_at", "pk"))
    if since is not None:
        abouts = [each.about_word for each in found]
        told = set(Letter.objects.filter(about__in=abouts, sent_at__gte=since).values_list("about", flat=True))
        found = [each for each in found if each.about_word in told]
    return [
        Opens(f"Registration for {each.gathering}", None if each.keep_longer else each.gathering.ends_at + LINK_LASTS)
        for each in found
    ]


@waiting_list.at_the_gathering
def renew_registrations(*, person, now) -> None:
    """Under the gathering's lock, as every change of a registration."""
    found = list(_registrations(person).order_by("gathering_id", "pk").values_list("gathering_id", "pk"))
    for gathering_id in sorted({gathering_id for gathering_id, _ in found}):
        waiting_list.lock(gathering_id)
    for _, pk in found:
        registration = waiting_list.lock_one(pk)
        registration.link_with(Link.new_token())
        registration.save(update_fields=["token", "token_hash"])


def speakers_standing(*, person, now, since=None) -> list[Opens]:
    """No letter carries this link: whoever runs the day gives it. So a new one has reached nobody yet."""
    if since is not None:
        return []
    found = Speaker.objects.filter(person=person, link_ended_at=None, gathering__ends_at__gt=now - speakers.LINK_LASTS)
    return [
        Opens(f"Speaker at {each.gathering}", each.gathering.ends_at + speakers.LINK_LASTS)
        for each in found.select_related("gathering").order_by("gathering__ends_at", "pk")
    ]


@transaction.atomic
def renew_speakers(*, person, now) -> None:
    for speaker in Speaker.objects.select_for_update(no_key=True).filter(person=person).order_by("pk"):
        speaker.token = secrets.token_urlsafe(24)
        speaker.token_hash = digest(speaker.token)
        speaker.save(update_fields=["token", "token_hash"])
