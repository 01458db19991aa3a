"""Series: all of them, one with its dates, a new one, more dates, one left out or brought back, an end."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import calendar_of_series, dates
from meetings.actions import adopting, templates
from meetings.actions import series as keeping
from meetings.forms.series import AheadForm, SeriesForm
from meetings.models import Series
from meetings.views.templates import begun_from
from members.permissions import Permission, can, require
from members.web import (
    form_page,
    history_page,
    needs,
    once,
    page,
    paginate,
    refusals_into,
)

PLAN = Permission.PLAN_MEETING
PAST_SHOWN = 12


def series_for(request, pk, permission=PLAN) -> Series:
    """The series if this actor may see it (404), and may plan it (403)."""
    found = get_object_or_404(
        Series.objects.visible_to(request.actor).select_related("kind", "body", "team", "lead"), pk=pk
    )
    require(request.actor, permission, within=found)
    return found


@needs(PLAN)
def series_list(request):
    """Every series this role runs, with its next date."""
    now = timezone.now()
    rows = [(each, dates.words(each)) for each in calendar_of_series.listed(request.actor, now=now)]
    return page(request, "meetings/series_list.html", {"rows": rows, "today": dates.today_in_london(now)})


@needs(PLAN)
def series(request, pk):
    """Its dates to come and held; the same number of questions for one month and for ten years."""
    now = timezone.now()
    found = series_for(request, pk)
    rows = calendar_of_series.to_come(found, now=now)
    past = found.meetings.exclude(state="draft").filter(ends_at__lte=now).order_by("-starts_at", "-pk")
    past = paginate(request, past, per_page=PAST_SHOWN)
    past.object_list = [(each, calendar_of_series.moved_words(found, each)) for each in past.object_list]
    context = {
        "series": found, "rule": dates.words(found), "rows": rows, "past": past, "now": now,
        "then": calendar_of_series.then(found, rows, now=now), "remarks": calendar_of_series.remarks(found),
        "grid": calendar_of_series.grid(found, rows) if can(request.actor, Permission.SEE_ANSWERS, within=found) else {},
        "adoptable": adopting.adoptable(found).count(), "ahead": AheadForm(),
    }  # fmt: skip
    return page(request, "meetings/series.html", context)


@needs(PLAN)
@once
def series_new(request):
    """The rule and what its meetings start with; the first dates are drafts."""
    now = timezone.now()
    start = begun_from(request)
    first = {"first_on": dates.today_in_london(now), **start}
    form = SeriesForm(request.POST or None, actor=request.actor, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            made = keeping.create(actor=request.actor, now=now, **form.facts)
            messages.success(request, "Saved. Its next dates are drafts; nobody has heard of them yet.")
            return redirect("meetings:series", made.pk)
    context = {"templates": templates.in_order(), "here": reverse("meetings:series_new")}
    return form_page(request, "meetings/series_new.html", form, context)


@needs(PLAN)
def series_history(request, pk):
    """Every change of the rule and of what its meetings start with."""
    found = series_for(request, pk)
    return history_page(request, found, title=found.title, back=reverse("meetings:series", args=[pk]))
