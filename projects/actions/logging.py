"""What people gave, written down: the quick log, later changes, taking back (LOG-07 to 15, 24 to 26)."""

from dataclasses import dataclass, field

import pghistory
from django.db import IntegrityError, transaction

from members.permissions import Permission, require
from members.rules import Refused
from projects import events, rules
from projects.actions.registers import from_register
from projects.models import Activity, Participation
from projects.queries import usual_hats

__all__ = ["Part", "bring_back", "close_task", "edit", "from_register", "quick_log", "take_back", "took_place"]


@dataclass
class Part:
    """One person's part as typed: minutes that are None are not known, nought is nought."""

    person: object
    hats: list = field(default_factory=list)
    contact_minutes: int | None = None
    prep_minutes: int | None = None
    travel_minutes: int | None = None

    KEPT = ("hats", "contact_minutes", "prep_minutes", "travel_minutes")

    def words(self):
        return {name: getattr(self, name) for name in self.KEPT}


@transaction.atomic
def quick_log(
    *,
    actor,
    now,
    kind,
    title,
    date,
    team,
    people,
    others=0,
    others_le=0,
    stage=None,
    project=None,
    minutes=None,
    notes="",
    hats=None,
    token=None,
) -> Activity:
    """Log one activity of one day. `minutes` is what each person gave; `hats` are {person id: [hat, …]}, where not the usual.

    The same form token logs once. Raises Refused.
    """
    activity = Activity(
        kind=kind,
        title=title.strip() or kind.name,
        summary=notes,
        team=team,
        project=project,
        started_on=date,
        ended_on=date,
        level=kind.default_level,
        stage=stage,
        minutes=minutes,
        others=others,
        others_le=others_le,
        logged_by=actor.person,
        logged_at=now,
        form_token=token,
    )
    require(actor, Permission.LOG, within=activity)
    rules.check_it_has_happened(date, now=now)
    rules.check_heads(others, others_le)
    rules.check_minutes(minutes)
    people = list({person.pk: person for person in people}.values())
    worn = _hats(people, hats or {}, day=date)
    rules.check_everyone_has_a_hat(people, worn)
    activity.needs_detail = bool(rules.what_is_missing(activity, named=len(people)))
    if not _inserted(activity):
        return _logged_before(token, actor)
    Participation.objects.bulk_create(
        Participation(activity=activity, person=person, hats=worn[person.pk], contact_minutes=minutes)
        for person in people
    )
    events.activity_changed.send(sender=Activity, activity=activity, now=now)
    return activity


def _hats(people, said, *, day):
    usual = usual_hats([p for p in people if not said.get(p.pk)], day=day)
    return {p.pk: list(said.get(p.pk) or ([usual[p.pk]] if usual[p.pk] else [])) for p in people}


def _inserted(activity):
    """False when the same form came before; the unique token tells, however close together the two came."""
    try:
        with transaction.atomic():
            activity.save(force_insert=True)
    except IntegrityError:
        if activity.form_token and Activity.objects.filter(form_token=activity.form_token).exists():
            return False
        raise
    return True


def _logged_before(token, actor):
    before = Activity.objects.get(form_token=token)
    if before.logged_by_id != actor.person_id:
        raise Refused("This page was used already. Please open a fresh one.")
    return before


@transaction.atomic
def edit(*, activity, actor, now, parts=None, why="", **changes) -> Activity:
    """Change what is logged; `parts` (a list of Part) replaces who took part. Who, when, what and why are kept (LOG-26)."""
    require(actor, Permission.EDIT_LOG, within=activity)
    minutes_before = activity.minutes
    for name, value in changes.items():
        setattr(activity, name, value)
    require(actor, Permission.EDIT_LOG, within=activity)
    rules.check_it_has_happened(activity.ended_on, now=now)
    rules.check_window(activity.started_on, activity.ended_on)
    rules.check_heads(activity.others, activity.others_le)
    rules.check_minutes(activity.minutes)
    if parts is not None:
        rules.check_everyone_has_a_hat([p.person for p in parts], {p.person.pk: p.hats for p in parts})
    with pghistory.context(why=why):
        activity.edited_by_hand = activity.edited_by_hand or (bool(changes) and activity.meeting_id is not None)
        activity.save(update_fields=[*changes, "edited_by_hand"])
        if activity.minutes != minutes_before:  # those whose time was the activity's follow it
            activity.participations.filter(contact_minutes=minutes_before).update(contact_minutes=activity.minutes)
            for part in parts or []:
                if part.contact_minutes == minutes_before:
                    part.contact_minutes = activity.minutes
        if parts is not None:
            _write_parts(activity, parts)
        if "needs_detail" not in changes:
            activity.needs_detail = bool(rules.what_is_missing(activity, named=activity.participations.count()))
            activity.save(update_fields=["needs_detail"])
    events.activity_changed.send(sender=Activity, activity=activity, now=now)
    return activity


def _write_parts(activity, parts):
    by_hand = activity.meeting_id is not None
    before = {p.person_id: p for p in activity.participations.select_for_update()}
    wanted = {part.person.pk: part for part in parts}
    for person_id, part in wanted.items():
        row = before.get(person_id)
        if row is None:
            Participation.objects.create(activity=activity, person=part.person, edited_by_hand=by_hand, **part.words())
        elif any(getattr(row, name) != value for name, value in part.words().items()):
            for name, value in part.words().items():
                setattr(row, name, value)
            row.edited_by_hand = row.edited_by_hand or by_hand
            row.save(update_fields=[*Part.KEPT, "edited_by_hand"])
    activity.participations.filter(person_id__in=set(before) - set(wanted)).delete()


@transaction.atomic
def take_back(*, activity, actor, now) -> Activity:
    """It was a mistake: it counts nowhere from now on, and can be brought back."""
    return _become(Activity.State.REMOVED, activity=activity, actor=actor, now=now)


@transaction.atomic
def bring_back(*, activity, actor, now) -> Activity:
    """Taking it back was the mistake: it is again what it was before, so a draft that nobody counted is a draft."""
    state = _before_it_was_taken_back(activity) if activity.state == Activity.State.REMOVED else activity.state
    return _become(state, activity=activity, actor=actor, now=now)


@transaction.atomic
def took_place(*, activity, actor, now) -> Activity:
    """Somebody says that it took place, whatever it was before: it counts from now on."""
    return _become(Activity.State.HELD, activity=activity, actor=actor, now=now)


def _before_it_was_taken_back(activity):
    """As history has it. Where that is gone it is a draft: it counts when somebody says that it took place."""
    states = activity.events.exclude(state=Activity.State.REMOVED).order_by("-pgh_id").values_list("state", flat=True)
    return states.first() or Activity.State.DRAFT


def _become(state, *, activity, actor, now):
    require(actor, Permission.EDIT_LOG, within=activity)
    rules.check_is_not_from_a_register(activity)
    if activity.state != state:
        activity.state = state
        activity.save(update_fields=["state"])
        events.activity_changed.send(sender=Activity, activity=activity, now=now)
    return activity


@transaction.atomic
def close_task(*, task, actor, now):
    """A question about the log was looked at."""
    require(actor, Permission.EDIT_LOG, within=task.activity)
    if task.closed_at is None:
        task.closed_at = now
        task.save(update_fields=["closed_at"])
    return task
