"""What every page knows: the charity, the menu of the active role, who is signed in."""

import functools

from django.conf import settings
from django.urls import reverse

from coproduction.home import reading
from members import charity
from members.permissions import Role

NAV = {
    Role.COORDINATOR: [
        ("Monday", "home"),
        ("People", "members:people"),
        ("Calls and letters", "members:calls_and_letters"),
        ("Meetings", "meetings:meetings"),
        ("Projects", "projects:projects"),
        ("Log", "quick_log"),
        ("Dashboard", "dashboard"),
    ],
    Role.STAFF: [
        ("Home", "home"),
        ("Log involvement", "quick_log"),
        ("Projects", "projects:projects"),
        ("Meetings", "meetings:meetings"),
        ("Questions", "meetings:questions"),
    ],
    Role.MEMBER: [
        ("Home", "home"),
        ("Meetings", "meetings:meetings"),
        ("Questions", "meetings:questions"),
        ("Projects", "projects:projects"),
        ("My messages", "members:my_messages"),
        ("About me", "members:me"),
    ],
    Role.TRUSTEE: [
        ("Dashboard", "home"),
        ("Questions", "meetings:questions"),
        ("Meetings", "meetings:meetings"),
        ("Projects", "projects:projects"),
    ],
    Role.BOARD: [
        ("Home", "home"),
        ("Dashboard", "dashboard"),
        ("Questions", "meetings:questions"),
        ("Meetings", "meetings:meetings"),
        ("Projects", "projects:projects"),
    ],
    Role.PARTNER: [
        ("Home", "home"),
        ("Meetings", "meetings:meetings"),
        ("Rounds", "meetings:network"),
        ("Good practice", "meetings:practices"),
        ("Organisations", "members:organisations"),
    ],
    Role.SAFEGUARDING: [("Home", "home"), ("Concerns", "members:concerns"), ("Meetings", "meetings:meetings")],
    Role.FINANCE: [("Home", "home"), ("Meetings", "meetings:meetings")],
    Role.TECHNICAL: [("Home", "home"), ("Technical records", "admin:index")],
}

MODULE_OF = dict.fromkeys(
    ("members:organisations", "meetings:network", "meetings:practices"), "network"
)  # entries that go when their part of the site is switched off


def site(request):
    """`charity`, `nav` (label, url, is current), `active_role`, `roles`, `demo`, `wording_page`, `reading` (how pages look)."""
    actor = getattr(request, "actor", None)
    role = actor.role if actor is not None and actor.person is not None else None
    return {
        "charity": charity.current(),
        "nav": menu(role, request.path),
        "active_role": role,
        "roles": getattr(request, "roles", []),
        "demo": settings.DEMO,
        "wording_page": _about_words(getattr(request, "resolver_match", None)),
        "reading": reading.classes(request),
    }


def _about_words(match):
    """With the name of the page; its address, which may hold a token, goes nowhere."""
    return f"{_address('wording_say')}?page={match.view_name}" if match else _address("wording_say")


@functools.cache
def _address(name):
    """Every page draws the menu, and its addresses stay the same while the process lives."""
    return reverse(name)


def menu(role, path):
    """At most seven entries; the one whose address is the longest start of the path is current."""
    if path.startswith(_address("settings")):
        path = ""  # the settings are reached from the header, not from an entry of the menu
    wanted = [
        (label, name)
        for label, name in NAV.get(role, [])
        if charity.has(MODULE_OF.get(name, "")) or name not in MODULE_OF
    ]
    entries = [(charity.in_our_words(label), _address(name)) for label, name in wanted]
    current = max(
        (url for _, url in entries if path.startswith(url) and (url != "/" or path == "/")), key=len, default=None
    )
    return [{"label": label, "url": url, "current": url == current} for label, url in entries]
