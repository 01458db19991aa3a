"""A short number for each request: it stands on the page that says no, and in every line the log has about it.

Whoever rings reads it out, and whoever looks after the site finds the line. It means nothing and leads to nobody.
"""

import secrets
from contextvars import ContextVar
from functools import cached_property

from django.core.signals import request_finished
from django.dispatch import receiver
from django.utils.functional import empty

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # read out without mistaking one for another: no 0 and O, no 1 and I
LENGTH = 8
_asked: ContextVar = ContextVar("asked", default=None)


class Asked:
    """The request this thread answers now; its number is made when somebody first wants it."""

    def __init__(self, request):
        self._request = request

    @cached_property
    def reference(self) -> str:
        signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        return f"{signs[:4]}-{signs[4:]}"

    @property
    def page(self) -> str:
        """The name of the page, never its address, which may hold a token."""
        match = getattr(self._request, "resolver_match", None)
        return match.view_name if match else ""

    @property
    def role(self) -> str:
        """The active role, if the page has asked for it already: a line in the log asks the database nothing."""
        actor = getattr(self._request, "actor", None)
        known = actor is not None and getattr(actor, "_wrapped", actor) is not empty
        return str(actor.role or "") if known else ""


class Referenced:
    """Stands around everything that may break, so that the line about it knows its request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        _asked.set(Asked(request))
        return self.get_response(request)


@receiver(request_finished)
def forget(**_):
    """The last thing of all: Django has its own line about a page that is not there written after every middleware."""
    _asked.set(None)


def asked() -> Asked | None:
    """What is being answered now; None outside of a request."""
    return _asked.get()


def of_this_request() -> str:
    """Its number; "" outside of a request."""
    found = _asked.get()
    return found.reference if found else ""
