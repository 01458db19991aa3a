"""The brief of a piece of work: written, checked by the coordinator, opened (OPP-01 to OPP-17)."""

from django.db import transaction

from members.permissions import Permission, can, require
from projects import asking_rules
from projects.actions.asking import closing_moment
from projects.models import Opportunity, Status


def locked(opportunity):
    """The piece of work as it is now, held; the first lock of everything that is done to it."""
    rows = Opportunity.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("project__team", "asked_by").get(pk=opportunity.pk)


@transaction.atomic
def begin(*, project, title, answer_by, actor, now) -> Opportunity:
    """A draft without a request before it."""
    draft = Opportunity(
        project=project, title=title, answer_by=answer_by, asked_by=actor.person, staff_lead=actor.person
    )
    require(actor, Permission.INVITE_TO_WORK, within=project)
    draft.closes_at = closing_moment(answer_by)
    draft.who_decides, draft.can_change = project.decision_maker, project.open_to_change[:500]
    draft.is_fixed, draft.stage = project.fixed[:500], project.stage
    draft.save(force_insert=True)
    return draft


@transaction.atomic
def write(*, opportunity, actor, now, **words) -> Opportunity:
    """What it says, while nobody has been asked. What others than the coordinator change is checked again. Raises Refused."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = locked(opportunity)
    asking_rules.check_status(opportunity, Status.DRAFT, Status.CHECKED, now=now)
    asking_rules.check_places(words.get("places"), words.get("first_timers") or 0)
    asking_rules.check_day_to_come(words.get("answer_by"), now=now, field="answer_by")
    asking_rules.check_days(words.get("starts_on"), words.get("ends_on"))
    asking_rules.check_hear_by(words.get("hear_by"), words.get("ends_on") or words.get("starts_on"))
    for name, value in words.items():
        setattr(opportunity, name, value)
    opportunity.closes_at = closing_moment(opportunity.answer_by)
    if not can(actor, Permission.CHECK_WORK):
        opportunity.checked_at = opportunity.checked_by = None
    opportunity.save()
    return opportunity


@transaction.atomic
def check(*, opportunity, actor, now) -> Opportunity:
    """The coordinator has read it: everything stands there that people need to know before they answer. Raises Refused."""
    require(actor, Permission.CHECK_WORK, within=opportunity)
    opportunity = locked(opportunity)
    asking_rules.check_status(opportunity, Status.DRAFT, now=now)
    asking_rules.check_brief(opportunity, now=now)
    opportunity.checked_at, opportunity.checked_by = now, actor.person
    opportunity.save(update_fields=["checked_at", "checked_by"])
    return opportunity


@transaction.atomic
def open_it(*, opportunity, actor, now) -> Opportunity:
    """From now on people can be asked, and those it is open to can come forward. Raises Refused."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = locked(opportunity)
    asking_rules.check_status(opportunity, Status.CHECKED, now=now)
    asking_rules.check_brief(opportunity, now=now)
    opportunity.sent_at, opportunity.closes_at = now, closing_moment(opportunity.answer_by)
    opportunity.save(update_fields=["sent_at", "closes_at"])
    return opportunity
