"""How full a gathering is, and how many people it is for whom: people are counted, never ticks."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from meetings.models import CameBy, Category, Gathering, Registration, RegistrationState
from members.models import Letter
from members.models.letter import LetterState
from members.rules.fewest import fewest

NO_LIMIT = 10**9
COUNTS = f"""
       count(*) FILTER (WHERE place_no IS NOT NULL), count(*) FILTER (WHERE place_no IS NOT NULL AND held),
       coalesce(max(place_no), 0), coalesce(max(queue_no), 0),
       count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'waiting' AND held),
       count(*) FILTER (WHERE came_by = '{CameBy.PAGE}' AND registered_at > %(since)s)"""
HOW_FULL = f"SELECT {COUNTS} FROM {Registration._meta.db_table} WHERE gathering_id = %(gathering)s"


@dataclass(frozen=True)
class Standing:
    """How a gathering stands at one moment. `taken_held` of the places taken belong to people who may use a held one;
    `held` places are still kept for such people; `lately` registered on the public page since a given moment."""

    places: int | None
    held: int
    taken: int
    taken_held: int
    last_place: int
    last_turn: int
    waiting: int
    waiting_held: int
    lately: int = 0

    def free(self, *, held: bool) -> int:
        """Places that somebody may take who can (or cannot) use a held one; never below nought."""
        if self.places is None:
            return NO_LIMIT
        left = self.places - self.taken
        if not held:
            left -= max(0, self.held - self.taken_held)
        return max(0, left)

    def ahead(self, *, held: bool) -> int:
        """How many who wait could take the very place that this person would take."""
        if not held or self.free(held=False):
            return self.waiting
        return self.waiting_held

    def with_one_more(self, *, held: bool, place_no: int):
        return replace(
            self, taken=self.taken + 1, taken_held=self.taken_held + held, last_place=max(self.last_place, place_no)
        )

    @property
    def over(self) -> int:
        """How many more have a place than there are places now."""
        return max(0, self.taken - self.places) if self.places is not None else 0


def standing_of(gathering, *, now: datetime, since: datetime | None = None) -> Standing:
    """One question. Right only under the gathering's lock; a page may show it all the same."""
    with connection.cursor() as cursor:
        cursor.execute(HOW_FULL, {"since": since or now, "gathering": gathering.pk})
        row = cursor.fetchone()
    return Standing(gathering.places, gathering.held_at(now), *row)


@dataclass(frozen=True)
class Counted:
    """One line of the coordinator's table: how many people ticked it, have a place, came."""

    label: str
    all: int
    coming: int
    came: int


COMING = Q(state=RegistrationState.REGISTERED)
CAME = Q(came_at__isnull=False)
OFF = [RegistrationState.CANCELLED, RegistrationState.DOUBTFUL]


def of_categories(gathering) -> list[Counted]:
    """Every category that anybody ticked; somebody who ticked three counts in three lines, and once in the sum."""
    lines = [("Everybody", Q())]
    lines += [(each.label, Q(categories__contains=[each.slug])) for each in Category.objects.in_use()]
    return [line for line in _counted(gathering, lines) if line.all or line.label == "Everybody"]


def of_several(gathering, slugs) -> Counted:
    """People who ticked every one of these: "over 70 with lived experience" is a number of people."""
    labels = dict(Category.objects.filter(slug__in=slugs).values_list("slug", "label"))
    words = " and ".join(labels.get(slug, slug) for slug in slugs)
    return _counted(gathering, [(words, Q(categories__contains=list(slugs)))])[0]


def protected(counted: Counted, *, of: Counted) -> Counted | None:
    """What may be told outside the desk: nothing while a few people, or all but a few, could be meant (domain 5.4)."""
    enough = fewest()
    safe = all(n == 0 or (n >= enough and (m - n == 0 or m - n >= enough)) for n, m in zip(
        (counted.all, counted.coming, counted.came), (of.all, of.coming, of.came), strict=True
    ))  # fmt: skip
    return counted if safe else None


def _counted(gathering, lines) -> list[Counted]:
    ask = {}
    for number, (_, which) in enumerate(lines):
        ask[f"all_{number}"] = Count("pk", filter=which)
        ask[f"coming_{number}"] = Count("pk", filter=which & COMING)
        ask[f"came_{number}"] = Count("pk", filter=which & CAME)
    said = Registration.objects.filter(gathering=gathering).exclude(state__in=OFF).order_by().aggregate(**ask)
    return [
        Counted(label, said[f"all_{number}"], said[f"coming_{number}"], said[f"came_{number}"])
        for number, (label, _) in enumerate(lines)
    ]


def heads(gathering) -> tuple[int, int]:
    """How many came, and how many of them with lived experience: those checked in and those only counted."""
    came = Registration.objects.filter(gathering=gathering).came()
    counted = came.order_by().aggregate(
        all=Count("pk"), le=Count("pk", filter=Q(categories__contains=[Category.LIVED_EXPERIENCE]))
    )
    return counted["all"] + gathering.others, counted["le"] + gathering.others_le


def heads_to_tell(gathering) -> tuple[int, int] | None:
    """The same for everybody, when nobody could be made out among them."""
    came, lived = heads(gathering)
    enough = fewest()
    return (came, lived) if lived >= enough and came - lived >= enough else None


def unreached(gathering):
    """Whose letter failed, may not have arrived or came back, and no other has left since: somebody has to find them."""
    about = Concat(Value("registration:"), Cast(OuterRef("pk"), CharField()))
    bad = Q(state__in=[LetterState.FAILED, LetterState.UNCERTAIN]) | Q(bounced_at__isnull=False)
    since = Letter.objects.filter(
        about=OuterRef("about"), state=LetterState.SENT, bounced_at=None, pk__gt=OuterRef("pk")
    )
    lost = Letter.objects.filter(bad, ~Exists(since), about=about)
    return gathering.registrations.exclude(name="").filter(Exists(lost)).by_name().defer("needs", "token")


def names_of(ids) -> dict[int, str]:
    """What each gathering is called, for pages that only know its number."""
    return dict(Gathering.objects.filter(pk__in=ids).values_list("pk", "title"))


def names_of_registrations(ids) -> dict[int, str]:
    """Which gathering each registration is for."""
    return dict(Registration.objects.filter(pk__in=ids).values_list("pk", "gathering__title"))


def with_wishes(gathering):
    """The workshops with how many have a place and how many wait; one question."""
    has_place = Q(taken__place_no__isnull=False)
    waits = Q(taken__place_no=None, taken__queue_no__isnull=False)
    return gathering.sessions.chosen().annotate(
        in_it=Count("taken", filter=has_place),
        wait=Count("taken", filter=waits),
        left=F("places") - Count("taken", filter=has_place),
    )
