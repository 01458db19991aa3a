"""Who changed what is logged, when and why (LOG-26), read from the append-only events into plain lines."""

from dataclasses import dataclass
from datetime import datetime

import pghistory.models
from django.apps import apps
from django.utils import timezone

from members.models import Person
from members.models.body import Hat
from members.words import day, minutes
from projects.models import Activity, Participation

SKIPPED = {
    "needs_detail",
    "edited_by_hand",
    "from_register",
    "is_lived_experience",
    "logged_at",
    "logged_by",
    "created_at",
}
MINUTES = {"minutes", "contact_minutes", "prep_minutes", "travel_minutes"}
LABELS = {
    "contact_minutes": "time there",
    "prep_minutes": "time to prepare",
    "travel_minutes": "time to travel",
    "minutes": "time each person gave",
    "first_stage": "involved from, corrected",
    "first_stage_reason": "reason for the correction",
    "lead": "who leads it",
}


@dataclass(frozen=True)
class Change:
    """One thing somebody did: `what` are lines such as "title: Panel → Panel, both rounds"."""

    at: datetime
    who: str
    what: list
    why: str

    @property
    def entry(self):
        """For the timeline component."""
        text = "; ".join(self.what) + (f". Why: {self.why}" if self.why else "")
        return {"when": self._when, "title": self.who, "text": text}

    @property
    def _when(self):
        at = timezone.localtime(self.at)
        return f"{day(at)}, {at:%H:%M}"


def changes_of(thing) -> list[Change]:
    """What happened to a project or an activity (its people included), newest first; the same few queries however long."""
    rows = _rows(thing._meta.model, pgh_obj_id=thing.pk)
    if isinstance(thing, Activity):
        rows += _rows(Participation, activity_id=thing.pk)
    if not rows:
        return []
    contexts = _contexts(rows)
    people = _people(rows, contexts)
    lines = []
    for model, before, event in _pairs(sorted(rows, key=lambda row: row[1].pgh_created_at)):
        what = _lines(model, before, event, people)
        if what:
            said = contexts.get(event.pgh_context_id, {})
            who = people.get(
                said.get("person"), "The site" if not said.get("person") else "Somebody who is no longer here"
            )
            if said.get("on_behalf_of"):
                who += f" for {people.get(said['on_behalf_of'], 'somebody')}"
            lines.append((event.pgh_created_at, event.pgh_context_id, who, what, said.get("why", "")))
    return _together(lines)


def _rows(model, **which):
    events = apps.get_model(model._meta.app_label, f"{model._meta.object_name}Event")
    return [(model, event) for event in events.objects.filter(**which).order_by("pgh_created_at", "pgh_id")]


def _pairs(rows):
    """Each event with the one before it of the same record."""
    last = {}
    for model, event in rows:
        key = (model, event.pgh_obj_id)
        yield model, last.get(key), event
        last[key] = event


def _contexts(rows):
    ids = {event.pgh_context_id for _, event in rows if event.pgh_context_id}
    return dict(pghistory.models.Context.objects.filter(pk__in=ids).values_list("pk", "metadata"))


def _people(rows, contexts):
    ids = {said.get(key) for said in contexts.values() for key in ("person", "on_behalf_of")}
    ids |= {event.person_id for model, event in rows if model is Participation}
    ids |= {getattr(event, "lead_id", None) for _, event in rows}
    return dict(Person.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))


def _lines(model, before, event, people):
    kind = {"insert": "added", "delete": "removed"}.get(event.pgh_label)
    if model is Participation:
        name = people.get(event.person_id, "Somebody")
        if kind:
            return [
                f"{name} {kind} as {_shown(model, 'hats', event.hats, people)}" if kind == "added" else f"{name} {kind}"
            ]
        return [f"{name}, {line}" for line in _differences(model, before, event, people)]
    if kind == "added":
        return ["logged" if model is Activity else "added"]
    return [kind] if kind else _differences(model, before, event, people)


def _differences(model, before, event, people):
    if before is None:
        return []
    lines = []
    for each in model._meta.concrete_fields:
        if each.name in SKIPPED or each.generated or not hasattr(event, each.attname):
            continue
        old, new = getattr(before, each.attname), getattr(event, each.attname)
        if old != new:
            label = LABELS.get(each.name, str(each.verbose_name))
            shown = [_shown(model, each.name, value, people) for value in (old, new)]
            lines.append(f"{label}: {shown[0]} → {shown[1]}")
    return lines


def _shown(model, name, value, people):
    if value in (None, "", []):
        return "not known" if name in MINUTES or name in ("stage", "first_stage") else "empty"
    if name in MINUTES:
        return minutes(value)
    if name == "hats":
        return ", ".join(Hat(hat).label for hat in value)
    found = model._meta.get_field(name)
    if found.choices:
        return str(dict(found.flatchoices).get(value, value))
    if found.many_to_one:
        return people.get(value) or str(found.related_model._base_manager.filter(pk=value).first() or "empty")
    words = day(value) if name.endswith("_on") else str(value)
    return words if len(words) <= 80 else words[:77] + "…"


def _together(lines):
    """Changes of one request are told as one."""
    told = []
    for at, context, who, what, why in lines:
        if told and context and told[-1][1] == context:
            told[-1][3].extend(line for line in what if line not in told[-1][3])
        else:
            told.append([at, context, who, list(what), why])
    return [Change(at, who, what, why) for at, _, who, what, why in sorted(told, key=lambda row: row[0], reverse=True)]
