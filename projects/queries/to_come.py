"""What somebody said yes to and has still before them: pieces of work, and meetings of other organisations."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from members.words import clock, day, full_day, without_its_stop
from projects.models import Invitation, Lasts, OutsideMeeting


@dataclass(frozen=True)
class ToCome:
    """One line; `on` orders it, and is None when no day is known."""

    title: str
    when: str
    place: str
    on: date | None
    address: str = ""
    goes_on: bool = False  # it has begun and has no last day


def work_to_come(person, *, today) -> list[ToCome]:
    """The next first, then what has no day; last what goes on already, for nobody has to get ready for it."""
    found = [*_work(person, today), *_elsewhere(person, today)]
    return sorted(found, key=lambda each: (each.goes_on, each.on or date.max, each.title))


def _work(person, today):
    """What they do, or will unless it is settled otherwise; until its last day, or, without a day, until it stands in the log.
    A role without a last day goes on until it is done, or its project has ended."""
    open_still = Q(opportunity__ends_on__gte=today) | Q(opportunity__ends_on=None, opportunity__starts_on__gte=today)
    no_day = Q(opportunity__ends_on=None, opportunity__starts_on=None, opportunity__told_at=None)
    running = Q(opportunity__project__ended_on=None) | Q(opportunity__project__ended_on__gte=today)
    goes_on = running & ~Q(opportunity__lasts=Lasts.ONCE) & Q(opportunity__ends_on=None, opportunity__done_at=None)
    found = Invitation.objects.doing().filter(
        open_still | no_day | goes_on, person=person, opportunity__cancelled_at=None, opportunity__activity=None
    )
    for each in found.select_related("opportunity").order_by("pk"):
        work = each.opportunity
        yield ToCome(work.title, _when(work, today), work.place, work.starts_on, goes_on=_goes_on(work, today))


def _goes_on(work, today):
    return not work.ends_on and work.starts_on is not None and work.starts_on < today and work.lasts != Lasts.ONCE


def _when(work, today):
    """When it is; of what has begun and has no last day, since when."""
    if not _goes_on(work, today):
        return work.when_said
    words = without_its_stop(work.when_words)
    return f"Since {full_day(work.starts_on)}. {words}" if words else f"Since {full_day(work.starts_on)}"


def _elsewhere(person, today):
    for each in OutsideMeeting.objects.to_come(today=today).filter(person=person).order_by("on_day", "pk"):
        when = f"{day(each.on_day)}, {clock(each.starts_at)}" if each.starts_at else day(each.on_day)
        yield ToCome(each.title, when, each.place, each.on_day, reverse("projects:table", args=[each.pk]))
