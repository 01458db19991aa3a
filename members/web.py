"""What the views of every floor share: drawing a page or its moving part, saying no kindly, and doing a thing once.

@post_only
@refusals_answered
def end(request, pk): …

@once
def add(request):
    form = NameForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            return redirect(people.add(…, now=timezone.now()))
    return form_page(request, "members/person_new.html", form)
"""

import functools
import re
import secrets
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from members import charity, history
from members.forms.base import ClockInput, DayInput, TableForm, TableHelper, TableModelForm
from members.permissions import can, require
from members.rules import Refused

__all__ = [
    "ClockInput",
    "DayInput",
    "Refused",
    "TableForm",
    "TableHelper",
    "TableModelForm",
    "all_of_module",
    "came_from",
    "form_page",
    "history_page",
    "needs",
    "next_page",
    "of_module",
    "once",
    "page",
    "paginate",
    "post_only",
    "refusals_answered",
    "refusals_into",
    "typed",
    "wants_part",
]

ONE_DAY = 24 * 3600
A_CHOICE = re.compile(r"[a-z]+([_:-][a-z0-9]+)*")  # what a button or a list sends; a person writes more than one word
TYPED_AT_LEAST = 3  # shorter values are choices and numbers, not words somebody would miss


def wants_part(request) -> bool:
    """Whether htmx asks for the moving part of a page only."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(request, template, context=None, *, partial=None, status=200):
    """The whole page, or for htmx its partial; both say that they differ (Vary: HX-Request)."""
    context = {"once": request.POST.get("once") or secrets.token_urlsafe(12), **(context or {})}
    part = partial and wants_part(request)
    response = render(request, partial if part else template, context, status=status)
    if partial:
        patch_vary_headers(response, ["HX-Request"])
    return response


def form_page(request, template, form, context=None, *, partial=None):
    """A page with a form: 422 while it holds errors, with everything typed still in it."""
    return page(
        request, template, {"form": form, **(context or {})}, partial=partial, status=422 if form.errors else 200
    )


@contextmanager
def refusals_into(form):
    """A refusal becomes an error of this form, beside the field it is about."""
    try:
        with transaction.atomic():
            yield
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, str(no))


def refusals_answered(view):
    """A refusal the view did not catch becomes a 409 page with its sentence and the words that were typed."""

    @functools.wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as no:
            context = {"sentence": str(no), "typed": _words_typed(request), "back": came_from(request)}
            return page(request, "members/refused.html", context, partial="members/_refused.html", status=409)

    return answered


def _words_typed(request):
    """The words of a form, for the page that could not save them."""
    return [
        value
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "once", "next", "password")
        for value in values
        if len(value) > TYPED_AT_LEAST and not value.isdigit() and not A_CHOICE.fullmatch(value)
    ]


def needs(permission):
    """The first question of a view, before it looks for anything: may this role at all?

    A page says no (403); an address that names a record is not there (404), whether there is such a record or not.
    """

    def decorate(view):
        @functools.wraps(view)
        def allowed(request, *args, **kwargs):
            if request.resolver_match.captured_kwargs and not can(request.actor, permission):
                raise Http404
            require(request.actor, permission)
            return view(request, *args, **kwargs)

        return allowed

    return decorate


def of_module(module):
    """For pages of a part of the site that a charity may switch off: then they are not there."""

    def decorate(view):
        @functools.wraps(view)
        def if_on(request, *args, **kwargs):
            if not charity.has(module):
                raise Http404
            return view(request, *args, **kwargs)

        return if_on

    return decorate


def all_of_module(module, patterns):
    """The same for every address of a room."""
    for pattern in patterns:
        pattern.callback = of_module(module)(pattern.callback)
    return patterns


def post_only(view):
    """For an address that only changes something: whoever opens it is told so (405); CSRF is checked before."""

    @functools.wraps(view)
    def posted(request, *args, **kwargs):
        if request.method == "POST":
            return view(request, *args, **kwargs)
        response = page(request, "members/post_only.html", status=405)
        response["Allow"] = "POST"
        return response

    return posted


def once(view):
    """A form posted twice does nothing twice: the second time leads to where the first one led.

    The page holds `<input type="hidden" name="once" value="{{ once }}">`. Two posts at the same moment
    wait for each other; a form that was refused may be sent again.
    """

    @functools.wraps(view)
    def done_once(request, *args, **kwargs):
        token = request.POST.get("once", "")[:60] if request.method == "POST" else ""
        if not token or "\x00" in token:
            return view(request, *args, **kwargs)
        key = f"once:{request.user.pk or 0}:{token}".encode().hex()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
            if (led_to := cache.get(key)) is not None:
                messages.info(request, "That was saved already. Nothing was done twice.")
                return redirect(led_to)
            response = view(request, *args, **kwargs)
            if response.status_code in (301, 302, 303):
                cache.set(key, response["Location"], ONE_DAY)
            return response

    return done_once


def paginate(request, rows, *, per_page=50, count=None):
    """The page of `rows` that the address asks for; a page that does not exist is the nearest one. `count`: how many
    rows there are, where that is known already."""
    pages = Paginator(rows, per_page)
    if count is not None:
        pages.count = count
    return pages.get_page(request.GET.get("page"))


def typed(request, name, *, longest=100) -> str:
    """What somebody typed into the address (a search): without null bytes, not longer than is useful."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:longest]


def row_id(value) -> int:
    """The number of a row as a form posts it; 0, which no row has, for anything else: a word, nothing, fifty digits."""
    return int(value) if value and value.isdecimal() and len(value) < 19 else 0


def row_ids(request, name) -> list[int]:
    """Every posted value of that name that can be the number of a row, in their order."""
    return [found for value in request.POST.getlist(name) if (found := row_id(value))]


def next_page(request, default="/"):
    """Where the form says to go on (`next`), if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else default


def came_from(request, default="/"):
    """The page of this site on which the form stood; never the address that was posted to."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc != request.get_host() or referer.path == request.path:
        return default
    return f"{referer.path}?{referer.query}" if referer.query else referer.path


def history_page(request, record, *, title, back):
    """What happened to a record and to what hangs on it; whoever calls has asked who may see it."""
    entries = paginate(request, history.gathered(history.of(record, reader=request.actor.person)), per_page=40)
    return page(request, "components/history.html", {"title": title, "back": back, "entries": entries})
