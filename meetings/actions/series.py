"""A series: begun, kept ahead of its dates, a date skipped or brought back, and ended (MTG-01).

Order of locks: the series, then its meetings, then their answers, then letters.
"""

from django.db import transaction

from meetings import dates, rules
from meetings.actions import months, planning
from meetings.models import Meeting, MeetingState, Rsvp, Series, Skip
from members.models import Person
from members.permissions import Permission, require
from members.rules import Refused
from members.words import day

PLAN = Permission.PLAN_MEETING
MOST_AHEAD = 24  # dates made by one press


def lock(series_id) -> Series:
    """The series as it now stands, before any of its meetings."""
    return Series.objects.select_for_update(of=("self",), no_key=True).get(pk=series_id)


@transaction.atomic
def create(*, actor, now, **fields) -> Series:
    """The rule, its clock with the usual steps, and the first meetings as drafts that nobody hears of."""
    series = Series(**fields)
    require(actor, PLAN, within=series)
    rules.check_series(series)
    rules.check_modes(series)
    dates.check_every_time_exists(series, now=now)
    if not dates.coming(series, after=dates.today_in_london(now), count=1):
        raise Refused("This rule gives no date that is still to come. Please look at the days.", field="first_on")
    series.save()
    months.seed(series)
    _keep_ahead(series, now=now)
    return series


@transaction.atomic
def plan_ahead(*, series, count, actor, now) -> int:
    """The next so many dates as drafts, by a press. Returns how many are new."""
    require(actor, PLAN, within=series)
    if not 1 <= count <= MOST_AHEAD:
        raise Refused(f"Please plan between 1 and {MOST_AHEAD} dates at a time.", field="count")
    return _keep_ahead(lock(series.pk), count=count, now=now)


@transaction.atomic
def keep_ahead(series_id, *, now) -> int:
    """What the clock does: the dates this series keeps ahead become drafts. Twice, or two at once, makes nothing twice."""
    return _keep_ahead(lock(series_id), now=now)


def missing(series, *, known, now, count=None) -> list:
    """Dates to come that have neither a meeting nor a skip; `known` are the dates that have."""
    today = dates.today_in_london(now)
    return [on for on in dates.coming(series, after=today, count=count or series.dates_ahead) if on not in known]


def _keep_ahead(series, *, now, count=None) -> int:
    known = set(series.meetings.exclude(series_on=None).order_by().values_list("series_on", flat=True))
    known |= set(series.skips.order_by().values_list("on", flat=True))
    made = []
    for on in missing(series, known=known, now=now, count=count):
        try:
            made.append(make(series, on, now=now))
        except Refused as no:  # clocks skip that time, or show it twice: said on the page of the series
            Skip.objects.create(series=series, on=on, because=str(no)[:300], skipped_at=now)
    months.lay_out(series, now=now)
    return len(made)


def make(series, on, *, now, people=None) -> Meeting:
    """The meeting of one date, a draft with everything the series says. Under the lock of the series."""
    starts_at, ends_at = dates.instants(series, on)
    meeting = Meeting(
        state=MeetingState.DRAFT, series=series, series_on=on, kind_id=series.kind_id, starts_at=starts_at,
        ends_at=ends_at, answer_by=dates.answer_by(series, starts_at, now=now), **series.handed_on,
    )  # fmt: skip
    if people is None and series.body_id is None:
        people = _of_the_date_before(series, on)
    return planning.lay_down(meeting, people=people, now=now)


def _of_the_date_before(series, on):
    """A series for no body in particular: whoever was on the list last time."""
    before = series.meetings.filter(series_on__lt=on).order_by("-series_on", "-pk").first()
    listed = Rsvp.objects.filter(meeting=before).standing() if before else Rsvp.objects.none()
    return Person.objects.filter(pk__in=listed.values("person"), died_on=None).by_name()


@transaction.atomic
def skip(*, series, on, because, actor, now) -> Skip:
    """The group does not meet on that date. Whoever was asked already is told, with the reason."""
    require(actor, PLAN, within=series)
    series = lock(series.pk)
    rules.check_can_skip(series, on, because=because, now=now)
    skipped, is_new = Skip.objects.get_or_create(
        series=series, on=on,
        defaults={"because": because.strip()[:300], "skipped_at": now, "skipped_by_id": actor.person_id},
    )  # fmt: skip
    if not is_new:
        raise Refused(f"{day(on)} is skipped already.")
    for meeting in series.meetings.filter(series_on=on).exclude(state=MeetingState.CANCELLED):
        planning.cancel(meeting=meeting, because=skipped.because, actor=actor, now=now)
    return skipped


@transaction.atomic
def bring_back(*, skip, actor, now) -> Meeting:
    """They meet after all: a new draft with the list there was; nobody hears of it until it is published."""
    require(actor, PLAN, within=skip.series)
    series, on = lock(skip.series_id), skip.on
    if on <= dates.today_in_london(now):
        raise Refused(f"{day(on)} has passed. Plan a single meeting instead.")
    skip.delete()
    cancelled = series.meetings.filter(series_on=on, state=MeetingState.CANCELLED).order_by("-pk").first()
    people = None
    if cancelled:
        listed = Rsvp.objects.filter(meeting=cancelled).standing()
        people = Person.objects.filter(pk__in=listed.values("person"), died_on=None).by_name()
    meeting = make(series, on, people=people, now=now)
    months.lay_out(series, now=now)
    return meeting
