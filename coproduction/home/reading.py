"""How somebody wants every page to look (UX-05). Their browser remembers it, so a link in a letter needs no sign-in for it.

We keep it nowhere ourselves: who reads large letters is nobody's business.
"""

from django.conf import settings

COOKIE = "reading"
A_YEAR = 365 * 24 * 3600
WAYS = {
    "large": ("Larger letters", "Everything a third bigger."),
    "strong": ("Stronger contrast", "Black and white, and every link underlined."),
    "calm": ("Plain and calm", "One thing below the other, without pictures and colours."),
}


def _cookie() -> str:
    return f"{settings.HOST_COOKIE}{COOKIE}"


def wanted(request) -> list[str]:
    """Which of the ways this browser asked for, in our order; whatever else stands in the cookie is nothing."""
    said = request.COOKIES.get(_cookie())
    return [way for way in WAYS if way in said.split(".")] if said else []


def classes(request) -> str:
    """For the `html` element of every page."""
    return " ".join(f"read-{way}" for way in wanted(request))


def remember(response, ways) -> None:
    """For a year, or until it is taken back."""
    chosen = [way for way in WAYS if way in ways]
    if not chosen:
        response.delete_cookie(_cookie(), samesite="Lax")
        return
    response.set_cookie(
        _cookie(),
        ".".join(chosen),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
