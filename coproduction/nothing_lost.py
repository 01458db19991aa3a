"""Nothing typed is lost when a session has ended: the words are kept, sealed, and given back after sign-in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from members.actions import drafts
from members.models import Person

COOKIE = "last_here"
LIFETIME = 14 * 24 * 3600
WITHOUT_A_NAME = "/pulse/"  # answers that must never lie beside a name, not even for a day


def _cookie():
    return f"{settings.HOST_COOKIE}{COOKIE}"


def last_here(request):
    """Who was last signed in on this browser, from a signed cookie; None when nobody, or when it was tampered with."""
    try:
        pk = signing.loads(request.COOKIES.get(_cookie(), ""), salt=COOKIE, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=pk, is_active=True).first()


def keep_post(request, person):
    """Keeps the fields of a post that could not be accepted; says whether there was anything to keep."""
    if person is None or not request.POST or WITHOUT_A_NAME in request.path:
        return False
    return drafts.keep_post(person=person, path=request.get_full_path(), post=request.POST, now=timezone.now())


def keep_refused_post(request):
    """A post whose token was stale, kept only if the browser itself says that it came from our own page."""
    origin = urlsplit(request.headers.get("Origin", ""))
    if origin.netloc != request.get_host() or getattr(request, "user", None) is None:
        return False
    return keep_post(request, request.user if request.user.is_authenticated else last_here(request))


class NothingTypedIsLost:
    """Stands before SignInFirst: a post by somebody whose session ended is kept, then they are asked to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "_cached_user", None)  # never a query of its own
        if user is not None and user.is_authenticated:
            self._remember(request, response, user)
            if request.method == "POST" and "_kept" in request.POST and 300 <= response.status_code < 400:
                drafts.forget(person=user, pk=request.POST["_kept"])
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not getattr(view, "login_required", True) or request.user.is_authenticated:
            return None
        if request.resolver_match.view_name == "members:draft":
            return HttpResponse("Please sign in again.", status=401)
        kept = keep_post(request, last_here(request))
        to_sign_in = redirect_to_login(reverse("members:kept") if kept else back_to(request), settings.LOGIN_URL)
        return HttpResponseClientRedirect(to_sign_in.url) if request.headers.get("HX-Request") else to_sign_in

    @staticmethod
    def _remember(request, response, user):
        try:
            known = signing.loads(request.COOKIES.get(_cookie(), ""), salt=COOKIE, max_age=LIFETIME // 2)
        except signing.BadSignature:
            known = None
        if known != user.pk:
            response.set_cookie(
                _cookie(),
                signing.dumps(user.pk, salt=COOKIE),
                max_age=LIFETIME,
                httponly=True,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                samesite="Lax",
            )


def back_to(request):
    """The page the form stood on, for a post that had nothing to keep."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() and came_from.path else "/"
