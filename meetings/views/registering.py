"""Registering without an account: three short steps, no JavaScript, no cookie needed, and whatever was typed stays."""

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from meetings.actions import from_one_address, registrations
from meetings.forms.registration import ComesAsForm, NeedsForm, WhoForm, to_check
from meetings.forms.registration_whole import asked_of
from meetings.gathering_offered import Offered, public
from meetings.gathering_rules import TooMany, days_of, why_closed
from members.models import Channel
from members.models.person import sort_key
from members.web import Refused, page

STEPS = [WhoForm, ComesAsForm, NeedsForm]
CHECKS = {WhoForm: to_check(WhoForm), ComesAsForm: ComesAsForm, NeedsForm: to_check(NeedsForm)}
TITLES = ["Who are you?", "What do you come as?", "What would help you?"]
BEGAN = signing.TimestampSigner(salt="registration")
MAY_GO_BACK = "private, no-cache"  # with no-store a browser's own back button finds an error page after a step
# The last step holds what somebody needs: on a shared phone nobody may find that by going back after it was sent.
NOT_AGAIN = "no-store"
QUICKEST = 3  # seconds; nobody fills in three steps in less
NAMES = {name for form in STEPS for name in form.base_fields}


@csrf_exempt  # it acts for nobody who is signed in, and a browser that keeps no cookies must not lose what was typed
@login_not_required
def register(request, slug):
    """Three steps on one address. Nothing is saved before the last one; each carries what was typed before it."""
    now = timezone.now()
    gathering = public(slug)
    if gathering is None:
        raise Http404
    if closed := why_closed(gathering, now=now):
        context = {"gathering": gathering, "closed": closed, "days": days_of(gathering)}
        return page(request, "meetings/event_closed.html", context, status=409 if request.method == "POST" else 200)
    offered = Offered(gathering)
    if request.method != "POST":
        return _draw(request, gathering, 0, WhoForm(offered=offered, initial=_known(request)))
    at = _step(request)
    if request.POST.get("back"):
        return _draw(request, gathering, max(0, at - 1), _filled(request, STEPS[max(0, at - 1)], offered))
    forms = [CHECKS[form](request.POST, offered=offered) for form in STEPS[: at + 1]]
    for number, form in enumerate(forms):
        if not form.is_valid():
            return _draw(request, gathering, number, STEPS[number](request.POST, offered=offered), status=422)
    if at + 1 < len(STEPS):
        return _draw(request, gathering, at + 1, _filled(request, STEPS[at + 1], offered))
    return _save(request, gathering, forms, now=now)


def _save(request, gathering, forms, *, now):
    cleaned = {name: value for form in forms for name, value in form.cleaned_data.items()}
    person = _person(request, cleaned["name"])
    automatic = _looks_automatic(request, now=now)
    try:
        registrations.sign_up(
            gathering=gathering, asked=asked_of(cleaned), looks_automatic=automatic, person=person, now=now
        )
    except Refused as no:
        number = next((n for n, form in enumerate(forms) if no.field in form.fields), len(forms) - 1)
        form = STEPS[number](request.POST, offered=forms[number].offered)
        form.add_error(no.field if no.field in form.fields else None, str(no))
        return _draw(request, gathering, number, form, status=429 if isinstance(no, TooMany) else 409)
    return redirect(f"{reverse('event_thanks', args=[gathering.slug])}?way={cleaned['way']}")


def _draw(request, gathering, number, form, *, status=200):
    """One step, with everything that other steps hold carried along unseen."""
    shown = set(form.fields)
    carried = [(name, value) for name, values in request.POST.lists() if name in NAMES - shown for value in values]
    context = {
        "gathering": gathering, "days": days_of(gathering), "form": form, "number": number, "step": number + 1, "steps": len(STEPS),
        "title": TITLES[number], "carried": carried, "is_last": number + 1 == len(STEPS),
        "began": request.POST.get("began") or BEGAN.sign("began"),
    }  # fmt: skip
    response = page(request, "meetings/event_register.html", context, status=status)
    response["Cache-Control"] = NOT_AGAIN if context["is_last"] else MAY_GO_BACK
    return response


def _step(request) -> int:
    said = request.POST.get("step", "1")
    return min(len(STEPS), max(1, int(said))) - 1 if said.isascii() and said.isdecimal() and len(said) < 3 else 0


def _filled(request, form, offered):
    """A step as it was filled in before, if it was; without saying yet what is missing."""
    initial = {}
    for name, field in form.base_fields.items():
        if name in request.POST:
            many = hasattr(field.widget, "allow_multiple_selected") and field.widget.allow_multiple_selected
            initial[name] = request.POST.getlist(name) if many else request.POST.get(name)
    return form(offered=offered, initial=initial)


def _looks_automatic(request, *, now) -> bool:
    """A box no person sees was filled in, it took less than three seconds, or very many came from one address. Nobody
    is turned away for it: a person looks, and the page says the same."""
    if request.POST.get("website"):
        return True
    try:
        BEGAN.unsign(request.POST.get("began", ""), max_age=QUICKEST)
    except (
        signing.SignatureExpired
    ):  # it was opened long enough ago; a page left open for a week was opened by a person
        return _many_from_there(request, now=now)
    except signing.BadSignature:
        pass
    return True


def _many_from_there(request, *, now) -> bool:
    if not settings.REGISTRATIONS_FROM_ONE_ADDRESS:
        return False
    count = from_one_address.count("register", str(get_client_ip(request) or ""), now=now)
    return count > settings.REGISTRATIONS_FROM_ONE_ADDRESS


def _person(request, name):
    """Whoever is signed in and registers in their own name: it stands on their own pages too."""
    own = request.user.is_authenticated and sort_key(name) == request.user.sort_name
    return request.user if own else None


def _known(request) -> dict:
    """What we know of whoever is signed in."""
    if not request.user.is_authenticated:
        return {}
    mine = Channel.objects.filter(person=request.user, purpose__in=["meetings", "everything"])
    channel = mine.order_by("-purpose", "rank", "pk").first()
    known = {"name": request.user.name}
    return known | ({"way": channel.way, "address": channel.address} if channel else {})
