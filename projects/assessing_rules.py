"""What holds for the yearly look at ourselves, in words the person can read."""

from datetime import timedelta

from django.utils import timezone

from members.models import Membership, RoleGrant
from members.permissions import Role
from members.rules import Refused
from projects.models import A_SCORE, Side

STAFF = (Role.COORDINATOR, Role.STAFF)
LONGEST = timedelta(days=120)
OVER = "The days to score alone are over. Nothing is added once it may be shown, or somebody could be found by the difference."


def check_days(opens_on, closes_on, *, now):
    if closes_on < max(opens_on, timezone.localdate(now)):
        raise Refused("The last day must lie ahead, and after the first.", field="closes_on")
    if closes_on - opens_on > LONGEST:
        raise Refused("Please choose a last day within four months of the first.", field="closes_on")


def check_standards(framework):
    if framework is None or framework.sort != framework.Sort.STANDARDS:
        raise Refused("Please choose standards to look by, not a ladder.", field="framework")


def check_can_score(assessment, *, now):
    today = timezone.localdate(now)
    if assessment.opens_on > today:
        raise Refused("It has not begun yet.")
    if not assessment.is_open(today=today):
        raise Refused(OVER)


def check_belongs(person, side, *, day):
    """Staff score as staff, members as members; nobody else does."""
    if side == Side.MEMBER:
        there = Membership.objects.active().filter(person=person).exists()
    else:
        there = RoleGrant.objects.all().on(day).filter(person=person, role__in=STAFF).exists()
    if not there:
        raise Refused("Only members and staff score, each for themselves.")


def check_scores(scores):
    """`scores`: {item: 1 to 5, or None for rather not}."""
    given = [score for score in scores.values() if score is not None]
    if not given:
        raise Refused("Please score at least one of them. You may leave the others.")
    if any(score not in A_SCORE for score in given):
        raise Refused("A score is a number from one to five.")


def check_side(assessment, person, side):
    """One score each: whoever is both scores once."""
    other = assessment.own_scores.filter(person=person).exclude(side=side).first()
    if other is not None:
        raise Refused(f"You scored already, as {'staff' if other.side == Side.STAFF else 'a member'}. One score each.")


def check_can_share(assessment, *, now):
    if not assessment.is_over(today=timezone.localdate(now)):
        raise Refused("Each scores alone first. Together you score when those days are over.")
    if assessment.finished_at is not None:
        raise Refused("This look is finished. The next one comes round by itself.")


def check_all_shared(assessment):
    shared = set(assessment.shared_scores.values_list("item", flat=True))
    missing = [item.name for item in assessment.framework.items.order_by("place", "pk") if item.pk not in shared]
    if missing:
        raise Refused(f"Not scored together yet: {', '.join(missing)}.")
