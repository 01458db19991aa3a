"""What people said for a project, and one of these things: answered, changed by, told back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission, require
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into
from members.words import plural
from projects.actions import loop
from projects.forms.loop import AnswerForm, ChangeForm, HowFarForm, PromiseForm, SaidForm
from projects.forms.people import Picker
from projects.loop_rules import require_to_answer
from projects.models import Change, Contribution, Evidence, Project
from projects.queries import evidence
from projects.queries import loop as asks

ANSWER = Permission.ANSWER_SAID


def _project(request, pk):
    found = get_object_or_404(Project.objects.visible_to(request.actor).select_related("lead", "team"), pk=pk)
    require(request.actor, ANSWER, within=found)
    return found


def _one(request, pk):
    """One contribution this actor may answer, with everything about it."""
    found = Contribution.objects.visible_to(request.actor)
    found = found.select_related("project__team", "owner", "meeting", "activity", "noted_by")
    contribution = get_object_or_404(asks.with_all(found), pk=pk)
    require_to_answer(request.actor, contribution)
    return contribution


@needs(ANSWER)
def said_in(request, pk):
    """What people said for a project, what waits first."""
    project, today = _project(request, pk), timezone.localdate()
    shown = paginate(request, asks.said_in(project), per_page=25)
    context = {
        "project": project,
        "page": shown,
        "lines": asks.lines(shown.object_list, today=today),
        "counts": asks.counts_of(project, today=today),
    }
    return page(request, "projects/said_in.html", context)


@needs(ANSWER)
@once
@refusals_answered
def said_new(request, pk):
    """Write down what was said, with who said it where somebody is named."""
    now, project = timezone.now(), _project(request, pk)
    today = timezone.localdate(now)
    picker = Picker(request.actor, day=today, post=request.POST or None, hats=False)
    begin = {"said_on": today, "reply_by": loop.first_promise(now=now)}
    if picker.is_step:
        form = SaidForm(initial=request.POST.dict(), project=project, picker=picker, day=today)
    else:
        form = SaidForm(request.POST or None, initial=begin, project=project, picker=picker, day=today)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = loop.take_up(project=project, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Written down. " + _thanked(made))
            return redirect("projects:said", made.pk)
    return form_page(request, "projects/said_new.html", form, {"project": project, "picker": picker})


def _thanked(contribution):
    people = contribution.contributors.count()
    return (
        f"{plural(people, 'person is,people are')} thanked, each by their own way." if people else "Nobody was named."
    )


@needs(ANSWER)
def said(request, pk):
    """One thing people said: how it stands, who was told and who was not, and what can be done next."""
    contribution = _one(request, pk)
    line = asks.line_of(contribution, today=timezone.localdate())
    heard = {told.person_id: told for told in line.standing.told}
    waiting = {each.person_id for each in line.standing.waiting}
    people = [
        {"line": each, "told": heard.get(each.person_id), "waits": each.person_id in waiting}
        for each in contribution.contributors.all()
    ]
    context = {
        "said": contribution,
        "line": line,
        "people": people,
        "earlier": list(contribution.responses.all())[:-1],
        "changes": list(contribution.changes.all()),
        "files": evidence.lines_of(
            Evidence.objects.filter(change__contribution=contribution), request.actor, today=timezone.localdate()
        ),
        "tellings": list(contribution.tellings.all()),
        "group_told": [told for told in contribution.tellings.all() if told.person_id is None],
    }
    return page(request, "projects/said.html", context)


def _write(request, pk, template, make_form, do, sentence):
    """A page with one form about one contribution."""
    contribution = _one(request, pk)
    form = make_form(contribution)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            do(contribution=contribution, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, sentence)
            return redirect("projects:said", pk)
    return form_page(request, template, form, {"said": contribution})


@needs(ANSWER)
@once
@refusals_answered
def said_promise(request, pk):
    """Its words, who answers, and by when."""

    def form(it):
        begin = {"text": it.text, "theme": it.theme, "owner": it.owner_id, "reply_by": it.reply_by}
        return PromiseForm(request.POST or None, initial=begin, day=timezone.localdate())

    return _write(request, pk, "projects/said_promise.html", form, loop.promise, "Saved.")


@needs(ANSWER)
@once
@refusals_answered
def said_answer(request, pk):
    """The answer."""

    def form(it):
        return AnswerForm(request.POST or None, initial={"decided_on": timezone.localdate()})

    sentence = "Answered. Everybody who said it is told, each by their own way."
    return _write(request, pk, "projects/said_answer.html", form, loop.respond, sentence)


@needs(ANSWER)
@once
@refusals_answered
def said_change(request, pk):
    """What is different now."""

    def form(it):
        return ChangeForm(request.POST or None, initial={"changed_on": timezone.localdate()})

    sentence = "Written down. Everybody who said it is told, each by their own way."
    return _write(request, pk, "projects/said_change.html", form, loop.change, sentence)


@needs(ANSWER)
@once
@refusals_answered
def said_how_far(request, pk):
    """A word in between; it closes nothing."""

    def form(it):
        return HowFarForm(request.POST or None, initial={"reply_by": loop.first_promise(now=timezone.now())})

    return _write(request, pk, "projects/said_how_far.html", form, loop.tell_how_far, "Everybody who said it is told.")


def _person(request, contribution, *, may_be_nobody=False):
    wanted = request.POST.get("person", "")
    if not wanted and may_be_nobody:
        return None
    for each in contribution.contributors.all():
        if str(each.person_id) == wanted:
            return each.person
    raise Http404


@post_only
@needs(ANSWER)
@refusals_answered
def said_told(request, pk):
    """Somebody told them face to face; without a person, the group."""
    contribution = _one(request, pk)
    person = _person(request, contribution, may_be_nobody=True)
    loop.told_face_to_face(contribution=contribution, person=person, actor=request.actor, now=timezone.now())
    messages.success(request, "Written down: told.")
    return redirect("projects:said", pk)


@post_only
@needs(ANSWER)
@refusals_answered
def said_wish(request, pk):
    """They would rather not hear of it, or would after all."""
    contribution = _one(request, pk)
    person, wants = _person(request, contribution), request.POST.get("wants") == "1"
    loop.wishes_to_hear(contribution=contribution, person=person, wants=wants, actor=request.actor, now=timezone.now())
    messages.success(request, "Saved.")
    return redirect("projects:said", pk)


@post_only
@needs(ANSWER)
@refusals_answered
def change_look(request, pk):
    """Is it still so?"""
    seen = Contribution.objects.visible_to(request.actor)
    found = Change.objects.select_related("contribution__project").filter(contribution__in=seen)
    change = get_object_or_404(found, pk=pk)
    still = request.POST.get("still") != "0"
    loop.look_again(change=change, still_true=still, actor=request.actor, now=timezone.now())
    messages.success(request, "Written down: still so." if still else "Written down: it is no longer so.")
    return redirect("projects:said", change.contribution_id)
