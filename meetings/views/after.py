"""The page behind the link in letters after a meeting: questions without a name, a call, the notes, what one said one would do."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from meetings.actions import corrections, lines, pulse
from meetings.forms.notes import CorrectionForm
from meetings.forms.pulse import PulseForm
from meetings.keeping_notes import are_still_coming
from meetings.minutes import newest, notes_of, who_was_there
from meetings.models import Action, Attendance, Correction, Meeting, MeetingState, Pulse, PulseTicket, Rsvp
from meetings.points import blocks_of
from meetings.views.rsvp import SeeOther
from members.actions import check_ins
from members.models import CheckIn
from members.permissions import by_link
from members.post import links
from members.rules import Refused

PURPOSE = "after"
CONFLICT, UNPROCESSABLE = 409, 422


def with_link(view):
    """Finds whose page a token opens; every token that opens nothing gets the very same page as an answer's."""

    @login_not_required
    def opened(request, token, **more):
        now = timezone.now()
        link = links.find(token, purpose=PURPOSE, now=now) if token.isascii() else None
        meeting = _meeting(link) if link else None
        if meeting is None:
            return render(request, "meetings/rsvp_unknown.html", status=404)
        return view(request, meeting, link.person, token, now=now, **more)

    return opened


def _meeting(link):
    found = Meeting.objects.filter(pk=link.about.partition(":")[2], state=MeetingState.PUBLISHED)
    return found.select_related("body").first()


def draw(
    request, meeting, person, token, *, now, pulse_form=None, correction_form=None, sentence="", status=200, **more
):
    found = notes_of(meeting)
    version = newest(found) if found and found.sent_at else None
    ticket = PulseTicket.objects.filter(pulse__meeting=meeting, person=person, pulse__closed_at=None).first()
    own = Action.objects.filter(meeting=meeting, owner=person).select_related("meeting").by_due()
    context = {
        "meeting": meeting, "first_name": person.first_name, "notes": found, "version": version, "sentence": sentence,
        "blocks": blocks_of(version.words) if version else [], "there": who_was_there(meeting) if version else None,
        "ticket": ticket, "pulse_form": pulse_form or PulseForm(), "actions": list(own),
        "correction_form": correction_form or CorrectionForm(prefix="notes"),
        "may_correct": bool(version and not found.approved_at), "looked_over": _looked_over(meeting, person),
        "may_come": are_still_coming(meeting, now=timezone.now()),
        "corrections": list(found.corrections.filter(person=person).order_by("pk")) if version else [],
        "came": Attendance.objects.filter(meeting=meeting, person=person, came=True).exists(),
        "check_in": CheckIn.objects.filter(person=person, about=meeting.about_word).first(),
        "here": reverse("after", args=[token]), "said": request.GET.get("said", ""), **more,
    }  # fmt: skip
    return render(request, "meetings/after.html", context, status=status)


def _looked_over(meeting, person):
    """(Whether they are asked if the notes are right, when they said that they are.)"""
    asked = Rsvp.objects.filter(meeting=meeting, person=person).standing().values_list("notes_right_at")
    return next(((True, at) for (at,) in asked[:1]), (False, None))


def _here(token, said):
    return SeeOther(f"{reverse('after', args=[token])}?said={said}#{said}")


@with_link
@require_safe
def after(request, meeting, person, token, *, now):
    """Opening it changes nothing."""
    return draw(request, meeting, person, token, now=now)


@with_link
@sensitive_post_parameters()
@require_http_methods(["POST"])
def after_pulse(request, meeting, person, token, *, now):
    """Six answers, without a name."""
    form = PulseForm(request.POST)
    ticket = PulseTicket.objects.filter(pulse__meeting=meeting, person=person).first()
    if ticket is None:  # the box was closed meanwhile, and its tickets are gone
        get_object_or_404(Pulse, meeting=meeting, closed_at__isnull=False)
        form.is_valid()
        return draw(
            request, meeting, person, token, now=now, closed_while_writing=True, was_said=form.said, status=CONFLICT
        )
    if not form.is_valid():
        return draw(request, meeting, person, token, now=now, pulse_form=form, status=UNPROCESSABLE)
    said = {"answers": form.answers, "words": form.cleaned_data["words"]}
    try:
        pulse.answer(ticket=ticket, **said, actor=by_link(person), now=now)
    except Refused as no:
        return draw(request, meeting, person, token, now=now, pulse_form=form, sentence=str(no), status=CONFLICT)
    return _here(token, "answered")


@with_link
@require_http_methods(["POST"])
def after_check_in(request, meeting, person, token, *, now):
    """I am fine, or please ring me (SUP-06)."""
    if not Attendance.objects.filter(meeting=meeting, person=person, came=True).exists():
        raise Http404
    lead = meeting.lead if meeting.lead_id != person.pk else None
    check_ins.offer(
        people=[person], sort=CheckIn.Sort.TOOK_PART, about=meeting.about_word, what=meeting.title, after=now,
        assigned_to=lead, now=now,
    )  # fmt: skip
    found = get_object_or_404(CheckIn, person=person, about=meeting.about_word)
    try:
        check_ins.answer_oneself(
            check_in=found, outcome=request.POST.get("outcome", ""), actor=by_link(person), now=now
        )
    except Refused as no:
        return draw(request, meeting, person, token, now=now, sentence=str(no), status=CONFLICT)
    return _here(token, "told")


@with_link
@require_http_methods(["POST"])
def after_correct(request, meeting, person, token, *, now):
    """What is not right with the notes."""
    found = notes_of(meeting)
    if found is None or found.sent_at is None:
        raise Http404
    form = CorrectionForm(request.POST, prefix="notes")
    if "right" in request.POST:
        try:
            corrections.all_right(notes=found, person=person, actor=by_link(person), now=now)
        except Refused as no:
            return draw(request, meeting, person, token, now=now, sentence=str(no), status=CONFLICT)
        return _here(token, "corrected")
    if not form.is_valid():
        return draw(request, meeting, person, token, now=now, correction_form=form, status=UNPROCESSABLE)
    try:
        corrections.suggest(
            notes=found, person=person, words=form.cleaned_data["words"], how=Correction.How.LINK,
            actor=by_link(person), now=now,
        )  # fmt: skip
    except Refused as no:
        return draw(request, meeting, person, token, now=now, correction_form=form, sentence=str(no), status=CONFLICT)
    return _here(token, "corrected")


@with_link
@require_http_methods(["POST"])
def after_action(request, meeting, person, token, *, now, pk):
    """Done, or it will not be, because."""
    action = get_object_or_404(Action.objects.select_related("meeting"), pk=pk, meeting=meeting, owner=person)
    because = request.POST.get("because", "").replace("\x00", "")
    try:
        lines.end(action=action, state=request.POST.get("state", ""), because=because, actor=by_link(person), now=now)
    except Refused as no:
        return draw(request, meeting, person, token, now=now, sentence=str(no), status=CONFLICT)
    return _here(token, "actions")
