"""Once a minute: what is wrong with the site? Told once to whoever looks after it, and once more when it is over.

When everything is dead nobody is here to say so: an outside monitor asks /healthz (docs/running.md).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from coproduction import health
from coproduction.copies.standing import HEARTBEAT
from coproduction.watching import figures, letters
from members import charity
from members.models import Heartbeat, RetentionRun, Trouble
from members.sweeps import running as clearing
from members.words import plural, when

EVERY = timedelta(seconds=55)
PATIENCE = {Trouble.Sort.SITE: timedelta(minutes=5)}  # a restart is no trouble
CALM = timedelta(minutes=30)  # what comes and goes is one trouble, told once
ONE_DAY = timedelta(days=1)
COPY_TOO_OLD = timedelta(days=2)
CLEARING_TOO_LATE = timedelta(hours=48)
LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('trouble', 0))"
_looked: list[datetime] = []


def plan_due(*, now: datetime) -> int:
    """A planner like any other. A demonstration, whose clock is pushed about, is left alone."""
    if settings.DEMO or (_looked and abs(now - _looked[0]) < EVERY):
        return 0
    _looked[:] = [now]
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        if not cursor.fetchone()[0]:
            return 0  # another process looks at this moment
    return look(now=now)


def look(*, now: datetime) -> int:
    """Compare what is wrong with what was. How many troubles began or ended for their reader."""
    wrong = {sort: words for sort, words in what_is_wrong(now=now).items() if words}
    known = {trouble.sort: trouble for trouble in Trouble.objects.filter(ended_at=None)}
    for sort in wrong.keys() - known.keys():
        known[sort] = Trouble(sort=sort, began_at=now)
    return sum(_follow(trouble, wrong.get(sort, ""), now=now) for sort, trouble in known.items())


def what_is_wrong(*, now: datetime) -> dict[str, str]:
    """Each sort of trouble in words; "" where all is well."""
    return {
        Trouble.Sort.SITE: _parts(now=now),
        Trouble.Sort.LETTERS: _letters(now=now),
        Trouble.Sort.COPY: _copy(now=now),
        Trouble.Sort.DISK: _disk(),
        Trouble.Sort.RETENTION: _retention(now=now),
    }


def _follow(trouble: Trouble, words: str, *, now: datetime) -> bool:
    if words:
        trouble.words, trouble.seen_at = words[:300], now
        tells = trouble.told_at is None and now - trouble.began_at >= PATIENCE.get(trouble.sort, timedelta())
        if tells:
            trouble.told_at = now
        trouble.save()
        if tells:
            letters.tell(trouble, letters.BEGAN, now=now)
        return tells
    if trouble.told_at is None:
        trouble.delete()
        return False
    if now - trouble.seen_at < CALM:
        return False
    trouble.ended_at = now
    trouble.save(update_fields=["ended_at"])
    letters.tell(trouble, letters.OVER, now=now)
    return True


def _parts(*, now) -> str:
    with connection.cursor() as cursor:
        cursor.execute(health.ASK, [now, health.LATE_AFTER])
        found = health.words(cursor.fetchall())
    wrong = [f"{health.NAMES[name]}: {word}" for name, word in found.items() if name != "backup" and word != "ok"]
    return ". ".join(wrong)


def _letters(*, now) -> str:
    count = figures.could_not_be_sent(since=now - ONE_DAY).count()
    return f"{plural(count, 'letter').capitalize()} of the last day could not be sent." if count else ""


def _copy(*, now) -> str:
    made = Heartbeat.objects.filter(name=HEARTBEAT).values_list("at", flat=True).first()
    since = made or charity.current().created_at
    if since is None or now - since <= COPY_TOO_OLD:
        return ""
    return "The last copy of the site is older than two days." if made else "No copy of the site was ever made."


def _disk() -> str:
    room = figures.room()
    return f"{room.percent} % of the disk is free." if room.is_low else ""


def _retention(*, now) -> str:
    """The look of each week, and what somebody confirmed: either may be two days late, not more. Nothing old, nothing late."""
    before = now - CLEARING_TOO_LATE
    if RetentionRun.objects.filter(state=RetentionRun.State.CONFIRMED, confirmed_at__lt=before).exists():
        return "Clearing away old records was confirmed more than two days ago, and is not done."
    newest = RetentionRun.objects.order_by("-looked_at").values_list("looked_at", flat=True).first()
    if newest is None:
        since = charity.current().created_at
        return "No look for old records was ever made." if since is not None and since < before else ""
    if newest >= before - clearing.EVERY:
        return ""
    return f"The last look for old records is from {when(newest)}. One is due each week."
