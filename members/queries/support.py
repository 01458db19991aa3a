"""Support plans by who may open them, and check-ins by who does them."""

from django.db.models import Q

from members.models import Channel, CheckIn, Person, RoleGrant, SupportPlan
from members.models.support import SUPPORTING_ROLES
from members.permissions import Permission, Role, can
from members.queries.people import channels_of
from members.rules.access import only_by, why_not_this_way


def plan_of(person):
    """Her own plan with the people she named, or None."""
    return SupportPlan.objects.filter(person=person).first()


def supporters_of(plan):
    """Those who may open it, by name."""
    return plan.supporters.select_related("supporter").order_by("supporter__sort_name", "pk")


def ways_to_ask(person, actor, *, needs=None, is_silent=False):
    """How somebody is asked how they are: the involvement team sees every way; whoever else asks sees the telephone
    number, or the one way by which it is done: that of somebody who needs everything by it, who has no telephone or wants
    none. What contradicts a need is not shown. `needs`: word -> what was chosen; `is_silent`: they never want to be rung."""
    if can(actor, Permission.SEE_CONTACT):
        return channels_of(person)
    known = sorted(channels_of(person), key=lambda each: each.rank)
    needs, phone = needs or {}, Channel.Way.PHONE
    fitting = [
        each for each in known
        if not (is_silent and each.way == phone)
        and not why_not_this_way(needs, way=each.way, letter_format=person.letter_format)
    ]  # fmt: skip
    needed = [each for each in fitting if each.way in only_by(needs)]
    return needed or [each for each in fitting if each.way == phone] or fitting[:1]


def may_be_named(*, day):
    """People who support others as part of their work here: coordinator, staff, safeguarding lead, Management Board."""
    return _working(SUPPORTING_ROLES, day)


def may_check_in(*, day):
    """Who may ask somebody how they are: coordinator and staff."""
    return _working([Role.COORDINATOR, Role.STAFF], day)


def _working(roles, day):
    working = RoleGrant.objects.filter(role__in=roles).on(day)
    return Person.objects.filter(pk__in=working.values("person"), is_active=True, died_on=None).by_name()


def plans_open_to(actor):
    """Plans of other people that this person may open, by name."""
    found = SupportPlan.objects.visible_to(actor).exclude(person_id=actor.person_id)
    return found.select_related("person").defer("helps", "early_signs", "contact", "avoid")


def check_ins_to_do(actor, *, also=()):
    """Open check-ins this person should do: their own, those of people they cover, and for a coordinator those nobody has."""
    mine = Q(assigned_to_id=actor.person_id) | Q(assigned_to_id__in=list(also))
    if actor.role == Role.COORDINATOR:
        mine |= Q(assigned_to=None)
    return _listed(CheckIn.objects.open().visible_to(actor).filter(mine))


def check_ins_of_others(actor, *, also=()):
    """Open ones that somebody else does: that they wait is seen, so that none is forgotten; their words are not."""
    others = CheckIn.objects.open().visible_to(actor).exclude(assigned_to=None)
    return _listed(others.exclude(assigned_to_id=actor.person_id).exclude(assigned_to_id__in=list(also)))


def check_ins_done(actor):
    """The last ones this person did."""
    done = CheckIn.objects.exclude(closed_at=None).visible_to(actor).filter(closed_by_id=actor.person_id)
    return done.select_related("person", "assigned_to").order_by("-closed_at", "-pk")


def _listed(found):
    reachable = found.filter(person__died_on=None, person__paused_at=None)
    return reachable.select_related("person", "assigned_to").defer("note").in_order()


def asked_how_it_was(person):
    """Open check-ins about this person, which they may answer themselves."""
    return CheckIn.objects.open().filter(person=person).defer("note").in_order()
