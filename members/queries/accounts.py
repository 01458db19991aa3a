"""Who has access to the site: every role that is held, since when, and whether somebody looked at it lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from members.models import AccessReview, Channel, Person, RoleGrant
from members.permissions import Role

STRONG = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
QUARTER = timedelta(days=91)
NEEDS_SECOND_STEP = [Role.COORDINATOR, Role.SAFEGUARDING, Role.FINANCE, Role.TECHNICAL]
MAY_SIGN_IN = Q(person__is_active=True, person__died_on=None)


@dataclass(frozen=True)
class Held:
    """One role, with everybody who holds it today."""

    role: Role
    grants: list

    @property
    def needs_second_step(self):
        """Whether this role sees so much that a second step is asked for."""
        return self.role in NEEDS_SECOND_STEP

    @property
    def only(self):
        """The one person who holds it alone, where that could stop the charity; else None."""
        people = {grant.person_id for grant in self.grants}
        return self.grants[0].person if self.needs_second_step and len(people) == 1 else None


def _in_force(now):
    return RoleGrant.objects.filter(MAY_SIGN_IN).on(timezone.localdate(now))


def who_has_access(*, now):
    """Every role but *member*, in the order of the table, with its holders by name (one query)."""
    last = AccessReview.objects.filter(grant=OuterRef("pk")).order_by("-confirmed_at", "-pk")
    grants = (
        _in_force(now)
        .exclude(role=Role.MEMBER)
        .select_related("person", "team", "organisation", "granted_by")
        .annotate(
            has_second_step=Exists(Authenticator.objects.filter(user=OuterRef("person"), type__in=STRONG)),
            confirmed_at=Subquery(last.values("confirmed_at")[:1]),
            confirmed_by_name=Subquery(last.values("confirmed_by__name")[:1]),
        )
        .order_by("person__sort_name", "person", "pk")
    )
    by_role = {}
    for grant in grants:
        by_role.setdefault(Role(grant.role), []).append(grant)
    return [Held(role, by_role[role]) for role in Role if role in by_role]


def members_with_access(*, now):
    """How many people have the role *member* and nothing else to confirm: their list is the page of people."""
    return _in_force(now).filter(role=Role.MEMBER).values("person").distinct().count()


def to_confirm(*, now):
    """The grants that a quarterly look is about: in force, and more than a member's."""
    return list(_in_force(now).exclude(role=Role.MEMBER).order_by("pk"))


def unconfirmed(*, since, now):
    """Those of them that nobody gave or confirmed since then."""
    looked_at = AccessReview.objects.filter(grant=OuterRef("pk"), confirmed_at__gte=since)
    return (
        _in_force(now).exclude(role=Role.MEMBER).filter(starts__lt=timezone.localdate(since)).exclude(Exists(looked_at))
    )


def is_due(facts, *, now) -> bool:
    """Whether a quarter has passed since somebody looked at the whole list; asks the database nothing."""
    last: datetime | None = facts.access_confirmed_at or facts.created_at
    return last is not None and last < now - QUARTER


def written_to_at(email):
    """People whom we write to at that address, by name."""
    reached = Channel.objects.filter(way=Channel.Way.EMAIL, address__iexact=email)
    return Person.objects.filter(pk__in=reached.values("person"), died_on=None).by_name()
