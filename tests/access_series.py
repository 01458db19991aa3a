"""The addresses of series, templates and the month's clock in the matrix of access."""

from django.utils import timezone

from meetings.models import MonthTask, Skip, Template
from tests import factories as make


def rows(*, BUTTON, DESK, OPEN, OPEN_BUTTON, TEAM, ASKED):
    """For tests/access_matrix.py, in its own words."""
    pages = (
        "series_list series_new series series_change series_skip series_end series_history series_dates_for series_steps "
        "series_step series_step_new month meeting_month month_task templates"
    )
    buttons = "series_ahead series_bring_back series_go_on series_adopt"
    return {
        **{f"meetings:{name}": (TEAM, TEAM) for name in pages.split()},
        **{f"meetings:{name}": (BUTTON, TEAM) for name in buttons.split()},
        **{f"meetings:{name}": (BUTTON, DESK) for name in ("template_of_meeting", "template_of_series", "template_throw_away")},
        "meetings:series_dates": (ASKED, ASKED),
        "rsvp_dates": (OPEN, OPEN_BUTTON),
    }  # fmt: skip


def series_of(things):
    """A series that the meeting of these things belongs to."""
    meeting = things.meeting
    if meeting.series_id is None:
        day = meeting.starts_at.date()
        meeting.series = make.series(
            meeting.title, unit="week", weekday=day.weekday(), first_on=day, team=things.team, body=things.body,
            kind=meeting.kind, lead=meeting.lead,
        )  # fmt: skip
        meeting.series_on = day
        meeting.save()
    return meeting.series


def _skip(things):
    on = things.meeting.starts_at.date()
    first = Skip.objects.get_or_create(
        series=series_of(things), on=on.replace(year=on.year + 1), defaults={"because": "Holidays", "skipped_at": timezone.now()}
    )  # fmt: skip
    return first[0]


def _task(things):
    step = series_of(things).steps.get(slug="papers")
    return MonthTask.objects.get_or_create(meeting=things.meeting, step=step)[0]


def _template(things):
    defaults = {"title": "Like always", "saved_at": timezone.now()}
    return Template.objects.get_or_create(kind=things.kind_of_activity, defaults=defaults)[0]


def _token(things):
    series_of(things)
    return [things.token]


OF_SERIES = (
    "series series_change series_end series_history series_dates series_steps series_step_new series_ahead "
    "series_go_on series_adopt template_of_series"
)
ABOUT = {
    **{f"meetings:{name}": lambda things: [series_of(things).pk] for name in OF_SERIES.split()},
    "meetings:series_skip": lambda things: [series_of(things).pk, _next(things)],
    "meetings:series_dates_for": lambda things: [series_of(things).pk, things.person.pk],
    "meetings:series_bring_back": lambda things: [_skip(things).pk],
    "meetings:series_step": lambda things: [series_of(things).steps.get(slug="papers").pk],
    "meetings:month_task": lambda things: [_task(things).pk],
    "meetings:meeting_month": lambda things: [things.meeting.pk],
    "meetings:template_of_meeting": lambda things: [things.meeting.pk],
    "meetings:template_throw_away": lambda things: [_template(things).pk],
    "rsvp_dates": _token,
}


def _next(things):
    return series_of(things).meetings.get().series_on.isoformat()
