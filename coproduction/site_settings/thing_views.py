"""Teams, bodies, venues and kinds: a list, a page for each, retiring and bringing back. One set of views for the four."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from coproduction.site_settings.things import KINDS, SORTS, VENUES
from meetings.actions import kinds
from members.actions import things as actions
from members.permissions import Permission
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into

SET = Permission.CHANGE_SETTINGS


@needs(SET)
def things(request, sort):
    """Everything of that sort: what is offered first, what is retired after it."""
    sort = SORTS[sort]
    rows = [(thing, sort.in_use(thing)) for thing in sort.rows]
    context = {
        "sort": sort,
        "offered": [row for row in rows if row[0].is_active],
        "retired": [row for row in rows if not row[0].is_active],
        "can_add_usual": sort is KINDS and not rows,
        "new_page": f"settings_{sort.key}_new",
        "edit_page": f"settings_{sort.key}_edit",
    }
    return page(request, "settings/things.html", context)


@needs(SET)
@once
def thing_new(request, sort):
    sort = SORTS[sort]
    form = sort.form(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            thing = actions.add(model=sort.model, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{thing} is offered from now on.")
            return redirect(f"settings_{sort.key}")
    context = {"sort": sort, "back_page": f"settings_{sort.key}", "thing": None, "pictures_page": ""}
    return form_page(request, "settings/thing.html", form, context)


@needs(SET)
def thing_edit(request, sort, pk):
    sort = SORTS[sort]
    thing = get_object_or_404(sort.counted(sort.model.objects), pk=pk)
    form = sort.form(request.POST or None, instance=thing)
    if form.is_valid():
        with refusals_into(form):
            thing = actions.change(thing=thing, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"Saved: {thing}.")
            return redirect(f"settings_{sort.key}")
    context = {
        "sort": sort,
        "thing": thing,
        "in_use": sort.in_use(thing),
        "back_page": f"settings_{sort.key}",
        "retire_page": f"settings_{sort.key}_retire",
        "history_page": f"settings_{sort.key}_history",
        "pictures_page": "settings_venues_pictures" if sort is VENUES else "",
    }
    return form_page(request, "settings/thing.html", form, context)


@post_only
@needs(SET)
@refusals_answered
def thing_retire(request, sort, pk):
    """With `back` it is offered again."""
    sort = SORTS[sort]
    thing = get_object_or_404(sort.model, pk=pk)
    if "back" in request.POST:
        actions.bring_back(thing=thing, actor=request.actor, now=timezone.now())
        messages.success(request, f"{thing} is offered again.")
    else:
        actions.retire(thing=thing, actor=request.actor, now=timezone.now())
        messages.success(request, f"{thing} is retired. Everything that has it keeps it.")
    return redirect(f"settings_{sort.key}")


@post_only
@needs(SET)
@refusals_answered
def kinds_usual(request):
    """The sixteen most charities begin with."""
    count = kinds.add_the_usual(actor=request.actor, now=timezone.now())
    messages.success(request, f"{count} kinds of activity added. Rename or retire what you do not need.")
    return redirect("settings_kinds")
