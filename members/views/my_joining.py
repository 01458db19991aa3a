"""One's own way in and out of the group: tick, agree, say why, rest, leave, stay, and the certificate."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import certificates, queries
from members.actions import breaks, induction, joining, leaving
from members.forms.joining import WhyForm
from members.forms.leaving import LeaveForm, NewsForm, RestForm
from members.models import Membership, Person
from members.models.membership import CLOSED, State
from members.models.role_agreement import Side
from members.permissions import Permission
from members.queries import consent as consent_queries
from members.queries import joining as questions
from members.web import form_page, needs, page, post_only, refusals_answered, refusals_into, row_ids


def _mine(request):
    """One's own open membership; a 404 for somebody who has none."""
    return get_object_or_404(Membership.objects.open(), person=request.actor.person)


@needs(Permission.OWN_MEMBERSHIP)
def my_joining(request):
    """Where I am with the group, in my own words, and what both sides ticked."""
    person = request.actor.person
    membership = queries.last_membership(person)
    is_open = bool(membership) and membership.state not in CLOSED
    context = {
        "person": person,
        "membership": membership,
        "is_open": is_open,
        "is_member": bool(membership) and membership.state in (State.ACTIVE, State.LEAVING),
        "ticks": questions.checklist(membership),
        "agreed": questions.agreed_by(membership),
        "agreement": questions.agreement(),
        "conversation": getattr(membership, "conversation", None) if membership else None,
        "keeps_private": "lived_experience" in consent_queries.held(person),
        "leaving": getattr(membership, "leaving", None) if membership else None,
        "may_have_certificate": bool(membership and membership.started_on),
    }
    return page(request, "members/my_joining.html", context)


@post_only
@needs(Permission.OWN_MEMBERSHIP)
@refusals_answered
def my_ticks(request):
    """What I have gone through, as it stands now."""
    done = set(row_ids(request, "person"))
    induction.tick_all(membership=_mine(request), side=Side.PERSON, done=done, actor=request.actor, now=timezone.now())
    messages.success(request, "Saved. Thank you.")
    return redirect("members:my_joining")


@post_only
@needs(Permission.OWN_MEMBERSHIP)
@refusals_answered
def my_agreement(request):
    """I agree to the role agreement."""
    induction.agree(membership=_mine(request), side=Side.PERSON, actor=request.actor, now=timezone.now())
    messages.success(request, "Thank you. You agreed to it, and so do we.")
    return redirect("members:my_joining")


@needs(Permission.OWN_MEMBERSHIP)
def my_why(request):
    """Why I joined, and what I want from it, in my own words."""
    membership = _mine(request)
    form = WhyForm(request.POST or None, initial={"why_joined": membership.why_joined, "hopes": membership.hopes})
    if form.is_valid():
        joining.say_why(membership=membership, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved, in your words.")
        return redirect("members:my_joining")
    return form_page(request, "members/my_why.html", form)


@needs(Permission.TAKE_BREAK)
def my_break(request):
    """What I would like to add to my break. Every part can stay empty, and the break holds already."""
    person = Person.objects.get(pk=request.actor.person_id)
    if not person.is_paused:
        return page(request, "members/my_break_none.html", {"person": person})
    rest = questions.last_rest(person)
    rest = rest if rest and rest.ended_at is None else None
    form = RestForm(request.POST or None, initial=_said(rest, "until", "reasons", "words", "keeps"))
    if form.is_valid():
        with refusals_into(form):
            breaks.say(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. Rest well.")
            return redirect("home")
    return form_page(request, "members/my_break.html", form, {"person": person})


@needs(Permission.TAKE_BREAK)
def my_return(request):
    """Welcome back, without questions: what is new can be said here, or left out."""
    person = Person.objects.get(pk=request.actor.person_id)
    rest = questions.last_rest(person)
    if person.is_paused or rest is None or rest.ended_at is None:
        return redirect("home")
    form = NewsForm(request.POST or None, initial=_said(rest, "news"))
    if form.is_valid():
        with refusals_into(form):
            breaks.say_news(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. Good to have you back.")
            return redirect("home")
    return form_page(request, "members/my_return.html", form, {"person": person})


def _said(row, *names):
    return {name: getattr(row, name) for name in names} if row else {}


@needs(Permission.OWN_MEMBERSHIP)
def my_leaving(request):
    """I would like to leave: how, and what I would like to have. Nothing ends before a person has said goodbye."""
    membership = _mine(request)
    if membership.state not in (State.ACTIVE, State.LEAVING):
        raise Http404
    asked = getattr(membership, "leaving", None)
    names = ("reasons", "words", "wants_talk", "wants_certificate", "certificate_hours", "wants_outcomes")
    form = LeaveForm(request.POST or None, initial=_said(asked, *names))
    if form.is_valid():
        with refusals_into(form):
            leaving.ask(person=request.actor.person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "We have it. Somebody from the team says goodbye properly within a week.")
            return redirect("members:my_joining")
    return form_page(request, "members/my_leaving.html", form, {"asked": asked})


@post_only
@needs(Permission.OWN_MEMBERSHIP)
@refusals_answered
def my_staying(request):
    """I have thought again, and stay."""
    leaving.stay(person=request.actor.person, actor=request.actor, now=timezone.now())
    messages.success(request, "You stay, as before. We are glad.")
    return redirect("members:my_joining")


@needs(Permission.OWN_MEMBERSHIP)
def my_certificate(request):
    """The certificate of involvement as PDF; `hours=1` writes the hours on it."""
    return certificate_of(queries.last_membership(request.actor.person), request)


def certificate_of(membership, request):
    """The PDF, or a 404 for somebody who never began."""
    if membership is None or membership.started_on is None:
        raise Http404
    content = certificates.draw(membership=membership, with_hours=request.GET.get("hours") == "1", now=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="certificate.pdf"'
    return response
