"""Who can be tried out, and how one signs in as somebody of the story."""

import functools
from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404

from coproduction.at_the_door import IN_A_GUISE
from members.models import Person
from members.permissions import Role

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Guise:
    """One sign-in button: the word in the form, who that is, in which role."""

    who: str
    name: str
    role: Role
    sign_in: str
    what: str

    @property
    def say(self):
        return f"Be {self.name.split()[0]}"


GUISES = {
    guise.who: guise
    for guise in (
        Guise("coordinator", "Jo Marlowe", Role.COORDINATOR, "jo@sametable.example", "plans meetings, rings people, keeps the list"),
        Guise("staff", "Ash Renwick", Role.STAFF, "ash@sametable.example", "works in Community Connections, logs what people gave"),
        Guise("member", "Rowan Ellery", Role.MEMBER, "rowan@sametable.example", "a member of the Advisory Group, by email"),
        Guise("caller", "Sam Okoro", Role.MEMBER, "sam.okoro", "a member who prefers the telephone"),
        Guise("trustee", "Tal Berwick", Role.TRUSTEE, "tal@sametable.example", "wants to know whether involvement works"),
        Guise("both", "Maeve Doyle", Role.MEMBER, "maeve@sametable.example", "a member who is a trustee too: she switches her role"),
        Guise("board", "Rosalind Peake", Role.BOARD, "rosalind@sametable.example", "chief executive, on the Management Board"),
        Guise("partner", "Kim Ferrers", Role.PARTNER, "kim@sametable.example", "speaks for an organisation in the Network"),
        Guise("finance", "Dawn Keeling", Role.FINANCE, "dawn@sametable.example", "looks after the money"),
        Guise("safeguarding", "Iain Lockhart", Role.SAFEGUARDING, "iain@sametable.example", "watches over people's safety"),
    )
}  # fmt: skip


def demonstration_only(view):
    """Open to anybody in the demonstration; anywhere else this page does not exist."""

    @login_not_required
    @functools.wraps(view)
    def shown(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


def person_of(guise):
    """The person behind a button; None when the story is not loaded."""
    known_by = Q(emailaddress__email=guise.sign_in) | Q(username=guise.sign_in)
    return Person.objects.filter(known_by, is_active=True).order_by("pk").first()


def sign_in_as(request, guise):
    """Signs the browser in as that person, in that role, with a second factor; False when the story is not loaded."""
    person = person_of(guise)
    if person is None:
        return False
    request.session.flush()  # nothing of whoever sat here before
    login(request, person, backend=BACKEND)
    record_authentication(request, person, "password")
    record_authentication(request, person, "mfa", type="totp")
    request.session["active_role"] = guise.role.value
    request.session[IN_A_GUISE] = True
    UserSession.objects.create_from_request(request)
    return True


def is_signed_in_as(request, guise):
    """Whether this browser is that person, in that role, already."""
    actor = request.actor
    return actor.person is not None and actor.role == guise.role and actor.person.name == guise.name
