"""What a coordinator writes down for somebody on the way in: the conversation, the consent behind it, the agreement."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import queries
from members.actions import consents, conversations, induction, joining, people, reads
from members.emails import welcome_to_sign_in
from members.forms.joining import AgreeForThemForm, ConversationForm, WhyForm
from members.models import Membership
from members.models.consent import Consent, How
from members.models.role_agreement import Side
from members.permissions import Permission
from members.queries import consent as consent_queries
from members.rules.consent import ASKED
from members.views.person import find
from members.web import form_page, needs, post_only, refusals_answered, refusals_into

WORDS = ("interests", "wants", "support", "bad_day")


@needs(Permission.EDIT_PEOPLE)
def conversation(request, pk):
    """The notes. Two boxes open only when the person has agreed that we keep what they tell us."""
    person = find(request, pk)
    now = timezone.now()
    membership = queries.last_membership(person)
    kept = getattr(membership, "conversation", None) if membership else None
    has_consent = consent_queries.holds(person, Consent.LIVED_EXPERIENCE)
    if kept and has_consent:
        reads.note(person=person, what="what helps on a bad day", actor=request.actor, now=now)
    initial = {name: getattr(kept, name) or "" for name in WORDS} if kept else {}
    initial["held_on"] = kept.held_on if kept else timezone.localdate(now)
    form = ConversationForm(request.POST or None, initial=initial, has_consent=has_consent)
    if form.is_valid():
        with refusals_into(form):
            conversations.write(person=person, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "The notes are saved.")
            return redirect("members:joining_of", pk)
    context = {"person": person, "has_consent": has_consent, "asked": ASKED[Consent.LIVED_EXPERIENCE]}
    return form_page(request, "members/conversation.html", form, context)


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def conversation_consent(request, pk):
    """They said yes, in words, to the sentence on the page."""
    person = find(request, pk)
    consents.give(
        person=person, consent=Consent.LIVED_EXPERIENCE, how=How.SPOKEN,
        actor=request.actor.at_the_desk_for(person), now=timezone.now(),
    )  # fmt: skip
    messages.success(request, "Written down: they said yes. The other two boxes are open now.")
    return redirect("members:conversation", pk)


@needs(Permission.EDIT_PEOPLE)
def agree_for(request, pk):
    """They agreed by word of mouth, before a witness, or on paper."""
    person = find(request, pk)
    now = timezone.now()
    membership = get_object_or_404(Membership.objects.open(), person=person)
    form = AgreeForThemForm(
        request.POST or None, without=[person.pk, request.actor.person_id], day=timezone.localdate(now)
    )
    if form.is_valid():
        with refusals_into(form):
            actor = request.actor.at_the_desk_for(person)
            induction.agree(membership=membership, side=Side.PERSON, actor=actor, now=now, **form.cleaned_data)
            messages.success(request, "Written down: they agreed.")
            return redirect("members:joining_of", pk)
    context = {"person": person, "agreement": induction.agreement_in_use(now=now)}
    return form_page(request, "members/agree_for.html", form, context)


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def agree_for_charity(request, pk):
    """We agree too: one press by a coordinator."""
    person = find(request, pk)
    membership = get_object_or_404(Membership.objects.open(), person=person)
    induction.agree(membership=membership, side=Side.CHARITY, actor=request.actor, now=timezone.now())
    messages.success(request, "You agreed for the charity.")
    return redirect("members:joining_of", pk)


@needs(Permission.EDIT_PEOPLE)
def why_for(request, pk):
    """Their own words, as they said them."""
    person = find(request, pk)
    membership = get_object_or_404(Membership.objects.open(), person=person)
    form = WhyForm(request.POST or None, initial={"why_joined": membership.why_joined, "hopes": membership.hopes})
    if form.is_valid():
        actor = request.actor.at_the_desk_for(person)
        joining.say_why(membership=membership, actor=actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved, in their words.")
        return redirect("members:joining_of", pk)
    return form_page(request, "members/why_for.html", form, {"person": person})


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def let_tick(request, pk):
    """Let somebody on the way in sign in with the email they gave, and tell them how: then they can tick for themselves."""
    person = find(request, pk)
    now = timezone.now()
    channel = person.channels.filter(way="email").order_by("rank", "pk").first()
    if channel is not None:
        people.let_sign_in(person=person, actor=request.actor, now=now, email=channel.address)
        welcome_to_sign_in(person=person, now=now)
        messages.success(request, "They may sign in, and a letter tells them how.")
    return redirect("members:joining_of", pk)
