"""More dates of a series, one left out or brought back, an end, and meetings that stood alone."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings import dates, previews
from meetings.actions import adopting, ending
from meetings.actions import series as keeping
from meetings.forms.series import AheadForm, EndForm, SkipForm
from meetings.models import Series, Skip
from meetings.views.series import series_for
from members.permissions import Permission, require
from members.web import form_page, needs, post_only, refusals_answered, refusals_into
from members.words import day, plural

PLAN = Permission.PLAN_MEETING
FEW = 12


@post_only
@needs(PLAN)
@refusals_answered
def series_ahead(request, pk):
    """The next so many dates as drafts."""
    found, form = series_for(request, pk), AheadForm(request.POST)
    count = form.cleaned_data["count"] if form.is_valid() else 0
    made = keeping.plan_ahead(series=found, count=count, actor=request.actor, now=timezone.now())
    words = f"{plural(made, 'new date').capitalize()}. Nobody has heard of {'it' if made == 1 else 'them'} yet."
    messages.success(request, words if made else "These dates are all there already.")
    return redirect("meetings:series", pk)


@needs(PLAN)
@refusals_answered
def series_skip(request, pk, on):
    """Why they do not meet on this date, and who will be told, before anybody is."""
    now = timezone.now()
    found, on = series_for(request, pk), _day(on)
    meeting = found.meetings.exclude(state="cancelled").filter(series_on=on).first()
    if meeting is None and not dates.gives(found, on):
        raise Http404
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            keeping.skip(series=found, on=on, because=form.cleaned_data["because"], actor=request.actor, now=now)
            told = meeting and meeting.state == "published"
            messages.success(request, f"{day(on)} is skipped." + (" Everybody who was asked is told." if told else ""))
            return redirect("meetings:series", pk)
    preview = previews.of_news(meeting, actor=request.actor, now=now) if meeting else None
    return form_page(request, "meetings/series_skip.html", form, {"series": found, "on": on, "preview": preview})


def _day(words) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Http404 from None


@post_only
@needs(PLAN)
@refusals_answered
def series_bring_back(request, pk):
    """They meet on that date after all."""
    skip = get_object_or_404(
        Skip.objects.select_related("series"), pk=pk, series__in=Series.objects.visible_to(request.actor)
    )
    require(request.actor, PLAN, within=skip.series)
    meeting = keeping.bring_back(skip=skip, actor=request.actor, now=timezone.now())
    messages.success(request, f"{day(meeting.starts_at)} is back, as a draft. Nobody hears of it until you publish it.")
    return redirect("meetings:series", skip.series_id)


@needs(PLAN)
@refusals_answered
def series_end(request, pk):
    """The last day, why, and which later meetings will be cancelled."""
    now = timezone.now()
    found = series_for(request, pk)
    form = EndForm(request.POST or None, initial={"last_on": dates.today_in_london(now)})
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            ending.end(series=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "The series has an end. Whoever was asked to a later date is told.")
            return redirect("meetings:series", pk)
    later = ending.after(found, dates.today_in_london(now), now=now)
    return form_page(request, "meetings/series_end.html", form, {"series": found, "later": list(later[:FEW])})


@post_only
@needs(PLAN)
@refusals_answered
def series_go_on(request, pk):
    """An ended series meets again."""
    ending.go_on(series=series_for(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "The series goes on. Its next dates are drafts.")
    return redirect("meetings:series", pk)


@post_only
@needs(PLAN)
@refusals_answered
def series_adopt(request, pk):
    """Meetings of the group that stood alone become dates of the series."""
    found = series_for(request, pk)
    adopted = adopting.adopt(
        series=found, meetings=list(adopting.adoptable(found)), actor=request.actor, now=timezone.now()
    )
    messages.success(request, f"{plural(adopted, 'meeting').capitalize()} brought in. Nobody was told anything.")
    return redirect("meetings:series", pk)
