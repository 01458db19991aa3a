"""Walks the site map, asks each page as each person, and puts every answer into one word."""

import functools
from copy import copy, deepcopy
from unittest.mock import patch

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access_world import CAST


def pages(resolver=None, namespace=""):
    """The name of every address of the site, namespaces included; an address without a name is named by its pattern."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from pages(entry, inner)
        else:
            yield f"{namespace}{entry.name or f'(no name) {entry.pattern}'}"


def word(response):
    """*allow* (whatever the view then says: page, redirect, 400, 409, 422), *login*, or the number of the refusal."""
    sent_to_the_door = response.status_code in (301, 302, 303) and response["Location"].startswith("/accounts/login/?")
    if sent_to_the_door or response.status_code == 401:
        return "login"
    return str(response.status_code) if response.status_code in (403, 404, 405, 500) else "allow"


SAFE = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FRAMED = {"demo_letter_page"}  # a letter of the demonstration, in a frame of its own mailbox
KEPT = {"logo"}  # what a browser may keep for a day; nobody is in it


def unsafe(response, name=""):
    """Which headers this answer lacks, in words: empty where it carries all that every answer carries."""
    wrong = [header for header, words in SAFE.items() if words not in response.get(header, "")]
    if name in FRAMED and response.get("X-Frame-Options") == "SAMEORIGIN":
        wrong.remove("X-Frame-Options")
    kept = response.get("Cache-Control", "")
    if "no-store" not in kept and not kept.startswith("private, no-cache") and name not in KEPT:
        wrong.append(f"Cache-Control: {kept}")
    return wrong + [h for h in ("Access-Control-Allow-Origin", "Server", "X-Powered-By") if h in response]


class Walker(Client):
    """A client that only wants the answer: no copies of every template's words, which take half of the time. It asks
    thousands of times as one person, and after each answer everything is as it was: their visit and their row are read once.
    """

    def request(self, **request):
        with patch.object(SessionStore, "load", self._visit), patch.object(ModelBackend, "get_user", self._person):
            response = self.handler(self._base_environ(**request))
        self.cookies.update(response.cookies)
        return response

    @functools.cached_property
    def _visit(self):
        load, known = SessionStore.load, {}

        def once(store):
            if store.session_key not in known:
                known[store.session_key] = load(store)
            return deepcopy(known[store.session_key])

        return once

    @functools.cached_property
    def _person(self):
        get_user, known = ModelBackend.get_user, {}

        def once(backend, pk):
            if pk not in known:
                known[pk] = get_user(backend, pk)
            return copy(known[pk])

        return once


def browser(world, letter, as_user, *, kind=Client):
    """A browser of the person of that letter, in that role; `-` is nobody."""
    client = kind(raise_request_exception=False)
    return client if letter == "-" else as_user(client, world.people[letter], CAST[letter][1])


def ask(client, method, address, data=None):
    """The answer; afterwards everything in the database and in the browser is as it was."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = getattr(client, method.lower())(address, data or {})
        transaction.set_rollback(True)
    client.cookies.clear()
    for name, value in cookies.items():
        client.cookies[name] = value
    return response


def address_of(world, name, things, letter):
    return reverse(name, args=world.args(name, things, letter))
