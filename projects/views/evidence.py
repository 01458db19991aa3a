"""Files that show what came of a piece of work: of a project, and of one change in the loop."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import files
from members.permissions import Permission, can
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from members.words import plural
from projects.actions import evidence as actions
from projects.evidence_rules import require_to_keep
from projects.forms.evidence import EvidenceForm
from projects.forms.people import Picker
from projects.forms.telling import AskPeopleForm
from projects.models import Change, Evidence, Project
from projects.queries import evidence as asks

SEE, LOG = Permission.SEE_PROJECTS, Permission.EDIT_LOG


def _project(request, pk):
    return get_object_or_404(Project.objects.visible_to(request.actor).select_related("team", "lead"), pk=pk)


def _line(request, pk, *, keep=False):
    """One file as this reader meets it; what they may not see is not there."""
    found = get_object_or_404(Evidence.objects.visible_to(request.actor).with_all(), pk=pk)
    line = asks.line_of(found, request.actor, today=timezone.localdate())
    if not (line.keeps if keep else asks.may_see(line)):
        raise Http404
    return line


@require_safe
@needs(SEE)
def of_project(request, pk):
    """What shows what came of it, as far as this reader may see it."""
    project = _project(request, pk)
    lines = asks.of_project(project, request.actor, today=timezone.localdate())
    keeps = can(request.actor, Permission.PLAN_PROJECT, within=project)
    return page(request, "projects/evidence_of.html", {"project": project, "lines": lines, "keeps": keeps})


def _change(request, project):
    """The change it shows, when the address names one."""
    wanted = request.GET.get("change") or request.POST.get("change") or ""
    if not wanted:
        return None
    found = Change.objects.select_related("contribution__project").filter(contribution__project=project)
    return get_object_or_404(found, pk=wanted if wanted.isdecimal() and len(wanted) < 15 else 0)


@needs(LOG)
@once
@refusals_answered
def evidence_new(request, pk):
    """Attach a file."""
    project = _project(request, pk)
    change = _change(request, project)
    require_to_keep(request.actor, project, change)
    form = EvidenceForm(
        *([request.POST, request.FILES] if request.method == "POST" else []),
        too_large=getattr(request, "too_large", False),
    )
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = actions.attach(
                project=project, change=change, actor=request.actor, now=timezone.now(), **form.said
            )  # fmt: skip
            sentence = "Attached." if made.shows_nobody else "Attached. Now say who is in it: each of them is asked."
            messages.success(request, sentence)
            return redirect("projects:evidence", made.pk)
    return form_page(request, "projects/evidence_new.html", form, {"project": project, "change": change})


@needs(LOG)
@refusals_answered
def evidence(request, pk):
    """One file for whoever keeps it: its words, who is in it, and how far it is shown today."""
    line = _line(request, pk, keep=True)
    it, today = line.it, timezone.localdate()
    begin = {name: getattr(it, name) for name in ("title", "picture_words", "shows_nobody", "readers")}
    form = EvidenceForm(request.POST or None, initial=begin, with_file=False, is_picture=it.is_picture)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            if actions.edit(evidence=it, actor=request.actor, now=timezone.now(), **form.said) is None:
                return _gone(request, it)
            messages.success(request, "Saved.")
            return redirect("projects:evidence", pk)
    people = [{"it": each, "holds": each.holds(it.readers, today=today)} for each in it.pictured.all()]
    return form_page(request, "projects/evidence.html", form, {"line": line, "evidence": it, "people": people})


def _gone(request, it):
    """Somebody in it said no while its page was open: it is there for nobody any more."""
    messages.warning(request, "It is gone: somebody who can be seen in it said no a moment ago. Nothing was saved.")
    return redirect("projects:evidence_of", it.project_id or it.change.contribution.project_id)


@require_safe
@needs(SEE)
def evidence_file(request, pk):
    """The file, as long as everybody in it says yes; whoever keeps it sees it to know whom to ask."""
    return files.response(_line(request, pk).it.kept)


@needs(LOG)
@once
@refusals_answered
def evidence_people(request, pk):
    """Ask the people who are pictured."""
    line = _line(request, pk, keep=True)
    picker = Picker(request.actor, day=timezone.localdate(), post=request.POST or None, hats=False)
    form = AskPeopleForm(request.POST if request.method == "POST" and not picker.is_step else None, picker=picker)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            people = form.cleaned_data["people"]
            asked = actions.ask(evidence=line.it, people=people, actor=request.actor, now=timezone.now())
            if asked is None:
                return _gone(request, line.it)
            messages.success(request, f"{plural(len(asked), 'person is,people are')} asked, each by their own way.")
            return redirect("projects:evidence", pk)
    return form_page(request, "projects/evidence_people.html", form, {"evidence": line.it, "picker": picker})


@post_only
@needs(LOG)
@refusals_answered
def evidence_remove(request, pk):
    line = _line(request, pk, keep=True)
    actions.remove(evidence=line.it, actor=request.actor, now=timezone.now())
    messages.success(request, "It is gone, with its file.")
    return redirect("projects:evidence_of", line.it.project_id)
