"""Writing down what happens while the meeting goes on: point by point, on a phone or a laptop, with or without JavaScript."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings.actions import lines
from meetings.forms.lines import FORMS, TITLES
from meetings.keeping_notes import check_has_begun, knows_who, require_to_write
from meetings.minutes import in_minutes, name_owners, notes_of, who_was_there
from meetings.models import Attendance, Rsvp
from meetings.points import agenda_of, key_of, points_of
from meetings.views.finding import meeting_for
from members.models import Consent, Person, RoleGrant
from members.permissions import Role
from members.queries import consent
from members.web import form_page, once, page, post_only, refusals_answered, refusals_into

SAVE = {"decision": lines.decide, "action": lines.act, "said": lines.say}
SAVED = {"decision": "The decision is written down.", "action": "The action is written down.", "said": "Written down."}


def writing(request, pk):
    """The meeting, if this actor may see it (404) and write its notes (403)."""
    meeting = meeting_for(request, pk)
    require_to_write(request.actor, meeting)
    return meeting


@refusals_answered
def notes_live(request, pk):
    """Every point of the agenda with what was written down, and three buttons for what comes next."""
    now = timezone.now()
    meeting = writing(request, pk)
    check_has_begun(meeting, now=now)
    points = points_of(meeting)
    name_owners(action for point in points for action in point.actions)
    context = {
        "meeting": meeting, "points": points, "now": now, "notes": notes_of(meeting),
        "there": who_was_there(meeting), "knows_who": knows_who(request.actor, meeting),
    }  # fmt: skip
    return page(request, "meetings/notes_live.html", context)


def people_for(actor, meeting, *, works_here=True) -> list:
    """Who may be named: those asked or there, and those who work here; for a member who writes, who agreed to be named."""
    asked = Rsvp.objects.filter(meeting=meeting).standing().values("person")
    there = Attendance.objects.filter(meeting=meeting, came=True).values("person")
    found = Person.objects.filter(pk__in=asked.union(there), died_on=None, erased_at=None)
    if knows_who(actor, meeting):
        people = {p.pk: p.name for p in found.by_name()}
        if works_here:
            working = RoleGrant.objects.filter(role__in=[Role.STAFF, Role.COORDINATOR]).not_ended().values("person")
            people |= {p.pk: p.name for p in Person.objects.filter(pk__in=working, is_active=True).by_name()}
        return list(people.items())
    ids = list(found.values_list("pk", flat=True))
    may = consent.holders(Consent.NAME_TO_MEMBERS, among=ids) | {actor.person_id}
    return [(p.pk, p.name) for p in found.filter(pk__in=may).by_name()]


def _form(request, meeting, what, *, draft, initial, owner=None):
    """The form of this sort of line; a member who writes is never shown, nor asked, who said what.

    `owner`: who does it already stays a choice, in two letters where their name may not be shown, so that nobody is
    taken off by somebody who only puts the words right.
    """
    if what not in FORMS:
        raise Http404
    people = people_for(request.actor, meeting)
    if owner is not None and owner.pk not in dict(people):
        people = [*people, (owner.pk, in_minutes([owner])[owner.pk])]
    if what == "said" and not knows_who(request.actor, meeting):
        people = None
    items = [(item.pk, item.title) for item in agenda_of(meeting)]
    return FORMS[what](request.POST or None, people=people, items=items, draft=draft, initial=initial)


def _values(form, meeting):
    """What was filled in, with people as records."""
    values = dict(form.cleaned_data)
    for name in ("owner", "speaker"):
        if values.get(name):
            values[name] = get_object_or_404(Person, pk=values[name])
    if "item" in values:
        values["item_id"] = values.pop("item")
    return values


def _back(meeting, key):
    return f"{reverse('meetings:notes_live', args=[meeting.pk])}#point-{key or 0}"


@once
@refusals_answered
def line_new(request, pk, what):
    """A new line under one point."""
    now = timezone.now()
    meeting = writing(request, pk)
    check_has_begun(meeting, now=now)
    item = request.GET.get("item", "")
    item = int(item) if item.isdecimal() and len(item) < 18 else None
    form = _form(request, meeting, what, draft=f"notes-{meeting.pk}-{what}-{item or 0}", initial={"item": item})
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            values = _values(form, meeting)
            SAVE[what](meeting=meeting, **values, actor=request.actor, now=now)
            messages.success(request, SAVED[what])
            return redirect(_back(meeting, values.get("item_id")))
    context = {
        "meeting": meeting,
        "title": TITLES[what],
        "back": _back(meeting, item),
        "action": request.get_full_path(),
    }
    return form_page(request, "meetings/line.html", form, context, partial="meetings/_line_form.html")


def _line(request, what, pk):
    """One line of a meeting this actor may write the notes of."""
    if what not in lines.MODELS:
        raise Http404
    line = get_object_or_404(lines.MODELS[what].objects.select_related("meeting"), pk=pk)
    writing(request, line.meeting_id)
    return line


@once
@refusals_answered
def line_edit(request, what, pk):
    """A line put right."""
    line = _line(request, what, pk)
    names = FORMS[what].base_fields
    initial = {name: getattr(line, name) for name in names} | {"item": key_of(line) or None}
    initial |= {name: getattr(line, f"{name}_id") for name in ("owner", "speaker") if name in names}
    form = _form(
        request,
        line.meeting,
        what,
        draft=f"notes-line-{what}-{pk}",
        initial=initial,
        owner=getattr(line, "owner", None),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            lines.change(line=line, actor=request.actor, now=timezone.now(), **_values(form, line.meeting))
            messages.success(request, "Put right.")
            return redirect(_back(line.meeting, key_of(line)))
    context = {
        "meeting": line.meeting, "title": TITLES[what], "back": _back(line.meeting, key_of(line)), "line": line,
        "what": what, "action": request.path,
    }  # fmt: skip
    return form_page(request, "meetings/line.html", form, context)


@post_only
@refusals_answered
def line_away(request, what, pk):
    """A line that should not stand there."""
    line = _line(request, what, pk)
    back = _back(line.meeting, key_of(line))
    lines.take_away(line=line, actor=request.actor, now=timezone.now())
    messages.success(request, "The line is gone.")
    return redirect(back)
