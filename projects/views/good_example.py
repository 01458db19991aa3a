"""Marking a past project as a good example."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission
from members.web import form_page, needs, once, refusals_answered, refusals_into
from projects.actions import good_examples
from projects.forms.good_example import GoodExampleForm
from projects.models import Project

MARK = Permission.MARK_EXAMPLE


@needs(MARK)
@once
@refusals_answered
def good_example(request, pk):
    """With `off` it is one no longer."""
    found = get_object_or_404(Project.objects.visible_to(request.actor).select_related("example"), pk=pk)
    example, who = getattr(found, "example", None), {"actor": request.actor, "now": timezone.now()}
    if request.method == "POST" and "off" in request.POST:
        good_examples.unmark(project=found, **who)
        messages.success(request, "It is no good example any more.")
        return redirect("projects:project", pk)
    form = GoodExampleForm(request.POST or None, initial={"why": example.why if example else ""})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            good_examples.mark(project=found, **form.cleaned_data, **who)
            messages.success(request, "Staff see it wherever they ask for people.")
            return redirect("projects:project", pk)
    return form_page(request, "projects/good_example.html", form, {"project": found, "example": example})
