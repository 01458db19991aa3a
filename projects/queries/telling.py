"""What the timeline, the stories and the public pages show, from what people said yes to today."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, Q

from members.words import MONTHS
from projects.models import Change, Contribution, KnownTo, Mention, Milestone, OwnStory, Response, Scope, ShownAs, named


@dataclass(frozen=True)
class Shown:
    """One milestone as it may be shown: `names` by consent, `picture` only if everybody in it said yes."""

    it: Milestone
    picture: bool
    names: str
    waits: int  # people whose yes is missing, for whoever keeps it

    @property
    def when(self):
        return in_words(self.it)


def _may_show(milestone, pictured, holding) -> bool:
    """Everybody who is in it said yes; or somebody who looked says that nobody can be recognised in it."""
    return all(each in holding for each in pictured) if pictured else milestone.shows_nobody


def in_words(milestone) -> str:
    """ "1994", "October 2023", "31 January 2024": no better than it is known."""
    day = milestone.happened_on
    if milestone.known_to == KnownTo.YEAR:
        return str(day.year)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if milestone.known_to == KnownTo.MONTH else f"{day.day} {month}"


def shown(milestone, *, public, today) -> Shown:
    mentions = list(milestone.mentions.all())
    holding = [each for each in mentions if each.holds(public=public, today=today)]
    pictured = [each for each in mentions if each.in_picture]
    names = [name for each in holding if (name := named(each.person, each.shown_as))]
    return Shown(
        milestone, bool(milestone.picture_id) and _may_show(milestone, pictured, holding), _listed(names),
        len(mentions) - len(holding),
    )  # fmt: skip


def _listed(names):
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def with_mentions(milestones):
    """The same with who is in them: two questions, however many there are."""
    people = Mention.objects.select_related("person").in_order()
    return milestones.prefetch_related(Prefetch("mentions", people))


def timeline(milestones, *, public, today) -> list[Shown]:
    return [shown(each, public=public, today=today) for each in with_mentions(milestones.in_order())]


def released(stories, *, today):
    return stories.released(today=today).select_related("person").newest()


def waiting_for_a_yes():
    """Stories and mentions whose people have not answered, for whoever keeps them."""
    return (
        OwnStory.objects.filter(state=OwnStory.State.WAITING).select_related("person").order_by("created_at", "pk"),
        Mention.objects.filter(decided_at=None).select_related("person", "milestone").order_by("asked_at", "pk"),
    )


def mentions_of(person):
    """Where somebody is named or pictured, what waits for their answer first."""
    found = Mention.objects.of(person).select_related("milestone", "person")
    return found.order_by(F("decided_at").asc(nulls_first=True), "-milestone__happened_on", "pk")


def named_in_public(person, *, today) -> int:
    """In how many stories and milestones that are in public today their name stands, each by a yes of its own."""
    stories = OwnStory.objects.public(today=today).filter(person=person).exclude(shown_as=ShownAs.NO_NAME)
    mentions = Mention.objects.of(person).filter(scope=Scope.PUBLIC).exclude(shown_as=ShownAs.NO_NAME)
    mentions = mentions.filter(Q(until=None) | Q(until__gte=today)).exclude(milestone__published_at=None)
    return stories.count() + mentions.count()


def waits_for(person) -> int:
    """How many mentions and stories wait for this person's answer; one question."""
    asked = Mention.objects.filter(person=person, decided_at=None).values("pk")
    typed = OwnStory.objects.filter(person=person, state=OwnStory.State.WAITING).values("pk")
    return asked.union(typed, all=True).count()


@dataclass(frozen=True)
class SaidAndDone:
    """One pair of the page "You said, we did"."""

    text: str
    answer: str
    reason: str
    change: str
    evidence: str


def in_public():
    """What people said that stands in public, the newest answer first."""
    return Contribution.objects.public().order_by("-published_at", "-pk")


def said_and_done(found) -> list[SaidAndDone]:
    """These pairs; three questions, however many there are."""
    found = found.prefetch_related(
        Prefetch("responses", Response.objects.order_by("pk")), Prefetch("changes", Change.objects.order_by("pk"))
    )
    return [_pair(each) for each in found]


def _pair(contribution):
    response, changes = list(contribution.responses.all())[-1:], list(contribution.changes.all())[-1:]
    change = changes[0] if changes and changes[0].still_true else None
    return SaidAndDone(
        contribution.text,
        response[0].get_answer_display().removesuffix(", because") if response else "",
        response[0].reason if response else "",
        change.what if change else "",
        change.evidence if change else "",
    )
