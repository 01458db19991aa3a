"""What is asked at the door after the name: a second step where a role needs one, how long a visit lasts, and
whether it is still the same person before something that cannot be taken back."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows import reauthentication
from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from members import devices
from members.devices import BEGAN, SEEN
from members.queries.accounts import NEEDS_SECOND_STEP

THE_WAY_IN = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_", "demo")
STILL_OPEN = {"members:second_step", "members:switch_role", "members:end_visit", "members:own_device"}
SHOWS_A_ROLE = {"home"}  # open to the public, and something else to whoever is signed in

LAST_PRESS, PRESSES = "last_press", signing.Signer(salt="last press")  # a cookie, and who signs it
IN_A_GUISE = "in_a_guise"  # in the session: signed in by a button of the demonstration, where nobody has a password
HALF_AN_HOUR, HALF_A_DAY, THIRTY_DAYS = 30 * 60, 12 * 3600, 30 * 24 * 3600
LOOK_AGAIN = 5 * 60  # seconds between two notes that somebody is still here: not a write for each page

FRESH = 5 * 60  # seconds; the same as ACCOUNT_REAUTHENTICATION_TIMEOUT
FRESH_WITHOUT_ANOTHER_WAY = 15 * 60  # for people who sign in by code alone: they would have to sign in anew
TO_FINISH_A_FORM = 3600
ASK_AGAIN = {
    "members:erase",
    "members:merge",
    "members:pack_file",
    "members:pack_read",
    "members:retention_confirm",
    "members:export_new", "members:export_file", "members:roles", "members:role_end", "members:invite",
    "members:sign_in_means", "members:read_out", "key_new",
}  # fmt: skip
ASK_AGAIN_TO_READ = {
    "members:concerns",
    "members:concern",
}  # only when opened: no word written there waits in a session


def records(request):
    """How this browser's person has shown who they are during this visit, oldest first."""
    return get_authentication_records(request, request.user)


def has_second_step(request):
    return any(record.get("method") == "mfa" for record in records(request))


def _elsewhere(request, address):
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else HttpResponseRedirect(address)


def _is_way_in(name):
    return name.startswith(THE_WAY_IN) or name in STILL_OPEN


class SecondStepFirst:
    """A role that sees much is asleep until the second step was taken in this visit; the way to it is always open."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if not (getattr(view, "login_required", True) or name in SHOWS_A_ROLE) or _is_way_in(name):
            return None
        if not request.user.is_authenticated or request.actor.role not in NEEDS_SECOND_STEP or has_second_step(request):
            return None
        back = request.get_full_path() if request.method == "GET" else "/"
        return _elsewhere(request, f"{reverse('members:second_step')}?{urlencode({'next': back})}")


def _cookie():
    return f"{settings.HOST_COOKIE}{LAST_PRESS}"


class SessionLength:
    """On a device of one's own a visit lasts thirty days; elsewhere half an hour without a press, twelve hours at most.

    The last press stands in a signed cookie, so that a page costs no write and the half hour is no shorter or longer
    than we say; the row in the database lives a little longer than it could be needed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        now = time.time()
        pressed = self._last_press(request)
        if pressed and now - pressed > HALF_AN_HOUR:
            request.session.flush()
        response = self.get_response(request)
        user = getattr(request, "_cached_user", None)  # never a query of its own
        if user is not None and user.is_authenticated:
            self._still_here(request.session, now)
            self._note_press(request, response, now)
        elif _cookie() in request.COOKIES and not request.session.session_key:
            response.delete_cookie(_cookie(), samesite="Lax")
        return response

    @staticmethod
    def _still_here(session, now):
        if now - session.get(SEEN, 0) < LOOK_AGAIN and SEEN in session:
            return
        own = devices.is_own(session)
        session[SEEN] = now
        began = session.setdefault(BEGAN, now)
        idle, most = (THIRTY_DAYS, THIRTY_DAYS) if own else (HALF_AN_HOUR + LOOK_AGAIN, HALF_A_DAY)
        session.set_expiry(max(1, int(min(idle, began + most - now))))

    @staticmethod
    def _last_press(request):
        """When the visit of this very session was last used; None on a device of one's own, and without the cookie."""
        try:
            key, _, at = PRESSES.unsign(request.COOKIES[_cookie()]).rpartition(" ")
        except (KeyError, signing.BadSignature):
            return None
        return float(at) if key == request.session.session_key else None

    @staticmethod
    def _note_press(request, response, now):
        if devices.is_own(request.session):
            if _cookie() in request.COOKIES:
                response.delete_cookie(_cookie(), samesite="Lax")
            return
        words = PRESSES.sign(f"{request.session.session_key} {now:.0f}")
        response.set_cookie(_cookie(), words, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


class AskAgain:
    """Before exports, erasing, roles and the sealed room: is it still you? What was pressed goes on afterwards."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        to_be_asked = name in ASK_AGAIN or (name in ASK_AGAIN_TO_READ and request.method == "GET")
        if not to_be_asked or not request.user.is_authenticated:
            return None
        if settings.DEMO and request.session.get(IN_A_GUISE):
            return None
        age = time.time() - max((record["at"] for record in records(request)), default=0)
        if age < FRESH:
            return None
        if ways := get_adapter().get_reauthentication_methods(request.user):
            return reauthentication.suspend_request(request, ways[0]["url"])
        if age < (TO_FINISH_A_FORM if request.method == "POST" else FRESH_WITHOUT_ANOTHER_WAY):
            return None
        logout(request)
        return _elsewhere(
            request, f"{reverse('account_request_login_code')}?{urlencode({'next': request.get_full_path()})}"
        )
