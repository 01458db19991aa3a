"""A support plan belongs to the member: she writes it, names who may open it, and takes both back (SUP-03)."""

from django.db import transaction
from django.utils import timezone

from members.actions import consents, reads
from members.models import Supporter, SupportPlan
from members.models.consent import Consent, How
from members.permissions import Permission, require
from members.queries import consent as consent_queries
from members.queries import support as queries
from members.rules import Refused

PARTS = ("helps", "early_signs", "contact", "avoid")
READ_AS = "your support plan"


@transaction.atomic
def write(*, person, actor, now, agreed=False, **words) -> SupportPlan:
    """Her words as they are now. It opens behind her consent to keep such things, which she may give right here."""
    require(actor, Permission.SEE_SUPPORT_PLAN, within=person)
    if not consent_queries.holds(person, Consent.LIVED_EXPERIENCE):
        if not agreed:
            raise Refused("Please tick that we may keep this. Without it we keep nothing.", field="agreed")
        consents.give(person=person, consent=Consent.LIVED_EXPERIENCE, how=How.ONLINE, actor=actor, now=now)
    plan, _ = SupportPlan.objects.select_for_update(of=("self",)).get_or_create(
        person=person, defaults={"changed_at": now}
    )
    for name in PARTS:
        setattr(plan, name, (words.get(name) or "").strip())
    plan.changed_at = now
    plan.save()
    return plan


@transaction.atomic
def open_to(*, person, supporter, actor, now) -> Supporter:
    """From now on this supporter may open her plan; each time is noted and shown to her."""
    require(actor, Permission.SEE_SUPPORT_PLAN, within=person)
    plan = SupportPlan.objects.filter(person=person).first()
    if plan is None:
        raise Refused("Please write your plan first. You can name people afterwards.")
    if not queries.may_be_named(day=timezone.localdate(now)).filter(pk=supporter.pk).exclude(pk=person.pk).exists():
        raise Refused("Please choose somebody from the list.", field="supporter")
    return Supporter.objects.get_or_create(plan=plan, supporter=supporter, defaults={"named_at": now})[0]


@transaction.atomic
def close_to(*, supporter, actor, now) -> None:
    """She takes the name back: from now on the plan is closed to them."""
    require(actor, Permission.SEE_SUPPORT_PLAN, within=supporter.plan)
    supporter.delete()


def opened(*, plan, actor, now) -> SupportPlan:
    """Somebody opens the plan. Noted, unless it is her own; raises Refused while her consent does not hold."""
    require(actor, Permission.SEE_SUPPORT_PLAN)
    if not consent_queries.holds(plan.person, Consent.LIVED_EXPERIENCE):
        raise Refused("This plan is closed: its owner took back that we may keep it.")
    reads.note(person=plan.person, what=READ_AS, actor=actor, now=now)
    return plan


@transaction.atomic
def throw_away(*, person, actor, now) -> None:
    """She deletes it; nothing of it is kept."""
    require(actor, Permission.SEE_SUPPORT_PLAN, within=person)
    forget(person=person, now=now)


def forget(*, person, now) -> None:
    """Deletes the plan and the names in it: at her word, or after her consent was taken back."""
    SupportPlan.objects.filter(person=person).delete()
