"""What somebody takes back to their organisation; that it took the text on; that it is published."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify

from members.permissions import can
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects import take_back
from projects.actions import taking_on
from projects.forms.taking_on import PublishForm, RatifyForm, at_the_table
from projects.models import Decision, Ratification
from projects.queries import texts as reads
from projects.views.texts import KEEP, SEE, one


@needs(SEE)
def pack(request, pk):
    """The text and the form to say where one stands, as a Word file."""
    found, now = one(request, pk), timezone.now()
    version = reads.current_version(found)
    if version is None:
        raise Http404
    words = take_back.document(
        found, version, _asked(request, found, now), large=bool(request.GET.get("large")), now=now
    )
    response = HttpResponse(words, content_type=take_back.TYPE)
    response["Content-Disposition"] = (
        f'attachment; filename="{slugify(found.title)[:60]}-version-{version.number}.docx"'
    )
    return response


@needs(SEE)
def pack_print(request, pk):
    """The same as a page to print."""
    found, now = one(request, pk), timezone.now()
    version = reads.current_version(found)
    if version is None:
        raise Http404
    context = {"agreement": found, "version": version, "decision": _asked(request, found, now)}
    return page(request, "projects/pack_print.html", context)


def _asked(request, agreement, now):
    """The question that is open on it."""
    return Decision.objects.running(now=now).filter(agreement=agreement, outcome="").order_by("-pk").first()


@needs(SEE)
@once
@refusals_answered
def ratify(request, pk):
    """An organisation took it on."""
    found, now = one(request, pk), timezone.now()
    keeps = can(request.actor, KEEP, within=found)
    organisations = at_the_table(request.actor, keeps=keeps)
    if found.agreed_at is None or not organisations:
        raise Http404
    begin = {"ratified_on": timezone.localdate(now), "how": Ratification.How.AS_IT_IS}
    if not keeps:
        begin["organisation"] = organisations[0]
    form = RatifyForm(request.POST or None, initial=begin, agreement=found, organisations=organisations)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = taking_on.ratify(agreement=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, f"Written down for {made.organisation.name}.")
            return redirect("projects:agreement", pk)
    return form_page(request, "projects/ratify.html", form, {"agreement": found})


@needs(KEEP)
@once
@refusals_answered
def publish(request, pk):
    """Which version, with which note."""
    found, now = one(request, pk, keep=True), timezone.now()
    begin = {"review_on": found.review_on, "note": found.published_note, "version": found.agreed_version_id}
    form = PublishForm(request.POST or None, initial=begin, agreement=found)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            taking_on.publish(agreement=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Published.")
            return redirect("projects:agreement", pk)
    return form_page(request, "projects/publish.html", form, {"agreement": found})


@post_only
@needs(KEEP)
@refusals_answered
def unpublish(request, pk):
    taking_on.take_back(agreement=one(request, pk, keep=True), actor=request.actor, now=timezone.now())
    messages.success(request, "It is no longer published.")
    return redirect("projects:agreement", pk)
