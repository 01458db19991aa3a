"""Erasing as work for the worker: first the look at what would go, then, once the name was typed, the erasure itself.

A job's facts hold numbers only: whose record, and the keys of places. The erasure is one transaction and says in it that
its job is done: a worker that dies midway leaves everything as it was, and the next begins again.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members.actions import erasure
from members.models import Job, Person, RoleGrant
from members.models.job import JobState
from members.permissions import Actor, Permission, Role, Via, require
from members.post import jobs
from members.queries.traces import MOST
from members.rules import Refused
from members.rules.rights import check_can_erase

LOOK, ERASE = "erasure_look", "erasure"
FRESH = timedelta(hours=4)  # how long a look is shown; then somebody looks again
GONE = "This record is no longer there: somebody else has just erased or merged it."
NO_LONGER = "Whoever asked for it is no longer a coordinator. Nothing has been erased."


def look(*, person, actor, now) -> Job:
    """Find out what would go. Raises Refused when this record may not be erased."""
    require(actor, Permission.ANSWER_RIGHTS, within=person)
    check_can_erase(person, actor=actor, day=timezone.localdate(now))
    return jobs.note(kind=LOOK, key=f"{LOOK}:{person.pk}", facts={"person": person.pk}, asked_by=actor.person)


@transaction.atomic
def begin(*, person, theirs, rows, actor, now) -> Job:
    """The name was typed: erase. `theirs` and `rows` are the keys and numbers that were ticked. Raises Refused."""
    require(actor, Permission.ANSWER_RIGHTS, within=person)
    check_can_erase(person, actor=actor, day=timezone.localdate(now))
    facts = {"person": person.pk, "theirs": sorted(theirs), "rows": sorted(rows)}
    return jobs.note(kind=ERASE, key=f"{ERASE}:{person.pk}", facts=facts, asked_by=actor.person)


def run_look(job, *, now, progress) -> None:
    """The worker's part of the look; it changes nothing."""
    with _said_in_the_job(job):
        seen = erasure.preview(person=_person_of(job), actor=_actor_of(job, now=now), now=now, progress=progress)
        found = {
            "counted": seen.rows, "held": seen.held, "maybe": [row.pk for row in seen.maybe],
            "sure": [trace.key for trace in seen.sure[:MOST]], "sure_count": len(seen.sure),
            "unsure": [trace.key for trace in seen.unsure[:MOST]], "unsure_count": len(seen.unsure),
        }  # fmt: skip
        Job.objects.filter(pk=job.pk).update(facts=job.facts | found)


def run(job, *, now, progress) -> None:
    """The worker's part of the erasure: all of it or nothing. Safe to run again."""
    if "receipt" in job.facts:
        return
    progress(0, 1)
    with _said_in_the_job(job), transaction.atomic(), jobs.seen_by_others(job) as progress_now:
        receipt = erasure.erase(
            person=_person_of(job), actor=_actor_of(job, now=now), now=now, job=job, progress=progress_now,
            theirs=frozenset(job.facts["theirs"]), rows=frozenset(job.facts["rows"]),
        )  # fmt: skip
        done = {"key": f"{ERASE}:{receipt.number}", "facts": {"receipt": receipt.number}}
        Job.objects.filter(pk=job.pk).update(**done)


class _said_in_the_job:
    """A refusal is an answer like any other: the page says it, and nobody tries again."""

    def __init__(self, job):
        self.job = job

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, _):
        if isinstance(problem, Refused):
            said = {**self.job.facts, "refused": str(problem)}
            # whoever came too late finds the record gone: then the receipt of the other worker is the answer
            Job.objects.filter(pk=self.job.pk).exclude(facts__has_key="receipt").update(facts=said)
            return True
        return False


def _person_of(job) -> Person:
    person = Person.objects.filter(pk=job.facts["person"], erased_at=None).first()
    if person is None:
        raise Refused(GONE)
    return person


def _actor_of(job, *, now) -> Actor:
    """Whoever pressed, if they may still."""
    grants = RoleGrant.objects.filter(role=Role.COORDINATOR, person=job.asked_by, person__is_active=True)
    if not grants.on(timezone.localdate(now)).exists():
        raise Refused(NO_LONGER)
    return Actor(person=job.asked_by, role=Role.COORDINATOR, via=Via.BROWSER)


def looked_at(person, *, now) -> Job | None:
    """The newest look at this record that is over and fresh."""
    done = Job.objects.filter(kind=LOOK, key=f"{LOOK}:{person.pk}", state=JobState.DONE, ended_at__gt=now - FRESH)
    return done.filter(facts__counted__isnull=False).order_by("-pk").first()


def under_way(person) -> Job | None:
    """The erasure of this record, when one is waiting or running."""
    return Job.objects.filter(key=f"{ERASE}:{person.pk}", state__in=[JobState.WAITING, JobState.RUNNING]).first()
