"""The quick log, its thanks, and finding people while typing."""

from datetime import timedelta

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from meetings.models import Speaker
from members.permissions import Permission, can, require
from members.web import form_page, page, post_only, refusals_answered, refusals_into
from projects.actions import logging
from projects.forms.people import Picker
from projects.forms.quick import QuickLogForm
from projects.models import Activity
from projects.queries import came_in_late, lookalikes, new_voices, what_it_moved
from projects.queries.kinds import logged_as
from projects.rules import what_is_missing


def quick_log(request):
    """Five answers, one page; a step (finding somebody, yesterday) draws it again with everything typed still there."""
    require(request.actor, Permission.LOG)
    now = timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        return _drawn(request, _fresh(request, now=now))
    picker = Picker(request.actor, day=today, post=request.POST)
    if picker.is_step:
        typed = {name: value for name, value in request.POST.items() if name in QuickLogForm.base_fields}
        if request.POST.get("step") == "yesterday":
            typed["date"] = (today - timedelta(days=1)).isoformat()
        return _drawn(request, QuickLogForm(actor=request.actor, picker=picker, now=now, initial=typed))
    form = QuickLogForm(request.POST, actor=request.actor, picker=picker, now=now)
    if form.is_valid():
        token = request.POST.get("once", "").replace("\x00", "")[:60] or None
        with refusals_into(form):
            activity = logging.quick_log(actor=request.actor, now=now, token=token, **form.logged_as())
            return HttpResponseRedirect(reverse("projects:logged", args=[activity.pk]), status=303)
    return _drawn(request, form)


def _drawn(request, form):
    return form_page(request, "projects/quick_log.html", form, {"picker": form.picker})


def _fresh(request, *, now):
    """An empty form, or one like an activity before (*the same again*) or for one project."""
    initial, chosen = {}, []
    again, project = request.GET.get("again", ""), request.GET.get("project", "")
    if again.isascii() and again.isdigit() and len(again) < 18:
        before = Activity.objects.visible_to(request.actor).filter(pk=again).select_related("kind").first()
        if before:
            chosen = [part.person for part in before.participations.select_related("person")]
            initial = {
                "what": before.kind.slug,
                "title": before.title,
                "team": before.team_id,
                "others": before.others or None,
                "others_le": before.others_le or None,
                "stage": before.stage,
                "project": before.project_id,
                "hours": before.minutes,
            }
    elif project.isascii() and project.isdigit() and len(project) < 18:
        initial = {"project": project, **logged_as(project)}
    elif speaker := _spoke(request):
        chosen = [speaker.person]
        initial = {
            "what": "speaking-story",
            "title": f"Spoke at {speaker.gathering.title}"[:120],
            "date": timezone.localdate(speaker.gathering.starts_at),
        }
    picker = Picker(request.actor, day=timezone.localdate(now), chosen=chosen)
    return QuickLogForm(actor=request.actor, picker=picker, now=now, initial=initial)


def _spoke(request):
    """A speaker of a gathering that this person runs: speaking as a member of the group is involvement."""
    wanted = request.GET.get("speaker", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 18):
        return None
    found = Speaker.objects.filter(pk=wanted, person__isnull=False).select_related("person", "gathering").first()
    return found if found and can(request.actor, Permission.PLAN_MEETING, within=found.gathering) else None


def logged(request, pk):
    """Thanks, what it moved, a kind word about coming in early, and a way to take it back."""
    require(request.actor, Permission.LOG)
    activity = get_object_or_404(
        Activity.objects.visible_to(request.actor).select_related("project", "kind", "team"), pk=pk
    )
    if activity.state not in (Activity.State.HELD, Activity.State.REMOVED):
        return redirect("projects:activity", pk=pk)  # nothing to give thanks for yet, and nothing was taken back
    names = [
        part.person.name for part in activity.participations.select_related("person").order_by("person__sort_name")
    ]
    held = activity.state == Activity.State.HELD
    context = {
        "activity": activity,
        "held": held,
        "again": str(activity.pk),
        "names": names,
        "moved": what_it_moved(activity) if held else "",
        "new": [person.name for person in new_voices(activity)] if held else [],
        "late": held and came_in_late(activity),
        "lookalikes": list(lookalikes(activity)[:3]) if held else [],
        "missing": what_is_missing(activity, named=len(names)),
    }
    return page(request, "projects/logged.html", context)


@post_only
@refusals_answered
def take_back(request, pk):
    """It was a mistake."""
    return _turned(request, pk, logging.take_back)


@post_only
@refusals_answered
def bring_back(request, pk):
    """It was none."""
    return _turned(request, pk, logging.bring_back)


@post_only
@refusals_answered
def took_place(request, pk):
    """It was a draft, and it did take place."""
    return _turned(request, pk, logging.took_place)


def _turned(request, pk, action):
    activity = get_object_or_404(Activity.objects.visible_to(request.actor), pk=pk)
    action(activity=activity, actor=request.actor, now=timezone.now())
    return redirect("projects:logged", pk=pk)


@post_only
def find_people(request):
    """The list under the search box, for htmx. By POST, so that no name stands in an address or a log line."""
    require(request.actor, Permission.LOG)
    picker = Picker(request.actor, day=timezone.localdate(), post=request.POST)
    hats = request.POST.get("asks") != "no"
    found = Picker(request.actor, day=picker.day, chosen=picker.found or [], hats=hats).chosen
    return render(request, "projects/_found.html", {"found": found, "words": picker.words, "asks": hats})
