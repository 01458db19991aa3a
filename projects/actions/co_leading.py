"""Leading a project together: a client or member beside the lead, what they did, and whether they would like to hear more."""

from django.db import transaction
from django.utils import timezone

from meetings.models import Kind
from members.actions import enquiries
from members.models.body import LIVED_EXPERIENCE_HATS
from members.permissions import Permission, require
from members.rules import Refused
from projects import events, rules
from projects.models import Activity, CoLead, Participation, Project, ProjectKind
from projects.queries.involvement import stage_on
from projects.queries.kinds import kind_named

USUALLY = "course-co-production"
MOST_MINUTES = 24 * 60


@transaction.atomic
def add(*, project, person, hat, actor, now) -> CoLead:
    """They lead it together from today, in the hat they said. The same person again takes it up again. Raises Refused."""
    require(actor, Permission.PLAN_PROJECT, within=project)
    if hat not in LIVED_EXPERIENCE_HATS:
        raise Refused("Please say as what they lead it. Nobody is a client because of a role here.", field="hat")
    if person.pk == project.lead_id:
        raise Refused(f"{person} is the lead already. A co-lead is somebody beside them.", field="people")
    if person.died_on or person.erased_at:
        raise Refused("This person cannot be added.", field="people")
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    found = CoLead.objects.filter(project=project, person=person).first() or CoLead(
        project=project, person=person, began_on=timezone.localdate(now), added_by=actor.person
    )
    found.hat, found.ended_on = hat, None
    found.save()
    return found


@transaction.atomic
def end(*, co_lead, actor, now) -> CoLead:
    """They do not lead it any more; what they did stays."""
    require(actor, Permission.PLAN_PROJECT, within=co_lead.project)
    if co_lead.ended_on is None:
        co_lead.ended_on = timezone.localdate(now)
        co_lead.save(update_fields=["ended_on"])
    return co_lead


@transaction.atomic
def write_down(*, co_lead, title, on, minutes, prep_minutes, actor, now, token=None) -> Activity:
    """What they did, in their own words, with their own time; the lead adds the rest. The same form twice is one. Raises Refused."""
    require(actor, Permission.LEAD_TOGETHER, within=co_lead)
    project = co_lead.project
    if co_lead.ended_on:
        raise Refused("You do not lead this any more. Please tell whoever you led it with.")
    rules.check_it_has_happened(on, now=now)
    rules.check_not_before(on, project)
    rules.check_minutes(minutes)
    rules.check_minutes(prep_minutes)
    if token and (before := Activity.objects.filter(form_token=token, logged_by=actor.person).first()):
        return before
    kind = _kind_of(project)
    made = Activity.objects.create(
        project=project, kind=kind, title=title.strip(), team=project.team, lead=project.lead, started_on=on, ended_on=on,
        level=kind.default_level, stage=stage_on(project, on), minutes=minutes, needs_detail=True, logged_by=actor.person, logged_at=now,
        form_token=token,
    )  # fmt: skip
    Participation.objects.create(
        activity=made, person=co_lead.person, hats=[co_lead.hat], contact_minutes=minutes, prep_minutes=prep_minutes
    )
    events.activity_changed.send(sender=Activity, activity=made, now=now)
    return made


def _kind_of(project):
    """What work of this project is usually logged as; while the charity has no such kind, any that is in use."""
    chosen = ProjectKind.objects.filter(project=project).first()
    kind = kind_named(chosen.kind) if chosen else None
    in_use = Kind.objects.in_use()
    found = in_use.filter(slug=kind.log_as if kind else USUALLY).first() or in_use.filter(slug=USUALLY).first()
    return found or in_use.first()


@transaction.atomic
def would_like_to_hear(*, co_lead, actor, now):
    """They would like to hear about the Advisory Group: an enquiry that remembers the project. Raises Refused."""
    require(actor, Permission.LEAD_TOGETHER, within=co_lead)
    about = f"project:{co_lead.project_id}"
    return enquiries.of_oneself(person=co_lead.person, about=about, actor=actor, now=now)
