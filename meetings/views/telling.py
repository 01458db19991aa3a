"""What somebody tells us beside their answer: this time before the meeting, and afterwards whether we got it right."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.actions import provisions, rsvps
from meetings.forms import DetailsForm, LinkDetailsForm, RightForm
from meetings.forms.details import SHARED
from meetings.models import Answer, MeetingState, Progress, Provision, Rsvp, ThisTime, Told
from meetings.views.finding import meeting_for, own_rsvp
from meetings.views.rsvp import CONFLICT, UNPROCESSABLE, SeeOther, as_it_stands, with_link
from members.permissions import Permission, by_link, require
from members.queries import access
from members.queries import consent as consents
from members.web import Refused, form_page, needs, page, refusals_into

CANNOT_KEEP = (
    " We can keep it for next time only after you agreed that we hold it: sign in and open What I need, or ring us."
)


def told_before(rsvp) -> tuple[Told, bool]:
    """What this person told about this meeting, and whether they did; one query."""
    row = ThisTime.objects.filter(rsvp=rsvp).first()
    return (row.words, bool(row.told)) if row else (Told(), False)


def save(form, rsvp, *, actor, now, told=None, words=None, keep=None, take_back=True) -> bool:
    """One press saves all of it. False: it could not be kept for next time."""
    wants_kept = form.cleaned_data["keep"]
    told = form.told if told is None else told
    words = form.cleaned_data["words"] if words is None else words
    rsvps.details(rsvp=rsvp, words=words, told=told, keep=wants_kept if keep is None else keep[0], actor=actor, now=now)
    rsvps.share(rsvp=rsvp, shares=form.shares, take_back=take_back, actor=actor, now=now)
    return not wants_kept or access.may_keep(rsvp.person_id)


def _known(rsvp, *, before):
    """The form as somebody who is signed in finds it: what they told, else what they agreed to keep."""
    told, is_told = before
    usual = {} if is_told else access.usual_of(rsvp.person_id)
    agreed = consents.held(rsvp.person_id, about=rsvp.meeting.about_word)
    kept = is_told and ThisTime.objects.filter(rsvp=rsvp, keep=True).exists()
    return {
        **asdict(told), **usual, "words": rsvp.different or "", "keep": kept or bool(usual),
        **{name: consent in agreed for name, consent in SHARED.items()},
    }, bool(usual)  # fmt: skip


def details(request, pk):
    """What is different for the person who is signed in, this time."""
    now = timezone.now()
    meeting = meeting_for(request, pk)
    rsvp = own_rsvp(request, meeting)
    if rsvp is None:
        raise Http404
    rsvp.person = request.actor.person
    return _details(request, rsvp, actor=request.actor, own=True, now=now)


@needs(Permission.ANSWER_FOR)
def details_for(request, pk):
    """The same in somebody's name, while they are on the telephone."""
    seen = Rsvp.objects.visible_to(request.actor).standing().select_related("meeting", "person")
    rsvp = get_object_or_404(seen.exclude(meeting__state=MeetingState.DRAFT), pk=pk)
    require(request.actor, Permission.ANSWER_FOR, within=rsvp.meeting)
    return _details(request, rsvp, actor=request.actor.at_the_desk_for(rsvp.person), own=False, now=timezone.now())


def _details(request, rsvp, *, actor, own, now):
    initial, is_usual = _known(rsvp, before=told_before(rsvp))
    form = DetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            kept = save(form, rsvp, actor=actor, now=now)
            thanks = "Thank you. The involvement team can see it." if own else f"Noted for {rsvp.person.name}."
            messages.success(request, thanks + ("" if kept or not own else CANNOT_KEEP))
            return redirect("meetings:meeting", rsvp.meeting_id)
    context = {"meeting": rsvp.meeting, "own": own, "person": rsvp.person, "is_usual": is_usual}
    context["asks_partner"] = bool(rsvp.meeting.body_id)
    return form_page(request, "meetings/details.html", form, context)


@with_link
@require_http_methods(["GET", "HEAD", "POST"])
def link_details(request, rsvp, token, *, now):
    """After the answer, through the link. What was told before is not shown: a link may be passed on."""
    form = LinkDetailsForm(request.POST or None)
    rsvp, status = as_it_stands(rsvp), 200
    before, is_told = told_before(rsvp)
    if request.method == "POST" and form.is_valid():
        forgets = form.cleaned_data["forget"]
        try:
            save(
                form, rsvp, actor=by_link(rsvp.person), now=now, take_back=False,
                told=form.told if forgets else before.merged(form.told),
                words=form.cleaned_data["words"] if forgets else form.cleaned_data["words"] or rsvp.different or "",
                keep=(True if form.cleaned_data["keep"] else False if forgets else None,),
            )  # fmt: skip
            return SeeOther(reverse("rsvp", args=[token]))
        except Refused as no:
            form.add_error(None, str(no))
            status = CONFLICT
    elif form.errors:
        status = UNPROCESSABLE
    context = {
        "form": form, "meeting": rsvp.meeting, "first_name": rsvp.person.first_name, "told": bool(rsvp.different) or is_told,
        "back": reverse("rsvp", args=[token]),
    }  # fmt: skip
    return page(request, "meetings/rsvp_details.html", context, status=status)


def asked_whether_right(rsvp, *, now) -> bool:
    """Whether there was anything to get right, and the meeting is over."""
    if rsvp.meeting.ends_at > now or rsvp.answer != Answer.YES:
        return False
    mine = Provision.objects.filter(meeting=rsvp.meeting_id, person=rsvp.person_id)
    return mine.exclude(state=Progress.CALLED_OFF).exists()


def _said_before(rsvp):
    """What they told us last about it: (the answer, its words on the button, their own words); nothing when they have not."""
    said = Provision.objects.filter(meeting=rsvp.meeting_id, person=rsvp.person_id, said_by_them=True)
    last = said.order_by("-ended_at", "-pk").values_list("state", "because").first()
    if last is None:
        return "", "", ""
    return last[0], dict(RightForm.VERDICTS).get(last[0], ""), "" if last[1] == provisions.TOLD_SO else last[1]


def _presses(verdict):
    """The buttons: whoever said that something was missing first has one to send what it was."""
    adds = verdict in (Progress.PARTLY, Progress.NOT_MET)
    return {
        "adds_to": verdict if adds else "",
        "verdicts": [v for v in RightForm.VERDICTS if not adds or v[0] != verdict],
    }


def right(request, pk):
    """The person who is signed in says whether we got it right."""
    now = timezone.now()
    meeting = meeting_for(request, pk)
    rsvp = own_rsvp(request, meeting)
    if rsvp is None or not asked_whether_right(rsvp, now=now):
        raise Http404
    rsvp.person = request.actor.person
    return _right(request, rsvp, actor=request.actor, own=True, now=now)


@needs(Permission.ANSWER_FOR)
def right_for(request, pk):
    """What somebody said on the telephone about it."""
    now = timezone.now()
    seen = Rsvp.objects.visible_to(request.actor).select_related("meeting", "person")
    rsvp = get_object_or_404(seen, pk=pk)
    require(request.actor, Permission.ANSWER_FOR, within=rsvp.meeting)
    if not asked_whether_right(rsvp, now=now):
        raise Http404
    return _right(request, rsvp, actor=request.actor.at_the_desk_for(rsvp.person), own=False, now=now)


def _right(request, rsvp, *, actor, own, now):
    verdict, said, words = _said_before(rsvp)
    form = RightForm(request.POST or None, initial={"words": words})
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            provisions.was_it_right(rsvp=rsvp, **form.cleaned_data, actor=actor, now=now)
            messages.success(request, "Thank you for telling us." if own else f"Noted for {rsvp.person.name}.")
            if own and form.cleaned_data["verdict"] != Progress.MET and not form.cleaned_data["words"]:
                return redirect("meetings:right", rsvp.meeting_id)  # what was missing is asked after the press
            return redirect("home") if own else redirect("meetings:access", rsvp.meeting_id)
    context = {"meeting": rsvp.meeting, "person": rsvp.person, "own": own, "said": said, **_presses(verdict)}
    return form_page(request, "meetings/right.html", form, context)


@with_link
@require_http_methods(["GET", "HEAD", "POST"])
def link_right(request, rsvp, token, *, now):
    """The same through the link, which may be passed on: the answer is shown, which needs they were and their words are not."""
    rsvp = as_it_stands(rsvp)
    form, status = RightForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            provisions.was_it_right(rsvp=rsvp, **form.cleaned_data, actor=by_link(rsvp.person), now=now)
            return SeeOther(reverse("rsvp_right", args=[token]))
        except Refused as no:
            form.add_error(None, str(no))
            status = CONFLICT
    elif form.errors:
        status = UNPROCESSABLE
    verdict, said, _ = _said_before(rsvp)
    context = {
        "form": form, "meeting": rsvp.meeting, "first_name": rsvp.person.first_name, "said": said, "is_over": rsvp.meeting.ends_at <= now,
        "right_url": reverse("rsvp_right", args=[token]), **_presses(verdict),
    }  # fmt: skip
    return page(request, "meetings/rsvp_right.html", context, status=status)
