"""What people need at one meeting: the checklist, a step on for one line, and the sheet for the chair or the venue."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings import provided, sheets
from meetings.actions import provisions
from meetings.forms import ProvisionForm
from meetings.models import MeetingState, Progress, Provision
from meetings.models.provision import OPEN
from meetings.views.finding import meeting_for
from members.models import Consent, Person, RoleGrant
from members.permissions import Permission, Role, can, require
from members.queries.consent import holds
from members.web import form_page, needs, page, refusals_answered, refusals_into

ARRANGE = Permission.ARRANGE_ACCESS
P = Progress
STEPS = {  # what can be pressed from each state: (state, words, words for a paper)
    P.REQUESTED: [(P.ARRANGED, "Arranged", "It is made")],
    P.ARRANGED: [
        (P.CONFIRMED, "Confirmed with them", "It is sent or posted"),
        (P.REQUESTED, "Not arranged after all", "Not made after all"),
    ],
    P.CONFIRMED: [(P.ARRANGED, "Not confirmed after all", "Not sent after all")],
}  # fmt: skip
AFTER = [(P.MET, "Met", "Met")]
TONES = {
    P.REQUESTED: "sun",
    P.ARRANGED: "teal",
    P.CONFIRMED: "leaf",
    P.MET: "leaf",
    P.PARTLY: "sun",
    P.NOT_MET: "clay",
    P.CALLED_OFF: "plain",
}
FORMAT_WORDS = {P.REQUESTED: "To be made", P.ARRANGED: "Made", P.CONFIRMED: "Sent or posted"}


def line(provision, *, words="", now):
    """One need as the checklist draws it."""
    over = provision.meeting.starts_at <= now
    open_ = provision.state in OPEN
    label = FORMAT_WORDS.get(provision.state) if provision.is_format else None
    steps = (AFTER if over and provision.state != P.MET else []) + STEPS.get(provision.state, [])
    return {
        "provision": provision,
        "state": label or provision.get_state_display(),
        "tone": TONES[provision.state],
        "words": words,
        "is_overdue": open_ and provision.due_on < timezone.localdate(now) and provision.state == P.REQUESTED,
        "steps": [(state.value, paper if provision.is_format else said) for state, said, paper in steps],
        "may_fail": provision.state != P.CALLED_OFF,
        "over": over,
    }


@needs(ARRANGE)
def access(request, pk):
    """Needs first: what has to be there, how far it is, who sees to it."""
    now = timezone.now()
    meeting = meeting_for(request, pk, ARRANGE)
    if meeting.state == MeetingState.DRAFT:
        raise Http404
    found = provided.checklist(meeting)
    told = provided.told(meeting)
    words = provided.own_words(found, told)
    for each in found:
        each.meeting = meeting
    lines = [line(each, words=words.get((each.person_id, each.need), ""), now=now) for each in found]
    context = {
        "meeting": meeting,
        "lines": [each for each in lines if not each["provision"].is_format],
        "papers": [each for each in lines if each["provision"].is_format],
        "told": [row for row in told.values() if row.words.said()],
        "skips": [row.words.skip for row in told.values() if row.words.skip],
        "questions": [row.words.question for row in told.values() if row.words.question],
        **_standing(meeting, found, now=now),
        "asked_again": provided.answers_to_ask(meeting, found) if meeting.ends_at <= now else [],
    }
    return page(request, "meetings/access.html", context)


def _standing(meeting, found, *, now):
    """What the line under the heading says: how much is left, or how it was."""
    return {
        "counts": provided.met([meeting]),
        "left": sum(1 for each in found if each.state == P.REQUESTED),
        "any": bool(found),
        "is_over": meeting.ends_at <= now,
    }


@needs(ARRANGE)
@refusals_answered
def provision(request, pk):
    """One line: pressed a step on, or opened to say who sees to it, or why it could not be."""
    now = timezone.now()
    found = get_object_or_404(
        Provision.objects.visible_to(request.actor).select_related("meeting", "person", "owner"), pk=pk
    )
    require(request.actor, ARRANGE, within=found)
    if not can(request.actor, ARRANGE, within=found.meeting):
        return _one_by_one(request, found, now=now)
    if "state" in request.POST:
        because = request.POST.get("because", "").replace("\x00", "")
        found = provisions.move(
            provision=found, state=request.POST["state"], because=because, actor=request.actor, now=now
        )
        if getattr(request, "htmx", False):
            words = provided.own_words([found], provided.told(found.meeting)).get((found.person_id, found.need), "")
            standing = _standing(found.meeting, provided.checklist(found.meeting), now=now)
            context = {"row": line(found, words=words, now=now), "meeting": found.meeting, "pressed": True}
            return page(request, "meetings/_provision_pressed.html", context | standing)
        messages.success(request, f"{found.flag}, for {found.person.name}: {line(found, now=now)['state'].lower()}.")
        return redirect("meetings:access", found.meeting_id)
    initial = {"owner": found.owner_id, "due_on": found.due_on}
    form = ProvisionForm(request.POST or None, initial=initial, owners=_colleagues(request))
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            provisions.hand_to(provision=found, **form.cleaned_data, actor=request.actor, now=now)
            return redirect("meetings:access", found.meeting_id)
    context = {"row": line(found, now=now), "provision": found, "meeting": found.meeting}
    return form_page(request, "meetings/provision.html", form, context)


def _one_by_one(request, found, *, now):
    """For who sees to this one need alone: what it is; for whom only when they agreed that whoever runs it is told (CON-03)."""
    if "state" in request.POST:
        because = request.POST.get("because", "").replace("\x00", "")
        state = request.POST["state"]
        found = provisions.move(provision=found, state=state, because=because, actor=request.actor, now=now)
        messages.success(request, f"{found.flag}: {line(found, now=now)['state'].lower()}.")
        return redirect("meetings:provision", found.pk)
    agreed = holds(found.person_id, Consent.ACCESS_HOST, about=found.meeting.about_word)
    context = {"row": line(found, now=now), "provision": found, "meeting": found.meeting, "may_name": agreed}
    return page(request, "meetings/provision_alone.html", context)


def _colleagues(request):
    working = RoleGrant.objects.filter(role__in=[Role.STAFF, Role.COORDINATOR]).not_ended()
    return Person.objects.visible_to(request.actor).filter(pk__in=working.values("person")).by_name()


@needs(ARRANGE)
def access_sheet(request, pk):
    """One page to print: needs first, and names only of those who agreed for this meeting."""
    meeting = meeting_for(request, pk, ARRANGE)
    if meeting.state == MeetingState.DRAFT:
        raise Http404
    reader = request.GET.get("for")
    pdf = sheets.access_sheet(meeting, reader=reader if reader in sheets.READERS else sheets.CHAIR, now=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="access-{meeting.pk}.pdf"'
    return response
