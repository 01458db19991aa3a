"""From which stage people with lived experience were involved (LOG-06, MET-01), and what one entry changed."""

from django.db.models import Exists, F, OuterRef, Q

from projects.models import Activity, Participation, Stage

EARLY = (Stage.IDEA, Stage.PLAN)
LATE = (Stage.SHARE, Stage.REVIEW)


def earliest_involvement(project):
    """The first held activity of a project with anybody of lived experience, named or not; on one day the earliest stage."""
    held = Activity.objects.held().with_lived_experience().filter(project=project)
    return held.order_by("started_on", F("stage").asc(nulls_last=True), "pk").first()


def first_involved_stage(project):
    """LOG-06: the stage of the earliest involvement; None means nobody yet, or not known.

    A coordinator's correction holds unless the log shows people involved at an earlier stage.
    """
    return stage_from(project, earliest_involvement(project))


def stage_from(project, earliest):
    known = [s for s in (project.first_stage, earliest.stage if earliest else None) if s]
    return Stage(min(known)) if known else None


def stage_on(project, date):
    """The stage a project was in on that day; its present one when its history begins later."""
    change = project.stage_changes.filter(changed_on__lte=date).order_by("-changed_on", "-pk").first()
    return change.stage if change else project.stage


def what_it_moved(activity):
    """LOG-24: a sentence about what this one activity changed for its project; empty when it changed nothing."""
    project = activity.project
    if project is None or project.first_stage or earliest_involvement(project) != activity:
        return ""
    if activity.stage is None:
        return f"{project.title} now has people involved. From which stage, nobody has said yet."
    return f"{project.title} now has people involved from the {Stage(activity.stage).label.lower()} stage."


def came_in_late(activity):
    """Story 11: people came in at the end, and nothing shows that they were there before."""
    if activity.stage not in LATE:
        return False
    return activity.project is None or first_involved_stage(activity.project) not in EARLY


def new_voices(activity):
    """LOG-15: those for whom this is the first thing of all that they took part in."""
    before = Participation.objects.filter(person=OuterRef("person"), activity__state=Activity.State.HELD).filter(
        Q(activity__ended_on__lt=activity.ended_on)
        | Q(activity__ended_on=activity.ended_on, activity_id__lt=activity.pk)
    )
    firsts = activity.participations.filter(~Exists(before), is_lived_experience=True)
    return [part.person for part in firsts.select_related("person").order_by("person__sort_name", "pk")]
