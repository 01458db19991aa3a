"""Who it could be for, with reasons; asked now or in waves; the ledger of who was asked how often."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from members.models import Person
from members.permissions import Permission
from members.web import needs, once, page, paginate, post_only, refusals_answered
from members.words import plural
from projects import asking_rules, matching, queries
from projects.actions import asking, waving
from projects.forms.fair import WavesForm
from projects.forms.people import numbers
from projects.models import Status
from projects.queries import fairness
from projects.views.work import find_work

INVITE = Permission.INVITE_TO_WORK


@needs(INVITE)
@once
@refusals_answered
def match(request, pk):
    """Choose among those it could be for; look; send. Nothing leaves before the last press."""
    now, found = timezone.now(), find_work(request, pk)
    asking_rules.check_status(found, Status.OPEN, now=now)
    is_step = request.POST.get("step") in ("look", "now", "waves")
    if is_step and (answer := _chosen(request, found, now=now)):
        return answer
    least, number = request.GET.get("order") == "least", _number(request.GET.get("page", ""))
    shown, everybody = matching.matches(
        found, request.actor, now=now, least_asked_first=least, offset=(number - 1) * matching.SHOWN
    )
    rows = {
        row.person.pk: row
        for row in queries.who_would_be_asked([each.person for each in shown], opportunity=found, now=now)
    }
    context = {
        "opportunity": found,
        "rows": [(each, rows[each.person.pk]) for each in shown],
        "everybody": everybody,
        "least": least,
        "number": number,
        "more": everybody > number * matching.SHOWN,
        "suggested": (found.places or 4) * 3 if number == 1 else 0,
        "never": matching.never_asked(request.actor),
    }
    return page(request, "projects/match.html", context)


def _number(words):
    return max(1, int(words)) if words.isascii() and words.isdigit() and len(words) < 5 else 1


def _chosen(request, found, *, now):
    """What happens with those ticked; None when nobody is."""
    ids = numbers(request.POST.getlist("people"))
    people = {person.pk: person for person in Person.objects.visible_to(request.actor).filter(pk__in=ids)}
    in_order = [people[pk] for pk in ids if pk in people]
    if not in_order:
        messages.info(request, "Nobody is ticked yet.")
        return None
    form = WavesForm(request.POST if request.POST.get("step") == "waves" else None)
    if request.POST["step"] == "now":
        added = asking.ask_more(opportunity=found, people=in_order, actor=request.actor, now=now)
        messages.success(request, f"{plural(added, 'person is,people are')} asked, each by their own way.")
        return redirect("projects:opportunity", found.pk)
    if form.is_bound and form.is_valid():
        reasons = {pk: request.POST.get(f"why_{pk}", "")[:300].replace("\x00", "") for pk in ids}
        waving.start(
            opportunity=found, people=in_order, reasons=reasons, actor=request.actor, now=now, **form.cleaned_data
        )
        messages.success(request, "The first are asked now. The next follow by themselves, until it is full.")
        return redirect("projects:opportunity", found.pk)
    would = queries.who_would_be_asked(in_order, opportunity=found, now=now)
    ledger = fairness.ledger_of(in_order, now=now)
    context = {
        "opportunity": found,
        "form": form,
        "people": in_order,
        "asked": [row for row in would if not row.left_out],
        "left_out": [row for row in would if row.left_out],
        "often": [row.person for row in would if not row.left_out and ledger[row.person.pk].often],
        "never": matching.never_asked(request.actor),
        "why": [(pk, request.POST.get(f"why_{pk}", "")[:300]) for pk in ids],
    }
    return page(request, "projects/match_look.html", context, status=422 if form.errors else 200)


@post_only
@needs(INVITE)
@refusals_answered
def waves_stop(request, pk):
    """The clock asks nobody further."""
    waving.stop(opportunity=find_work(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "Stopped. Nobody further is asked by itself.")
    return redirect("projects:opportunity", pk)


@needs(INVITE)
def fair_asks(request):
    """Who was asked how often in twelve months, whoever was asked longest ago first."""
    rows = fairness.fair_asks(request.actor, now=timezone.now())
    return page(request, "projects/fair_asks.html", {"page": paginate(request, rows)})
