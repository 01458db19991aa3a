"""What the story's members agreed to, the people close to them, and how much post they want."""

from datetime import timedelta

from coproduction.story.reading import read
from members.actions import close_people, consents, wishes
from members.models import Consent
from members.permissions import Actor, Role

AN_HOUR = timedelta(hours=1)


def agree(cast):
    """Before the last weeks are played, so that letters already follow the wishes."""
    jo = Actor(person=cast.people["jo"], role=Role.COORDINATOR)
    for key, joined in cast.joined.items():
        _give(cast, jo, key, Consent.LIVED_EXPERIENCE, how="paper", at=cast.days.at(joined, "11:00"))
    told = read("consents")
    for entry in told["yes"]:
        for number, consent in enumerate(entry["consents"], start=1):
            at = cast.days.at(cast.joined[entry["key"]], "11:00") + number * AN_HOUR / 20
            witness = cast.people.get(entry.get("witness"))
            _give(cast, jo, entry["key"], Consent(consent), how=entry.get("how", "online"), at=at, witness=witness)
    for keep, name in ((close_people.keep_trusted_contact, "trusted"), (close_people.keep_supporter, "supporter")):
        for entry in told[name]:
            person, facts = cast.people[entry["key"]], {k: v for k, v in entry.items() if k != "key"}
            keep(person=person, actor=_self(person), now=cast.days.at(cast.joined[entry["key"]], "15:00"), **facts)
    for entry in told["taken_back"]:
        person = cast.people[entry["key"]]
        at = cast.days.at(cast.days.day(entry["ago"]), "20:15")
        consents.withdraw(person=person, consent=entry["consent"], how="online", actor=_self(person), now=at)
    _wish(cast, told["wish"])


def afterwards(cast):
    """What somebody wished for only lately."""
    _wish(cast, read("consents")["wish_now"])


def _wish(cast, entries):
    for entry in entries:
        wanted = {name: value for name, value in entry.items() if name != "keys"}
        for key in entry["keys"]:
            wishes.save(person=cast.people[key], actor=_self(cast.people[key]), now=cast.days.now, **wanted)


def _self(person):
    return Actor(person=person, role=Role.MEMBER)


def _give(cast, jo, key, consent, *, how, at, witness=None):
    person = cast.people[key]
    actor = _self(person) if how == "online" else jo.at_the_desk_for(person)
    consents.give(person=person, consent=consent, how=how, actor=actor, now=at, witness=witness)
