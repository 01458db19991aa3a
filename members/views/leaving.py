"""Leaving as a coordinator sees it: asked for somebody, the last conversation, goodbye; and what is kept after a death."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import queries
from members.actions import breaks, leaving, remembrances
from members.forms.leaving import LeaveForm, RemembranceForm, RestForm, TalkForm
from members.models import Leaving, Remembrance
from members.permissions import Permission
from members.queries import joining as questions
from members.views.my_joining import certificate_of
from members.views.person import find
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into

WISHES = ("reasons", "words", "wants_talk", "wants_certificate", "certificate_hours", "wants_outcomes")


@needs(Permission.EDIT_PEOPLE)
def leaving_for(request, pk):
    """Their wishes, written down for them."""
    person = find(request, pk)
    membership = queries.last_membership(person)
    asked = getattr(membership, "leaving", None) if membership else None
    initial = {name: getattr(asked, name) for name in WISHES} if asked else {}
    form = LeaveForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_into(form):
            actor = request.actor.at_the_desk_for(person)
            leaving.ask(person=person, actor=actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Written down. Nothing has ended yet: say goodbye when everything is done.")
            return redirect("members:goodbye", pk)
    return form_page(request, "members/leaving_for.html", form, {"person": person, "asked": asked})


@needs(Permission.EDIT_PEOPLE)
@once
def goodbye(request, pk):
    """Everything that belongs to a good end, on one page, with the one button that ends it."""
    person = find(request, pk)
    membership = queries.last_membership(person)
    asked = getattr(membership, "leaving", None) if membership else None
    if request.method == "POST":
        return _say_goodbye(request, person)
    reasons = [label for value, label in Leaving.Reason.choices if asked and value in asked.reasons]
    by_email = person.channels.order_by("purpose", "rank", "pk").values_list("way", flat=True).first() == "email"
    context = {
        "person": person,
        "membership": membership,
        "leaving": asked,
        "reasons": reasons,
        "by_email": by_email,
        "talk_form": TalkForm(initial={"talk_on": timezone.localdate()}),
    }
    return page(request, "members/goodbye.html", context)


@refusals_answered
def _say_goodbye(request, person):
    leaving.say_goodbye(person=person, actor=request.actor, now=timezone.now())
    messages.success(request, f"{person} has left. Thank you and goodbye are on their way.")
    return redirect("members:joining_of", person.pk)


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def goodbye_talk(request, pk):
    """The last conversation took place."""
    person = find(request, pk)
    asked = get_object_or_404(Leaving.objects.filter(membership__person=person).order_by("-pk")[:1])
    form = TalkForm(request.POST)
    if form.is_valid():
        leaving.talk_held(leaving=asked, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Written down.")
    return redirect("members:goodbye", pk)


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def stay_for(request, pk):
    """They stay after all."""
    person = find(request, pk)
    leaving.stay(person=person, actor=request.actor.at_the_desk_for(person), now=timezone.now())
    messages.success(request, f"{person} stays, as before.")
    return redirect("members:joining_of", pk)


@needs(Permission.EDIT_PEOPLE)
def certificate(request, pk):
    """Somebody's certificate as PDF, to print and put in an envelope."""
    return certificate_of(queries.last_membership(find(request, pk)), request)


@needs(Permission.EDIT_PEOPLE)
def break_for(request, pk):
    """What somebody told us about their break: until when, one thing to keep."""
    person = find(request, pk)
    rest = questions.last_rest(person)
    rest = rest if rest and rest.ended_at is None else None
    names = ("until", "reasons", "words", "keeps")
    form = RestForm(request.POST or None, initial={name: getattr(rest, name) for name in names} if rest else {})
    if form.is_valid():
        with refusals_into(form):
            actor = request.actor.at_the_desk_for(person)
            breaks.say(person=person, actor=actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("members:person", pk)
    return form_page(request, "members/break_for.html", form, {"person": person})


@needs(Permission.EDIT_PEOPLE)
def remembrance(request, pk):
    """After a death: how they are remembered, what was asked of us, how long we keep what we hold."""
    person = find(request, pk)
    kept = Remembrance.objects.filter(person=person).first()
    names = ("tribute", "wishes", "keep_until")
    form = RemembranceForm(request.POST or None, initial={name: getattr(kept, name) for name in names} if kept else {})
    if form.is_valid():
        with refusals_into(form):
            remembrances.note(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("members:person", pk)
    return form_page(request, "members/remembrance.html", form, {"person": person})
