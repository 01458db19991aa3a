"""What is looked for when somebody's traces are: names, addresses and numbers, each in the ways it is written."""

import functools
import html
import operator
import re
from dataclasses import dataclass, replace
from functools import cached_property

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Q

from members.models import Channel, Merger, Person
from members.queries.spellings import spellings

SHORTEST = 3  # letters; a part of a name shorter than that is never looked for by itself


@dataclass(frozen=True)
class Needle:
    """Something to look for. `is_sure`: it can only be this person; else somebody decides place by place. `others` are
    the whole names of other people in which it stands too: families share a surname."""

    words: str
    is_sure: bool
    others: tuple = ()

    @cached_property
    def pattern(self):
        return re.compile(_as_written(self.words), re.I)

    @cached_property
    def either(self):
        """It, or the whole name of somebody else around it, as people or as HTML write it: that one counts first."""
        names = dict.fromkeys(way for name in self.others for way in (name, html.escape(name)))
        return re.compile(f"({'|'.join(map(_as_written, names))})|{_as_written(self.words)}", re.I)

    @property
    def pieces(self):
        """What the database looks for first; white space between the pieces may be anything."""
        return self.words.replace(",", " ").split()

    def is_of_another(self, text) -> bool:
        """Whether it stands there only within whole names of others."""
        return bool(self.others) and all(hit.group(1) for hit in self.either.finditer(text))

    def without(self, names) -> "Needle":
        """The same, where these names are nobody else's."""
        return replace(self, others=tuple(each for each in self.others if each not in names))

    def covered(self, text, *, by) -> str:
        """The same words without it; whole names of others stay."""
        if not self.others:
            return self.pattern.sub(by, text)
        return self.either.sub(lambda hit: hit.group(1) or by, text)


def said_to_be_theirs(text, needles) -> list[Needle]:
    """What to look for where somebody said that a name there means them, though it is the whole name of another: the names
    made of nothing but words of theirs; where there is none, the one that stands there first."""
    own = {word.casefold() for needle in needles for word in needle.words.split()}
    names = dict.fromkeys(name for needle in needles for name in needle.others)
    there = {name: hit.start() for name in names if (hit := Needle(name, False).pattern.search(text))}
    meant = [name for name in there if {word.casefold() for word in name.split()} <= own]
    meant = meant or sorted(there, key=there.get)[:1]
    return [*(needle.without(meant) for needle in needles), *(Needle(name, False) for name in meant)]


def _as_written(words):
    parts = [re.escape(part) for part in words.split()]
    return r"(?<!\w)" + r"(?:\s|,|&nbsp;)+".join(parts) + r"(?!\w)"


def numbers_of(person) -> list[int]:
    """The number of this person, and of every record that was merged into theirs."""
    return [person.pk, *Merger.objects.filter(person=person).order_by("pk").values_list("old_number", flat=True)]


def needles_of(person) -> list[Needle]:
    """Names, addresses and numbers this person has and had, each in the ways it is written; the sure ones first."""
    pks = numbers_of(person)
    names = _now_and_then("Person", "name", pgh_obj_id__in=pks) | {person.name}
    usernames = _now_and_then("Person", "username", pgh_obj_id__in=pks) | {person.username}
    addresses = _now_and_then("Channel", "address", person_id__in=pks)
    addresses |= set(Channel.objects.filter(person=person).values_list("address", flat=True))
    emails = set(EmailAddress.objects.filter(user=person).values_list("email", flat=True))
    sure, unsure = set(), set()
    others = Person.objects.exclude(pk=person.pk)
    namesakes = {name.casefold() for name in others.filter(name__in=names).values_list("name", flat=True)}
    for name in filter(None, names):
        parts = [part for part in name.split() if len(part) >= SHORTEST]
        whole = " ".join(name.split())
        alone = len(name.split()) > 1 and whole.casefold() not in namesakes
        (sure if alone else unsure).add(whole) if len(whole) >= SHORTEST else None
        unsure.update(parts)
    shared = set(Channel.objects.exclude(person=person).filter(address__in=addresses).values_list("address", flat=True))
    for words in filter(None, usernames | addresses | emails):
        for spelling in spellings(words):
            if len(spelling) >= SHORTEST:
                (unsure if words in shared or len(spelling) <= 5 else sure).add(spelling)
    unsure -= sure
    around = _names_around(unsure, others, namesakes)
    return [Needle(words, True) for words in sorted(sure)] + [
        Needle(words, False, around.get(words, ())) for words in sorted(unsure)
    ]


def _names_around(unsure, others, namesakes) -> dict[str, tuple]:
    """For each of these words the longer names of other people that hold it, the longest first; not those who share the
    whole name, for there only a person can tell whom it means."""
    words = [each for each in unsure if "@" not in each and not any(map(str.isdigit, each))]
    held_in = functools.reduce(operator.or_, (Q(name__icontains=each) for each in words), Q(pk=None))
    names = set(others.filter(held_in).values_list("name", flat=True))
    names = sorted((each for each in names if each.casefold() not in namesakes), key=lambda name: (-len(name), name))
    longer = {each: [name for name in names if len(name.split()) > len(each.split())] for each in words}
    return {
        each: tuple(name for name in found if Needle(each, False).pattern.search(name))
        for each, found in longer.items()
    }


def _now_and_then(model, field, **whose):
    events = apps.get_model("members", f"{model}Event").objects.filter(**whose)
    return set(events.order_by().values_list(field, flat=True).distinct())
