"""A member at an outside table: planned, talked through, asked about, held, and talked through again."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from meetings.models import Kind
from members.actions import check_ins
from members.models import CheckIn
from members.permissions import Permission, require
from members.rules import Refused
from projects import asking_rules, rules, table_letters
from projects.actions import logging
from projects.models import OutsideMeeting, Project
from projects.queries.involvement import stage_on

PLAN = Permission.PLAN_PROJECT
KIND = "commissioning-meeting"


@transaction.atomic
def plan(
    *, project, title, organisation, on_day, person, buddy, brief_on, actor, now, starts_at=None, place=""
) -> OutsideMeeting:
    """They go; talking it through on the next working day is planned with it. The same again is one. Raises Refused."""
    require(actor, PLAN, within=project)
    asking_rules.check_day_to_come(on_day, now=now, field="on_day")
    if buddy is None or buddy == person:
        raise Refused("Please choose somebody who goes along with them.", field="buddy")
    if person.paused_at:
        raise Refused(f"{person} is on a break just now. Please ask when they are back.", field="person")
    check_brief_on(brief_on, on_day, now=now)
    Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    same = OutsideMeeting.objects.filter(project=project, person=person, on_day=on_day, called_off_at=None)
    if before := same.filter(title=title.strip()).order_by("pk").first():
        return before
    noon = timezone.make_aware(datetime.combine(on_day, time(12)))
    meeting = OutsideMeeting.objects.create(
        project=project, title=title.strip(), organisation=organisation.strip(), on_day=on_day, starts_at=starts_at,
        place=place.strip(), person=person, buddy=buddy, brief_on=brief_on, made_by=actor.person, made_at=now,
        debrief_on=check_ins.next_working_day(noon).date(),
    )  # fmt: skip
    table_letters.note_goes(meeting, now=now)
    return meeting


def check_brief_on(brief_on, on_day, *, now):
    if brief_on is None:
        return
    if brief_on > on_day:
        raise Refused("Please talk it through before the meeting, not after it.", field="brief_on")
    asking_rules.check_day_to_come(brief_on, now=now, field="brief_on")


def locked(meeting) -> OutsideMeeting:
    """As it is now; whoever else changes it waits."""
    rows = OutsideMeeting.objects.select_for_update(of=("self",), no_key=True).select_related(
        "activity", "project", "person"
    )
    return rows.get(pk=meeting.pk)


@transaction.atomic
def held(*, meeting, minutes, prep_minutes, actor, now, hat=None) -> OutsideMeeting:
    """It took place: it stands in the log, strategic unless the charity says otherwise, and the buddy asks how it was.

    `hat`: as what the member sat there; None: as they usually do. Taken back in the log, it is brought back, with what is
    said now. Raises Refused.
    """
    require(actor, PLAN, within=meeting)
    meeting = locked(meeting)
    if meeting.is_held:
        return meeting
    if meeting.called_off_at:
        raise Refused("It was called off, so it cannot be held.")
    rules.check_minutes(prep_minutes)
    if meeting.activity is None:
        meeting.activity = _log(meeting, minutes, prep_minutes, hat, actor=actor, now=now)
        meeting.save(update_fields=["activity"])
    else:
        _log_anew(meeting, minutes, prep_minutes, hat, actor=actor, now=now)
    if not meeting.activity.kind.is_heavy:  # else everybody of it is asked anyway
        check_ins.offer(
            people=[meeting.person], sort=CheckIn.Sort.TOOK_PART, about=f"table:{meeting.pk}", what=meeting.title, after=now,
            assigned_to=meeting.buddy, now=now,
        )  # fmt: skip
    return meeting


def _log(meeting, minutes, prep_minutes, hat, *, actor, now):
    kind = Kind.objects.filter(slug=KIND).first() or Kind.objects.in_use().filter(default_level="strategic").first()
    if kind is None:
        raise Refused("There is no kind of activity for this. Please ask the coordinator to add one.")
    made = logging.quick_log(
        actor=actor, now=now, kind=kind, title=f"{meeting.title}, {meeting.organisation}"[:160], date=meeting.on_day,
        team=meeting.project.team, people=[meeting.person], stage=stage_on(meeting.project, meeting.on_day),
        project=meeting.project, minutes=minutes, hats={meeting.person_id: [hat]} if hat else None,
    )  # fmt: skip
    made.participations.update(prep_minutes=prep_minutes)
    return made


def _log_anew(meeting, minutes, prep_minutes, hat, *, actor, now):
    logging.took_place(activity=meeting.activity, actor=actor, now=now)
    before = list(meeting.activity.participations.select_related("person").order_by("pk"))
    parts = [
        logging.Part(person=each.person, **{name: getattr(each, name) for name in logging.Part.KEPT}) for each in before
    ]
    for part in parts:
        if part.person == meeting.person:
            part.hats, part.contact_minutes, part.prep_minutes = [hat] if hat else part.hats, minutes, prep_minutes
    logging.edit(activity=meeting.activity, parts=parts, minutes=minutes, actor=actor, now=now)


@transaction.atomic
def call_off(*, meeting, actor, now) -> OutsideMeeting:
    """It does not take place, or they do not go."""
    require(actor, PLAN, within=meeting)
    meeting = locked(meeting)
    if meeting.is_held:
        raise Refused("It was held already.")
    if meeting.called_off_at is None:
        _call_off(meeting, now=now)
        table_letters.note_off(meeting, now=now)
        if meeting.buddy_id != actor.person_id:
            table_letters.note_off_along(meeting, now=now)
    return meeting


def _call_off(meeting, *, now):
    meeting.called_off_at = now
    meeting.save(update_fields=["called_off_at"])


def call_off_all(*, person, now) -> None:
    """They left the group: they go nowhere for it any more, and nobody writes to them; whoever was to go along hears it."""
    today = timezone.localdate(now)
    for each in OutsideMeeting.objects.to_come(today=today).filter(person=person).order_by("pk"):
        if not (meeting := locked(each)).is_held:
            _call_off(meeting, now=now)
            table_letters.note_off_along(meeting, now=now)


def follow(*, activity) -> None:
    """The log took the meeting back: nobody asks how it was. It brought it back: then it was not called off."""
    meeting = OutsideMeeting.objects.filter(activity=activity).select_related("activity").first()
    if meeting and meeting.is_held and meeting.called_off_at:
        _call_off(meeting, now=None)
    elif meeting and not meeting.is_held:
        check_ins.call_off(about=f"table:{meeting.pk}")
