"""Who is in the story: bodies, teams, partners, members, colleagues, and how each is reached."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress

from coproduction.story.days import Days
from coproduction.story.reading import read
from meetings.models import Kind
from members.models import Body, Channel, Membership, Organisation, Person, Representative, RoleGrant, Seat, Team


@dataclass
class Cast:
    """Everybody and every place by the key of the data files."""

    days: Days
    people: dict = field(default_factory=dict)
    bodies: dict = field(default_factory=dict)
    teams: dict = field(default_factory=dict)
    organisations: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    hats: dict = field(default_factory=dict)
    began: dict = field(default_factory=dict)
    joined: dict = field(default_factory=dict)
    left: dict = field(default_factory=dict)

    def __getitem__(self, key) -> Person:
        return self.people[key]

    def members_on(self, day):
        """Keys of those who were in the Advisory Group on that day and not on a break."""
        return [
            key
            for key, joined in self.joined.items()
            if joined <= day and not (key in self.left and self.left[key] <= day) and not self._away(key, day)
        ]

    def since(self, key):
        """The day from which this colleague or partner took part."""
        return self.began.get(key, self.days.day("60m"))

    def _away(self, key, day):
        paused = self.people[key].paused_at
        return paused is not None and paused.date() <= day


def gather(*, days: Days) -> Cast:
    """Make all people and places, and return them by name."""
    cast = Cast(days=days)
    _places(cast)
    _kinds(cast)
    for entry in read("colleagues")["person"]:
        _colleague(cast, entry)
    for entry in read("members")["person"]:
        _member(cast, entry)
    return cast


def _places(cast):
    places = read("places")
    for entry in places["body"]:
        words = {name: entry[name] for name in ("name", "sort", "about")}
        cast.bodies[entry["slug"]] = Body.objects.get_or_create(slug=entry["slug"], defaults=words)[0]
    for entry in places["team"]:
        cast.teams[entry["slug"]] = Team.objects.get_or_create(slug=entry["slug"], defaults={"name": entry["name"]})[0]
    for entry in places["organisation"]:
        cast.organisations[entry["slug"]] = Organisation.objects.get_or_create(
            slug=entry["slug"],
            defaults={
                "name": entry["name"],
                "short_name": entry.get("short_name", ""),
                "sector": entry.get("sector", "voluntary"),
                "joined_on": cast.days.day(entry["joined"]),
                "is_placeholder": entry.get("placeholder", False),
            },
        )[0]


def _kinds(cast):
    for position, entry in enumerate(read("kinds")["kind"], start=1):
        cast.kinds[entry["slug"]] = Kind.objects.get_or_create(
            slug=entry["slug"],
            defaults={
                "name": entry["name"],
                "default_level": entry["level"],
                "is_meeting": entry.get("is_meeting", False),
                "is_heavy": entry.get("is_heavy", False),
                "position": position * 10,
            },
        )[0]


def _colleague(cast, entry):
    person = _person(entry, sign_in=f"{entry['key']}@sametable.example" if entry.get("grants") else None)
    cast.people[entry["key"]] = person
    cast.hats[entry["key"]] = entry["hat"]
    starts = cast.days.day("60m")
    for grant in entry.get("grants", []):
        _grant(cast, person, grant, starts)
    if seat := entry.get("seat"):
        Seat.objects.create(person=person, body=cast.bodies[seat], hat=entry["hat"], starts=starts)
    if slug := entry.get("organisation"):
        organisation = cast.organisations[slug]
        cast.began[entry["key"]] = organisation.joined_on
        Representative.objects.create(
            organisation=organisation, person=person, part=entry["part"], starts=organisation.joined_on
        )
    address = f"{entry['key']}@sametable.example"
    _channels(person, entry.get("channels", [{"way": "email", "address": address}]))


def _member(cast, entry):
    days = cast.days
    joined = days.day(entry["joined"])
    left = days.day(entry["left"]) if "left" in entry else None
    person = _person(entry, sign_in=entry.get("sign_in"), has_lived_experience=True)
    if "paused" in entry:
        person.paused_at = days.at(days.day(entry["paused"]), "09:20")
        person.save()
    cast.people[entry["key"]] = person
    cast.joined[entry["key"]] = joined
    if left:
        cast.left[entry["key"]] = left
    Membership.objects.create(
        person=person,
        state=Membership.State.LEFT if left else Membership.State.ACTIVE,
        since=left or joined,
        started_on=joined,
        joined_via=entry["joined_via"],
    )
    group, hat = cast.bodies["advisory-group"], Seat.Hat.ADVISORY
    Seat.objects.create(person=person, body=group, hat=hat, starts=joined, ends=left)
    _grant(cast, person, {"role": "member"}, joined, ends=left)
    if entry.get("also_trustee"):
        board, since = cast.bodies["trustees"], days.day("20m")
        Seat.objects.create(person=person, body=board, hat=Seat.Hat.TRUSTEE, starts=since)
        _grant(cast, person, {"role": "trustee"}, since)
    _channels(person, entry["channels"])


def _person(entry, *, sign_in, **more):
    person = Person(
        name=entry["name"],
        pronouns=entry.get("pronouns", ""),
        letter_format=entry.get("letter_format", "standard"),
        wants_calendar_file=entry.get("calendar_file", False),
        username=entry.get("username"),
        is_technical=any(grant["role"] == "technical" for grant in entry.get("grants", [])),
        **more,
    )
    person.set_unusable_password()
    person.save()
    if sign_in:
        EmailAddress.objects.create(user=person, email=sign_in, verified=True, primary=True)
    return person


def _grant(cast, person, grant, starts, ends=None):
    RoleGrant.objects.create(
        person=person,
        role=grant["role"],
        team=cast.teams.get(grant.get("team")),
        organisation=cast.organisations.get(grant.get("organisation")),
        starts=starts,
        ends=ends,
    )


def _channels(person, channels):
    for rank, channel in enumerate(channels, start=1):
        Channel.objects.create(person=person, rank=rank, **channel)
