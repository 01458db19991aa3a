"""A closed register becomes an activity (house, *Who came*): attendance is the truth, hand-made changes are kept."""

from django.db import transaction
from django.utils import timezone

from meetings.models import Attendance, Mode
from members.permissions import Permission, require
from projects import events, rules
from projects.models import Activity, Participation, ProjectMeeting, QualityTask
from projects.queries import stage_on, usual_hats

MODES = {Mode.ROOM: "in_person", Mode.ONLINE: "online", Mode.PHONE: "phone"}


@transaction.atomic
def from_register(*, meeting, actor, now) -> Activity:
    """Write what a closed register says; closing it again says it again, and doubles nothing."""
    require(actor, Permission.KEEP_REGISTER, within=meeting)
    came = list(Attendance.objects.filter(meeting=meeting, came=True).select_related("person").order_by("pk"))
    activity = _activity_of(meeting, came, actor=actor, now=now)
    _participations(activity, meeting, came, now=now)
    activity.needs_detail = bool(rules.what_is_missing(activity, named=activity.participations.count()))
    activity.save(update_fields=["needs_detail"])
    events.activity_changed.send(sender=Activity, activity=activity, now=now)
    return activity


def _activity_of(meeting, came, *, actor, now):
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    facts = {
        "started_on": starts.date(),
        "ended_on": ends.date(),
        "starts_at": starts.time(),
        "ends_at": ends.time(),
        "minutes": round((meeting.ends_at - meeting.starts_at).total_seconds() / 60),
        "others": meeting.others,
        "others_le": meeting.others_le,
        "mode": _mode(came),
    }
    activity = Activity.objects.select_for_update(of=("self",), no_key=True).filter(meeting=meeting).first()
    if activity is None:
        return _new_activity(meeting, facts, actor=actor, now=now)
    if activity.edited_by_hand:  # what somebody corrected since then stays; heads come from the register
        facts = {"others": meeting.others, "others_le": meeting.others_le}
    for name, value in facts.items():
        setattr(activity, name, value)
    activity.save(update_fields=list(facts))
    return activity


def _new_activity(meeting, facts, *, actor, now):
    """The level comes from the kind as it is today and is kept; the stage from the project on that day (LOG-05, 07)."""
    links = list(ProjectMeeting.objects.filter(meeting=meeting).select_related("project").order_by("pk"))
    project = links[0].project if links else None
    activity = Activity.objects.create(
        meeting=meeting,
        project=project,
        kind=meeting.kind,
        title=meeting.title,
        team_id=meeting.team_id,
        body_id=meeting.body_id,
        lead_id=meeting.lead_id,
        place=meeting.place,
        method="meeting",
        level=meeting.kind.default_level,
        stage=stage_on(project, facts["ended_on"]) if project else None,
        logged_by=actor.person,
        logged_at=now,
        **facts,
    )
    if len(links) > 1:
        others = ", ".join(link.project.title for link in links[1:])
        _task(
            activity,
            f"This meeting worked on several projects. It counts for {project.title}; log the rest apart: {others}.",
            now=now,
        )
    return activity


def _mode(came):
    modes = {MODES[row.mode] for row in came if row.mode in MODES}
    return modes.pop() if len(modes) == 1 else ("hybrid" if modes else "")


def _participations(activity, meeting, came, *, now):
    """One row a person: new ones written, changed hats followed, those gone removed, unless edited by hand."""
    people = [row.person for row in came]
    usual = usual_hats([row.person for row in came if not row.hat], day=activity.ended_on, body_id=meeting.body_id)
    hats = {row.person_id: row.hat or usual[row.person_id] for row in came}
    before = {p.person_id: p for p in activity.participations.select_for_update(of=("self",)).select_related("person")}
    for person in people:
        hat, row = hats[person.pk], before.pop(person.pk, None)
        if row is not None and row.edited_by_hand:
            continue
        if not hat:
            _task(
                activity,
                f"{person.name} came, but as what is not known. Add them to count their part.",
                person=person,
                now=now,
            )
            continue
        Participation.objects.update_or_create(
            activity=activity,
            person=person,
            defaults={"hats": [hat], "contact_minutes": activity.minutes, "from_register": True},
        )
    for row in before.values():
        if row.edited_by_hand:
            _task(
                activity,
                f"The register no longer has {row.person.name}, but their part was changed by hand. Which is right?",
                person=row.person,
                now=now,
            )
        elif row.from_register:
            row.delete()


def _task(activity, words, *, now, person=None):
    """Noted once for as long as it is open."""
    QualityTask.objects.get_or_create(
        activity=activity, person=person, what=words[:300], closed_at=None, defaults={"noted_at": now}
    )


def give_to_project(*, activity, project, now):
    """Within another action: what a register logged counts for this project, at the stage it had that day."""
    activity.project = project
    activity.stage = activity.stage or stage_on(project, activity.ended_on)
    activity.save(update_fields=["project", "stage"])
    events.activity_changed.send(sender=Activity, activity=activity, now=now)
