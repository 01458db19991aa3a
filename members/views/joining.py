"""The way into the group as a coordinator sees it: everybody who waits, and one person's steps with their buttons."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import queries, rules
from members.actions import enquiries, induction, joining, reads
from members.forms.joining import CloseForm, EnquiryForm, ReviewForm
from members.models import Channel, Enquiry, Membership
from members.models.enquiry import How
from members.models.membership import CLOSED, State
from members.models.role_agreement import Side
from members.permissions import Permission, can
from members.queries import joining as questions
from members.rules.joining import UNDER_WAY
from members.rules.people import GENTLY_CLOSED
from members.views.person import find
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into, row_id, row_ids

ONE_PRESS = {State.CONVERSATION_OFFERED, State.INDUCTION, State.ACTIVE, State.CONVERSATION_HELD, State.ENQUIRY}
SAID = {
    State.CONVERSATION_OFFERED: "Offered. It reaches them in the way they asked for.",
    State.INDUCTION: "The induction has begun. Here is the list.",
    State.ACTIVE: "Welcome! They have their seat in the group now. Our welcome reaches them in the way they asked for.",
    State.CONVERSATION_HELD: "Welcome back. They are on the way in again.",
}


@needs(Permission.EDIT_PEOPLE)
def pipeline(request):
    """Who waits on whom, and for how long."""
    today = timezone.localdate()
    lines = questions.pipeline(today=today)
    context = {
        "ours": [line for line in lines if line.waits_for == questions.US],
        "theirs": [line for line in lines if line.waits_for == questions.THEM],
        "both": [line for line in lines if line.waits_for == questions.BOTH],
        "doubtful": questions.doubtful(now=timezone.now()),
        "stops": questions.stops_waiting(request.actor),
        "rests": questions.on_a_break(today=today),
        "today": today,
    }
    return page(request, "members/joining.html", context)


@needs(Permission.TAKE_ENQUIRY)
@once
def enquiry_new(request):
    """Written down by staff: from a telephone note, from paper, or in person."""
    form = EnquiryForm(request.POST or None, initial={"how": How.PHONE})
    if form.is_valid():
        with refusals_into(form):
            enquiry = enquiries.write_down(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Written down. The kind answer is on its way, and a coordinator sees it.")
            if can(request.actor, Permission.EDIT_PEOPLE):
                return redirect("members:joining_of", enquiry.person_id)
            return redirect("home")
    return form_page(request, "members/enquiry_new.html", form)


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def enquiry_look(request, pk):
    """A person has looked: somebody new, somebody we know, or a machine."""
    enquiry = get_object_or_404(Enquiry.objects.doubtful(), pk=pk)
    now = timezone.now()
    if "remove" in request.POST:
        enquiries.remove(enquiry=enquiry, actor=request.actor, now=now)
        messages.success(request, "Removed. Nothing was sent.")
        return redirect("members:joining")
    person = find(request, row_id(request.POST["person"])) if request.POST.get("person") else None
    enquiry = enquiries.accept(enquiry=enquiry, person=person, actor=request.actor, now=now)
    messages.success(request, "Taken up. The kind answer is on its way.")
    return redirect("members:joining_of", enquiry.person_id)


@needs(Permission.EDIT_PEOPLE)
def joining_of(request, pk):
    """One person's way in: where it stands, what comes next, and everything both sides have said."""
    person = find(request, pk)
    now = timezone.now()
    membership = queries.last_membership(person)
    conversation = getattr(membership, "conversation", None) if membership else None
    if membership and (membership.why_joined or membership.hopes or conversation):
        reads.note(person=person, what="what you said about joining", actor=request.actor, now=now)
    agreed = questions.agreed_by(membership)
    both_agreed = {"person", "charity"} <= set(agreed)
    context = {
        "person": person,
        "membership": membership,
        "line": questions.standing_of(membership, today=timezone.localdate(now)),
        "next": one_press_steps(membership, both_agreed=both_agreed),
        "to_be_agreed": bool(membership) and membership.state == State.INDUCTION and not both_agreed,
        "may_close": bool(membership) and membership.state in UNDER_WAY and membership.state != State.LEAVING,
        "enquiry": person.enquiries.select_related("taken_by").order_by("-received_at").first(),
        "conversation": conversation,
        "ticks": questions.checklist(membership),
        "agreed": agreed,
        "agreement": questions.agreement(),
        "leaving": getattr(membership, "leaving", None) if membership else None,
        "stops": membership.stops.order_by("-proposed_at") if membership else [],
        "can_sign_in": person.emailaddress_set.exists() or bool(person.username),
        "may_sign_in_soon": bool(membership) and membership.state in (State.INDUCTION, State.ACTIVE),
        "has_email": person.channels.filter(way=Channel.Way.EMAIL).exists(),
    }
    return page(request, "members/joining_of.html", context)


def one_press_steps(membership, *, both_agreed=True):
    """What may follow with one press, as (state, words of the button); the likeliest first.

    Nobody is welcomed before both sides agreed to the role agreement: the button comes when it can be pressed.
    """
    if membership is None:
        return [(State.ENQUIRY, "They asked to join"), (State.ACTIVE, "They have been a member for long")]
    if membership.state in GENTLY_CLOSED:
        return [(State.ENQUIRY, "They asked again")]
    if membership.state in CLOSED:
        return [(State.CONVERSATION_HELD, "Welcome them back"), (State.ENQUIRY, "They asked to join again")]
    words = {
        State.CONVERSATION_OFFERED: "Offer a conversation",
        State.CONVERSATION_HELD: "We have talked",
        State.INDUCTION: "Begin the induction",
        State.ACTIVE: "Welcome them as a member",
    }
    if membership.state == State.INDUCTION and not both_agreed:
        del words[State.ACTIVE]
    return [(state, words[state]) for state in rules.next_states(membership) if state in words]


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def joining_step(request, pk):
    """The next step in one press; pressed twice, it is done once."""
    person = find(request, pk)
    state = request.POST.get("state", "")
    last = queries.last_membership(person)
    if state in ONE_PRESS and not (last and last.state == state):
        joining.move_to(person=person, state=state, actor=request.actor, now=timezone.now())
        messages.success(request, SAID.get(state, "Saved."))
    return redirect("members:joining_of", pk)


@needs(Permission.EDIT_PEOPLE)
@once
def joining_close(request, pk):
    """Not now, no, or a better place: kind words in the channel they asked for."""
    person = find(request, pk)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            joining.move_to(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Closed. The kind words reach them in the way they asked for.")
            return redirect("members:joining")
    return form_page(request, "members/joining_close.html", form, {"person": person})


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def induction_ticks(request, pk):
    """The whole list as it now stands, for both sides; the person's ticks are what they said."""
    person = find(request, pk)
    membership = get_object_or_404(Membership.objects.open(), person=person)
    now = timezone.now()
    for side, actor in ((Side.CHARITY, request.actor), (Side.PERSON, request.actor.at_the_desk_for(person))):
        done = set(row_ids(request, side))
        induction.tick_all(membership=membership, side=side, done=done, actor=actor, now=now)
    messages.success(request, "Saved, as it stands now.")
    return redirect("members:joining_of", pk)


@needs(Permission.EDIT_PEOPLE)
def joining_review(request, pk):
    """MEM-09: when a person asks how it is going."""
    person = find(request, pk)
    membership = get_object_or_404(Membership.objects.open(), person=person)
    form = ReviewForm(request.POST or None, initial={"review_on": membership.review_on})
    if form.is_valid():
        joining.set_review(membership=membership, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved. On that day it stands on calls and letters.")
        return redirect("members:joining_of", pk)
    return form_page(request, "members/joining_review.html", form, {"person": person})
