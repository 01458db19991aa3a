"""What a board counts of the work itself: feedback at the end, steps, offers and money, notice, teams, the plan, the Network."""

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate

from coproduction.dashboards.counting import within
from coproduction.dashboards.counting_answers import ended, over
from coproduction.dashboards.counting_together import counts
from coproduction.dashboards.periods import Span
from meetings.models import Attendance, CameFor, Meeting
from members.models import Body, Organisation, Representative, Team
from projects.models import (
    Activity,
    Claim,
    ClaimKind,
    ClaimState,
    GoalState,
    Opportunity,
    PaidHow,
    PlanGoal,
    Project,
    Rating,
    RecognitionOffer,
    Side,
    Stage,
)
from projects.queries.requests import short_notice

WAITED = Q(how=PaidHow.CLAIM, submitted_at__isnull=False)
AT_THE_END = (Stage.SHARE, Stage.REVIEW)


def questions(span: Span, *, today: date, now) -> dict:
    """The questions of MET-03, 05, 21, 22, 23, 24 and 25 about one span."""
    work = Activity.objects.held().with_lived_experience().filter(within(span, "ended_on"))
    return {
        "last_minute": _last_minute(span),
        "steps": _steps(work, now),
        "work": counts(
            work,
            all=Count("pk"),
            rated=Count("pk", filter=Exists(_by_staff("pk", now))),
            offered=Count("pk", filter=_has_an_offer()),
        ),
        "felt": _felt(span, now),
        "notice": short_notice(since=span.first, until=span.last),
        "reach": _reach(span),
        "goals": goals(span, today),
        "organisations": _organisations(span, now),
        "network": _meetings_of_the_network(span, now),
    }


# ---- projects and steps -----------------------------------------------------------------------------------------------
def _last_minute(span):
    """Projects that started, with anybody in them; and those whose people came in at the end only, as far as we know."""
    involved = Activity.objects.held().with_lived_experience().filter(project=OuterRef("pk"))
    began = Project.objects.filter(Exists(involved), within(span, "started_on"))
    before = Q(Exists(involved.filter(stage__lt=AT_THE_END[0]))) | Q(first_stage__lt=AT_THE_END[0])
    unclear = Exists(involved.filter(stage=None))
    return counts(
        began.annotate(unclear=unclear),
        all=Count("pk"),
        at_the_end=Count("pk", filter=~before & Q(unclear=False)),
        not_known=Count("pk", filter=~before & Q(unclear=True)),
    )


def _by_staff(activity, now):
    return Rating.objects.filter(activity=OuterRef(activity), side=Side.STAFF, noted_at__lte=now)


def _steps(work, now):
    """Work by the step that staff chose: of each ladder and version its own steps, none turned into another's."""
    rated = Rating.objects.filter(side=Side.STAFF, activity__in=work.values("pk"), noted_at__lte=now)
    columns = {"ladder": F("step__framework__name"), "version": F("step__framework__version")}
    columns |= {"place": F("step__place"), "name": F("step__name")}
    rows = rated.order_by().values(**columns).annotate(n=Count("pk"))
    return rows.order_by("ladder", "version", "-place")


def _felt(span, now):
    """How far what members felt is from what staff said, over work where both chose a step of the same ladder."""
    held = Q(activity__state=Activity.State.HELD) & within(span, "activity__ended_on")
    staff = _by_staff("activity", now).filter(step__framework=OuterRef("step__framework"))
    both = Rating.objects.filter(held, side=Side.MEMBER, noted_at__lte=now).annotate(
        staff=Subquery(staff.values("step__place")[:1])
    )
    return counts(
        both.filter(staff__isnull=False),
        people=Count("person", distinct=True),
        answers=Count("pk"),
        steps=Sum(F("step__place") - F("staff")),
    )


# ---- offers and money -------------------------------------------------------------------------------------------------
def _has_an_offer():
    own = RecognitionOffer.objects.filter(Q(activity=OuterRef("pk")) | Q(opportunity__activity=OuterRef("pk")))
    words = Opportunity.objects.filter(activity=OuterRef("pk")).exclude(offer="")
    return Exists(own) | Exists(words)


def _claims(span):
    return Claim.objects.filter(state=ClaimState.PAID, paid_on__range=(span.first, span.last))


def paid(span):
    """Pounds paid, and to how many people; costs and fees apart."""
    cost = Q(kind=ClaimKind.COST)
    return counts(
        _claims(span),
        people=Count("person", distinct=True),
        people_waited=Count("person", distinct=True, filter=WAITED),
        pounds=Coalesce(Sum("amount"), 0, output_field=Claim._meta.get_field("amount")),
        **{
            f"{name}{what}": count
            for name, which in (("costs", cost), ("fees", ~cost))
            for what, count in (
                ("_people", Count("person", distinct=True, filter=which)),
                ("", Coalesce(Sum("amount", filter=which), 0, output_field=Claim._meta.get_field("amount"))),
            )
        },
    )


def waits(span):
    """From which day to which claims that were paid back waited; what was booked or given in cash never did."""
    return (
        _claims(span)
        .filter(WAITED)
        .order_by()
        .values("paid_on", sent_on=TruncDate("submitted_at"))
        .annotate(n=Count("pk"))
    )


# ---- teams and the plan -----------------------------------------------------------------------------------------------
def _reach(span):
    """Every team in use, and whether people with lived experience took part in any of its work."""
    work = Activity.objects.held().with_lived_experience().filter(within(span, "ended_on"))
    of_team = Q(team=OuterRef("pk")) | Q(team=None, project__team=OuterRef("pk"))
    teams = Team.objects.filter(is_active=True).annotate(there=Exists(work.filter(of_team)))
    return teams.order_by("name", "pk").values("pk", "name", "there")


def goals(span, today):
    """Goals of plans that ran in the span, as they stood on its last day."""
    day = min(span.last, today)
    over_by_then = Q(ended_on__lte=day)
    still = ~Q(state=GoalState.OPEN) & Q(ended_on__gt=day) | Q(state=GoalState.OPEN)
    return counts(
        PlanGoal.objects.filter(plan__starts_on__lte=day, plan__ends_on__gte=span.first),
        done=Count("pk", filter=Q(state=GoalState.DONE) & over_by_then),
        let_go=Count("pk", filter=Q(state=GoalState.LET_GO) & over_by_then),
        overdue=Count("pk", filter=still & Q(due_on__lt=day)),
        due=Count("pk", filter=still & Q(due_on__gte=day)),
    )


# ---- the Network ------------------------------------------------------------------------------------------------------
def _network(prefix=""):
    return Q(**{f"{prefix}body__sort": Body.Sort.NETWORK})


def _organisations(span, now):
    """Organisations that were in the Network on any day of the span, and whether anybody came for them."""
    here = over(now, "meeting__") & ended(span, "meeting__ends_at") & _network("meeting__")
    here &= Q(meeting__register_closed_at__isnull=False)
    spoke = Representative.objects.filter(
        Q(ends=None) | Q(ends__gte=OuterRef("meeting__starts_at__date")),
        person=OuterRef("person"), starts__lte=OuterRef("meeting__starts_at__date"), organisation=OuterRef(OuterRef("pk")),
    )  # fmt: skip
    came = Attendance.objects.filter(here, Exists(spoke), came=True)
    stood_in = CameFor.objects.filter(here, organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Q(joined_on=None) | Q(joined_on__lte=span.last))
    found = found.filter(Q(left_on=None) | Q(left_on__gt=span.first))
    return counts(found, all=Count("pk"), came=Count("pk", filter=Exists(came) | Exists(stood_in)))


def _meetings_of_the_network(span, now):
    held = Meeting.objects.filter(over(now), ended(span, "ends_at"), _network())
    return counts(held, held=Count("pk"), closed=Count("pk", filter=Q(register_closed_at__isnull=False)))
