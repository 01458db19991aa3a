"""The private page behind the link of one registration: see, change, cancel, say yes to a place. No sign-in, no session."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.actions import registrations
from meetings.forms.registration_whole import ChangeForm, initial_of
from meetings.gathering_offered import Offered
from meetings.gathering_rules import LINK_LASTS, check_can_change, days_of
from meetings.models import GatheringState, Registration, RegistrationState
from meetings.rules import Busy
from meetings.venue_pictures import pictures_of
from meetings.views.rsvp import SeeOther
from members.models.link import digest
from members.web import Refused, form_page, page, refusals_into

CONFLICT, BUSY, LONGEST = 409, 503, 64
DO = {
    "take": registrations.take_offer,
    "cancel": registrations.cancel,
    "back": registrations.come_back,
    "no_more": registrations.write_no_more,
}
NO_MORE = "Thank you. We write to you about this no more."


def with_link(view):
    """Finds the registration of a token; every token that opens nothing gets the very same page."""

    @login_not_required
    def opened(request, token):
        now = timezone.now()
        registration = find(token, now=now)
        if registration is None:
            return render(request, "meetings/rsvp_unknown.html", status=404)
        return view(request, registration, token, now=now)

    return opened


def find(token, *, now):
    """The registration with its gathering; None, with no hint which, for an unknown, malformed or ended one."""
    if not token.isascii() or len(token) > LONGEST:
        return None
    known = Registration.objects.select_related("gathering").filter(token_hash=digest(token)).exclude(name="")
    lasts = Q(gathering__ends_at__gt=now - LINK_LASTS) | Q(keep_longer=True)  # whoever may be asked again can say no
    return known.filter(lasts).first()


@with_link
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request, registration, token, *, now):
    """Opening it changes nothing; one press says yes to a place, cancels, or comes back."""
    if request.method != "POST":
        return _draw(request, registration, token, now=now)
    do = DO.get(request.POST.get("do", ""))
    if do is None:
        return _draw(request, registration, token, now=now, status=422, sentence="Please press one of the buttons.")
    try:
        do(registration=registration, actor=registrations.holder_of(registration), now=now)
    except Refused as no:
        status = BUSY if isinstance(no, Busy) else CONFLICT
        again = Registration.objects.select_related("gathering").get(pk=registration.pk)
        return _draw(request, again, token, now=now, status=status, sentence=str(no))
    if do is registrations.write_no_more:  # said here and now: the link may open nothing from this moment on
        again = Registration.objects.select_related("gathering").get(pk=registration.pk)
        return _draw(request, again, token, now=now, sentence=NO_MORE)
    return SeeOther(reverse("registration", args=[token]))


def _draw(request, registration, token, *, now, status=200, sentence=""):
    gathering = registration.gathering
    try:
        check_can_change(registration, gathering, now=now)
        closed = ""
    except Refused as no:
        closed = str(no)
    mine = registration.workshops.select_related("session").order_by("session__starts_at", "session")
    comes = registration.state == RegistrationState.REGISTERED and gathering.state != GatheringState.CANCELLED
    context = {
        "pictures": pictures_of(gathering.venue_id) if comes and gathering.ends_at > now else [],
        "registration": registration, "gathering": gathering, "days": days_of(gathering), "token": token, "closed": closed,
        "sentence": sentence, "workshops": list(mine), "told": bool(registration.needs),
        "over": gathering.ends_at <= now, "saved": request.method != "POST" and "saved" in request.GET and not sentence,
    }  # fmt: skip
    response = page(request, "meetings/registration.html", context, status=status)
    if status == BUSY:
        response["Retry-After"] = "5"
    return response


@with_link
@require_http_methods(["GET", "HEAD"])
def cancel(request, registration, token, *, now):
    """Are you sure? Nothing happens by opening this page either."""
    context = {"registration": registration, "gathering": registration.gathering, "token": token}
    return page(request, "meetings/registration_cancel.html", context)


@with_link
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, registration, token, *, now):
    """Anything but the place."""
    gathering = registration.gathering
    try:
        check_can_change(registration, gathering, now=now)
    except Refused as no:
        return _draw(request, registration, token, now=now, status=CONFLICT, sentence=str(no))
    initial = initial_of(registration, with_needs=False)
    form = ChangeForm(request.POST or None, offered=Offered(gathering), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            registrations.change(
                registration=registration, asked=form.asked, actor=registrations.holder_of(registration),
                keep_needs=not form.cleaned_data["forget"], now=now,
            )  # fmt: skip
            return SeeOther(f"{reverse('registration', args=[token])}?saved=1")
    context = {
        "registration": registration, "gathering": gathering, "days": days_of(gathering), "token": token,
        "told": bool(registration.needs),
    }  # fmt: skip
    return form_page(request, "meetings/registration_change.html", form, context)
