"""Whether a row of a spreadsheet is somebody we know: by name and by how they are reached, never by chance."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from members.models import Channel, Membership, Person, PersonNote, Representative, RoleGrant, Seat
from members.models.channel import Way
from members.models.membership import CLOSED
from members.models.people_import import Fate

ALIKE = 0.84  # two names that differ by a letter or two
_WORD = re.compile(r"[^\s,]+")
HAVE_ONE = "They have a place here already. Another one is given on their own page."
WAYS = {"email": Way.EMAIL, "phone": Way.PHONE, "text": Way.TEXT, "address": Way.POST}


def contact_signs(row) -> frozenset:
    """What tells one from another: the address in small letters, the number without spaces."""
    signs = {row.email.lower()} if row.email else set()
    signs |= {re.sub(r"\D", "", number)[-10:] for number in (row.phone, row.text) if number}
    return frozenset(signs)


@dataclass
class Known:
    """Everybody we know, as far as it tells them apart; made once for a whole spreadsheet."""

    names: dict = field(default_factory=dict)  # person id → sort name
    by_name: dict = field(default_factory=lambda: defaultdict(set))
    by_sign: dict = field(default_factory=lambda: defaultdict(set))
    signs: dict = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def everybody(cls):
        known = cls()
        for pk, name in Person.objects.filter(erased_at=None).values_list("pk", "sort_name").iterator(chunk_size=5000):
            known.names[pk] = name
            known.by_name[name].add(pk)
        channels = Channel.objects.exclude(way=Way.POST).values_list("person_id", "way", "address")
        for pk, way, address in channels.iterator(chunk_size=5000):
            sign = address.lower() if way == Way.EMAIL else re.sub(r"\D", "", address)[-10:]
            known.by_sign[sign].add(pk)
            known.signs[pk].add(sign)
        return known

    def match(self, row):
        """(fate, person id or None, why). `SAME` means: known; what it gains is looked at afterwards."""
        signs = contact_signs(row)
        namesakes = self.by_name.get(row.key, set())
        certain = {pk for pk in namesakes if signs & self.signs[pk] or not (signs or self.signs[pk])}
        if len(certain) == 1:
            return Fate.SAME, certain.pop(), ""
        if namesakes:
            pk = min(certain or namesakes)
            more = " There are several." if len(namesakes) > 1 else ""
            return Fate.ASK, pk, f"We know somebody of this name, reached in another way.{more} Is it the same person?"
        for pk in sorted({pk for sign in signs for pk in self.by_sign.get(sign, ())}):
            if _alike(self.names[pk], row.key):
                return (
                    Fate.ASK,
                    pk,
                    "We know somebody with a similar name and the same address or number. Is it the same person?",
                )
        return (
            Fate.NEW,
            None,
            "Shares an address with somebody we know." if any(self.by_sign.get(s) for s in signs) else "",
        )


@dataclass
class Earlier:
    """The rows that came before in the same spreadsheet."""

    rows: dict = field(default_factory=lambda: defaultdict(list))  # sort name → [(number, signs)]
    by_sign: dict = field(default_factory=lambda: defaultdict(list))  # address or number → [(number, sort name)]

    def match(self, row, number):
        """(fate, number of the row, why) when this person stands further up, else None."""
        signs, before = contact_signs(row), self.rows[row.key]
        found = next((n for n, others in before if others & signs or not (others or signs)), None)
        if found is not None:
            return Fate.LEFT_OUT, found, f"The same as row {found}."
        other = before[0][0] if before else None
        sharing = sorted({each for sign in signs for each in self.by_sign[sign]})
        before.append((number, signs))
        for sign in signs:
            self.by_sign[sign].append((number, row.key))
        if other is not None:
            return Fate.ASK, other, f"Row {other} has the same name, reached in another way. Is it the same person?"
        alike = next((n for n, name in sharing if _alike(name, row.key)), None)
        if alike is not None:
            return (
                Fate.ASK,
                alike,
                f"Row {alike} has a similar name and the same address or number. Are these one person?",
            )
        return None


def _alike(one, other):
    """ "kate ellis" and "katherine ellis", "jon smith" and "john smith", "zaneta skoda" and "skoda zaneta"."""
    a, b = _WORD.findall(one), _WORD.findall(other)
    if SequenceMatcher(None, one, other).ratio() >= ALIKE or sorted(a) == sorted(b):
        return True
    return bool(a and b) and a[-1] == b[-1] and a[0][:1] == b[0][:1]


@dataclass
class Details:
    """What we have of the people a spreadsheet names, to see what they would gain."""

    people: dict
    channels: dict
    members: set
    seats: dict
    notes: dict
    placed: set  # who has a seat, a role or a membership: what they are asked as is not changed by a spreadsheet

    @classmethod
    def of(cls, ids):
        channels, seats, notes = defaultdict(dict), defaultdict(set), defaultdict(set)
        for channel in Channel.objects.filter(person__in=ids, purpose="everything").order_by("-rank", "-pk"):
            channels[channel.person_id][channel.way] = channel
        for pk, body in Seat.objects.filter(person__in=ids, ends=None).values_list("person", "body"):
            seats[pk].add(body)
        for note in PersonNote.objects.filter(person__in=ids):
            notes[note.person_id].add(note.words)
        members = set(
            Membership.objects.filter(person__in=ids).exclude(state__in=CLOSED).values_list("person", flat=True)
        )
        placed = members | set(seats)
        for model in (RoleGrant, Representative):
            placed |= set(model.objects.filter(person__in=ids, ends=None).values_list("person", flat=True))
        return cls(Person.objects.in_bulk(ids), channels, members, seats, notes, placed)

    def gains(self, pk, row, *, bodies, overwrite=False) -> list[str]:
        """What the person of that id would gain by this row: words of `Row`, in order."""
        person, has, found = self.people[pk], self.channels[pk], []
        for name, way in WAYS.items():
            words = getattr(row, name)
            if words and (way not in has or (overwrite and has[way].address != words)):
                found.append(name)
        if row.pronouns and (not person.pronouns or (overwrite and person.pronouns != row.pronouns)):
            found.append("pronouns")
        if row.format and overwrite and person.letter_format != row.format:
            found.append("format")
        if pk not in self.placed:
            found += self._new_places(pk, row, bodies)
        if row.note and row.note not in self.notes[pk]:
            found.append("note")
        return found

    def _new_places(self, pk, row, bodies):
        places = ["state"] if (row.state or row.since) and pk not in self.members else []
        if row.body and bodies.get(row.body.casefold()) not in {None, *self.seats[pk]}:
            places.append("body")
        return places

    def why_no_place(self, pk, row, bodies) -> str:
        """A sentence where the row names a place and the person keeps to those they have."""
        return HAVE_ONE if pk in self.placed and self._new_places(pk, row, bodies) else ""
