"""How much say people had, and what both sides think of it afterwards. Neither side's word ever changes the other's."""

from django.db import transaction
from django.db.models import Q

from members.permissions import Permission, Via, require
from members.rules import Refused
from projects.models import Framework, Rating, ReadBy, Reflection, Side

FOUR = ("went_well", "did_not", "would_change", "difference")


def _check_step(step):
    if step.framework.sort != Framework.Sort.LADDER:
        raise Refused("Please choose a step of a ladder.", field="step")


def _check_held(activity):
    if activity.state != activity.State.HELD:
        raise Refused("This is not counted as held, so there is nothing to look back on.")


@transaction.atomic
def rate(*, activity, step, actor, now) -> Rating:
    """The step as the staff see it (LOG-09). Choosing again replaces it; history keeps both."""
    require(actor, Permission.EDIT_LOG, within=activity)
    _check_held(activity)
    _check_step(step)
    values = {"step": step, "noted_at": now, "noted_by": actor.person}
    return Rating.objects.update_or_create(activity=activity, side=Side.STAFF, defaults=values)[0]


def _check_took_part(activity, person):
    if not activity.participations.filter(person=person).exists():
        raise Refused("Only who took part in it can say how it was for them.")


@transaction.atomic
def felt(*, activity, person, step, actor, now) -> Rating | None:
    """The step as this member felt it; nothing chosen takes it away again.

    At the desk never over a step they chose themselves; a sheet without a step leaves it there, and says nothing of it.
    """
    require(actor, Permission.OWN_MEMBERSHIP, within=person)
    _check_held(activity)
    _check_took_part(activity, person)
    is_theirs = actor.via == Via.DESK and _chosen_by_themselves(activity, person).exists()
    if is_theirs and step is not None:
        raise Refused("They chose a step themselves already, and only they can change it.", field="step")
    if is_theirs:
        return None
    if step is None:
        Rating.objects.filter(activity=activity, side=Side.MEMBER, person=person).delete()
        return None
    _check_step(step)
    values = {"step": step, "noted_at": now, "noted_by": actor.person}
    return Rating.objects.update_or_create(activity=activity, side=Side.MEMBER, person=person, defaults=values)[0]


def _chosen_by_themselves(activity, person):
    """Whatever the desk is not known to have written down."""
    own = Rating.objects.filter(activity=activity, side=Side.MEMBER, person=person)
    return own.filter(Q(noted_by=person) | Q(noted_by=None))


def _check_not_over_their_own(activity, person, side, actor):
    """The desk writes down what came by paper or telephone, and never over what somebody wrote themselves."""
    if side == Side.STAFF or actor.via != Via.DESK:
        return
    own = Reflection.objects.filter(activity=activity, person=person, side=side, on_paper=False)
    if own.exists():
        raise Refused(
            "They wrote something themselves already, which only they can open. Please ask them to change it."
        )


@transaction.atomic
def reflect(*, activity, person, side, read_by=ReadBy.ME, on_paper=False, actor, now, **words) -> Reflection:
    """Up to four answers; at least one. Staff's are read by the team; a member says who may read theirs."""
    if side == Side.STAFF:
        require(actor, Permission.EDIT_LOG, within=activity)
        read_by = ReadBy.NAMED
    else:
        require(actor, Permission.OWN_MEMBERSHIP, within=person)
        _check_took_part(activity, person)
    _check_held(activity)
    said = {name: words.get(name, "").strip() for name in FOUR}
    if not any(said.values()):
        raise Refused("Please answer at least one of the four questions.", field="went_well")
    _check_not_over_their_own(activity, person, side, actor)
    values = {
        **said, "read_by": read_by, "on_paper": on_paper or actor.via == Via.DESK, "noted_at": now,
        "noted_by": actor.person,
    }  # fmt: skip
    return Reflection.objects.update_or_create(activity=activity, person=person, side=side, defaults=values)[0]


@transaction.atomic
def look_back(*, activity, person, step, actor, now, read_by=ReadBy.ME, **words) -> None:
    """A member's whole sheet. A step alone is enough: then words they had written and have cleared now go; the desk, which
    is shown nothing of theirs, clears nothing."""
    same = {"activity": activity, "person": person, "actor": actor, "now": now}
    felt(step=step, **same)
    if step is None or any(words.get(name, "").strip() for name in FOUR):
        reflect(side=Side.MEMBER, read_by=read_by, **same, **words)
    elif actor.via != Via.DESK:
        Reflection.objects.filter(activity=activity, person=person, side=Side.MEMBER).delete()


@transaction.atomic
def take_back(*, activity, person, actor, now) -> None:
    """A member takes back what they wrote and the step they chose; the desk only what it wrote down for them."""
    require(actor, Permission.OWN_MEMBERSHIP, within=person)
    _check_not_over_their_own(activity, person, Side.MEMBER, actor)
    if actor.via == Via.DESK and _chosen_by_themselves(activity, person).exists():
        raise Refused("They chose a step themselves, and only they can take it back.")
    Reflection.objects.filter(activity=activity, person=person, side=Side.MEMBER).delete()
    Rating.objects.filter(activity=activity, person=person, side=Side.MEMBER).delete()
