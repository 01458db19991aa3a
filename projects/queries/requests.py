"""What pages ask about requests for involvement: the answer to one, the lists, and short notice counted (MET-22)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, F, Q, When

from members.words import plural
from projects.models import InvolvementRequest, RequestState, Stage


@dataclass(frozen=True)
class Reply:
    """What the page answers at once: notice, money, and when people come in."""

    notice: str
    notice_is_short: bool
    cost: str
    over_budget: bool
    asks_late: bool


def money(amount) -> str:
    """Pounds, without pence that are nought."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def estimate(*, people, hours, rate):
    """What it costs if everybody takes what is offered; None while a part of it is not known."""
    if people is None or hours is None or rate is None:
        return None
    return (Decimal(people) * hours * rate).quantize(Decimal("0.01"))


def answer_to(request) -> Reply:
    """From what was kept when it was asked."""
    return Reply(
        notice=_notice(request),
        notice_is_short=request.is_short,
        cost=_cost(request),
        over_budget=None not in (request.estimate, request.budget) and request.estimate > request.budget,
        asks_late=request.stage == Stage.REVIEW,
    )


def _notice(request):
    if request.notice_days is None:
        return ""
    given, needed = plural(request.notice_days, "day"), plural(request.notice_needed, "day")
    if request.is_short:
        return f"There are {given} until people are needed. For this, people need {needed}."
    return f"There are {given} until people are needed. That is enough: people need {needed} for this."


def _cost(request):
    if request.estimate is None:
        return "We can say what it may cost once you know how many people, how many hours and how much an hour."
    each = (
        f"{plural(request.people, 'person,people')}, {request.hours.normalize():f} hours each at {money(request.rate)}"
    )
    said = f"About {money(request.estimate)}: {each}. People choose what they take, and travel comes on top."
    if request.budget is None:
        return said
    left = request.budget - request.estimate
    more = f"That leaves {money(left)} for travel." if left >= 0 else f"That is {money(-left)} more than there is."
    return f"{said} There is {money(request.budget)}. {more}"


def listed(actor):
    """Waiting ones first; then what was asked last."""
    found = InvolvementRequest.objects.visible_to(actor).select_related("team", "project", "asked_by", "opportunity")
    waits_first = Case(When(state=RequestState.WAITING, then=0), default=1)
    return found.order_by(waits_first, "-asked_at", "-pk")


def waiting(actor):
    """Those that wait for an answer, the first needed first."""
    found = InvolvementRequest.objects.visible_to(actor).waiting().select_related("team", "asked_by")
    return found.order_by(F("wanted_on").asc(nulls_last=True), "asked_at", "pk")


def short_notice(*, since, until):
    """MET-22 by team: requests (spotted ones are none), those below the notice people need, and how those were answered.

    Counted by the day they were asked, both days included.
    """
    asked = InvolvementRequest.objects.filter(is_spotted=False, asked_at__date__range=(since, until))
    short = Q(notice_days__lt=F("notice_needed"))
    return (
        asked.order_by()
        .values("team", "team__name")
        .annotate(
            requests=Count("pk"),
            short=Count("pk", filter=short),
            accepted=Count("pk", filter=short & Q(state=RequestState.ACCEPTED)),
            declined=Count("pk", filter=short & Q(state=RequestState.DECLINED)),
        )
        .order_by("team__name", "team")
    )


def names_of(ids) -> dict[int, str]:
    """What each request is called, for the pages about post."""
    return dict(InvolvementRequest.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "title"))
