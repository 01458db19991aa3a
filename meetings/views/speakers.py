"""Speakers for those who run the day: names, private links, talks before and after."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from meetings.actions import speakers as acts
from meetings.forms.day import SpeakerForm, TalkForm
from meetings.models import Speaker, SpeakerFile, SpeakerTalk
from meetings.views.day_finding import gathering_for, of_the_day, seen_to
from members import files
from members.permissions import Permission, can
from members.web import form_page, needs, next_page, page, refusals_answered, refusals_into

PLAN = Permission.PLAN_MEETING


@needs(PLAN)
@refusals_answered
def speakers(request, pk):
    """Everybody who speaks, and a form for one more."""
    gathering = gathering_for(request, pk, PLAN)
    form = SpeakerForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with refusals_into(form):
            speaker = acts.add(gathering=gathering, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{speaker.name} is a speaker. The private link stands below.")
            return redirect("meetings:speaker", speaker.pk)
    rows = gathering.speakers.by_name().prefetch_related("talks", "sessions")
    return form_page(request, "meetings/day/speakers.html", form, {"gathering": gathering, "rows": rows})


@needs(PLAN)
@refusals_answered
def speaker(request, pk):
    """One speaker: what we wrote, what they said, their link, the two talks."""
    found = of_the_day(request, Speaker, pk, PLAN)
    now, step = timezone.now(), request.POST.get("step", "save")
    typed = request.POST if request.method == "POST" and step == "save" else None
    form = SpeakerForm(typed, instance=found, actor=request.actor)
    if request.method == "POST" and step == "link":
        acts.new_link(speaker=found, actor=request.actor, now=now)
        messages.success(request, "The old link opens nothing any more. The new one stands here.")
        return redirect("meetings:speaker", pk)
    if request.method == "POST" and step == "remove":
        acts.remove(speaker=found, actor=request.actor, now=now)
        messages.success(request, "They do not speak any more. Their page, photo and files are gone.")
        return redirect("meetings:speakers", found.gathering_id)
    if form.is_valid():
        with refusals_into(form):
            acts.edit(speaker=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("meetings:speaker", pk)
    context = {
        "speaker": found,
        "gathering": found.gathering,
        "talks": [
            (talk, TalkForm(initial={"owner": talk.owner_id, "due_on": talk.due_on}, prefix=str(talk.pk)))
            for talk in found.talks.select_related("owner").order_by("due_on", "pk")
        ],
        "files": found.files.select_related("file"),
        "address": acts.address(found),
        "over": found.gathering.starts_at <= now,
        "log_address": f"{reverse('quick_log')}?speaker={found.pk}",
    }
    return form_page(request, "meetings/day/speaker.html", form, context)


@needs(Permission.CHECK_IN)
@refusals_answered
def speaker_talk(request, pk):
    """Who talks with them, or that it was done; by whoever was asked to, or who plans the day."""
    talk = seen_to(request, SpeakerTalk.objects.select_related("speaker__gathering", "owner"), pk, PLAN)
    back, gathering = next_page(request, default=""), talk.speaker.gathering
    if request.method != "POST":
        context = {"talk": talk, "gathering": gathering, "plans": can(request.actor, PLAN, within=gathering)}
        return page(request, "meetings/day/talk.html", context)
    if request.POST.get("step") in ("held", "not_held"):
        acts.talk_held(talk=talk, held=request.POST["step"] == "held", actor=request.actor, now=timezone.now())
        messages.success(request, "Noted.")
        return redirect(back or "/")
    form = TalkForm(request.POST, prefix=str(talk.pk))
    if form.is_valid():
        acts.plan_talk(talk=talk, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved.")
    else:
        messages.error(request, "That is not a day we can read. Nothing was changed.")
    return redirect("meetings:speaker", talk.speaker_id)


@needs(PLAN)
def speaker_file(request, pk):
    """Slides, for those who put them on the screen."""
    found = of_the_day(request, SpeakerFile, pk, PLAN, gathering="speaker.gathering")
    return files.response(found.file, now=timezone.now())
