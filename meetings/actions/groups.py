"""Other groups of people with lived experience: who they are, visits both ways, invitations both ways."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings import groups
from meetings.models import GroupInvitation, GroupVisit, OtherGroup, WentAlong
from members.permissions import Permission, require
from members.rules import Refused

KEEP = Permission.KEEP_GROUPS
WORDS = ("name", "where", "about", "contact_name", "contact_reach", "may_hold", "known_by")


@transaction.atomic
def keep(*, actor, now, group=None, **words) -> OtherGroup:
    """A new group (`group` is None), or a change. A contact that is saved counts as checked today."""
    require(actor, KEEP)
    group = group or OtherGroup()
    if OtherGroup.objects.filter(name__iexact=words["name"].strip()).exclude(pk=group.pk).exists():
        raise Refused("We know a group of that name already.", field="name")
    for name in WORDS:
        if name in words:
            value = words[name]
            setattr(group, name, value.strip() if isinstance(value, str) else value)
    groups.check_contact(name=group.contact_name, reach=group.contact_reach, may_hold=group.may_hold)
    held = bool(group.contact_name or group.contact_reach)
    group.contact_checked_on = timezone.localdate(now) if held else None
    if not held:
        group.may_hold = ""
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        raise Refused("We know a group of that name already.", field="name") from None
    return group


@transaction.atomic
def lose_touch(*, group, actor, now) -> None:
    """No longer in touch: the visits stay, the contact goes. Pressed again, we are in touch once more."""
    require(actor, KEEP)
    if group.ended_on:
        group.ended_on = None
    else:
        group.ended_on = timezone.localdate(now)
        group.contact_name = group.contact_reach = group.may_hold = ""
        group.contact_checked_on = None
    group.save()


@transaction.atomic
def visit(*, group, way, on_day, actor, now, people=(), visitors=None, learned="", shared="") -> GroupVisit:
    """A visit that has been; `people` are those of ours who were there."""
    require(actor, KEEP)
    groups.check_visit_day(on_day, today=timezone.localdate(now))
    made = GroupVisit.objects.create(
        group=group, way=way, on_day=on_day, visitors=visitors, learned=learned.strip(), shared=shared.strip(),
        written_by=actor.person,
    )  # fmt: skip
    for person in people:
        WentAlong.objects.create(visit=made, person=person)
    return made


@transaction.atomic
def take_visit_away(*, visit, actor) -> None:
    """Written down by mistake."""
    require(actor, KEEP)
    visit.delete()


@transaction.atomic
def invite(*, group, is_ours, what, on_day, actor, said="") -> GroupInvitation:
    """To something of ours, or to something of theirs."""
    require(actor, KEEP)
    return GroupInvitation.objects.create(group=group, is_ours=is_ours, what=what.strip(), on_day=on_day, said=said)


@transaction.atomic
def say(*, invitation, said, actor) -> None:
    """What the one who was asked said."""
    require(actor, KEEP)
    if said not in GroupInvitation.Said.values:
        raise Refused("Please press one of the answers.")
    invitation.said = said
    invitation.save(update_fields=["said"])
