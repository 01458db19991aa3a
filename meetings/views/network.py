"""The Network's meetings: what is next, what each organisation brings, whose turn it is, who came."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import network as asking
from meetings.actions import rounds
from meetings.forms.network import CameForm, RoundsForm, TurnsForm
from meetings.models import CameFor, HostTurn, MeetingState
from members.models import Organisation, Person
from members.permissions import Permission
from members.queries import at_the_table
from members.web import (
    form_page,
    needs,
    next_page,
    of_module,
    once,
    page,
    paginate,
    post_only,
    refusals_answered,
    refusals_into,
    row_id,
)
from members.words import local

MONTHS_SHOWN = 12


@of_module("network")
@needs(Permission.SEE_NETWORK)
def network(request):
    """What comes next, and the meetings before it."""
    now = timezone.now()
    coming = asking.next_meeting(request.actor, now=now)
    before = asking.meetings_of(request.actor).filter(state=MeetingState.PUBLISHED, ends_at__lte=now)
    context = {
        "coming": coming,
        "turn": _turn(coming),
        "proposed": asking.whose_turn(coming) if coming else None,
        "mine": list(Organisation.objects.filter(pk__in=request.actor.organisation_ids).order_by("name", "pk")),
        "before": paginate(request, before.order_by("-starts_at", "-pk"), per_page=12),
        "turns": list(asking.turns_before(now=now)),
        "actions": list(asking.actions_of(at_the_table(day=timezone.localdate(now)))),
        "organisation_ids": request.actor.organisation_ids,
    }
    return page(request, "meetings/network.html", context)


@post_only
@of_module("network")
@needs(Permission.BRING_TO_THE_NETWORK)
def network_action_done(request, pk):
    """My organisation has done it; for the coordinator, any organisation."""
    mine = at_the_table(day=timezone.localdate())
    if not request.actor.knows_everybody:
        mine = mine.filter(pk__in=request.actor.organisation_ids)
    action = get_object_or_404(asking.actions_of(mine), pk=pk)
    rounds.have_done(action=action, actor=request.actor, now=timezone.now())
    messages.success(request, "Done. Thank you.")
    return redirect(next_page(request, reverse("meetings:network")))


@of_module("network")
@needs(Permission.SEE_NETWORK)
def network_came(request):
    """Which organisations came to the meetings of the last year (MET-25)."""
    meetings, rows = asking.attendance_table(now=timezone.now())
    heads = [
        {"meeting": meeting, "came": sum(row.there[at] is True for row in rows), "of": sum(row.there[at] is not None for row in rows)}
        for at, meeting in enumerate(meetings)
    ]  # fmt: skip
    shown = [{"row": row, "marks": list(zip(meetings, row.there, strict=True))} for row in rows]
    return page(request, "meetings/network_came.html", {"meetings": meetings, "heads": heads[::-1], "rows": shown})


def _turn(meeting):
    return HostTurn.objects.filter(meeting=meeting).select_related("host", "chair").first() if meeting else None


def _found(request, pk):
    meeting = get_object_or_404(asking.meetings_of(request.actor).select_related("body"), pk=pk)
    if meeting.state == MeetingState.CANCELLED:
        raise Http404
    return meeting


def _table(meeting):
    return at_the_table(day=local(meeting.starts_at).date())


@of_module("network")
@needs(Permission.SEE_NETWORK)
@once
def network_rounds(request, pk):
    """The rounds of one meeting; my organisation's own boxes below, or for the coordinator those of the one chosen."""
    now, actor = timezone.now(), request.actor
    meeting = _found(request, pk)
    table = list(_table(meeting))
    writable = [each for each in table if actor.knows_everybody or each.pk in actor.organisation_ids]
    chosen = _chosen(request, writable)
    form = None
    if chosen:
        form = RoundsForm(request.POST or None, initial=asking.brought_by(chosen, meeting))
        if request.method == "POST" and form.is_valid():
            with refusals_into(form):
                rounds.bring(meeting=meeting, organisation=chosen, entries=form.entries, actor=actor, now=now)
                messages.success(request, f"Saved for {chosen}.")
                return redirect("meetings:network_rounds", pk)
    came = asking.attending([meeting])[meeting.pk]
    context = {
        "meeting": meeting,
        "rounds": asking.rounds_of(meeting),
        "writable": writable,
        "table_count": len(table),
        "chosen": chosen,
        "is_over": meeting.ends_at <= now,
        "turn": _turn(meeting),
        "came": [each for each in table if each.pk in came],
        "missing": [each for each in table if each.pk not in came],
        "came_for": list(CameFor.objects.filter(meeting=meeting).select_related("organisation", "person")),
        **(_keeping(meeting, table) if actor.knows_everybody else {"turns_form": None, "came_form": None}),
    }
    if form is None:
        return page(request, "meetings/network_rounds.html", {"form": None, **context})
    return form_page(request, "meetings/network_rounds.html", form, context)


def _chosen(request, writable):
    """The organisation whose boxes stand open: the only one, or the one the address names."""
    wanted = request.GET.get("organisation", "")
    if len(writable) == 1 and not wanted:
        return writable[0]
    return next((each for each in writable if str(each.pk) == wanted), None)


def _keeping(meeting, table, data=None):
    """What only who runs the Network sees: turns, and who came for whom."""
    turn, proposed = _turn(meeting), asking.whose_turn(meeting)
    first = {"host": turn.host_id, "chair": turn.chair_id} if turn else {"host": proposed.host, "chair": proposed.chair}
    return {
        "turns_form": TurnsForm(data, organisations=_table(meeting), initial=first, prefix="turns"),
        "came_form": CameForm(data, organisations=_table(meeting), people=_marked(meeting), prefix="came"),
    }


def _marked(meeting):
    return Person.objects.filter(attendances__meeting=meeting, attendances__came=True).by_name()


@post_only
@of_module("network")
@needs(Permission.KEEP_NETWORK)
@refusals_answered
def network_turns(request, pk):
    meeting = _found(request, pk)
    form = TurnsForm(request.POST, organisations=_table(meeting), prefix="turns")
    if not form.is_valid():
        raise asking.Refused("Please choose organisations of the list.")
    rounds.take_turns(meeting=meeting, **form.cleaned_data, actor=request.actor, now=timezone.now())
    messages.success(request, "Their turns are written down.")
    return redirect("meetings:network_rounds", pk)


@post_only
@of_module("network")
@needs(Permission.KEEP_NETWORK)
@refusals_answered
def network_came_for(request, pk):
    """Somebody came for an organisation; with `forget`, it was a mistake."""
    meeting, now = _found(request, pk), timezone.now()
    if forget := request.POST.get("forget", ""):
        noted = get_object_or_404(CameFor.objects.filter(meeting=meeting), pk=row_id(forget))
        rounds.forget_came(meeting=meeting, organisation=noted.organisation, actor=request.actor, now=now)
        messages.success(request, "Taken away again.")
        return redirect("meetings:network_rounds", pk)
    form = CameForm(request.POST, organisations=_table(meeting), people=_marked(meeting), prefix="came")
    if not form.is_valid():
        raise asking.Refused("Please choose for which organisation somebody came.")
    rounds.note_came(meeting=meeting, **form.cleaned_data, actor=request.actor, now=now)
    messages.success(request, f"Somebody came for {form.cleaned_data['organisation']}.")
    return redirect("meetings:network_rounds", pk)
