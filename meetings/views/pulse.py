"""The questions after a meeting, for somebody who is signed in, and for staff who type in what came by telephone or on paper.

What is typed here is never kept as a draft and never logged: both would have a name.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from meetings.actions import pulse
from meetings.forms.pulse import ChangesForm, PulseForm
from meetings.models import Pulse, PulseTicket
from meetings.views.finding import meeting_for
from members.permissions import Permission
from members.web import form_page, needs, page, refusals_answered, refusals_into

CONFLICT = 409
THANKS = "Thank you. Your answer is in the box, without your name."


@login_not_required  # so that nothing posted after a session ended is kept beside a name; asks for the sign-in itself
@sensitive_post_parameters()
@refusals_answered
def own(request, pk):
    """One's own six answers."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    meeting = meeting_for(request, pk)
    ticket = PulseTicket.objects.filter(pulse__meeting=meeting, person=request.actor.person_id).first()
    form = PulseForm(request.POST or None)
    if ticket is None:
        return _closed(request, meeting, form)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            pulse.answer(
                ticket=ticket, answers=form.answers, words=form.cleaned_data["words"], actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, THANKS)
            return redirect("home")
    return form_page(request, "meetings/pulse.html", form, {"meeting": meeting, "used": ticket.used})


def _closed(request, meeting, form):
    """The box was closed, and its tickets with it: what was being typed is shown once more, to be said in another way."""
    if not Pulse.objects.filter(meeting=meeting, closed_at__isnull=False).exists():
        raise Http404
    typed = request.method == "POST"
    if typed:
        form.is_valid()
    context = {"meeting": meeting, "was_typed": typed, "said": form.said if typed else []}
    return page(request, "meetings/pulse_closed.html", context, status=CONFLICT if typed else 200)


@needs(Permission.KEEP_NOTES)
@sensitive_post_parameters()
@refusals_answered
def typed(request, pk):
    """For somebody on the telephone, or from a slip of paper without a name."""
    meeting = meeting_for(request, pk, Permission.KEEP_NOTES)
    box = get_object_or_404(Pulse, meeting=meeting)
    left = PulseTicket.objects.filter(pulse=box, used=False).select_related("person", "pulse__meeting")
    tickets = {ticket.person_id: ticket for ticket in left.order_by("person__sort_name", "pk")}
    form = PulseForm(request.POST or None, people=[(pk, ticket.person.name) for pk, ticket in tickets.items()])
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            _type_in(box, tickets.get(form.cleaned_data["whose"]), form, actor=request.actor, now=timezone.now())
            messages.success(request, "It is in the box, without a name.")
            return redirect("meetings:pulse_typed", pk)
    return form_page(request, "meetings/pulse_typed.html", form, {"meeting": meeting, "box": box})


def _type_in(box, ticket, form, *, actor, now):
    said = {"answers": form.answers, "words": form.cleaned_data["words"], "now": now}
    if ticket is None:
        pulse.type_in_slip(pulse=box, actor=actor, **said)
    else:
        pulse.answer(ticket=ticket, actor=actor.at_the_desk_for(ticket.person), **said)


@needs(Permission.KEEP_PULSE)
@refusals_answered
def changes(request, pk):
    """What we will change, and the themes."""
    meeting = meeting_for(request, pk)
    box = get_object_or_404(Pulse, meeting=meeting)
    form = ChangesForm(request.POST or None, initial={"will_change": box.will_change, "themes": box.themes})
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            pulse.say_what_changes(pulse=box, **form.cleaned_data, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved. It stands on the page before the next meeting.")
            return redirect("meetings:meeting", pk)
    return form_page(request, "meetings/pulse_changes.html", form, {"meeting": meeting, "box": box})
