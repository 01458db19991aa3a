"""The list of all that was logged: how it is searched and narrowed, its rows, and the file it may become (LOG-26)."""

from datetime import date, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from meetings.models import Kind, Level
from members.models import Person, Team
from members.permissions import Permission
from members.queries.listing import Filter, Listing, Order
from members.queries.people_list import by_name
from members.words import day as day_words
from projects.models import Activity, Participation, Project

NONE = "none"
LATELY = (("30", "The last 30 days"), ("90", "The last 90 days"))
APRIL = 4


def _by_words(found, words):
    """In what was written, or in the name of somebody who took part: each entry's page shows them to whoever finds it."""
    parts = Participation.objects.filter(person__in=by_name(Person.objects.all(), words).values("pk"))
    said = Q(title__icontains=words) | Q(summary__icontains=words) | Q(place__icontains=words)
    return found.filter(said | Q(pk__in=parts.values("activity")))


def _year_of(day):
    """The year from April in which that day lies, by the year in which it begins."""
    return day.year if day.month >= APRIL else day.year - 1


def _periods():
    """The last days, and every year from April since the first entry, the newest first."""
    reach = Activity.objects.aggregate(first=Min("ended_on"), last=Max("ended_on"))
    if reach["first"] is None:
        return list(LATELY)
    years = range(_year_of(reach["last"]), _year_of(reach["first"]) - 1, -1)
    return [*LATELY, *((f"y{year}", f"April {year} to March {year + 1}") for year in years)]


def _in_period(found, value, *, day):
    if value.startswith("y"):
        year = int(value[1:])
        return found.filter(ended_on__gte=date(year, APRIL, 1), ended_on__lt=date(year + 1, APRIL, 1))
    return found.filter(ended_on__gt=day - timedelta(days=int(value)))


def _teams():
    return [(NONE, "No team"), *Team.objects.order_by("name", "pk").values_list("slug", "name")]


def _of_team(found, value, *, day):
    return found.filter(team=None) if value == NONE else found.filter(team__slug=value)


def _kinds():
    return list(Kind.objects.order_by("name", "pk").values_list("slug", "name"))


def _of_kind(found, value, *, day):
    return found.filter(kind__slug=value)


def _at_level(found, value, *, day):
    return found.filter(level=value)


def _projects():
    known = Project.objects.filter(activities__isnull=False).distinct().order_by("title", "pk")
    return [(NONE, "Without a project"), *((str(pk), title) for pk, title in known.values_list("pk", "title"))]


def _of_project(found, value, *, day):
    return found.filter(project=None) if value == NONE else found.filter(project=int(value))


def _who(found, value, *, day):
    named = Participation.objects.filter(activity=OuterRef("pk"))
    return found.filter(Exists(named)) if value == "named" else found.filter(~Exists(named))


def _detail(found, value, *, day):
    return found.filter(needs_detail=value == "1")


def _rows(ids):
    return (
        Activity.objects.filter(pk__in=ids)
        .select_related("kind", "team", "project")
        .annotate(named=Count("participations"))
    )


def draw(ids, order, *, day):
    """The lines of one page, with how many people each holds, by name or not."""
    rows = list(_rows(ids).order_by(*order.by))
    for each in rows:
        each.heads = each.named + each.others
    return rows


def _columns(ids, *, day):
    """What was done and how many took part; who they were stays here."""
    known = {each.pk: each for each in _rows(ids)}
    for each in (known[pk] for pk in ids if pk in known):
        yield [
            each.title, each.kind, each.get_level_display(), day_words(each.started_on), day_words(each.ended_on),
            f"{each.ended_on:%Y-%m-%d}", each.team or "", each.project or "", each.get_stage_display() or "Not known",
            each.named + each.others, "" if each.minutes is None else each.minutes, each.get_state_display(),
            "Yes" if each.needs_detail else "No",
        ]  # fmt: skip


LOG = Listing(
    name="log",
    title="All that was logged",
    noun="entry,entries",
    search_label="Find an entry by its words, or by the name of somebody who took part",
    template="projects/_log.html",
    search=_by_words,
    draw=draw,
    filters=(
        Filter("period", "When", _periods, _in_period, any="Any time"),
        Filter("team", "Team", _teams, _of_team),
        Filter("kind", "Kind", _kinds, _of_kind),
        Filter("level", "Level", lambda: list(Level.choices), _at_level),
        Filter("project", "Project", _projects, _of_project),
        Filter("who", "Who took part", lambda: [("named", "Somebody is named"), ("heads", "Nobody is named")], _who),
        Filter("detail", "Is it whole?", lambda: [("1", "Something is missing"), ("0", "It is whole")], _detail, any="Either"),
    ),
    orders=(
        Order("", "Newest first", ("-ended_on", "-pk")),
        Order("oldest", "Oldest first", ("ended_on", "pk")),
        Order("title", "By title", ("title", "pk")),
    ),
    heads=(
        "What", "Kind", "Level", "Began", "Ended", "Date", "Team", "Project", "How far along", "How many people",
        "Minutes each person gave", "State", "Something is missing",
    ),
    columns=_columns,
    may_take=Permission.EDIT_LOG,
    per_page=30,
)  # fmt: skip
