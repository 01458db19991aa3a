"""*What is held about me*: see it, correct it, take it home, ask to be forgotten, complain."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import files, packs
from members.actions import access_packs, complaints, rights
from members.actions import my_details as my_own
from members.forms.rights import AskForm, ComplaintForm, DetailsForm, MyChannelForm, OpenComplaintForm
from members.models import AccessPack, Channel, Job, Person, RightsRequest
from members.permissions import Permission
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from members.words import day

MOST_FROM_OUTSIDE = 20  # complaints in an hour by people who are not signed in


@needs(Permission.SEE_INFORMATION)
def my_information(request):
    """Everything held about whoever is asking; what somebody must read first is named, not shown."""
    person, now = request.actor.person, timezone.now()
    sections = packs.decided(packs.gather(person), {})
    context = {
        "person": person,
        "groups": packs.grouped(sections),
        "files": packs.files_about(person, now=now),
        "packs": AccessPack.objects.filter(person=person).exclude(state=AccessPack.State.GONE)[:5],
        "requests": person.rights_requests.order_by("-received_on", "-pk"),
        "complaints": person.complaints.order_by("-received_on", "-pk"),
        "kinds": RightsRequest.Kind.choices,
    }
    return page(request, "members/my_information.html", context)


@needs(Permission.SEE_INFORMATION)
@once
def my_details(request):
    person = Person.objects.get(pk=request.actor.person_id)
    form = DetailsForm(request.POST or None, instance=person)
    if form.is_valid():
        with refusals_into(form):
            my_own.correct(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("members:my_details")
    channels = Channel.objects.filter(person=person).order_by("purpose", "rank", "pk")
    return form_page(request, "members/my_details.html", form, {"channels": channels})


@needs(Permission.SEE_INFORMATION)
@once
def my_channel(request, pk):
    channel = get_object_or_404(Channel.objects.filter(person_id=request.actor.person_id), pk=pk)
    form = MyChannelForm(request.POST or None, instance=channel)
    if form.is_valid():
        with refusals_into(form):
            my_own.correct_channel(channel=channel, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. We reach you there from now on.")
            return redirect("members:my_details")
    return form_page(request, "members/my_channel.html", form, {"channel": channel})


@needs(Permission.SEE_INFORMATION)
@once
def my_request(request, kind):
    """A request with its clock; the page says what happens then."""
    if kind not in RightsRequest.Kind.values:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None, kind=kind)
    if form.is_valid():
        with refusals_into(form):
            made = rights.ask(
                person=request.actor.person, kind=kind, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, f"We have it. We answer by {day(made.due)}.")
            return redirect("members:my_information")
    return form_page(request, "members/my_request.html", form, {"kind": RightsRequest.Kind(kind)})


@post_only
@needs(Permission.SEE_INFORMATION)
def my_request_take_back(request, pk):
    found = get_object_or_404(RightsRequest.objects.filter(person_id=request.actor.person_id), pk=pk)
    rights.take_back(request=found, actor=request.actor, now=timezone.now())
    messages.success(request, "Taken back. Nothing else changes.")
    return redirect("members:my_information")


@post_only
@needs(Permission.SEE_INFORMATION)
@refusals_answered
def my_copy(request):
    """The copy one makes oneself."""
    pack = access_packs.start(person=request.actor.person, actor=request.actor, now=timezone.now())
    return redirect("members:pack", pack.pk)


def find_pack(request, pk):
    packs_seen = AccessPack.objects.visible_to(request.actor).select_related("person", "file", "request")
    return get_object_or_404(packs_seen, pk=pk)


@needs(Permission.SEE_INFORMATION)
def pack(request, pk):
    """How far the copy is; when it is ready, a button to take it home."""
    found = find_pack(request, pk)
    under_way = found.state in (AccessPack.State.GATHERING, AccessPack.State.MAKING)
    job = Job.objects.filter(key=access_packs.job_key(found)).order_by("-pk").first() if under_way else None
    context = {
        "pack": found,
        "job": job,
        "failed": job is not None and job.state == Job.State.FAILED,
        "is_mine": found.person_id == request.actor.person_id,
        "is_there": found.state == AccessPack.State.READY and found.expires_at > timezone.now(),
    }
    return page(request, "members/pack_state.html", context, partial="members/_pack.html")


@post_only
@needs(Permission.SEE_INFORMATION)
@refusals_answered
def pack_file(request, pk):
    """The file itself, for whoever has just shown who they are (ASK_AGAIN); that it was opened is written down."""
    now = timezone.now()
    kept = access_packs.take_home(pack=find_pack(request, pk), actor=request.actor, now=now)
    return files.response(kept, now=now)


@needs(Permission.COMPLAIN)
@once
def my_complaint(request):
    form = ComplaintForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            made = complaints.make(
                person=request.actor.person, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, f"Thank you for telling us. Its number is {made.number}.")
            return redirect("members:my_information")
    return form_page(request, "members/my_complaint.html", form)


@login_not_required
@once
def complain(request):
    """The public page: anybody may complain, with or without a name."""
    form = OpenComplaintForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            complaints.check_not_too_many(most=MOST_FROM_OUTSIDE, now=timezone.now())
            made = complaints.make(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return page(request, "members/complained.html", {"complaint": made})
    return form_page(request, "members/complain.html", form)
