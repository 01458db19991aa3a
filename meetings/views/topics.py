"""One topic of an agenda in the making: its words, the answer to whoever proposed it; and how a group treats each other."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from meetings import agendas
from meetings.actions import agenda as agenda_actions
from meetings.actions import agenda_order, proposals
from meetings.forms.agenda import AgreementForm, ItemForm, TopicAnswerForm
from meetings.models import AgendaItem, ItemState
from meetings.views.agenda_plan import topic_of
from meetings.views.finding import meeting_for
from members.permissions import Permission
from members.web import form_page, needs, refusals_answered, refusals_into

PLAN = Permission.PLAN_MEETING


@needs(PLAN)
@refusals_answered
def agenda_item(request, pk):
    """One topic or break: its words, minutes and lead."""
    item = topic_of(request, pk)
    meeting = item.meeting
    form = ItemForm(request.POST or None, instance=AgendaItem.objects.get(pk=item.pk), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            agenda_order.change(item=item, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("meetings:agenda_plan", meeting.pk)
    return form_page(request, "meetings/agenda_item.html", form, {"item": item, "meeting": meeting})


@needs(PLAN)
@refusals_answered
def topic_answer(request, pk):
    """On the agenda, next time, or not this time because: whoever proposed it hears it by their own channel."""
    item, now = topic_of(request, pk), timezone.now()
    meeting = item.meeting
    if not item.is_of_a_member:
        raise Http404
    form = TopicAnswerForm(request.POST or None, initial={"minutes": item.minutes, "because": item.because})
    if request.method == "POST" and form.is_valid():
        state = request.POST.get("state", "")
        more = {"minutes": form.cleaned_data["minutes"]} if state == ItemState.ON else {}
        because = form.cleaned_data["because"]
        with refusals_into(form):
            proposals.answer(item=item, state=state, because=because, actor=request.actor, now=now, **more)
            messages.success(request, "Answered. They hear it by their own channel.")
            return redirect("meetings:agenda_plan", meeting.pk)
    context = {"item": item, "meeting": meeting, "has_next": meeting.body_id is not None}
    return form_page(request, "meetings/topic_answer.html", form, context)


@needs(PLAN)
@refusals_answered
def agreement(request, pk):
    """How the group of this meeting treats each other."""
    meeting = meeting_for(request, pk, PLAN)
    words = "\n".join(agendas.agreement_of(meeting.body_id))
    form = AgreementForm(request.POST or None, initial={"words": words})
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            agenda_actions.reword_agreement(
                meeting=meeting, words=form.cleaned_data["words"], actor=request.actor, now=timezone.now()
            )
            messages.success(request, "Saved. It stands on top of each agenda of this group.")
            return redirect("meetings:agenda_plan", pk)
    return form_page(request, "meetings/agreement.html", form, {"meeting": meeting})
