"""The demonstration's time: when the reminders of the walk's meeting are due, and the job that goes there.

The clock on the wall does not move. The job plans and delivers, day by day and through the ordinary
planners and senders, whatever is due until then; since every letter has its key, nothing is sent twice later.
"""

from datetime import datetime, time, timedelta

from django.db import transaction

from coproduction.story import load, wipe
from coproduction.story.days import LONDON
from meetings.models import Meeting
from members.models import Body, Job
from members.post import clock, jobs

ADVANCE, RESET = "story_advance", "story_reset"
A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)
WORDS = {
    "first": "to the first reminder",
    "second": "to the second reminder",
    "after": "to the day after",
}


def walk_meeting(*, now):
    """The meeting the walk is about: the Advisory Group's next one once it is published, else the next of all."""
    coming = Meeting.objects.published().filter(starts_at__gt=now).order_by("starts_at", "pk")
    return coming.filter(body__sort=Body.Sort.ADVISORY).first() or coming.first()


def moment(meeting, to) -> datetime:
    """When that button's letters are due."""
    starts = meeting.starts_at.astimezone(LONDON)
    if to == "after":
        return datetime.combine(starts.date() + A_DAY, time(10), tzinfo=LONDON)
    days = sorted(meeting.reminder_days or [7, 3], reverse=True)
    ahead = days[0] if to == "first" else days[-1]
    return datetime.combine(starts.date() - timedelta(days=ahead), meeting.reminder_time, tzinfo=LONDON) + A_MINUTE


def go(*, to, now):
    """Note the job that goes there; None when no meeting is published."""
    meeting = walk_meeting(now=now)
    if meeting is None:
        return None
    until = moment(meeting, to)
    return jobs.note(kind=ADVANCE, key="story", facts={"until": until.isoformat(), "to": to})


def start_again():
    """Note the job that loads the story from the beginning."""
    return jobs.note(kind=RESET, key="story again")


def last_job():
    """The story's job that is under way or ended last."""
    return Job.objects.filter(kind__in=[ADVANCE, RESET]).order_by("-pk").first()


def stops(*, now, until):
    """The moments at which the job looks: once a day at the hour it goes to, and then the moment itself."""
    until = until.astimezone(LONDON)
    day, found = now.astimezone(LONDON).date(), [now]
    while day < until.date():
        found.append(datetime.combine(day, until.time(), tzinfo=LONDON))
        day += A_DAY
    return sorted({at for at in found if now <= at < until} | ({until} if until > now else {now}))


def advance(job, *, now, progress):
    """Plan and deliver what is due by then, as the clock would have done on each day."""
    moments = stops(now=now, until=datetime.fromisoformat(job.facts["until"]))
    for done, at in enumerate(moments):
        progress(done, len(moments))
        clock.tick(now=at)
    progress(len(moments), len(moments))


def begin_anew(job, *, now, progress):
    """Everything away and the story again, in one transaction: until it commits everybody sees what was before."""
    progress(0, 2)
    under_way = Job.objects.filter(kind=ADVANCE, state__in=[Job.State.WAITING, Job.State.RUNNING])
    under_way.update(state=Job.State.FAILED, error="The story began again.", ended_at=now)
    with transaction.atomic():
        wipe.everything()
        load.load(now=now)
        wipe.what_is_left(keep=job)
    progress(2, 2)
