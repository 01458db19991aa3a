"""Planning conferences and away days: the list, one of them, a new one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import gathering_counts
from meetings.actions import gatherings
from meetings.forms.gathering import GatheringForm, NewGatheringForm, times_of
from meetings.gathering_emails import with_telling
from meetings.gathering_rules import days_of, is_open
from meetings.models import Category, Gathering, RegistrationState
from members.permissions import Permission, can, require
from members.web import form_page, history_page, needs, once, page, refusals_answered, refusals_into

PLAN, SEE = Permission.PLAN_MEETING, Permission.SEE_ANSWERS


def gathering_for(request, pk, permission):
    """The gathering if this actor may see it (404), and may do this with it (403)."""
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), pk=pk)
    require(request.actor, permission, within=gathering)
    return gathering


@needs(PLAN)
def gatherings_list(request):
    """All of them, the next first."""
    now = timezone.now()
    seen = Gathering.objects.visible_to(request.actor)
    context = {
        "coming": seen.filter(ends_at__gte=now).order_by("starts_at", "pk"),
        "past": seen.filter(ends_at__lt=now).newest(),
    }
    return page(request, "meetings/gatherings.html", context)


@needs(SEE)
def gathering(request, pk):
    """One of them: how it stands, what needs somebody, the numbers, and every next step."""
    now = timezone.now()
    gathering = gathering_for(request, pk, SEE)
    several = [Category.LIVED_EXPERIENCE, "over_70"]
    rows = gathering.registrations
    context = {
        "gathering": gathering,
        "days": days_of(gathering),
        "plans": can(request.actor, PLAN, within=gathering),
        "is_open": is_open(gathering, now=now),
        "over": gathering.ends_at <= now,
        "standing": gathering_counts.standing_of(gathering, now=now),
        "held_now": gathering.held_at(now),
        "doubtful": rows.filter(state=RegistrationState.DOUBTFUL).count(),
        "offered": list(with_telling(rows.offered()).order_by("offer_expires_at", "pk")[:20]),
        "line": list(rows.in_line()[:20]),
        "counted": gathering_counts.of_categories(gathering),
        "several": gathering_counts.of_several(gathering, several),
        "workshops": list(gathering_counts.with_wishes(gathering)),
        "heads": gathering_counts.heads(gathering),
        "led_by": [each.organisation for each in gathering.led_by.select_related("organisation")],
        "unreached": [] if gathering.ends_at <= now else list(gathering_counts.unreached(gathering)[:20]),
    }
    return page(request, "meetings/gathering.html", context)


@needs(SEE)
def gathering_history(request, pk):
    """Who changed what about it."""
    gathering = gathering_for(request, pk, SEE)
    return history_page(request, gathering, title=gathering.title, back=reverse("meetings:gathering", args=[pk]))


@needs(PLAN)
@once
def gathering_new(request):
    """A draft. Nobody hears of it until registration opens."""
    now = timezone.now()
    form = NewGatheringForm(request.POST or None, actor=request.actor, now=now)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            made = gatherings.create(actor=request.actor, now=now, **form.facts)
            messages.success(request, "Saved as a draft. Its page is not public yet.")
            return redirect("meetings:gathering", made.pk)
    return form_page(request, "meetings/gathering_form.html", form, {"gathering": None})


@needs(PLAN)
@refusals_answered
def gathering_edit(request, pk):
    """Anything about it; another day, time or place is told to everybody on the list."""
    now = timezone.now()
    gathering = gathering_for(request, pk, PLAN)
    if gathering.starts_at > now:
        form = NewGatheringForm(
            request.POST or None, instance=gathering, actor=request.actor, now=now, initial=times_of(gathering)
        )
    else:
        form = GatheringForm(request.POST or None, instance=gathering, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            gatherings.edit(gathering=gathering, actor=request.actor, now=now, **form.facts)
            messages.success(
                request, "Saved. If the day, the time or the place changed, everybody on the list is told."
            )
            return redirect("meetings:gathering", gathering.pk)
    return form_page(request, "meetings/gathering_form.html", form, {"gathering": gathering})
