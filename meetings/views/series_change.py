"""A series changes from one of its dates on: first the page that says what follows and who is told, then the press."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from meetings import dates, previews
from meetings.actions import following
from meetings.forms.series import FromHereForm
from meetings.models import MeetingState
from meetings.views.series import series_for
from members.permissions import Permission
from members.web import form_page, needs, page, refusals_answered, refusals_into
from members.words import plural

NOT_KEPT = ("csrfmiddlewaretoken", "step", "once")


@needs(Permission.PLAN_MEETING)
@refusals_answered
def series_change(request, pk):
    """Nothing is saved until the second press, on the page that says what will happen."""
    now = timezone.now()
    found = series_for(request, pk)
    coming = _dates_to_come(found, now=now)
    form = FromHereForm(request.POST or None, instance=found, actor=request.actor, dates_to_come=coming)
    if request.method == "POST" and form.is_valid():
        from_on, changes = date.fromisoformat(form.cleaned_data["from_on"]), form.changes
        facts = {"series": found, "from_on": from_on, "changes": changes, "now": now}
        with refusals_into(form):
            if request.POST.get("step") == "save":
                change = following.change(actor=request.actor, **facts)
                messages.success(request, f"Changed. {_told(change)}")
                return redirect("meetings:series", pk)
            change = following.look(**facts)
            previews.of_change(change, actor=request.actor, now=now)
            context = {
                "series": found, "change": change, "from_on": from_on, "changes": changes,
                "typed": [(name, each) for name, said in request.POST.lists() if name not in NOT_KEPT for each in said],
            }  # fmt: skip
            return page(request, "meetings/series_preview.html", context)
    return form_page(request, "meetings/series_change.html", form, {"series": found, "rule": dates.words(found)})


def _dates_to_come(found, *, now):
    """Dates of meetings to come; without any the next one the rule gives."""
    meetings = found.meetings.exclude(state=MeetingState.CANCELLED).filter(starts_at__gt=now, series_on__isnull=False)
    there = list(meetings.order_by("series_on").values_list("series_on", flat=True))
    return there or dates.coming(found, after=dates.today_in_london(now), count=1) or [dates.today_in_london(now)]


def _told(change):
    followed = sum(each.follows for each in change.meetings)
    return f"{plural(followed, 'meeting').capitalize()} followed. Whoever was asked to one of them is told."
