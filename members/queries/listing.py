"""What a list is made of: its search box, its filters, its orders, and what leaves with it as a file.

A floor names its lists once (`register`, in `AppConfig.ready()`), so that a page and a background export read the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from members.permissions import Permission

COUNTED = 1000  # rows; beyond that a page says "more than 1,000", which is as quick among fifty thousand as among five hundred


@dataclass(frozen=True)
class Filter:
    """One choice above a list. `narrow(found, value, day=…)` keeps the rows that fit; an unknown value fits nothing."""

    name: str
    label: str
    options: Callable[[], list[tuple[str, str]]]
    narrow: Callable
    any: str = "Any"


@dataclass(frozen=True)
class Order:
    """One order of the rows, down to the last tie; `name` is empty for the usual one.

    `searched` is the same order written so that no index offers it: whoever looks for the few that fit and sorts them
    is quicker than whoever walks all names in order, and Postgres does not know that names beginning alike stand together.
    """

    name: str
    label: str
    by: tuple[str, ...]
    searched: tuple = ()


@dataclass(frozen=True)
class Listing:
    """A list: `draw(ids, order, day=…)` gives the rows of one page; `columns(ids, day=…)` those of a file, in that order."""

    name: str
    title: str
    noun: str  # "person,people"
    search_label: str
    template: str  # how the rows of one page are drawn, as `list.rows`
    search: Callable[[QuerySet, str], QuerySet]
    draw: Callable
    filters: tuple[Filter, ...] = ()
    orders: tuple[Order, ...] = ()
    heads: tuple[str, ...] = ()
    columns: Callable | None = None
    base: Callable | None = (
        None  # base(actor) -> what this actor may see; only for lists made into files in the background
    )
    names_people: bool = False
    may_take: Permission | None = None
    page: str = ""  # the name of its page, when that is not its own name on this floor
    per_page: int = 50


@dataclass(frozen=True)
class Wanted:
    """What somebody asked of a list: words, a value for each filter that is set, an order, which page."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    number: int = 1

    @property
    def is_narrowed(self):
        return bool(self.chosen)

    @property
    def is_search(self):
        return bool(self.words or self.chosen)


_listings: dict[str, Listing] = {}


def register(listing: Listing) -> None:
    _listings[listing.name] = listing


def find(name: str) -> Listing | None:
    """The list of that name, or None."""
    return _listings.get(name)


def narrow(listing: Listing, found: QuerySet, wanted: Wanted, *, day: date) -> QuerySet:
    """The rows that fit, in the order asked for."""
    if wanted.words:
        found = listing.search(found, wanted.words)
    for each in listing.filters:
        if value := wanted.chosen.get(each.name):
            known = value in {option for option, _ in each.options()}
            found = each.narrow(found, value, day=day) if known else found.none()
    order = order_of(listing, wanted)
    if order is None:
        return found
    return found.order_by(*((wanted.words and order.searched) or order.by))


def order_of(listing: Listing, wanted: Wanted) -> Order | None:
    """The order asked for, else the usual one; None for a list that comes in its only order."""
    return next((o for o in listing.orders if o.name == wanted.order), listing.orders[0] if listing.orders else None)


def count(found: QuerySet) -> int:
    """How many, but never counting further than COUNTED + 1."""
    return found.order_by()[: COUNTED + 1].count()
