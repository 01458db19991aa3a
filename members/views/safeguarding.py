"""The sealed room, and the one form that leads into it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import charity
from members.actions import concerns as actions
from members.forms.safeguarding import ConcernForm, EntryForm, MoreForm
from members.models import Concern
from members.permissions import Permission
from members.queries import safeguarding as queries
from members.web import form_page, needs, once, page, paginate, refusals_answered, refusals_into


def on_to_the_form(request):
    """Somebody said that a person is at risk: on to the safeguarding form, for a note is no place for it (SUP-11)."""
    messages.info(request, "Saved. Now please tell the safeguarding leads, in this form.")
    return redirect("members:concern_new")


@login_not_required
@once
def concern_new(request):
    """For everybody: 999 first, then how far we keep it to ourselves, then the form; signed out, whom to ring."""
    if request.actor.person is None or not charity.has("safeguarding"):
        return page(request, "members/concern_ring.html", {"leads": []})
    leads = queries.leads(day=timezone.localdate())
    form = ConcernForm(request.POST or None, leads=leads)
    if form.is_valid():
        with refusals_into(form):
            actions.report(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "We have it. The safeguarding leads are told now that there is a new concern.")
            return redirect("members:concerns_sent")
    return form_page(request, "members/concern_new.html", form)


def concerns_sent(request):
    """What I reported: that it was received and when. Nothing of it is shown again."""
    sent = Concern.objects.sent_by(request.actor.person_id)
    return page(request, "members/concerns_sent.html", {"page": paginate(request, sent, per_page=20)})


@refusals_answered
@once
def concern_more(request, pk):
    """Adding to what I reported."""
    concern = get_object_or_404(Concern.objects.sent_by(request.actor.person_id), pk=pk)
    form = MoreForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            actions.add_more(concern=concern, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Added. The safeguarding leads are told.")
            return redirect("members:concerns_sent")
    return form_page(request, "members/concern_more.html", form, {"concern": concern})


@needs(Permission.SEE_CONCERNS)
def concerns(request):
    """The room: what is open, then what is closed. Days and sorts only; the words stand inside."""
    rows = queries.in_the_room(request.actor, now=timezone.now())
    context = {
        "open": [row for row in rows if row.last != "closed"],
        "page": paginate(request, [row for row in rows if row.last == "closed"], per_page=20),
    }
    return page(request, "members/concerns.html", context)


@needs(Permission.SEE_CONCERNS)
@refusals_answered
def concern(request, pk):
    """One concern with everything that came after it. That it was opened is written into it."""
    found = get_object_or_404(Concern.objects.visible_to(request.actor).select_related("reporter"), pk=pk)
    now = timezone.now()
    closed = queries.is_closed(found)
    form = EntryForm(request.POST or None, closed=closed)
    if form.is_valid():
        with refusals_into(form):
            actions.act(concern=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Written down.")
            return redirect("members:concern", pk)
    actions.looked(concern=found, actor=request.actor, now=now)
    context = {
        "concern": found,
        "closed": closed,
        "entries": queries.entries_of(found),
        "kept_from": queries.kept_from(found),
    }
    return form_page(request, "members/concern.html", form, context)
