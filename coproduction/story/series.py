"""The Advisory Group and the Network as series: their meetings belong to them, one date is skipped, the clock has run."""

from datetime import timedelta

from coproduction.story.present import coordinator
from coproduction.story.reading import read
from meetings import dates
from meetings.actions import adopting, months, templates
from meetings.actions import series as keeping
from meetings.models import DoneBy, MeetingState, MonthTask, Series
from meetings.months import known_slugs

A_CYCLE = timedelta(days=32)
A_WHILE = timedelta(hours=3)


def belong(cast):
    """Series from the story's own meetings; nobody is told anything."""
    usual = {each["body"]: each for each in read("meetings")["series"]}
    for plan in read("series")["series"]:
        series = _series(cast, usual[plan["body"]], plan)
        adopting.adopt(
            series=series, meetings=list(adopting.adoptable(series)), actor=coordinator(cast), now=cast.days.now
        )
        if plan["skip"]:
            _skip(cast, series, plan["skip"])
        _clock(cast, series)
    group = Series.objects.get(body=cast.bodies["advisory-group"])
    templates.save_from(group, actor=coordinator(cast), now=cast.days.now)


def _series(cast, usual, plan):
    days = cast.days
    anchor = days.in_step(plan["weekday"], weeks=plan["weeks"])
    series = Series.objects.create(
        kind=cast.kinds[usual["kind"]], body=cast.bodies[usual["body"]], team=cast.teams["co-production"], lead=cast["jo"],
        title=usual["title"], unit=Series.Unit.WEEK, every=4, weekday=plan["weekday"], first_on=anchor,
        starts=days.at(anchor, usual["starts"]).time(), ends=days.at(anchor, usual["ends"]).time(), dates_ahead=1,
        **usual["how"],
    )  # fmt: skip
    months.seed(series)
    series.steps.filter(slug__in=plan.get("without", [])).update(is_on=False)
    return series


def _skip(cast, series, because):
    """The date after the next one."""
    after = series.meetings.order_by("-series_on").values_list("series_on", flat=True).first()
    on = dates.coming(series, after=after, count=1)[0]
    keeping.skip(series=series, on=on, because=because, actor=coordinator(cast), now=cast.days.now)


def _clock(cast, series):
    """Laid out as it was a month before the last meeting; what was due then has been done, by the site or by Jo."""
    now = cast.days.now
    last = series.meetings.filter(ends_at__lt=now).exclude(state=MeetingState.CANCELLED).order_by("-starts_at").first()
    MonthTask.objects.filter(meeting__series=series).delete()
    months.lay_out(series, now=last.starts_at - A_CYCLE)
    months.notice(now=now)
    done = MonthTask.objects.filter(meeting__series=series, due_at__lt=now, done_at=None, skipped_at=None)
    by_itself = done.filter(meeting__ends_at__lt=now, step__done_by=DoneBy.SYSTEM)  # letters of before the story began
    by_itself.update(skipped_at=now, skipped_because=months.TOO_LATE)
    done = done.exclude(step__slug__in=known_slugs())  # what the site can see is ticked by the site alone
    left_open = done.filter(meeting__state=MeetingState.DRAFT)  # the next meeting's first step waits for Jo
    for task in done.exclude(pk__in=left_open.values("pk")).order_by("pk"):
        task.done_at, task.done_by = task.due_at - A_WHILE, cast["jo"]
        task.save(update_fields=["done_at", "done_by"])
