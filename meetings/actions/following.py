"""From here on: a series changes, and its later meetings follow in whatever still says what the series said."""

from django.db import transaction

from meetings import dates, rules
from meetings.actions import months, planning
from meetings.actions import series as keeping
from meetings.later_meetings import Change, changed, compare
from meetings.models import Meeting, Skip
from members.permissions import Permission, require
from members.rules import Refused
from members.words import day

BECAUSE = "The group meets on other days from now on."


def look(*, series, from_on, changes, now) -> Change:
    """What `change` would do, for the page that asks first; it changes nothing. Raises Refused where `change` would."""
    after = changed(series, from_on, changes)
    _check(after, now=now)
    return compare(series, after, from_on=from_on, now=now)


def _check(after, *, now):
    rules.check_series(after)
    rules.check_modes(after)
    dates.check_every_time_exists(after, now=now)


@transaction.atomic
def change(*, series, from_on, changes, actor, now) -> Change:
    """Write it down and let the later meetings follow; each tells its people as any other change would."""
    require(actor, Permission.PLAN_MEETING, within=series)
    series = keeping.lock(series.pk)
    after = changed(series, from_on, changes)
    require(actor, Permission.PLAN_MEETING, within=after)
    _check(after, now=now)
    found = compare(series, after, from_on=from_on, now=now)
    after.save()
    _hand_out_dates(found)
    for each in found.meetings:
        try:
            _follow(each, after, actor=actor, now=now)
        except Refused as no:
            raise Refused(f"{day(each.meeting.starts_at)}: {no}", field=no.field) from no
    for skip_id, on in found.skips.items():
        Skip.objects.filter(pk=skip_id).update(on=on)
    months.lay_out(after, now=now)
    keeping.keep_ahead(after.pk, now=now)
    return found


def _hand_out_dates(found):
    """In two steps, for no two meetings of a series may have one date even for a moment."""
    other = [each for each in found.meetings if not each.goes and each.on != each.meeting.series_on]
    Meeting.objects.filter(pk__in=[each.meeting.pk for each in other]).update(series_on=None)
    for each in other:
        Meeting.objects.filter(pk=each.meeting.pk).update(series_on=each.on)


def _follow(row, after, *, actor, now):
    meeting, changes = row.meeting, dict(row.changes)
    if row.goes:
        planning.cancel(meeting=meeting, because=BECAUSE, actor=actor, now=now)
        return
    wanted = changes.pop("answer_by", None)
    if changes:
        planning.edit(meeting=meeting, actor=actor, now=now, **changes)
    if row.times:
        planning.move(meeting=meeting, starts_at=row.times[0], ends_at=row.times[1], actor=actor, now=now)
    if wanted:
        planning.edit(meeting=meeting, actor=actor, now=now, answer_by=wanted)
