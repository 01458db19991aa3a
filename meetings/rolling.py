"""What the clock does for series: dates kept ahead, lists kept up to date, invitations that leave by themselves, steps noticed."""

import logging

from django.db.models import F, FilteredRelation, Q

from meetings import dates, months
from meetings.actions import months as steps
from meetings.actions import planning
from meetings.actions import series as keeping
from meetings.models import Meeting, MeetingState, Rsvp, Series, Skip
from members.models import Seat
from members.rules import Refused

log = logging.getLogger(__name__)


def plan_due(*, now) -> int:
    """Each tick; run twice, or by two at once, it makes nothing twice."""
    made = keep_ahead(now=now)
    catch_up(now=now)
    made += publish_due(now=now)
    steps.reconcile(now=now)
    return made


def keep_ahead(*, now) -> int:
    """Drafts for the coming dates of every running series. Only a series that lacks one is locked."""
    today = dates.today_in_london(now)
    running = list(Series.objects.running(today=today).order_by("pk"))
    known = {each.pk: set() for each in running}
    for rows in (
        Meeting.objects.filter(series__in=running, series_on__gt=today).values_list("series", "series_on"),
        Skip.objects.filter(series__in=running, on__gt=today).values_list("series", "on"),
    ):
        for series, on in rows.order_by("pk"):
            known[series].add(on)
    return sum(
        keeping.keep_ahead(each.pk, now=now) for each in running if keeping.missing(each, known=known[each.pk], now=now)
    )


def catch_up(*, now) -> int:
    """Whoever took a seat after a draft was made stands on its list too, and whoever heard of us after it (`aware`); who
    was taken off stays off."""
    drafts = Q(
        body__meetings__state=MeetingState.DRAFT, body__meetings__series__isnull=False, body__meetings__starts_at__gt=now
    )  # fmt: skip
    newer = (
        Seat.objects.aware()
        .annotate(draft=FilteredRelation("body__meetings", condition=drafts))
        .filter(draft__isnull=False, starts__lte=F("draft__starts_at__date"), person__died_on=None)
        .filter(
            Q(starts__gt=F("draft__created_at__date")) | Q(person__aware_at__date__gte=F("draft__created_at__date"))
        )
        .filter(Q(ends=None) | Q(ends__gte=F("draft__starts_at__date")))
        .annotate(meeting=F("draft__pk"))
        .order_by("meeting", "person")
    )
    wanted = set(newer.values_list("meeting", "person"))
    if not wanted:
        return 0
    meetings = {meeting for meeting, _ in wanted}
    listed = Rsvp.objects.filter(meeting__in=meetings).values_list("meeting", "person")
    taken_off = Rsvp.pgh_event_models["delete"].objects.filter(meeting__in=meetings, pgh_label="delete")
    wanted -= set(listed.order_by("pk")) | set(taken_off.order_by("pgh_id").values_list("meeting", "person"))
    Rsvp.objects.bulk_create(
        [Rsvp(meeting_id=meeting, person_id=person) for meeting, person in sorted(wanted)], ignore_conflicts=True
    )
    return len(wanted)


def publish_due(*, now) -> int:
    """Series that invite by themselves do so when their step is due. What is missing keeps a draft a draft, on Monday's page."""
    due = Q(month_tasks__step__slug=months.INVITATION, month_tasks__step__is_on=True, month_tasks__due_at__lte=now)
    ready = Meeting.objects.filter(
        due, state=MeetingState.DRAFT, starts_at__gt=now, series__publishes_itself=True, month_tasks__skipped_at=None
    )
    published = 0
    for pk in ready.order_by("starts_at", "pk").values_list("pk", flat=True):
        try:
            published += _publish(pk, now=now)
        except Refused as no:
            log.info("meeting %s is not published by itself: %s", pk, type(no).__name__)
    return published


def _publish(pk, *, now) -> int:
    @planning.places.at_the_meeting
    def publish():
        meeting = planning.places.lock(pk)
        if meeting.state != MeetingState.DRAFT:
            return 0
        planning.open_to_answers(meeting, now=now)
        return 1

    return publish()
