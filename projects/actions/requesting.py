"""Staff ask for involvement: the request, its answer, and the draft it becomes (OPP-20, OPP-21)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from members.permissions import Permission, require
from members.rules import Refused
from projects import asking_letters, asking_rules
from projects.actions.asking import closing_moment
from projects.models import InvolvementRequest, NoticeRule, Opportunity, Project, RequestState
from projects.queries.requests import estimate

WORDS = InvolvementRequest.WORDS


def place_of(request) -> Project:
    """Where it belongs: its project, else one that its team would have. That somebody asked for it is no right in it."""
    return request.project if request.project_id else Project(team=request.team)


@transaction.atomic
def ask_for(*, team, project=None, actor, now, token=None, **words) -> InvolvementRequest:
    """A request; with enough notice it is accepted at once, with too little it waits for the coordinator. Raises Refused."""
    request = InvolvementRequest(
        team=project.team if project else team, project=project, asked_by=actor.person, asked_at=now, form_token=token,
        **{name: words[name] for name in WORDS if name in words},
    )  # fmt: skip
    require(actor, Permission.ASK_FOR_INVOLVEMENT, within=place_of(request))
    _answer(request, now=now)
    request.save(force_insert=True)
    return request


def _answer(request, *, now):
    """What the page answers at once, from what was asked: notice, money, and whether the coordinator looks at it first.
    Raises Refused."""
    asking_rules.check_request(
        purpose=request.purpose, difference=request.difference, project=request.project, wanted_on=request.wanted_on,
        people=request.people or 0, now=now,
    )  # fmt: skip
    request.notice_needed = asking_rules.notice_for(request.sort)
    request.notice_days = (request.wanted_on - timezone.localdate(now)).days
    request.estimate = estimate(people=request.people, hours=request.hours, rate=request.rate)
    request.state = RequestState.WAITING if request.is_short else RequestState.ACCEPTED


def is_theirs(request, actor) -> bool:
    """Whether they asked for it, or look after what whoever asked has left open."""
    return request.asked_by_id in actor.looks_after


@transaction.atomic
def change(*, request, team, project=None, actor, now, **words) -> InvolvementRequest:
    """Other words by whoever asked, answered anew, as long as nobody has answered and nobody can be asked. Raises Refused."""
    request = _own(request, actor)
    asking_rules.check_may_change(request)
    request.team, request.project = project.team if project else team, project
    require(actor, Permission.ASK_FOR_INVOLVEMENT, within=place_of(request))
    for name in WORDS:
        if name in words:
            setattr(request, name, words[name])
    _answer(request, now=now)
    request.save()
    return request


@transaction.atomic
def take_back(*, request, actor, now) -> None:
    """It is not wanted after all: gone, as long as nobody has answered it or was asked. Raises Refused."""
    request = _own(request, actor)
    asking_rules.check_may_take_back(request)
    request.delete()


def _own(request, actor):
    require(actor, Permission.ASK_FOR_INVOLVEMENT, within=place_of(request))
    request = _locked(request)
    if not is_theirs(request, actor):
        raise PermissionDenied
    return request


@transaction.atomic
def spot(*, title, purpose="", team, project=None, actor, now, token=None) -> InvolvementRequest:
    """Somebody saw that people could be involved: a request in its smallest form, for the coordinator to look at."""
    request = InvolvementRequest(
        title=title, purpose=purpose, team=project.team if project else team, project=project, is_spotted=True,
        state=RequestState.WAITING, asked_by=actor.person, asked_at=now, form_token=token,
    )  # fmt: skip
    require(actor, Permission.ASK_FOR_INVOLVEMENT, within=place_of(request))
    request.save(force_insert=True)
    return request


@transaction.atomic
def decide(*, request, accept, reason, known=None, actor, now) -> InvolvementRequest:
    """Yes or not this time, with the reason; whoever asked is told. `known`: the stamp of the words that were read. Raises
    Refused."""
    require(actor, Permission.DECIDE_REQUESTS, within=request)
    request = _locked(request)
    asking_rules.check_read(request, known)
    asking_rules.check_waits(request)
    asking_rules.check_reason(reason)
    request.state = RequestState.ACCEPTED if accept else RequestState.DECLINED
    request.reason, request.decided_at, request.decided_by = reason.strip(), now, actor.person
    request.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    asking_letters.note_decided(request, now=now)
    return request


@transaction.atomic
def draft_from(*, request, actor, now) -> Opportunity:
    """One press: the draft of the piece of work, with all that the request says. A second press finds the first one's."""
    require(actor, Permission.INVITE_TO_WORK, within=place_of(request))
    request = _locked(request)
    if before := Opportunity.objects.filter(request=request).first():
        return before
    asking_rules.check_accepted(request)
    if request.project_id is None:
        request.project = _project_of(request, now=now)
        request.save(update_fields=["project"])
    today = timezone.localdate(now)
    answer_by = max(
        today, min(today + timedelta(days=10), (request.wanted_on or today + timedelta(days=14)) - timedelta(days=3))
    )
    project = request.project
    return Opportunity.objects.create(
        project=project, request=request, title=request.title, sort=request.sort, purpose=request.purpose[:500],
        can_change=(request.open_to_change or project.open_to_change)[:500], is_fixed=(request.fixed or project.fixed)[:500],
        who_decides=project.decision_maker, stage=request.stage or project.stage, when_words=request.when_words,
        starts_on=request.wanted_on, hours=request.hours, rate=request.rate, places=request.people, answer_by=answer_by,
        closes_at=closing_moment(answer_by), asked_by=request.asked_by or actor.person, staff_lead=request.asked_by,
    )  # fmt: skip


def _project_of(request, *, now):
    return Project.objects.create(
        title=request.title, team=request.team, lead=request.asked_by, purpose=request.purpose,
        intended_difference=request.difference, fixed=request.fixed, open_to_change=request.open_to_change,
        decision_on=request.decision_on, stage=request.stage, started_on=timezone.localdate(request.asked_at),
    )  # fmt: skip


@transaction.atomic
def set_notice(*, days, actor, now) -> None:
    """How many days of notice people need: {sort: days}. What was asked before keeps what held then."""
    require(actor, Permission.DECIDE_REQUESTS)
    for sort, number in days.items():
        asking_rules.check_notice_days(number)
        changes = {"days": number, "changed_by": actor.person, "changed_at": now}
        NoticeRule.objects.update_or_create(sort=sort, defaults=changes)


def _locked(request):
    rows = InvolvementRequest.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("project__team", "team").filter(pk=request.pk).first()
    if found is None:
        raise Refused("Whoever asked has taken this request back.")
    return found
