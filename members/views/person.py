"""One person: how to speak to them, how they are reached, how they sign in, where they sit."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from members import queries
from members.actions import arriving, aware, joining, people, reads, seats
from members.forms.notes import NoteForm
from members.forms.people import ChannelForm, DeathForm, NewChannelForm, PersonForm, SignInForm
from members.forms.roles import MembershipForm, SeatForm
from members.models import Channel, Consent, Person, Seat
from members.models.channel import Way
from members.permissions import Permission
from members.queries import access, contacts
from members.queries import consent as consents
from members.web import form_page, history_page, needs, once, page, post_only, refusals_answered, refusals_into

OPENED = "the page with how you are reached, what you need and the last contacts"
SPOKEN = (Way.PHONE, Way.TEXT)


def find(request, pk):
    """The person of the address, if this role may see them; else 404."""
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)


def _find_channel(request, pk):
    return get_object_or_404(Channel.objects.filter(person__in=Person.objects.visible_to(request.actor)), pk=pk)


@needs(Permission.SEE_CONTACT)
def person(request, pk):
    """What you need before you pick up the telephone; that it was opened is noted, for the person to see."""
    person = find(request, pk)
    now, today = timezone.now(), timezone.localdate()
    reads.note(person=person, what=OPENED, actor=request.actor, now=now)
    seated = list(queries.seats_of(person))
    reached = list(queries.channels_of(person))
    context = {
        "person": person,
        "channels": reached,
        "speak": next((c for c in reached if c.way in SPOKEN), None),
        "not_rung": not any(c.way in SPOKEN for c in reached) or any(c.not_arriving_since for c in reached),
        "flags": access.flags_of([pk]).get(pk, []),
        "contacts": contacts.last_with(person),
        "note_form": NoteForm(),
        "seats": [s for s in seated if s.ends is None or s.ends > today],
        "membership": queries.last_membership(person),
        "grants": person.grants.on(today).select_related("team", "organisation").order_by("role", "pk"),
        "ring_request": queries.open_ring_request(person),
        "lived_experience": person.has_lived_experience and consents.holds(person, Consent.LIVED_EXPERIENCE),
    }
    return page(request, "members/person.html", context)


@needs(Permission.EDIT_PEOPLE)
def person_edit(request, pk):
    person = find(request, pk)
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid():
        with refusals_into(form):
            people.edit(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("members:person", pk)
    return form_page(request, "members/person_edit.html", form, {"person": find(request, pk)})


@needs(Permission.EDIT_PEOPLE)
def person_history(request, pk):
    """Every change, by whom and when, and for whom."""
    person = find(request, pk)
    return history_page(request, person, title=person.name, back=reverse("members:person", args=[pk]))


def my_history(request):
    """The same for oneself: what others, and the site, changed about me."""
    return history_page(request, request.actor.person, title="about me", back=reverse("members:me"))


@needs(Permission.EDIT_PEOPLE)
@once
def channel_new(request, pk):
    person = find(request, pk)
    form = NewChannelForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            people.add_channel(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:person", pk)
    return form_page(request, "members/channel.html", form, {"person": person, "title": "Another way to reach them"})


@needs(Permission.EDIT_PEOPLE)
def channel_edit(request, pk):
    channel = _find_channel(request, pk)
    form = ChannelForm(request.POST or None, instance=channel)
    if form.is_valid():
        with refusals_into(form):
            people.edit_channel(channel=channel, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:person", channel.person_id)
    context = {"person": channel.person, "channel": channel, "title": f"{channel}"}
    return form_page(request, "members/channel.html", form, context)


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def channel_prefer(request, pk):
    channel = _find_channel(request, pk)
    people.prefer_channel(channel=channel, actor=request.actor, now=timezone.now())
    return redirect("members:person", channel.person_id)


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def channel_arrives(request, pk):
    """Somebody asked them: letters arrive there after all."""
    channel = _find_channel(request, pk)
    arriving.confirm(channel=channel, actor=request.actor, now=timezone.now())
    messages.success(request, "Letters go there again. What came back and is still in time leaves now.")
    return redirect("members:person", channel.person_id)


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def channel_remove(request, pk):
    channel = _find_channel(request, pk)
    people.remove_channel(channel=channel, actor=request.actor, now=timezone.now())
    messages.success(request, "Removed. Nothing is sent there any more.")
    return redirect("members:person", channel.person_id)


@needs(Permission.EDIT_PEOPLE)
def sign_in_means(request, pk):
    """How this person signs in, if they want to."""
    person = find(request, pk)
    address = person.emailaddress_set.order_by("-primary", "pk").first()
    now_is = {
        "is_active": person.is_active,
        "email": address.email if address else "",
        "username": person.username or "",
    }
    form = SignInForm(request.POST or None, initial=now_is)
    if form.is_valid():
        with refusals_into(form):
            people.let_sign_in(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. This is how they sign in from now on.")
            return redirect("members:person", pk)
    return form_page(request, "members/sign_in_means.html", form, {"person": person})


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def person_knows(request, pk):
    """A spreadsheet brought them in, and by now they have heard that they are on our list."""
    person = find(request, pk)
    aware.know(person=person, actor=request.actor, now=timezone.now())
    messages.success(request, f"Noted. From now on {person} is asked like everybody else.")
    return redirect("members:person", pk)


@needs(Permission.EDIT_PEOPLE)
def person_died(request, pk):
    """Noting it, and with `mistake` taking that back."""
    person = find(request, pk)
    if request.method == "POST" and "mistake" in request.POST:
        people.death_was_a_mistake(person=person, actor=request.actor, now=timezone.now())
        messages.success(request, f"Taken back. Please look which meetings to ask {person} to again.")
        return redirect("members:person", pk)
    form = DeathForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            people.record_death(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:person", pk)
    return form_page(request, "members/person_died.html", form, {"person": person})


@needs(Permission.EDIT_PEOPLE)
@once
def seat_new(request, pk):
    person = find(request, pk)
    form = SeatForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            seats.give(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:person", pk)
    return form_page(request, "members/seat.html", form, {"person": person})


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def seat_end(request, pk):
    seat = get_object_or_404(Seat.objects.filter(person__in=Person.objects.visible_to(request.actor)), pk=pk)
    seats.end(seat=seat, actor=request.actor, now=timezone.now())
    return redirect("members:person", seat.person_id)


@needs(Permission.EDIT_PEOPLE)
@once
def membership(request, pk):
    """Where they are on the way into the group, and the next step."""
    person = find(request, pk)
    last = queries.last_membership(person)
    form = MembershipForm(
        request.POST or None, membership=last, initial={"joined_via": last.joined_via if last else ""}
    )
    if form.is_valid():
        with refusals_into(form):
            joining.move_to(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:person", pk)
    past = person.memberships.order_by("-pk")
    return form_page(request, "members/membership.html", form, {"person": person, "membership": last, "past": past})
