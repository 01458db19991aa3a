"""What somebody would like to do, on a page of their own; what they could join; the same in their name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.models import Person
from members.permissions import Permission, require
from members.web import form_page, needs, page, post_only, refusals_answered, refusals_into
from projects.actions import asking, interests
from projects.forms.fair import InterestsForm
from projects.models import Interests, Opportunity
from projects.queries.asked import could_join as joinable

KEEP = Permission.KEEP_INTERESTS
SHOWN = 30


@refusals_answered
def my_interests(request):
    return _kept(request, request.actor.person, request.actor, own=True)


@needs(Permission.SEE_CONTACT)
@refusals_answered
def interests_of(request, pk):
    """The same, said on the telephone."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    return _kept(request, person, request.actor.at_the_desk_for(person), own=False)


def _kept(request, person, actor, *, own):
    require(actor, KEEP, within=person)
    found = Interests.objects.filter(person=person).first()
    begin = {name: getattr(found, name) for name in interests.NAMES} if found else {}
    form = InterestsForm(request.POST or None, initial=begin)
    if form.is_valid():
        with refusals_into(form):
            interests.save(person=person, actor=actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. It holds from the next question on.")
            return redirect("projects:my_interests") if own else redirect("projects:interests_of", person.pk)
    return form_page(request, "projects/interests.html", form, {"person": person, "own": own})


def could_join(request):
    """Open pieces of work nobody asked this person to, and that they could come forward for."""
    require(request.actor, KEEP, within=request.actor.person)
    found = list(joinable(request.actor.person, now=timezone.now())[:SHOWN])
    return page(request, "projects/could_join.html", {"works": found})


@needs(Permission.SEE_CONTACT)
def could_join_of(request, pk):
    """The same for the desk, to be read out on the telephone (COM-04)."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    require(request.actor.at_the_desk_for(person), KEEP, within=person)
    found = list(joinable(person, now=timezone.now())[:SHOWN])
    for work in found:
        work.told_id = f"told-{work.pk}"
    return page(request, "projects/could_join_of.html", {"works": found, "person": person})


@post_only
@refusals_answered
def join_in(request, pk):
    """I would like to."""
    now, person = timezone.now(), request.actor.person
    require(request.actor, KEEP, within=person)
    work = get_object_or_404(
        Opportunity.objects.filter(pk__in=joinable(person, now=now).order_by().values("pk")), pk=pk
    )
    asking.come_forward(opportunity=work, wish=request.POST.get("answer", ""), actor=request.actor, now=now)
    messages.success(request, "Thank you for coming forward. You hear either way whether you have a place.")
    return redirect("home")


@post_only
@needs(Permission.SEE_CONTACT)
@refusals_answered
def join_in_for(request, pk, work):
    """They would like to, and said so to somebody at the desk."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    found = get_object_or_404(Opportunity.objects.visible_to(request.actor), pk=work)
    asking.come_forward(
        opportunity=found,
        wish=request.POST.get("answer", ""),
        actor=request.actor.at_the_desk_for(person),
        now=timezone.now(),
    )
    messages.success(
        request, f"Written down in {person}’s name: {found.title}. They hear either way whether they have a place."
    )
    return redirect("projects:could_join_of", pk)
