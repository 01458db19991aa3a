"""Standing offers: for staff those that can be booked, for members their own."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import charity
from members.models import Person
from members.models.charity import Module
from members.permissions import Permission, Role, can, require
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects.actions import standing_offers as actions
from projects.forms.standing_offers import BookForm, PutUpForm, SayForm
from projects.models import StandingOffer
from projects.queries import my_projects

KEEP, ASK, CHECK = Permission.KEEP_INTERESTS, Permission.INVITE_TO_WORK, Permission.CHECK_WORK


def _find(request, pk):
    return get_object_or_404(StandingOffer.objects.visible_to(request.actor).select_related("person"), pk=pk)


@require_safe
@needs(KEEP)
def standing_offers(request):
    """For whoever asks people: all that can be booked. For everybody else their own."""
    actor = request.actor
    asks = can(actor, ASK)
    found = StandingOffer.objects.visible_to(actor).standing().select_related("person").newest()
    if not asks:
        found = found.filter(person_id=actor.person_id)
    context = {
        "offers": list(found.annotate(booked=Count("bookings"))),
        "asks": asks,
        "checks": can(actor, CHECK),
        "for_project": request.GET.get("project", ""),
    }
    return page(request, "projects/standing_offers.html", context)


@needs(KEEP)
@once
def offer_new(request):
    return _put_up(request, request.actor.person, request.actor)


@needs(Permission.SEE_CONTACT)
@once
def offer_new_for(request, pk):
    """The same, said on the telephone."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    return _put_up(request, person, request.actor.at_the_desk_for(person))


def _put_up(request, person, actor):
    form = PutUpForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = actions.put_up(person=person, actor=actor, now=timezone.now(), **form.cleaned_data)
            if can(request.actor, CHECK):
                return redirect("projects:offer_say", made.pk)
            messages.success(request, "Thank you. The coordinator says what you get for it, then staff can ask you.")
            return redirect("projects:standing_offers")
    own = person.pk == request.actor.person_id
    return form_page(request, "projects/standing_offer_new.html", form, {"person": person, "own": own})


@needs(CHECK)
def offer_say(request, pk):
    """What they get for it."""
    found = _find(request, pk)
    begin = {"offer": found.offer, "nature": found.nature, "amount": found.amount or None}
    form = SayForm(request.POST or None, initial=begin, pays=charity.has(Module.PAYMENTS))
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            actions.say_recognition(standing_offer=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. Staff can book it now.")
            return redirect("projects:standing_offers")
    return form_page(request, "projects/standing_offer_say.html", form, {"offer": found})


def _theirs(request, pk):
    """An offer of their own, or for the desk anybody's; and who acts, which at the desk is in the member's name."""
    found, actor = _find(request, pk), request.actor
    if not can(actor, KEEP, within=found):  # staff see it to book it
        raise Http404
    if actor.role == Role.COORDINATOR and found.person_id != actor.person_id:
        actor = actor.at_the_desk_for(found.person)
    return found, actor


@needs(KEEP)
def offer_edit(request, pk):
    """Their words, written anew."""
    found, actor = _theirs(request, pk)
    begin = {name: getattr(found, name) for name in PutUpForm.base_fields}
    form = PutUpForm(request.POST or None, initial=begin)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            changed = actions.change(standing_offer=found, actor=actor, now=timezone.now(), **form.cleaned_data)
            waits = (
                "" if changed.offer else " Before it can be booked again, the coordinator says what there is for it."
            )
            messages.success(request, f"Saved. Days that are booked already stay as they were said.{waits}")
            return redirect("projects:standing_offers")
    own = found.person_id == request.actor.person_id
    return form_page(
        request, "projects/standing_offer_new.html", form, {"person": found.person, "own": own, "offer": found}
    )


@post_only
@needs(KEEP)
@refusals_answered
def offer_withdraw(request, pk):
    """They take it back; the desk in their name."""
    found, actor = _theirs(request, pk)
    actions.withdraw(standing_offer=found, actor=actor, now=timezone.now())
    messages.success(request, "It is taken back. Nobody can book it any more.")
    return redirect("projects:standing_offers")


@needs(ASK)
@once
def offer_book(request, pk):
    """A day from it."""
    found, now = _find(request, pk), timezone.now()
    projects = my_projects(request.actor)
    wanted = request.GET.get("project", "")
    form = BookForm(request.POST or None, initial={"project": wanted}, projects=projects)
    if form.is_bound and form.is_valid():
        require(request.actor, ASK, within=form.cleaned_data["project"])
        with refusals_into(form):
            made = actions.book(
                standing_offer=found, actor=request.actor, now=now, token=request.POST.get("once"), **form.cleaned_data
            )
            messages.success(request, f"{found.person} is asked, by their own way. They say yes or no.")
            return redirect("projects:opportunity", made.pk)
    return form_page(request, "projects/standing_offer_book.html", form, {"offer": found})
