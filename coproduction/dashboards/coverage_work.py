"""Of projects and pieces of work: what is written down about why, who, when and how."""

from django.db.models import Count, Exists, OuterRef, Q

from coproduction.dashboards import kin, measures, wording
from coproduction.dashboards.coverage import Found, count, share, to_activities, to_projects, to_work
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import People, PeopleShare
from coproduction.dashboards.measures_together import column
from meetings.models import Provision
from meetings.models.provision import ENDED, Progress
from members.models import Body
from members.rules.fewest import fewest
from projects.models import Participation, Rating, Side

TOP_TABLES = (Body.Sort.TRUSTEES, Body.Sort.MANAGEMENT)
WORK = "piece of work,pieces of work"
OF_ONE = "How many people with lived experience took part is not shown of one project: a number of few could say who they are."


def purpose(scope, actor) -> Found:
    bare, whole = scope.projects.filter(Q(purpose="") | Q(intended_difference="")), scope.projects.count()
    return share(
        "Both stand there", whole - bare.count(), whole, "project,projects", links=to_projects(bare),
        missing="what it is for, or what should be different",
    )  # fmt: skip


def who(scope, actor) -> Found:
    """Pieces of work with heads; and distinct people with lived experience, of one project for the desk alone."""
    named = Participation.objects.filter(activity=OuterRef("pk"))
    whole = scope.activities
    bare = whole.filter(~Exists(named), others=0)
    more = [_of_one(scope, actor)] if scope.project else [_counted(protect(measures.people_in_time(scope.period)))]
    every = whole.count()
    return share(
        "Who took part stands there", every - bare.count(), every, WORK, missing="who took part",
        links=to_activities(bare, actor), more=more,
    )  # fmt: skip


def _of_one(scope, actor):
    """Of one project, in finished months: whoever knows the names may know the number (decision 0014)."""
    if not actor.knows_everybody:
        return OF_ONE
    counted = scope.activities.filter(ended_on__lte=scope.people_until).values("pk")
    parts = Participation.objects.filter(activity__in=counted, is_lived_experience=True)
    people = protect(People((parts.aggregate(n=Count("person", distinct=True))["n"],)))
    return _counted(people, until=", up to the end of last month")


def _counted(people, *, until=""):
    return f"People with lived experience, each counted once{until}: {wording.number(people)}."


def stage(scope, actor) -> Found:
    """Pieces of work with lived experience of which the stage is known; from them follows when people were first involved."""
    with_people = scope.activities.with_lived_experience()
    bare, whole = with_people.filter(stage=None), with_people.count()
    return share(
        "The stage is known", whole - bare.count(), whole, WORK, missing="in which stage it was",
        links=to_activities(bare, actor),
    )  # fmt: skip


def step(scope, actor) -> Found:
    """The step by staff; and of how many at least five members said how it felt, for fewer could be known by name."""
    said = Rating.objects.filter(activity=OuterRef("pk"), side=Side.STAFF)
    with_people = scope.activities.with_lived_experience()
    bare, whole = with_people.filter(~Exists(said)), with_people.count()
    felt = Count("ratings", filter=Q(ratings__side=Side.MEMBER))
    both = scope.activities.annotate(felt=felt).filter(felt__gte=fewest())
    return share(
        "A step as staff see it", whole - bare.count(), whole, WORK, missing="the step as staff see it",
        links=to_activities(bare, actor), more=[f"Five members or more said how it felt: {count(both)}."] if whole else [],
    )  # fmt: skip


def access(scope, actor) -> Found:
    """Needs that were met, of those asked for at meetings; it counts people, so it is said of the whole charity only."""
    if scope.project is not None:
        return Found(
            "nothing", ["This is looked at for the whole charity only: here it would be about too few people."]
        )
    found = _needs_in_time(scope.period)

    def of(row, at):
        return {"met": PeopleShare(column(row, "well"), column(row, "people"), at)}

    if not found[scope.period.live]["people"]:
        return Found("nothing", ["Nobody asked for anything at a meeting, or it is not known how it went."])
    shown = protect(kin.told(of, found, kin.of_now(scope.period))["met"])
    words = "too few people to be shown" if shown.is_hidden else wording.share(shown)
    return Found("full", [f"Of the people who asked for something at a meeting, those who had a need met: {words}."])


def _needs_in_time(period):
    """People who asked for something, and those of them who had a need met, in each stretch that decides with this one."""
    spans = kin.of_now(period).spans
    counts = {}
    for at, span in enumerate(spans):
        here = Q(meeting__starts_at__date__range=(span.first, span.last))
        counts[f"people_{at}"] = Count("person", distinct=True, filter=here)
        counts[f"well_{at}"] = Count("person", distinct=True, filter=here & Q(state=Progress.MET))
    row = Provision.objects.filter(state__in=ENDED).aggregate(**counts)
    return {span: {name: row[f"{name}_{at}"] for name in ("people", "well")} for at, span in enumerate(spans)}


def recognition(scope, actor) -> Found:
    bare, whole = scope.work.filter(offer="", recognition=None), scope.work.count()
    return share(
        "Said before anybody answered", whole - bare.count(), whole, "invitation to work,invitations to work",
        missing="what people get", links=to_work(bare, actor),
    )  # fmt: skip


def support(scope, actor) -> Found:
    bare, whole = scope.work.filter(support=""), scope.work.count()
    return share(
        "Said before anybody answered", whole - bare.count(), whole, "invitation to work,invitations to work",
        missing="which support there is", links=to_work(bare, actor),
    )  # fmt: skip


def board(scope, actor) -> Found:
    top = scope.activities.filter(body__sort__in=TOP_TABLES)
    return share(
        "People with lived experience were there", top.with_lived_experience().count(), top.count(),
        "meeting of trustees or Management Board,meetings of trustees or Management Board",
        missing="anybody with lived experience",
    )  # fmt: skip
