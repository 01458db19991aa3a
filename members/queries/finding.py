"""The find box: people, meetings, projects and organisations, each as far as the active role may see them.

A floor says how its things are found in `AppConfig.ready()`: `register(title, look)` with
`look(actor, words, *, now, limit) -> [Found]`; whoever may see nothing of it gives an empty list.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Func, TextField, Value
from django.urls import NoReverseMatch, reverse

from members.models import Channel, Organisation, Person
from members.models.channel import Way
from members.permissions import Permission, Role, can
from members.queries.people_list import by_name
from members.rules import Refused
from members.rules.people import clean_number

SHOWN = 8
SHORTEST = 2  # letters
FIRST = "People"  # before the other kinds, which stand by their names


@dataclass(frozen=True)
class Found:
    """One thing: its words, a soft line, and where it is shown (empty when this role has no page for it)."""

    words: str
    line: str = ""
    url: str = ""


_looks: dict[str, Callable] = {}


def register(title: str, look: Callable) -> None:
    _looks[title] = look


def everything(actor, words: str, *, now) -> list[tuple[str, list[Found]]]:
    """What fits, by kind, only kinds with something in them; nothing for a single letter."""
    words = " ".join(words.split())
    if len(words) < SHORTEST or not can(actor, Permission.FIND):
        return []
    found = [(title, look(actor, words, now=now, limit=SHOWN)) for title, look in _looks.items()]
    return sorted([(title, rows) for title, rows in found if rows], key=lambda kind: (kind[0] != FIRST, kind[0]))


def register_all() -> None:
    register("People", people)
    register("Organisations", organisations)


def people(actor, words, *, now, limit):
    """By part of the name; for a coordinator also by the number that rings or the address that writes."""
    seen = Person.objects.visible_to(actor)
    rows = list(by_name(seen, words).by_name()[:limit])
    if can(actor, Permission.SEE_CONTACT) and len(rows) < limit:
        known = {person.pk for person in rows}
        rows += [p for p in seen.filter(pk__in=_reached_at(words)[:limit]).by_name() if p.pk not in known]
    return [Found(person.name, _line(person), _page_of(person, actor)) for person in rows[:limit]]


def _reached_at(words):
    """Ids of the people with that email address or telephone number, however it is spaced."""
    if "@" in words:
        return Channel.objects.filter(address__iexact=words).values_list("person", flat=True)
    digits = re.sub(r"\D", "", words)
    if len(digits) < 6 or re.search(r"[^\d\s+().-]", words):
        return Channel.objects.none().values_list("person", flat=True)
    numbers = Channel.objects.filter(way__in=[Way.PHONE, Way.TEXT])
    try:
        exact = numbers.filter(address__iexact=clean_number(words))
    except Refused:
        exact = numbers.none()
    if exact.exists():
        return exact.values_list("person", flat=True)
    bare = Func(F("address"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace", output_field=TextField())
    return numbers.annotate(bare=bare).filter(bare__endswith=digits[-9:]).values_list("person", flat=True)


def _line(person):
    state = "Has died" if person.died_on else "On a break" if person.paused_at else ""
    return ", ".join(each for each in (person.pronouns, state) if each)


def _page_of(person, actor):
    if can(actor, Permission.SEE_CONTACT):
        return reverse("members:person", args=[person.pk])
    if person.pk == actor.person_id:
        return reverse("members:me")
    if actor.role == Role.STAFF:
        try:
            return reverse("meetings:of_person", args=[person.pk])
        except NoReverseMatch:
            return ""
    return ""


def organisations(actor, words, *, now, limit):
    """Organisations of the Network, for whoever sees the Network."""
    if not can(actor, Permission.SEE_NETWORK):
        return []
    found = Organisation.objects.filter(name__icontains=words) | Organisation.objects.filter(
        short_name__icontains=words
    )
    edits = can(actor, Permission.EDIT_PEOPLE)
    return [
        Found(
            each.name,
            each.get_sector_display(),
            reverse("members:organisation", args=[each.pk]) if edits else reverse("members:organisations"),
        )
        for each in found.order_by("name", "pk")[:limit]
    ]
