"""What is old enough goes (DP-06): each kind of record registers where its old ones are and how they are cleared.

A look (dry run) comes first and a coordinator confirms it; only then rows go, portion by portion.

sweeps.register("drafts", words="Unsaved words of forms", days=1, trigger="the last word typed", reason="…", owner="…",
                find=lambda *, before: Draft.objects.filter(updated_at__lt=before), clear=clear_drafts)
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from members.models import RetentionRule, RetentionRun
from members.permissions import Permission, require
from members.post import jobs
from members.rules import Refused

KIND = "retention_sweep"
PORTION = 500
A_WHILE = 20  # seconds; then the rest is taken up by the next turn of the worker
EXAMPLES = 5
EVERY = timedelta(days=7)
TOO_LONG = timedelta(days=30)  # a look that nobody confirmed for so long is an alarm on the coordinator's home
FRESH = timedelta(days=14)  # an older look is not confirmed but taken anew
State = RetentionRun.State


@dataclass(frozen=True)
class Sweep:
    """find(*, before) -> queryset of what is older than that moment; clear(rows, *, now) deals with a portion of them."""

    slug: str
    words: str
    days: int
    trigger: str
    owner: str
    reason: str
    find: Callable
    clear: Callable
    portion: int


_sweeps: dict[str, Sweep] = {}


def register(slug, *, words, days, trigger, reason, find, clear=None, owner="Involvement coordinator", portion=PORTION):
    """In `AppConfig.ready()`; `clear` deletes the rows unless something else is given. The period is a first proposal:
    what counts is the charity's own rule in the table. `portion`: how many are cleared in one transaction."""
    _sweeps[slug] = Sweep(slug, words, days, trigger, owner, reason, find, clear or _delete, portion)


def _delete(rows, *, now):
    rows.delete()


def registered() -> list[Sweep]:
    """What is proposed, in the order of registering; a charity's own periods are `rules()`."""
    return list(_sweeps.values())


def rules() -> list[RetentionRule]:
    """Every rule of the table, each sweep's own proposal written down when it is new."""
    known = set(RetentionRule.objects.values_list("slug", flat=True))
    new = [
        RetentionRule(
            slug=s.slug, words=s.words, days=s.days, trigger=s.trigger, owner=s.owner, reason=s.reason, position=at * 10
        )
        for at, s in enumerate(_sweeps.values(), start=1)
        if s.slug not in known
    ]  # fmt: skip
    RetentionRule.objects.bulk_create(new, ignore_conflicts=True)
    return [rule for rule in RetentionRule.objects.order_by("position", "pk") if rule.slug in _sweeps]


def _old(rule, *, now):
    return _sweeps[rule.slug].find(before=now - timedelta(days=rule.days))


@transaction.atomic
def look(*, now) -> RetentionRun:
    """What would go today, rule by rule: how many, and a few numbers to look at. Nothing goes."""
    found = {}
    for rule in rules():
        if rule.is_on:
            rows = _old(rule, now=now).order_by("pk")
            if count := rows.count():
                examples = [str(pk) for pk in rows.values_list("pk", flat=True)[:EXAMPLES]]
                found[rule.slug] = {"count": count, "examples": examples, "days": rule.days}
    RetentionRun.objects.filter(state=State.LOOKED).update(state=State.REPLACED)
    return RetentionRun.objects.create(looked_at=now, found=found)


@transaction.atomic
def change(*, rule, days, reason, is_on, actor, now):
    """Another period, or the rule in use or not; the reason is asked each time."""
    require(actor, Permission.ANSWER_RIGHTS)
    if not reason.strip():
        raise Refused("Please write why it is kept so long. Somebody will ask.", field="reason")
    rule.days, rule.reason, rule.is_on, rule.reviewed_on = days, reason.strip(), is_on, now.date()
    rule.save()
    return rule


@transaction.atomic
def confirm(*, run, actor, now) -> RetentionRun:
    """A coordinator has looked and says yes. The worker clears it. Raises Refused when the look is old or was replaced."""
    require(actor, Permission.ANSWER_RIGHTS)
    run = RetentionRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if run.state != State.LOOKED:
        raise Refused("This look was dealt with already.")
    if now - run.looked_at > FRESH:
        raise Refused("This look is more than two weeks old. Please look again first.")
    run.state, run.confirmed_at, run.confirmed_by = State.CONFIRMED, now, actor.person
    run.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    jobs.note(kind=KIND, key=job_key(run), facts={"run": run.pk}, asked_by=actor.person)
    return run


def job_key(run) -> str:
    return f"retention:{run.pk}"


def sweep(job, *, now, progress) -> str | None:
    """The worker's part: never more of a kind than the coordinator saw, nothing younger than on the day of the look.

    Safe to run again: what has gone is counted already. After a while it stops and is taken up again where it stopped.
    """
    began = time.monotonic()
    run = RetentionRun.objects.get(pk=job.facts["run"])
    if run.state != State.CONFIRMED:
        return None
    by_slug = {rule.slug: rule for rule in rules()}
    for slug, seen in run.found.items():
        rule = by_slug.get(slug)
        while rule is not None and rule.is_on and rule.days >= seen["days"]:
            left = min(_sweeps[slug].portion, seen["count"] - run.cleared.get(slug, 0))
            went = _portion(run, rule, left) if left > 0 else 0
            progress(sum(run.cleared.values()), run.total)
            if not went:
                break
            if time.monotonic() - began > A_WHILE:
                return jobs.AGAIN
    run.state, run.done_at = State.DONE, now
    run.save(update_fields=["state", "done_at", "cleared"])
    return None


@transaction.atomic
def _portion(run, rule, most):
    pks = list(_old(rule, now=run.looked_at).order_by("pk").values_list("pk", flat=True)[:most])
    if pks:
        rows = _old(rule, now=run.looked_at).model._base_manager.filter(pk__in=pks)
        _sweeps[rule.slug].clear(rows, now=run.confirmed_at)
        run.cleared[rule.slug] = run.cleared.get(rule.slug, 0) + len(pks)
        run.save(update_fields=["cleared"])
    return len(pks)


def plan_due(*, now) -> int:
    """A planner like any other, though it notes nothing: once a week it looks, and a coordinator's home says so."""
    newest = RetentionRun.objects.order_by("-looked_at").values_list("looked_at", flat=True).first()
    if newest is None or now - newest >= EVERY:
        look(now=now)
    return 0


@dataclass(frozen=True)
class Alarm:
    """For the coordinator's home: how much waits to be confirmed, and whether that has waited too long."""

    waiting: int = 0
    is_late: bool = False


def alarm(*, now) -> Alarm:
    """One question; nothing when all is well."""
    run = RetentionRun.objects.order_by("-looked_at", "-pk").first()
    if run is None:
        return Alarm()
    if now - run.looked_at > 2 * EVERY:
        return Alarm(is_late=True)
    if run.state == State.LOOKED and run.total:
        done = (
            RetentionRun.objects.filter(state=State.DONE).order_by("-done_at").values_list("done_at", flat=True).first()
        )
        since = done or RetentionRun.objects.order_by("looked_at").values_list("looked_at", flat=True).first()
        return Alarm(waiting=run.total, is_late=now - since > TOO_LONG)
    return Alarm()
