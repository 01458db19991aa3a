"""Between the browser and the views: who is asking, in which role, and what is kept from caches and logs."""

import pghistory
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from members.permissions import NOBODY, TOLD, Actor, Role, Via
from members.queries import cover, grants_on

ROLE_ORDER = list(Role)


def actor_for(request) -> Actor:
    """The person signed in, in the one role that is active in this session; NOBODY when signed out."""
    if not request.user.is_authenticated:
        return NOBODY
    grants = grants_on(person=request.user, day=timezone.localdate())
    roles = sorted({Role(g.role) for g in grants}, key=ROLE_ORDER.index)
    request.roles = roles
    chosen = request.session.get("active_role")
    role = next((r for r in roles if r == chosen), roles[0] if roles else None)
    mine = [g for g in grants if g.role == role]
    return Actor(
        person=request.user,
        role=role,
        via=Via.BROWSER,
        team_ids=frozenset(g.team_id for g in mine if g.team_id),
        organisation_ids=frozenset(g.organisation_id for g in mine if g.organisation_id),
        covers=cover.covering(request.user, day=timezone.localdate()),
    )


class ActiveRole:
    """Sets `request.actor` (lazily: a page that never asks costs no query) and `request.roles`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.roles = []
        request.actor = SimpleLazyObject(lambda: actor_for(request))
        return self.get_response(request)


class SignInFirst(LoginRequiredMiddleware):
    """Deny by default: every view needs sign-in unless it says `login_not_required`."""


class SafeHeaders:
    """What every answer carries: kept by no cache unless a page says otherwise, used by no other site.

    Stands first, so that files, pictures, health and refusals of other middleware have them too.
    """

    PERMISSIONS = ", ".join(f"{power}=()" for power in ("camera", "geolocation", "microphone", "payment", "usb"))
    # A page whose address holds a token tells nobody that address, our own log included. Not `no-referrer`: Chromium
    # would then send `Origin: null`, which the CSRF check refuses.
    WITH_TOKEN = (
        "/rsvp/",
        "/registration/",
        "/speaking/",
        "/day/",
        "/invitations/",
        "/decisions/",
        "/after/",
        "/calendar/",
        "/dates/",
        "/members/stop/",
        "/accounts/password/reset/",
    )

    ONLY_HTTPS = "max-age=31536000; includeSubDomains"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", self.PERMISSIONS)
        response.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.setdefault("Strict-Transport-Security", self.ONLY_HTTPS)
        if request.path.startswith(self.WITH_TOKEN):
            response["Referrer-Policy"] = "strict-origin"
        response.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        return response


class Smaller(GZipMiddleware):
    """Pages travel compressed, each with padding of random length; files and what programs read go as they are (0074)."""

    def process_response(self, request, response):
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class WhoChangedIt:
    """Gives history who asked, in which role and how, and the page's name; never its address, which may hold a token."""

    CHANGING = {"POST", "PUT", "PATCH", "DELETE"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in self.CHANGING:
            return self.get_response(request)
        with pghistory.context():
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in self.CHANGING:
            actor = request.actor
            pghistory.context(
                person=actor.person.pk if actor.person else None,
                role=str(actor.role) if actor.role else None,
                via=str(actor.via),
                page=request.resolver_match.view_name,
                **self._told(request),
            )

    @staticmethod
    def _told(request):
        """How somebody at the desk was told, when the form says so: by phone unless it was another way."""
        told = request.POST.get("told", "")
        return {"told": told} if told in TOLD else {}
