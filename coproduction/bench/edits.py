"""Random changes of the log, by every door that changes it and by the back door too: what the counted months must survive."""

import datetime as dt
import random
from itertools import count

from meetings.models import Kind, Level
from members.actions import erasure, merging
from members.models import Body, Person, Team
from members.permissions import Actor, Role
from members.rules import Refused
from projects.actions import logging
from projects.actions.logging_many import Entry, log_many
from projects.models import Activity, Participation

HATS = (["client"], ["carer"], ["advisory_member"], ["staff"], ["staff", "carer"])
OFTEN = {
    "log": 22, "log_many": 6, "edit": 16, "edit_parts": 16, "take_back": 8, "bring_back": 6,
    "move_by_hand": 8, "change_part_by_hand": 8, "delete": 4, "delete_part": 4,
}  # fmt: skip


class Play:
    """Plays on whatever stands in the log; the same dice on the same log do the same. `people` bounds who takes part."""

    def __init__(self, *, seed, now, people: list[int], days=400):
        self.dice, self.now, self.days = random.Random(seed), now, days  # noqa: S311 (no secrets)
        self.people, self.number = list(people), count(1)
        self.jo = Actor(person=Person.objects.create(name="Jo of the play"), role=Role.COORDINATOR)
        self.kinds = [
            Kind.objects.get_or_create(slug=f"play-{level}", defaults={"name": level, "default_level": level})[0]
            for level in Level.values
        ]
        self.teams = [*Team.objects.order_by("pk")[:4], None]
        self.bodies = [*Body.objects.order_by("pk")[:3], None]

    def step(self, *, rarely=0.0) -> str:
        """One change; `rarely` is the share of mergers and erasures among them."""
        if self.dice.random() < rarely and len(self.people) > 8:
            name = self.dice.choice(["merge", "erase"])
        else:
            name = self.dice.choices(list(OFTEN), OFTEN.values())[0]
        try:
            getattr(self, name)()
        except Refused:
            return f"{name} (refused)"
        return name

    # ---- by the doors that people use ----
    def log(self) -> Activity:
        people = self._some_people()
        return logging.quick_log(
            actor=self.jo, now=self.now, kind=self.dice.choice(self.kinds), title=f"Played {next(self.number)}",
            date=self._day(), team=self.dice.choice(self.teams), people=people, minutes=self._minutes(),
            hats={person.pk: self.dice.choice(HATS) for person in people}, others=3, others_le=self.dice.randint(0, 2),
        )  # fmt: skip

    def log_many(self):
        entries = []
        for _ in range(self.dice.randint(1, 6)):
            day, team = self._day(), self.dice.choice(self.teams)
            entry = Entry(
                kind=self.dice.choice(self.kinds), title="", first=day, last=day, minutes=self._minutes(), token=""
            )
            entry.hats = {person.pk: self.dice.choice(HATS) for person in self._some_people()}
            entry.token = f"play-{self.jo.person_id}-{next(self.number)}"
            entry.team_id = team.pk if team else None
            entries.append(entry)
        log_many(entries=entries, logged_by=self.jo.person, now=self.now)

    def edit(self):
        if activity := self._activity():
            changes = {
                "ended_on": self._day(), "team": self.dice.choice(self.teams), "body": self.dice.choice(self.bodies),
                "level": self.dice.choice(Level.values), "minutes": self._minutes(), "others_le": 0, "needs_detail": True,
            }  # fmt: skip
            some = dict(self.dice.sample(list(changes.items()), self.dice.randint(1, 3)))
            if "ended_on" in some:
                some["started_on"] = some["ended_on"]
            logging.edit(activity=activity, actor=self.jo, now=self.now, **some)

    def edit_parts(self):
        if activity := self._activity():
            parts = [
                logging.Part(person, self.dice.choice(HATS), self._minutes(), self._minutes(), self._minutes())
                for person in self._some_people()
            ]
            logging.edit(activity=activity, actor=self.jo, now=self.now, parts=parts)

    def take_back(self):
        if activity := self._activity():
            logging.take_back(activity=activity, actor=self.jo, now=self.now)

    def bring_back(self):
        if activity := self._activity(state=Activity.State.REMOVED):
            logging.bring_back(activity=activity, actor=self.jo, now=self.now)

    def merge(self):
        stays, goes = Person.objects.in_bulk(self.dice.sample(self.people, 2)).values()
        self.people.remove(goes.pk)
        merging.merge(stays=stays, goes=goes, actor=self.jo, now=self.now, sign_in="stays")

    def erase(self):
        person = Person.objects.get(pk=self.people.pop(self.dice.randrange(len(self.people))))
        erasure.erase(person=person, actor=self.jo, now=self.now)

    # ---- by the back door: an import, a cascade, a script ----
    def move_by_hand(self):
        rows = Activity.objects.filter(pk__in=[each.pk for each in (self._activity(), self._activity()) if each])
        rows.update(team=self.dice.choice(self.teams), state=self.dice.choice(["held", "held", "draft", "cancelled"]))

    def change_part_by_hand(self):
        if part := self._part():
            Participation.objects.filter(pk=part.pk).update(
                contact_minutes=self._minutes(), prep_minutes=self._minutes(), hats=self.dice.choice(HATS)
            )

    def delete(self):
        if activity := self._activity():
            activity.delete()

    def delete_part(self):
        if part := self._part():
            part.delete()

    # ---- dice ----
    def _day(self):
        return self.now.date() - dt.timedelta(days=self.dice.randrange(1, self.days))

    def _minutes(self):
        return self.dice.choice([None, 0, 30, 60, 90])

    def _some_people(self):
        ids = self.dice.sample(self.people, min(len(self.people), self.dice.randint(1, 4)))
        return list(Person.objects.filter(pk__in=ids).order_by("pk"))

    def _activity(self, state=None):
        rows = Activity.objects.filter(meeting=None, **({"state": state} if state else {})).order_by("pk")
        return _one_of(rows, self.dice)

    def _part(self):
        return _one_of(Participation.objects.order_by("pk"), self.dice)


def _one_of(rows, dice):
    """Any of them, found by its number and not by counting."""
    ends = rows.first(), rows.last()
    if ends[0] is None:
        return None
    return rows.filter(pk__gte=dice.randint(ends[0].pk, ends[1].pk)).first()
