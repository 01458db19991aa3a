"""Sets of people one may write to; each floor registers those it knows: a body, who answered yes, who took part."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, IntegerField, Q, Value

from members.models import Body, Membership, Organisation, Person, Representative, RoleGrant, Seat, Team
from members.permissions import Role


@dataclass(frozen=True)
class Audience:
    """`choices(now)` -> [(value, words)]; `people(value, day)` -> a queryset of person ids. `word` goes into the database."""

    word: str
    label: str
    choices: Callable
    people: Callable


ALIVE = Q(erased_at=None, died_on=None)
FIRST = {"body", "member"}  # what is chosen most often stands on top
_known: dict[str, Audience] = {}


def register(audience: Audience) -> None:
    """In `AppConfig.ready()`; the same word again replaces it."""
    _known[audience.word] = audience


def choices(*, now):
    """[(group label, [("body:3", "Advisory Group"), …])] of every audience that has something to choose."""
    groups = []
    for audience in sorted(_known.values(), key=lambda each: each.word not in FIRST):
        options = [(f"{audience.word}:{value}", words) for value, words in audience.choices(now=now)]
        if options:
            groups.append((audience.label, options))
    return groups


def counted(*, now, day):
    """The same with how many people are in each today, in one question: [(label, [(key, words, count), …])]."""
    groups = choices(now=now)
    keys = [key for _, options in groups for key, _ in options]
    sets = [
        _in_the_set(key, day=day).order_by().values(place=Value(place, output_field=IntegerField()))
        for place, key in enumerate(keys)
    ]
    sets = [each.annotate(people=Count("pk", distinct=True)) for each in sets]
    found = sets[0].union(*sets[1:], all=True) if len(sets) > 1 else sets[0] if sets else ()
    counts = {keys[row["place"]]: row["people"] for row in found}
    return [(label, [(key, words, counts.get(key, 0)) for key, words in options]) for label, options in groups]


def _in_the_set(key, *, day):
    word, _, value = key.partition(":")
    return Person.objects.filter(ALIVE, pk__in=_known[word].people(value, day=day))


def words_of(audience, *, now) -> list[str]:
    """What was chosen, in words."""
    named = {key: f"{label}: {words}" for label, options in choices(now=now) for key, words in options}
    return [named.get(key, "A set that is no longer there") for key in audience]


def people_of(audience, picked, *, day):
    """Everybody in any of these sets or picked by name: a queryset of living people, each once, by name."""
    wanted = Person.objects.filter(pk__in=picked)
    for key in audience:
        word, _, value = key.partition(":")
        if word in _known and value:
            wanted |= Person.objects.filter(pk__in=_known[word].people(value, day=day))
    return wanted.filter(ALIVE).distinct().by_name()


# ---- what this floor knows ---------------------------------------------------------------------------------------------
def _bodies(*, now):
    return list(Body.objects.values_list("pk", "name"))


def _in_body(value, *, day):
    return Seat.objects.on(day).filter(body=value).values("person")


def _members(*, now):
    return [("active", "Active members"), ("induction", "In their induction"), ("resting", "On a break")]


def _among_members(value, *, day):
    if value == "resting":
        return Person.objects.exclude(paused_at=None).values("pk")
    return Membership.objects.filter(state=value).values("person")


def _roles(*, now):
    mine = [Role.STAFF, Role.TRUSTEE, Role.BOARD, Role.PARTNER]
    teams = [
        (f"team-{pk}", f"Staff of {name}") for pk, name in Team.objects.order_by("name", "pk").values_list("pk", "name")
    ]
    return [(role.value, role.label) for role in mine] + teams


def _with_role(value, *, day):
    grants = RoleGrant.objects.all().on(day)
    if value.startswith("team-"):
        return grants.filter(role=Role.STAFF, team=int(value[5:])).values("person")
    return grants.filter(role=value).values("person")


def _organisations(*, now):
    return [("all", "Everybody who speaks for a partner organisation")] if Organisation.objects.exists() else []


def _speaking(value, *, day):
    return Representative.objects.filter(Q(starts__lte=day), Q(ends=None) | Q(ends__gte=day)).values("person")


def register_all():
    """The sets of the ground floor."""
    register(Audience("body", "Who sits in", _bodies, _in_body))
    register(Audience("member", "Members", _members, _among_members))
    register(Audience("role", "Who works here", _roles, _with_role))
    register(Audience("network", "The Network", _organisations, _speaking))
