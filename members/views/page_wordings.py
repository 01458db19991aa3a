"""*This wording isn't right*: a link at the foot of every page, and the coordinator's list of what was said."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import get_resolver, reverse
from django.utils import timezone

from members.actions import wordings as actions
from members.forms.wordings import WordingForm
from members.models import WordingReport
from members.permissions import Permission
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into, typed

OFTEN = {"wording": "10/10m/ip"}
LATER = "Those were many at once. Please wait ten minutes, or ring us."
SET = Permission.CHANGE_SETTINGS


@login_not_required
@once
def wording_say(request):
    """Somebody says what is not right, signed in or not; of the page only its name is kept."""
    form = WordingForm(request.POST or None, initial={"page": _page(typed(request, "page"))})
    if form.is_valid():
        if ratelimit.consume(request, app="sametable", action="wording", config=OFTEN) is None:
            form.add_error(None, LATER)
            return form_page(request, "members/wording_say.html", form)
        with refusals_into(form):
            person = request.actor.person
            words = form.cleaned_data["words"]
            actions.say(page=_page(form.cleaned_data["page"]), words=words, person=person, now=timezone.now())
            return redirect(f"{reverse('wording_say')}?said=1")
    return form_page(request, "members/wording_say.html", form, {"said": typed(request, "said") == "1"})


def _page(name: str) -> str:
    """The name of a page of this site; "" for anything else somebody put into the address."""
    space, _, bare = name.rpartition(":")
    resolver = get_resolver()
    if space:
        resolver = resolver.namespace_dict.get(space, ("", None))[1]
    return name[:80] if resolver is not None and bare and bare in resolver.reverse_dict else ""


@needs(SET)
def wording_reports(request):
    """What was said, the open ones first, and what became of the others."""
    reports = WordingReport.objects.select_related("person")
    context = {
        "waiting": reports.open().order_by("reported_at", "pk")[:100],
        "closed": paginate(request, reports.exclude(closed_at=None).order_by("-closed_at", "-pk"), per_page=20),
    }
    return page(request, "members/wording_reports.html", context)


@post_only
@needs(SET)
@refusals_answered
def wording_close(request, pk):
    """Changed, or it stays as it is."""
    report = get_object_or_404(WordingReport, pk=pk)
    answer, outcome = request.POST.get("answer", ""), request.POST.get("outcome", "")
    told = actions.close(report=report, outcome=outcome, answer=answer, actor=request.actor, now=timezone.now())
    messages.success(request, "Done. They are told." if told else "Done.")
    return redirect("members:wording_reports")
