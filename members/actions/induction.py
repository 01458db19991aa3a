"""The induction (MEM-03) and the role agreement (MEM-04): what both sides go through, tick and agree to."""

from django.db import transaction

from members.actions import aware
from members.models import Agreed, InductionItem, InductionTick, Membership, RoleAgreement
from members.models.membership import CLOSED
from members.models.role_agreement import HowAgreed, Side
from members.permissions import Permission, require
from members.queries import joining as queries
from members.rules import Refused, standard_induction
from members.rules import joining as rules


def lay_out(*, membership, now):
    """A line for every item in use; items that were added since are added, none is taken away."""
    items()
    agreement_in_use(now=now)
    rows = [InductionTick(membership=membership, item=item) for item in InductionItem.objects.in_use()]
    InductionTick.objects.bulk_create(rows, ignore_conflicts=True)


def items():
    """The items in use; the site's usual list becomes the charity's own when it is first needed."""
    if not InductionItem.objects.exists():
        rows = [
            InductionItem(words=words, explained=explained, position=place * 10)
            for place, (words, explained) in enumerate(standard_induction.ITEMS, start=1)
        ]
        InductionItem.objects.bulk_create(rows, ignore_conflicts=True)
    return InductionItem.objects.in_use()


def agreement_in_use(*, now):
    """The newest version; the usual text becomes version 1 when it is first needed."""
    if found := queries.agreement():
        return found
    usual = {"words": standard_induction.AGREEMENT, "published_at": now}
    return RoleAgreement.objects.get_or_create(version=1, defaults=usual)[0]


@transaction.atomic
def tick(*, tick, side, done, actor, now):
    """One side has gone through one line, or takes that back. Staff may tick for the person, who told them so."""
    require(actor, Permission.OWN_MEMBERSHIP, within=tick.membership)
    tick = InductionTick.objects.select_for_update(of=("self",)).select_related("membership").get(pk=tick.pk)
    own = actor.person_id == tick.membership.person_id
    if tick.membership.state in CLOSED:
        raise Refused("That membership has ended.")
    if side == Side.CHARITY:
        if own:
            raise Refused("Somebody else ticks for the charity.")
        tick.by_charity_at, tick.charity_person = (now, actor.person) if done else (None, None)
    else:
        tick.by_person_at, tick.recorded_by = (now, None if own else actor.person) if done else (None, None)
    tick.save()
    return tick


@transaction.atomic
def tick_all(*, membership, side, done, actor, now):
    """One side's whole list as it now stands: `done` holds the ids of the ticks that are set."""
    require(actor, Permission.OWN_MEMBERSHIP, within=membership)
    for each in membership.ticks.order_by("pk"):
        was = each.by_charity_at if side == Side.CHARITY else each.by_person_at
        if bool(was) != (each.pk in done):
            tick(tick=each, side=side, done=each.pk in done, actor=actor, now=now)


@transaction.atomic
def agree(*, membership, side, actor, now, how=HowAgreed.TICK, witness=None, witness_name=""):
    """One side agrees to the text in use. Agreed already: nothing is added."""
    require(actor, Permission.OWN_MEMBERSHIP, within=membership)
    membership = Membership.objects.select_for_update(of=("self",)).select_related("person").get(pk=membership.pk)
    if membership.state in CLOSED:
        raise Refused("That membership has ended.")
    side, how = Side(side), HowAgreed(how)
    rules.check_how_agreed(
        how, side=side, actor=actor, person=membership.person, witness=witness, witness_name=witness_name
    )
    told = {"agreement": agreement_in_use(now=now), "how": how, "agreed_at": now, "recorded_by": actor.person}
    told |= {"witness": witness, "witness_name": witness_name.strip()}
    if side == Side.PERSON:
        aware.heard(membership.person, now=now)
    return Agreed.objects.get_or_create(membership=membership, side=side, defaults=told)[0]


@transaction.atomic
def reword_agreement(*, words, actor, now):
    """A new version for whoever agrees from now on; the same words make none."""
    require(actor, Permission.CHANGE_SETTINGS)
    words = words.strip()
    if not words:
        raise Refused("Please write what both sides agree to.", field="words")
    last = agreement_in_use(now=now)
    if last.words.split() == words.split():
        return last
    return RoleAgreement.objects.create(version=last.version + 1, words=words, published_at=now)


@transaction.atomic
def save_item(*, item, words, explained, actor, now):
    """Add a line (`item` None) or change the words of one."""
    require(actor, Permission.CHANGE_SETTINGS)
    known = list(items())
    words = " ".join(words.split())
    same = InductionItem.objects.filter(words__iexact=words)
    if item is not None:
        same = same.exclude(pk=item.pk)
    if same.filter(is_active=True).exists():
        raise Refused("That line is on the list already.", field="words")
    if item is None:
        last = known[-1].position if known else 0
        return InductionItem.objects.update_or_create(
            words=same.first().words if same.exists() else words,
            defaults={"explained": explained, "position": last + 10, "is_active": True},
        )[0]
    item.words, item.explained = words, explained
    item.save()
    return item


@transaction.atomic
def drop_item(*, item, actor, now):
    """Not asked of anybody new; who went through it keeps that."""
    require(actor, Permission.CHANGE_SETTINGS)
    InductionItem.objects.filter(pk=item.pk).update(is_active=False)
    InductionTick.objects.filter(item=item, by_person_at=None, by_charity_at=None).delete()
