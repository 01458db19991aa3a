"""What somebody says to being pictured in a file: themselves, or the desk in their name."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import files
from members.permissions import Permission, can
from members.web import form_page, needs, once, refusals_answered, refusals_into
from projects.actions import evidence as actions
from projects.forms.evidence import PictureYesForm
from projects.models import Pictured

OWN = Permission.RECORD_CONSENT


def _pictured(request, pk):
    """Their own, or one the desk writes down; anybody else's is not there."""
    found = Pictured.objects.select_related("person", "evidence__project", "evidence__kept")
    pictured = get_object_or_404(found, pk=pk)
    if not can(request.actor, OWN, within=pictured.person):
        raise Http404
    return pictured


@needs(OWN)
@once
@refusals_answered
def pictured_decide(request, pk):
    pictured, today = _pictured(request, pk), timezone.localdate()
    own = pictured.person_id == request.actor.person_id
    begin = {"scope": pictured.scope} if pictured.decided_at else {}
    if pictured.until:
        begin["until"] = pictured.until
    form = PictureYesForm(request.POST or None, today=today, at_the_desk=not own, initial=begin)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            project = pictured.evidence.project_id
            made = actions.decide(pictured=pictured, actor=request.actor, now=timezone.now(), **form.said)
            messages.success(
                request, "Saved. Thank you." if made else "Saved. The picture is gone, with its file, everywhere."
            )
            if own:
                return redirect("projects:my_part")
            return (
                redirect("projects:evidence", made.evidence_id) if made else redirect("projects:evidence_of", project)
            )
    return form_page(request, "projects/pictured_decide.html", form, {"pictured": pictured, "own": own})


@require_safe
@needs(OWN)
def pictured_file(request, pk):
    """The file somebody is asked about, for them alone and the desk."""
    return files.response(_pictured(request, pk).evidence.kept)
