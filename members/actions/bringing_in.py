"""The worker's part of a spreadsheet: rows come in five hundred at a time, and go again as one when it is undone.

Each batch is one transaction that also marks its rows, so a crash repeats none and leaves out none.
"""

import json
from datetime import date

from django.db import transaction
from django.utils import timezone

from members import files
from members.models import Body, Channel, ImportRow, Membership, PeopleImport, Person, PersonNote, RoleGrant, Seat
from members.models.channel import Way
from members.models.membership import State
from members.models.people_import import Decision, Fate, ImportState
from members.models.person import sort_key
from members.permissions import Role
from members.queries.matching import WAYS, Details
from members.rules.columns import Row
from members.rules.joining import next_step_by

BATCH = 500
COMES_IN = {Fate.NEW: {Decision.NONE}, Fate.CHANGE: {Decision.NONE}, Fate.ASK: {Decision.SAME, Decision.OTHER}}
RANKED = ("email", "text", "phone", "address")  # the order of preference where the row says none


def apply(people_import, *, now, progress=lambda done, of: None):
    """Bring in every row that is certain or decided and not in yet."""
    world = _World(people_import, now)
    waiting = [
        row.pk for row in people_import.rows.filter(applied_at=None).only("pk", "fate", "decision")
        if row.decision in COMES_IN.get(row.fate, ())
    ]  # fmt: skip
    for place in range(0, len(waiting), BATCH):
        progress(place, len(waiting))
        with transaction.atomic():
            rows = people_import.rows.select_for_update(of=("self",)).filter(pk__in=waiting[place : place + BATCH])
            world.bring_in([row for row in rows if row.applied_at is None])
    progress(len(waiting), len(waiting))
    with transaction.atomic():
        if people_import.file is not None:
            files.remove([people_import.file])
        PeopleImport.objects.filter(pk=people_import.pk).update(state=ImportState.DONE, finished_at=now, file=None)


class _World:
    """What every batch needs to know."""

    def __init__(self, people_import, now):
        self.by, self.now, self.today = people_import.brought_by, now, timezone.localdate(now)
        self.overwrite, self.people_import = people_import.overwrite, people_import
        self.bodies = {body.name.casefold(): body for body in Body.objects.all()}
        self.advisory = [body for body in self.bodies.values() if body.sort == Body.Sort.ADVISORY]

    def bring_in(self, lines):
        pairs = [(line, Row(**json.loads(line.words))) for line in lines]
        new = [(line, row) for line, row in pairs if line.fate == Fate.NEW or line.decision == Decision.OTHER]
        known = [(line, row) for line, row in pairs if (line, row) not in new]
        self._add(new)
        self._enrich(known)
        for line, _ in pairs:
            line.applied_at = self.now
        ImportRow.objects.bulk_update(lines, ["applied_at", "made", "before", "person"], batch_size=BATCH)

    def _add(self, pairs):
        people = Person.objects.bulk_create([
            Person(name=row.name, sort_name=sort_key(row.name)[:200], pronouns=row.pronouns,
                   letter_format=row.format or "standard", brought_in_at=self.now)
            for _, row in pairs
        ])  # fmt: skip
        for (line, _), person in zip(pairs, people, strict=True):
            line.person, line.made = person, {"person": person.pk}
        self._channels([(line, row, _ways_of(row), 1) for line, row in pairs])
        self._places([(line, row) for line, row in pairs if row.state or row.since])
        self._bodies(pairs)
        self._notes(pairs)

    def _channels(self, wanted):
        """`wanted` are (line, row, ways in order, first rank)."""
        made, owners = [], []
        for line, row, ways, first in wanted:
            for rank, name in enumerate(ways, start=first):
                made.append(Channel(person_id=line.person_id, way=WAYS[name], address=getattr(row, name), rank=rank))
                owners.append(line)
        for line, channel in zip(owners, Channel.objects.bulk_create(made), strict=True):
            line.made.setdefault("channels", []).append(channel.pk)

    def _places(self, pairs):
        """Memberships as the spreadsheet has them; whoever is active sits in the group and is a member here."""
        memberships, active = [], []
        for line, row in pairs:
            state = State(row.state or State.ACTIVE)
            since = date.fromisoformat(row.since) if row.since else self.today
            started = since if state in (State.ACTIVE, State.LEFT) else None
            memberships.append(Membership(
                person_id=line.person_id, state=state, since=since, started_on=started, joined_via=row.joined_via,
                due_on=next_step_by(state, since=since),
            ))  # fmt: skip
            if state == State.ACTIVE:
                active.append((line, since))
        for (line, _), membership in zip(pairs, Membership.objects.bulk_create(memberships), strict=True):
            line.made["membership"] = membership.pk
        self._seat([(line, body, since) for line, since in active for body in self.advisory])
        grants = RoleGrant.objects.bulk_create([
            RoleGrant(person_id=line.person_id, role=Role.MEMBER, starts=since, granted_by=self.by) for line, since in active
        ], ignore_conflicts=False)  # fmt: skip
        for (line, _), grant in zip(active, grants, strict=True):
            line.made.setdefault("grants", []).append(grant.pk)

    def _bodies(self, pairs):
        self._seat([
            (line, body, date.fromisoformat(row.since) if row.since else self.today)
            for line, row in pairs
            if (body := self.bodies.get(row.body.casefold())) and body not in self.advisory
        ])  # fmt: skip

    def _seat(self, wanted):
        hats = {Body.Sort.TRUSTEES: "trustee", Body.Sort.MANAGEMENT: "management_board", Body.Sort.NETWORK: "partner"}
        seats = Seat.objects.bulk_create([
            Seat(person_id=line.person_id, body=body, hat=hats.get(body.sort, "advisory_member"), starts=since)
            for line, body, since in wanted
        ])  # fmt: skip
        for (line, _, _), seat in zip(wanted, seats, strict=True):
            line.made.setdefault("seats", []).append(seat.pk)

    def _notes(self, pairs):
        noted = [(line, row) for line, row in pairs if row.note]
        notes = PersonNote.objects.bulk_create([
            PersonNote(person_id=line.person_id, sort=PersonNote.Sort.OTHER, words=row.note, written_by=self.by, written_at=self.now)
            for line, row in noted
        ])  # fmt: skip
        for (line, _), note in zip(noted, notes, strict=True):
            line.made.setdefault("notes", []).append(note.pk)

    # ---- people we know already ----------------------------------------------------------------------------------
    def _enrich(self, pairs):
        self._find_those_further_up(pairs)
        pairs = [(line, row) for line, row in pairs if line.person_id]
        details = Details.of({line.person_id for line, _ in pairs})
        bodies = {name: body.pk for name, body in self.bodies.items()}
        gains = {
            line.pk: set(details.gains(line.person_id, row, bodies=bodies, overwrite=self.overwrite))
            for line, row in pairs
        }
        for line, row in pairs:
            self._fill(line, row, gains[line.pk], details)
        self._channels([
            (line, row, [n for n in RANKED if n in gains[line.pk] and WAYS[n] not in details.channels[line.person_id]],
             _next_rank(details.channels[line.person_id]))
            for line, row in pairs
        ])  # fmt: skip
        self._places([(line, row) for line, row in pairs if "state" in gains[line.pk]])
        self._bodies([(line, row) for line, row in pairs if "body" in gains[line.pk]])
        self._notes([(line, row) for line, row in pairs if "note" in gains[line.pk]])

    def _find_those_further_up(self, pairs):
        """ "The same as row 7": the person whom row 7 has become."""
        numbers = {line.same_as_row for line, _ in pairs if line.same_as_row}
        became = dict(self.people_import.rows.filter(number__in=numbers).values_list("number", "person"))
        for line, _ in pairs:
            line.person_id = became.get(line.same_as_row, line.person_id) if line.same_as_row else line.person_id

    def _fill(self, line, row, gains, details):
        """Fields of the person and, where told to replace, addresses; what stood there before is kept for undo.

        Whoever gains a place in the group is not asked as a member before somebody has told them (`Person.aware`).
        """
        person, before = details.people[line.person_id], {}
        if {"state", "body"} & gains and person.is_aware:
            before |= {"brought_in_at": _moment(person.brought_in_at), "aware_at": _moment(person.aware_at)}
            person.brought_in_at, person.aware_at = self.now, None
        for name, field in (("pronouns", "pronouns"), ("format", "letter_format")):
            if name in gains:
                before[field] = getattr(person, field)
                setattr(person, field, getattr(row, name))
        if before:
            person.save(update_fields=list(before))
        for name, way in WAYS.items():
            channel = details.channels[person.pk].get(way)
            if name in gains and channel is not None:
                before[f"channel:{channel.pk}"] = channel.address
                channel.address = getattr(row, name)
                channel.save(update_fields=["address"])
        line.made = line.made or {}
        line.before = json.dumps(before) if before else None


def _moment(at):
    return at and at.isoformat()


def _ways_of(row):
    """The ways of this row, the one they like first."""
    given = [name for name in RANKED if getattr(row, name)]
    liked = next((name for name, way in WAYS.items() if row.way and Way(row.way) == way and name in given), None)
    return sorted(given, key=lambda name: name != liked)


def _next_rank(channels):
    return max((channel.rank for channel in channels.values()), default=0) + 1
