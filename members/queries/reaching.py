"""By which way somebody is written to: every page that says it before a letter leaves asks here.

The order is the sender's own (`members.post.looking`): one that arrives, then the way they wished for, then the channel
for this purpose before the one for everything, then the preferred one.
"""

from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from members.models import Channel, PostWishes
from members.models.channel import Purpose, Way


@dataclass(frozen=True)
class Reached:
    """A way, and whether what goes there comes back (COM-11)."""

    way: str
    comes_back: bool = False

    @property
    def words(self):
        return Way(self.way).label


def in_order(channels, *, purpose):
    """Channels of one person or of many, the one that is written to first."""
    found = channels.filter(purpose__in=[purpose, Purpose.EVERYTHING])
    wishes = PostWishes.objects.filter(person=OuterRef("person"))
    wish = Value("") if purpose == Purpose.EVERYTHING else Subquery(wishes.values(str(purpose))[:1])
    return found.annotate(wish=wish).order_by(
        _first(not_arriving_since=None), _first(way=F("wish")), _first(purpose=purpose), "rank", "pk"
    )


def _first(**holds):
    return Case(When(Q(**holds), then=Value(0)), default=Value(1))


def ways(people, *, purpose) -> dict[int, Reached]:
    """For each of these ids that we can reach at all: how. One question."""
    found = {}
    rows = in_order(Channel.objects.filter(person__in=people), purpose=purpose)
    for person, way, since in rows.values_list("person", "way", "not_arriving_since"):
        found.setdefault(person, Reached(way, comes_back=way == Way.EMAIL and since is not None))
    return found
