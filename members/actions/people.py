"""Adding people, changing their details, how they are reached and how they sign in."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from members import rules
from members.actions import arriving
from members.events import person_left
from members.models import Channel, Person
from members.permissions import Permission, require
from members.post import links
from members.rules import Refused

DETAILS = ("name", "pronouns", "letter_format", "has_lived_experience", "wants_calendar_file")


@transaction.atomic
def add(*, actor, now, **details):
    """A new person; with `way` and `address`, also the first channel. An email is never required (COM-01)."""
    require(actor, Permission.EDIT_PEOPLE)
    way, address = details.pop("way", ""), details.pop("address", "")
    person = Person.objects.create(**{name: details[name] for name in DETAILS if name in details})
    if address:
        add_channel(person=person, actor=actor, now=now, way=way or Channel.Way.EMAIL, address=address)
    return person


@transaction.atomic
def edit(*, person, actor, now, **details):
    """Changes the details of one person; only the fields that are named."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    changed = [name for name in DETAILS if name in details and details[name] != getattr(person, name)]
    for name in changed:
        setattr(person, name, details[name])
    if changed:
        person.save(update_fields=changed)
    return person


@transaction.atomic
def add_channel(*, person, actor, now, way, address, purpose=Channel.Purpose.EVERYTHING, rank=1, **notes):
    """One more way to reach somebody. As first choice it moves the earlier ones one down; as backup it stands last."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    address = rules.clean_address(way, address)
    others = list(person.channels.filter(purpose=purpose).order_by("-rank"))
    if any(other.way == way and other.address.casefold() == address.casefold() for other in others):
        raise Refused("We have that one already, for the same purpose.", field="address")
    if rank == 1:
        for other in others:  # from the last, so that no two ever share a rank
            Channel.objects.filter(pk=other.pk).update(rank=other.rank + 1)
    else:
        rank = others[0].rank + 1 if others else 1
    return Channel.objects.create(person=person, way=way, address=address, purpose=purpose, rank=rank, **notes)


@transaction.atomic
def edit_channel(*, channel, actor, now, address, **notes):
    """A corrected address or note; way and purpose stay (add another one instead)."""
    require(actor, Permission.EDIT_PEOPLE, within=channel)
    channel = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    corrected = rules.clean_address(channel.way, address)
    if channel.not_arriving_since and corrected.casefold() != channel.address.casefold():
        arriving.made_good(channel, actor=actor, now=now)
    channel.address = corrected
    for name in ("may_leave_message", "may_say_who", "best_times", "who_may_answer"):
        if name in notes:
            setattr(channel, name, notes[name])
    channel.save()
    return channel


@transaction.atomic
def prefer_channel(*, channel, actor, now):
    """This one first, the others for the same purpose after it."""
    require(actor, Permission.EDIT_PEOPLE, within=channel)
    Person.objects.select_for_update(no_key=True).get(pk=channel.person_id)
    same = Channel.objects.filter(person_id=channel.person_id, purpose=channel.purpose)
    ordered = [channel.pk, *same.exclude(pk=channel.pk).order_by("rank", "pk").values_list("pk", flat=True)]
    room = max(same.values_list("rank", flat=True)) + 1
    for offset in (room, 1):  # once out of the way, once into place: no two ever share a rank
        for place, pk in enumerate(ordered):
            Channel.objects.filter(pk=pk).update(rank=offset + place)


@transaction.atomic
def remove_channel(*, channel, actor, now):
    """They are not reached this way any more; the backups move up."""
    require(actor, Permission.EDIT_PEOPLE, within=channel)
    Person.objects.select_for_update(no_key=True).get(pk=channel.person_id)
    later = Channel.objects.filter(person_id=channel.person_id, purpose=channel.purpose, rank__gt=channel.rank)
    later_ones = list(later.order_by("rank"))
    channel.delete()
    for other in later_ones:
        Channel.objects.filter(pk=other.pk).update(rank=other.rank - 1)


@transaction.atomic
def let_sign_in(*, person, actor, now, is_active=True, email="", username="", password=""):
    """How somebody signs in: by a code to an address that is theirs alone, or by username and password.

    Refuses an address that signs in somebody else: the second person at a shared address gets a username.
    """
    require(actor, Permission.EDIT_PEOPLE, within=person)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.is_active and not is_active:
        rules.check_a_coordinator_stays(besides=person, now=now)
    _set_sign_in_address(person, email.strip().lower())
    _set_username(person, username.strip(), password)
    person.is_active = is_active
    person.save()
    return person


def _set_sign_in_address(person, email):
    if email and EmailAddress.objects.filter(email__iexact=email).exclude(user=person).exists():
        raise Refused(
            "Somebody else signs in with that address. Two people may share an address for letters, "
            "but please give this person a username and a password to sign in.",
            field="email",
        )
    EmailAddress.objects.filter(user=person).exclude(email=email).delete()
    if email:
        EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})


def _set_username(person, username, password):
    if username:
        rules.check_username(username)
        if Person.objects.filter(username__iexact=username).exclude(pk=person.pk).exists():
            raise Refused("Somebody else has that username. Please choose another.", field="username")
    if password:
        if not username:
            raise Refused("A password needs a username beside it.", field="username")
        try:
            validate_password(password, person)
        except ValidationError as no:
            raise Refused(" ".join(no.messages), field="password") from None
        person.set_password(password)
    elif username and not person.has_usable_password():
        raise Refused("A new username needs a password beside it.", field="password")
    elif not username and person.username:
        person.set_unusable_password()
    person.username = username or None


@transaction.atomic
def record_death(*, person, died_on, actor, now):
    """MEM-10: from this second nothing is sent to this person, whatever was waiting, and nobody is told to ring them."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    rules.check_a_coordinator_stays(besides=person, now=now)
    Person.objects.filter(pk=person.pk).update(died_on=died_on, is_active=False)
    person.died_on = died_on
    links.revoke(person=person, now=now)
    person_left.send(sender=Person, person=person, actor=actor, now=now)


@transaction.atomic
def death_was_a_mistake(*, person, actor, now):
    """They live: post reaches them again and they may sign in. Places they held have gone to others."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    Person.objects.filter(pk=person.pk).exclude(died_on=None).update(died_on=None, is_active=True)
