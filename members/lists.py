"""Lists as one component: search, filters, orders, saved views, pages, and a file to take away.

@needs(Permission.SEE_CONTACT)
def people(request):
    if answer := lists.answered(request, PEOPLE, found):
        return answer
    shown = lists.shown(request, PEOPLE, found, day=today)
    return lists.page(request, "members/people.html", shown)

The words of a search are often somebody's name. They travel in the body of a POST and come back sealed in the address
(`?find=…`, readable for this site alone and for half a day), so that no log, history or bookmark ever holds a name.
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from members import web
from members.actions import exports, saved_views
from members.models import SavedView
from members.models.sealed import cipher
from members.permissions import can
from members.queries.listing import COUNTED, Filter, Listing, Order, Wanted, count, narrow, order_of, register
from members.rules import Refused
from members.words import plural

__all__ = [
    "Filter",
    "Listing",
    "Order",
    "Shown",
    "address_of",
    "answered",
    "in_words",
    "page",
    "register",
    "shown",
    "wanted_of",
]

SEALED_FOR = int(timedelta(hours=12).total_seconds())
FARTHEST = 5000  # pages


# ---- the words of a search, in an address ----------------------------------------------------------------------------
def seal(words: str, *, what: str = "find") -> str:
    """The same words as they may stand in an address. `what` they are for is sealed with them."""
    return cipher().encrypt(f"{what}:{words}".encode()).decode() if words else ""


def unseal(token: str, *, what: str = "find", good_for: int = SEALED_FOR) -> str:
    """The words; empty when the token is none of ours, was sealed for something else (a public page opens nothing that a
    list has sealed), or is older than half a day (or so many seconds)."""
    try:
        said = cipher().decrypt(token.encode(), ttl=good_for).decode() if token else ""
    except InvalidToken:
        return ""
    return said.removeprefix(f"{what}:") if said.startswith(f"{what}:") else ""


def wanted(request, listing: Listing) -> Wanted:
    """What the address, or the form that was sent, asks of the list."""
    return wanted_of(request.POST if request.method == "POST" else request.GET, listing)


def wanted_of(source, listing: Listing) -> Wanted:
    """The same from a QueryDict. `q` is read from an address too, but no page of ours writes it there."""

    def said(name):
        return source.get(name, "").replace("\x00", "").strip()[:100]

    number = source.get("page", "")
    return Wanted(
        words=said("q") or unseal(source.get("find", "")[:1000]),
        chosen={each.name: said(each.name) for each in listing.filters if said(each.name)},
        order=said("order"),
        number=min(max(int(number), 1), FARTHEST) if number.isascii() and number.isdecimal() and len(number) < 9 else 1,
    )


def query_of(asked: Wanted, *, keep=None, **changes) -> str:
    """The address's query for this list, words sealed; `keep` is what else the page has in its address."""
    said = {**(keep or {}), "find": seal(asked.words), **asked.chosen, "order": asked.order, **changes}
    return urlencode({name: value for name, value in said.items() if value})


def address_of(listing: Listing, asked: Wanted) -> str:
    """The page of this list, as it was asked for."""
    query = query_of(asked)
    return f"{reverse(listing.page or f'members:{listing.name}')}{'?' if query else ''}{query}"


def in_words(listing: Listing, asked: Wanted) -> list[str]:
    """What the list is narrowed to, for somebody who reads it before taking it away."""
    said = [f"{listing.search_label}: “{asked.words}”"] if asked.words else []
    for each in listing.filters:
        if value := asked.chosen.get(each.name):
            said.append(f"{each.label}: {dict(each.options()).get(value, value)}")
    return said


# ---- the list as it is shown -----------------------------------------------------------------------------------------
@dataclass
class Shown:
    """What `components/list.html` draws; `rows` are those of one page."""

    listing: Listing
    asked: Wanted
    path: str
    keep: dict
    rows: list
    total: str
    number: int
    has_next: bool
    saved: list = field(default_factory=list)
    may_take: bool = False
    takes_at: str = ""

    @property
    def choices(self):
        """Each filter with its options: (filter, [(value, words, is chosen)])."""
        return [
            (f, [(value, words, value == self.asked.chosen.get(f.name)) for value, words in f.options()])
            for f in self.listing.filters
        ]

    @property
    def orders(self):
        now = order_of(self.listing, self.asked)
        return [(o.name, o.label, o is now) for o in self.listing.orders] if len(self.listing.orders) > 1 else []

    @property
    def address(self):
        return self._address()

    @property
    def before(self):
        return self._address(page=self.number - 1 if self.number > 2 else "") if self.number > 1 else ""

    @property
    def after(self):
        return self._address(page=self.number + 1) if self.has_next else ""

    @property
    def everything(self):
        return f"{self.path}?{urlencode(self.keep)}" if self.keep else self.path

    @property
    def can_be_kept(self):
        return bool(self.asked.chosen or self.asked.order)

    def _address(self, **changes):
        query = query_of(self.asked, keep=self.keep, **changes)
        return f"{self.path}?{query}" if query else self.path


def shown(request, listing: Listing, found, *, day, keep=None) -> Shown:
    """One page of the rows that fit. As many questions for one row as for fifty; the count stops at a thousand."""
    asked, keep = wanted(request, listing), {name: value for name, value in (keep or {}).items() if value}
    fit = narrow(listing, found, asked, day=day)
    start = (asked.number - 1) * listing.per_page
    ids = list(fit.values_list("pk", flat=True)[start : start + listing.per_page + 1])
    has_next, ids = len(ids) > listing.per_page, ids[: listing.per_page]
    total = count(fit) if has_next or (start and not ids) else start + len(ids)
    saved = SavedView.objects.filter(owner=request.actor.person_id, of=listing.name).order_by("name", "pk")
    return Shown(
        listing=listing,
        asked=asked,
        path=request.path,
        keep=keep,
        rows=listing.draw(ids, order_of(listing, asked), day=day) if ids else [],
        total=f"more than {COUNTED:,} {listing.noun.split(',')[-1]}"
        if total > COUNTED
        else plural(total, listing.noun),
        number=asked.number,
        has_next=has_next,
        saved=list(saved),
        may_take=bool(listing.columns and listing.may_take and can(request.actor, listing.may_take)),
        takes_at=_takes_at(listing, asked),
    )


def _takes_at(listing, asked):
    if not listing.names_people:
        return ""
    return f"{reverse('members:export_new')}?{query_of(asked, keep={'of': listing.name})}"


def page(request, template, shown: Shown, context=None):
    """The page with its list; for htmx the list alone, and the address it may stand under."""
    response = web.page(request, template, {"list": shown, **(context or {})}, partial="components/_list.html")
    if request.method == "POST" and web.wants_part(request):
        response["HX-Push-Url"] = shown.address
    return response


# ---- what a list's own form does -------------------------------------------------------------------------------------
def answered(request, listing: Listing, found, *, day, keep=None):
    """The answer to what the list's form asks for: find (to the sealed address), keep or forget a view, take a file.

    None when the page itself is to be drawn.
    """
    if request.method != "POST":
        return None
    asked = wanted(request, listing)
    here = f"{request.path}?{query}" if (query := query_of(asked, keep=keep)) else request.path
    match request.POST.get("do", "find"):
        case "keep":
            return _kept(request, listing, {**(keep or {}), **asked.chosen, "order": asked.order}, here)
        case "forget":
            view = SavedView.objects.filter(owner=request.actor.person_id, of=listing.name, pk=_number(request, "view"))
            for each in view:
                saved_views.forget(view=each, actor=request.actor)
                messages.success(request, f"The view “{each.name}” is forgotten.")
            return redirect(here)
        case "take" if listing.columns and not listing.names_people:
            return _taken(request, listing, narrow(listing, found, asked, day=day), day=day)
    return None if web.wants_part(request) else redirect(here)


def _number(request, name):
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 18 else 0


def _kept(request, listing, chosen, here):
    try:
        view = saved_views.keep(of=listing.name, name=request.POST.get("name", ""), chosen=chosen, actor=request.actor)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, f"Kept as “{view.name}”. It stands above the list from now on, for you alone.")
    return redirect(here)


def _taken(request, listing, fit, *, day):
    """A list that names nobody leaves at once, and is logged."""
    now = timezone.now()
    ids = list(fit.values_list("pk", flat=True)[: exports.MOST_ROWS])
    out = io.StringIO()
    rows = exports.write(csv.writer(out), listing, [ids], day=day, mark=exports.mark_of(request.actor.person, now=now))
    exports.log_one(listing=listing, rows=rows, actor=request.actor, now=now)
    answer = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{listing.name}-{timezone.localdate(now).isoformat()}.csv"'
    return answer
