"""How somebody would like to be thanked: on their own page, at the desk in their name, and from a letter's link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from members.models import Person
from members.models.charity import Module
from members.permissions import Permission, by_link, require
from members.web import form_page, needs, of_module, once, page, post_only, refusals_answered, refusals_into
from projects import jobcentre_letter
from projects.actions import recognition as actions
from projects.forms.money import PersonLimitsForm
from projects.forms.recognition import WishForm
from projects.models import JobcentreLetter, RecognitionRules, Reply
from projects.models.recognition import EVERYBODYS
from projects.queries import claims as asks_claims
from projects.queries import recognition as asks
from projects.views.answering import by_token

OFFERS_IN_LETTER = 6


def person_at_the_desk(request, pk):
    """Somebody of whom whoever runs the group, or finance, may see what they chose; else a 404."""
    require(request.actor, Permission.SEE_RECOGNITION, within=EVERYBODYS)
    return get_object_or_404(Person.objects.filter(erased_at=None), pk=pk)


def _page_of(person, actor, *, now):
    today, rules = timezone.localdate(now), RecognitionRules.current()
    profile = asks.profile_of(person)
    return {
        "person": person,
        "profile": profile,
        "rules": rules,
        "offers": [(each, each.can_claim(today=today)) for each in asks.offered_to(person, profile)],
        "claims": asks_claims.lines(asks_claims.of_person(person, actor)[:20], within=rules.pay_within, today=today),
        "days_to_pay": asks_claims.days_to_pay(today=today),
        "letter": JobcentreLetter.objects.filter(person=person).first(),
        "ask": asks.is_time_to_ask(profile, today=today),
    }


def _usual(request, person, actor, template, back, *, by_desk=False):
    now = timezone.now()
    context = _page_of(person, actor, now=now)
    profile = context["profile"]
    begin = {"wish": profile.wish, "charity_name": profile.charity_name}
    form = WishForm(request.POST or None, initial=begin, cautioned=profile.cautioned_at is not None, by_desk=by_desk)
    if form.is_valid():
        with refusals_into(form):
            actions.prefer(person=person, actor=actor, now=now, **form.cleaned_data)
            messages.success(request, "Saved. It can be changed whenever you like.")
            return redirect(back)
    return form_page(request, template, form, context)


@of_module(Module.PAYMENTS)
@once
def my_recognition(request):
    """My own page: what I usually like, what was offered, my claims, and how long they take."""
    require(request.actor, Permission.CLAIM)
    return _usual(
        request, request.actor.person, request.actor, "projects/my_recognition.html", reverse("projects:my_recognition")
    )


@of_module(Module.PAYMENTS)
@needs(Permission.CLAIM_FOR)
@once
def recognition_of(request, pk):
    """The same at the desk, in somebody's name."""
    person = person_at_the_desk(request, pk)
    actor = request.actor.at_the_desk_for(person) if request.method == "POST" else request.actor
    back = reverse("projects:recognition_of", args=[pk])
    return _usual(request, person, actor, "projects/recognition_of.html", back, by_desk=True)


def _choice(request, offer, person, actor, template, back, *, by_desk=False, by_link=False, **more):
    """One offer to one person, and what they would like for it. `by_link`: whoever holds the link may choose, and sees
    nothing of what was chosen before."""
    now = timezone.now()
    profile = asks.profile_of(person)
    offered = asks.offered(offer, person, profile)
    begin = {} if by_link else _as_chosen(offered, profile)
    words = {"offer": offer, "cautioned": profile.cautioned_at is not None, "by_desk": by_desk}
    form = WishForm(request.POST or None, initial=begin, **words)
    if form.is_valid():
        with refusals_into(form):
            actions.choose(offer=offer, person=person, actor=actor, now=now, **form.cleaned_data)
            return _gone(request, back)
    context = {"person": person, "offered": offered, "offer": offer, "rules": RecognitionRules.current(), **more}
    return form_page(request, template, form, {**context, "profile": profile}, partial=more.get("partial"))


def _as_chosen(offered, profile) -> dict:
    choice = offered.choice
    begin = {"wish": offered.wish, "charity_name": choice.charity_name if choice else profile.charity_name}
    if choice is not None and choice.accepted and choice.accepted != choice.offered:
        begin["accepted"] = choice.accepted
    return begin


def _gone(request, back):
    if request.user.is_authenticated:
        messages.success(request, "Saved, for this one alone.")
    response = redirect(back)
    response.status_code = 303
    return response


def _offer_to(person, pk):
    return get_object_or_404(asks.offers_to(person).distinct(), pk=pk)


@of_module(Module.PAYMENTS)
@once
def my_choice(request, pk):
    """What I would like for this one."""
    require(request.actor, Permission.CLAIM)
    person = request.actor.person
    return _choice(
        request,
        _offer_to(person, pk),
        person,
        request.actor,
        "projects/choice.html",
        reverse("projects:my_recognition"),
    )


@of_module(Module.PAYMENTS)
@needs(Permission.CLAIM_FOR)
@once
def choice_for(request, pk, offer_id):
    """The same at the desk."""
    person = person_at_the_desk(request, pk)
    actor = request.actor.at_the_desk_for(person) if request.method == "POST" else request.actor
    back = reverse("projects:recognition_of", args=[pk])
    return _choice(request, _offer_to(person, offer_id), person, actor, "projects/choice.html", back, by_desk=True)


@login_not_required
@of_module(Module.PAYMENTS)
def invitation_recognition(request, token):
    """From the link of an invitation, after its answer; the same page as for an unknown link when there is no offer."""
    now = timezone.now()
    found = by_token(token, now=now)
    offer = asks.offer_of(found.opportunity) if found is not None and found.answer != Reply.NO else None
    if offer is None or not found.answer:
        return render(request, "projects/no_invitation.html", status=404)
    more = {
        "invitation": found,
        "token": token,
        "back_to": reverse("invitation", args=[token]),
        "partial": "projects/_choice.html",
    }
    return _choice(
        request,
        offer,
        found.person,
        by_link(found.person),
        "projects/choice_open.html",
        request.path,
        by_link=True,
        **more,
    )


@of_module(Module.PAYMENTS)
@needs(Permission.CLAIM_FOR)
@once
def limits_of(request, pk):
    """A person's own limits, and whether finance has what it needs."""
    person = person_at_the_desk(request, pk)
    form = PersonLimitsForm(request.POST or None, instance=asks.profile_of(person))
    if form.is_valid():
        with refusals_into(form):
            actions.keep_limits(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("projects:recognition_of", pk)
    return form_page(request, "projects/limits_of.html", form, {"person": person})


@of_module(Module.PAYMENTS)
@post_only
@refusals_answered
def my_jobcentre_letter(request):
    """The letter for the Jobcentre, to print; the day is written down."""
    require(request.actor, Permission.CLAIM)
    return _letter(request.actor.person, request.actor, large=bool(request.POST.get("large")))


@of_module(Module.PAYMENTS)
@post_only
@needs(Permission.CLAIM_FOR)
@refusals_answered
def jobcentre_letter_for(request, pk):
    person = person_at_the_desk(request, pk)
    return _letter(person, request.actor.at_the_desk_for(person), large=bool(request.POST.get("large")))


def _letter(person, actor, *, large):
    now = timezone.now()
    actions.jobcentre_letter_given(person=person, actor=actor, now=now)
    begun = person.memberships.exclude(started_on=None).order_by("started_on", "pk").first()
    offers = [each for each in asks.offers_to(person).distinct()[:OFFERS_IN_LETTER] if each.is_paid or each.expenses]
    large = large or person.letter_format == "large"
    made = jobcentre_letter.letter(
        person, since=begun.started_on if begun else None, offers=offers, large=large, now=now
    )  # fmt: skip
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="letter-about-taking-part.pdf"'
    return response


@of_module(Module.PAYMENTS)
@needs(Permission.CLAIM_FOR)
def recognition_find(request):
    """Somebody by name, for whoever writes down what was said by telephone. The name travels in the body alone."""
    words = request.POST.get("who", "").replace("\x00", "").strip()[:100]
    found = asks.people_by_name(words)[:20] if words else None
    return page(request, "projects/recognition_find.html", {"who": words, "found": found})
