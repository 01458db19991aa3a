"""How somebody signs in: the second step, the devices they are signed in on, a code read out by telephone."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import devices
from members.actions import door
from members.forms.sign_in import ReadOutForm, SpokenCodeForm
from members.permissions import Permission
from members.views.person import find
from members.web import form_page, needs, next_page, page, post_only, refusals_into

LATELY = 20
NOT_A_CODE = "That is not a code we read out, or it is older than ten minutes. Please ring us again."


def second_step(request):
    """Why this role asks for a second step, and the way to take it or to set it up."""
    active = request.actor.role
    context = {
        "has_step": door.has_a_second_step(request.user),
        "back": next_page(request),
        "other_roles": [role for role in request.roles if role != active],
    }
    return page(request, "members/second_step.html", context)


def my_sign_in(request):
    """Everything about how I sign in: addresses, password, second step, devices, and what happened lately."""
    here = request.session.session_key
    visits = [
        {"visit": visit, "device": door.device(visit.user_agent), "here": visit.session_key == here}
        for visit in sorted(UserSession.objects.purge_and_list(request.user), key=lambda v: (v.created_at, v.pk))
    ]
    return page(
        request,
        "members/my_sign_in.html",
        {
            "visits": visits,
            "others": sum(not visit["here"] for visit in visits),
            "own_device": devices.is_own(request.session),
            "events": request.user.sign_in_events.all()[:LATELY],
            "has_step": door.has_a_second_step(request.user),
            "addresses": request.user.emailaddress_set.order_by("-primary", "pk"),
        },
    )


@post_only
def own_device(request):
    """This browser is on a device of one's own, or is not any more."""
    devices.say(request.session, own=request.POST.get("own") == "yes")
    messages.success(
        request,
        "You stay signed in here for thirty days."
        if devices.is_own(request.session)
        else "You are signed out here half an hour after your last press.",
    )
    return redirect("members:my_sign_in")


@post_only
def end_visit(request, pk):
    visit = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    door.end_visit(visit=visit, actor=request.actor, now=timezone.now())
    messages.success(request, "Signed out there.")
    return redirect("members:my_sign_in")


@post_only
def end_all_visits(request):
    """Out on every device; here as well when `here` is pressed."""
    here_too = request.POST.get("here") == "yes"
    door.end_visits(person=request.user, but="" if here_too else request.session.session_key, now=timezone.now())
    if here_too:
        logout(request)
        return redirect("account_login")
    messages.success(request, "You are signed out on every other device.")
    return redirect("members:my_sign_in")


@needs(Permission.EDIT_PEOPLE)
def read_out(request, pk):
    """A code to read out on the telephone; it is shown once, on this page."""
    person = find(request, pk)
    form, code = ReadOutForm(request.POST or None), ""
    if form.is_valid():
        with refusals_into(form):
            code = door.read_out(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    return form_page(request, "members/read_out.html", form, {"person": person, "code": code})


@login_not_required
def spoken_sign_in(request):
    """Signing in with a code that somebody at the charity has just read out."""
    if request.user.is_authenticated:
        return redirect("home")
    form = SpokenCodeForm(request.POST or None)
    if request.method == "POST" and (too_many := ratelimit.consume_or_429(request, action="login")):
        return too_many
    if form.is_valid():
        person = door.whose_code(words=form.cleaned_data["code"], now=timezone.now())
        if person is not None:
            record_authentication(request, person, method="code")
            return perform_login(request, Login(user=person))
        form.add_error("code", NOT_A_CODE)
    return form_page(request, "members/spoken_sign_in.html", form)
