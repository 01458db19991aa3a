"""The figures of the Network: organisations, meetings, what was taken on, decided and agreed. Organisations are not people.

They are the same for everybody who may open the page: a number says what there is, not what its reader may open.
"""

from dataclasses import dataclass, replace

from django.db.models import Count, Q

from coproduction.dashboards import counting_all, measures_work, tiles_work
from coproduction.dashboards.counting import within
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import Board, Measure, Things, ThingShare
from coproduction.dashboards.filters import EVERYTHING
from coproduction.dashboards.named import Named
from coproduction.dashboards.tile import Tile
from coproduction.dashboards.wording import number, share
from meetings.models import Action, Practice
from members.models import Body
from projects.models import Agreement, Decision, Ratification


@dataclass(frozen=True)
class NetworkFigures:
    tile: Tile
    lines: list  # (words, figure)
    texts: list  # (title, step, how many took it on)


def of_network(*, period, now) -> NetworkFigures:
    """Of one period; texts as they stand today."""
    found = counting_all.found(period, now=now)
    measure = measures_work.network(found)
    if isinstance(period, Named) and period.previous:
        before = measures_work.network(counting_all.found(period.previous, now=now))
        measure = replace(measure, before=before.now)
    board = protect(Board(period, EVERYTHING, (measure,)))
    text = next(iter(found.now["texts"]), None)
    return NetworkFigures(tiles_work.network(board, text), _lines(period), _texts())


def _lines(period):
    of_network = Q(meeting__body__sort=Body.Sort.NETWORK)
    taken = Action.objects.filter(
        of_network, organisation__isnull=False, meeting__starts_at__range=period.live.instants
    )
    taken = taken.aggregate(of=Count("pk"), open=Count("pk", filter=Q(pk__in=Action.objects.open().values("pk"))))
    decided = Decision.objects.filter(within(period.live, "decided_on"), body__sort=Body.Sort.NETWORK)
    now = protect(
        Measure("NETWORK", {
            "Done, of what organisations took on": ThingShare(taken["of"] - taken["open"], taken["of"]),
            "Decided together": Things(decided.exclude(outcome="").count()),
            "Examples of good practice in the library today": Things(Practice.objects.standing().count()),
        })
    ).now  # fmt: skip
    return [(words, share(value) if value.of is not None else number(value)) for words, value in now.items()]


def _texts():
    """Each text with its step, and how many organisations took its agreed version on."""
    texts = Agreement.objects.filter(body__sort=Body.Sort.NETWORK).newest()
    texts = list(texts.values("title", "step", "agreed_version"))
    took = Ratification.objects.filter(version__in=[text["agreed_version"] for text in texts if text["agreed_version"]])
    counted = took.order_by("version").values("version").annotate(n=Count("pk", filter=~Q(how=Ratification.How.NOT)))
    by_version = {row["version"]: row["n"] for row in counted}
    return [
        (text["title"], Agreement.TextStep(text["step"]).label, by_version.get(text["agreed_version"], 0))
        for text in texts
    ]
