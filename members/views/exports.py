"""Taking a list of people out of the site: the reason, how far the file is, the file, and who took what (DP-09)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import files, lists
from members.actions import exports
from members.forms.exports import ExportForm
from members.models import Export
from members.models.job import JobState
from members.permissions import Permission, require
from members.queries import listing as listings
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into


@needs(Permission.EXPORT_PEOPLE)
@once
def export_new(request):
    """Which list, how many rows, and what it is for; then the worker makes the file."""
    listing = listings.find(request.GET.get("of", "people"))
    if listing is None or not listing.names_people:
        raise Http404
    require(request.actor, listing.may_take)
    wanted = lists.wanted_of(request.GET, listing)
    found = listings.narrow(listing, listing.base(request.actor), wanted, day=timezone.localdate())
    form = ExportForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            export = exports.ask(
                listing=listing, wanted=wanted, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return redirect("members:export", export.pk)
    context = {
        "listing": listing,
        "rows": found.order_by().count(),
        "said": lists.in_words(listing, wanted),
        "heads": listing.heads,
        "back": lists.address_of(listing, wanted),
    }
    return form_page(request, "members/export_new.html", form, context)


def _find(request, pk):
    """A file of people, for the one who asked for it alone; the log names it for every coordinator."""
    asked = Export.objects.filter(names_people=True, asked_by=request.actor.person_id).select_related("job", "kept")
    return get_object_or_404(asked, pk=pk)


@needs(Permission.EXPORT_PEOPLE)
def export(request, pk):
    """How far the file is; when it is there, a button to take it."""
    found = _find(request, pk)
    context = {"export": found, "state": _state(found, now=timezone.now()), "id": "_export"}
    return page(request, "members/export.html", context, partial="members/_export.html")


def _state(export, *, now):
    if export.kept is not None and export.kept.expires_at > now:
        return "ready"
    if export.kept is None and export.search is not None:
        return "failed" if export.job is not None and export.job.state == JobState.FAILED else "working"
    return "gone"


@post_only
@needs(Permission.EXPORT_PEOPLE)
@refusals_answered
def export_file(request, pk):
    """The file itself."""
    now = timezone.now()
    kept = exports.fetched(export=_find(request, pk), actor=request.actor, now=now)
    return files.response(kept, now=now)


@post_only
@needs(Permission.EXPORT_PEOPLE)
def export_throw_away(request, pk):
    exports.throw_away(export=_find(request, pk), actor=request.actor)
    messages.success(request, "The file is gone from this site. Please also delete the copy you took.")
    return redirect("members:exports")


@needs(Permission.EXPORT_PEOPLE)
def exports_log(request):
    """Every list that left the site, the newest first."""
    now = timezone.now()
    every = Export.objects.select_related("asked_by", "job", "kept").defer("search").order_by("-asked_at", "-pk")
    found = paginate(request, every, per_page=30)
    rows = [(each, _log_state(each, now=now), each.asked_by_id == request.actor.person_id) for each in found]
    return page(request, "members/exports.html", {"found": found, "rows": rows})


def _log_state(export, *, now):
    if not export.names_people:
        return ("Taken at once", "plain")
    if export.kept is not None and export.kept.expires_at > now:
        return ("Can be fetched", "sun")
    if export.rows is not None:
        return ("Gone from this site", "leaf")
    failed = export.job is not None and export.job.state == JobState.FAILED
    return ("Could not be made", "clay") if failed else ("Being made, or taken back", "plain")
