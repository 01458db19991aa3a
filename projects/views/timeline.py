"""The timeline from the beginning to today: to read, to print, and for whoever keeps it, to write."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import files
from members.permissions import Permission, can
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from members.words import plural
from projects import timeline_sheet
from projects.actions import telling
from projects.forms.people import Picker
from projects.forms.telling import AskPeopleForm, MilestoneForm
from projects.models import Mention, Milestone
from projects.queries import telling as asks

SEE, KEEP = Permission.SEE_TIMELINE, Permission.KEEP_TIMELINE


@needs(SEE)
def timeline(request):
    """Every milestone, the first first."""
    rows = asks.timeline(Milestone.objects.visible_to(request.actor), public=False, today=timezone.localdate())
    context = {"rows": rows, "keeps": can(request.actor, KEEP)}
    if context["keeps"]:
        context["stories_waiting"], context["mentions_waiting"] = asks.waiting_for_a_yes()
    return page(request, "projects/timeline.html", context)


@needs(SEE)
def timeline_print(request):
    """The same on one sheet of paper."""
    rows = asks.timeline(Milestone.objects.visible_to(request.actor), public=False, today=timezone.localdate())
    response = HttpResponse(timeline_sheet.sheet(rows, now=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="our-story.pdf"'
    return response


@require_safe
@needs(SEE)
def milestone_picture(request, pk):
    """The picture, only while everybody in it says yes; whoever keeps the timeline sees it to know whom to ask."""
    found = asks.with_mentions(Milestone.objects.visible_to(request.actor).select_related("picture"))
    milestone = get_object_or_404(found, pk=pk)
    shown = asks.shown(milestone, public=False, today=timezone.localdate())
    if not milestone.picture_id or not (shown.picture or can(request.actor, KEEP)):
        raise Http404
    return files.response(milestone.picture)


def _form(request, initial=None):
    too_large = getattr(request, "too_large", False)
    if request.method != "POST":
        return MilestoneForm(initial=initial)
    return MilestoneForm(request.POST, request.FILES, initial=initial, too_large=too_large)


@needs(KEEP)
@once
@refusals_answered
def milestone_new(request):
    form = _form(request)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = telling.add_milestone(actor=request.actor, now=timezone.now(), **form.said)
            messages.success(request, "Written down. Nobody is named in it until they say yes.")
            return redirect("projects:milestone", made.pk)
    return form_page(request, "projects/milestone_new.html", form)


def _one(request, pk):
    found = asks.with_mentions(Milestone.objects.visible_to(request.actor).select_related("picture"))
    return get_object_or_404(found, pk=pk)


@needs(KEEP)
@refusals_answered
def milestone(request, pk):
    """One milestone for whoever keeps it: its words, its picture, who is in it, and whether it stands in public."""
    now, found = timezone.now(), _one(request, pk)
    today = timezone.localdate(now)
    form = _form(request, initial={
        "when": asks.in_words(found), "title": found.title, "words": found.words, "picture_words": found.picture_words,
        "shows_nobody": found.shows_nobody,
    })  # fmt: skip
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            telling.edit_milestone(milestone=found, actor=request.actor, now=now, **form.said)
            messages.success(request, "Saved.")
            return redirect("projects:milestone", pk)
    context = {
        "milestone": found, "inside": asks.shown(found, public=False, today=today),
        "outside": asks.shown(found, public=True, today=today),
        "mentions": [{"it": each, "holds": each.holds(public=False, today=today)} for each in found.mentions.all()],
    }  # fmt: skip
    return form_page(request, "projects/milestone.html", form, context)


@needs(KEEP)
@once
@refusals_answered
def milestone_people(request, pk):
    """Ask people whether they may be named or shown."""
    found = _one(request, pk)
    picker = Picker(request.actor, day=timezone.localdate(), post=request.POST or None, hats=False)
    if request.method == "POST" and not picker.is_step:
        form = AskPeopleForm(request.POST, picker=picker)
    else:
        form = AskPeopleForm(initial={"in_picture": bool(found.picture_id)}, picker=picker)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            asked = telling.mention(
                milestone=found, people=form.cleaned_data["people"], in_picture=form.cleaned_data["in_picture"],
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
            messages.success(request, f"{plural(len(asked), 'person is,people are')} asked, each by their own way.")
            return redirect("projects:milestone", pk)
    return form_page(request, "projects/milestone_people.html", form, {"milestone": found, "picker": picker})


@post_only
@needs(KEEP)
@refusals_answered
def milestone_public(request, pk):
    """Onto the public page, or off it."""
    public = request.POST.get("public") == "1"
    telling.publish(milestone=_one(request, pk), public=public, actor=request.actor, now=timezone.now())
    messages.success(request, "It stands in public now." if public else "It is no longer in public.")
    return redirect("projects:milestone", pk)


@post_only
@needs(KEEP)
@refusals_answered
def milestone_picture_drop(request, pk):
    telling.drop_picture(milestone=_one(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "The picture is gone, with its file.")
    return redirect("projects:milestone", pk)


@post_only
@needs(KEEP)
@refusals_answered
def milestone_drop(request, pk):
    telling.drop_milestone(milestone=_one(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "The milestone is gone.")
    return redirect("projects:timeline")


@post_only
@needs(KEEP)
@refusals_answered
def mention_drop(request, pk):
    """Named by mistake."""
    mention = get_object_or_404(Mention.objects.select_related("milestone"), pk=pk)
    telling.not_in_it(mention=mention, actor=request.actor, now=timezone.now())
    messages.success(request, "They are no longer in it.")
    return redirect("projects:milestone", mention.milestone_id)
