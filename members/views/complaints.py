"""Complaints about how information is used: written down, acknowledged, answered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import complaints
from members.forms.rights import ComplaintAnswerForm, RecordComplaintForm
from members.models import Complaint
from members.permissions import Permission
from members.web import form_page, needs, once, page, paginate, post_only, refusals_into


@needs(Permission.KEEP_COMPLAINTS)
def complaint_list(request):
    every = Complaint.objects.select_related("person").order_by("answered_at", "acknowledge_by", "pk")
    context = {"page": paginate(request, every, per_page=30), "today": timezone.localdate()}
    return page(request, "members/complaints.html", context)


@needs(Permission.KEEP_COMPLAINTS)
@once
def complaint_new(request):
    form = RecordComplaintForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        with refusals_into(form):
            made = complaints.make(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:complaint", made.pk)
    return form_page(request, "members/complaint_new.html", form)


@needs(Permission.KEEP_COMPLAINTS)
@once
def complaint(request, pk):
    found = get_object_or_404(Complaint.objects.select_related("person", "recorded_by", "answered_by"), pk=pk)
    form = ComplaintAnswerForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            complaints.answer(complaint=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Answered.")
            return redirect("members:complaints")
    if not _is_known(found):
        form.fields["words"].label = "What we found and did"
    return form_page(request, "members/complaint.html", form, {"complaint": found, "today": timezone.localdate()})


def _is_known(complaint):
    """Somebody could be told what became of it."""
    return bool(complaint.person_id or complaint.name or complaint.reach)


@post_only
@needs(Permission.KEEP_COMPLAINTS)
def complaint_acknowledge(request, pk):
    found = get_object_or_404(Complaint, pk=pk)
    complaints.acknowledge(complaint=found, actor=request.actor, now=timezone.now())
    messages.success(request, f"Noted: {'they know that we have it' if _is_known(found) else 'we have read it'}.")
    return redirect("members:complaint", pk)
