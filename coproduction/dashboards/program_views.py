"""What programs read: the figures as a trustee would see them, as JSON, and the page of their addresses (OpenAPI).

Loaded by the first program that asks (`program_door_views`): the library weighs 14 MB that a site without programs needs not
carry. It must be named nowhere else at the top of a file.
"""

from typing import Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from coproduction.dashboards import exports, filters, named, periods, program_keys, program_rows
from coproduction.dashboards.boards import board_for
from coproduction.dashboards.measures_page import measures_page
from coproduction.dashboards.models import BoardReport, Scope
from coproduction.dashboards.program_keys import AS_A_TRUSTEE, ShutOut
from meetings.models import Level
from members.rules import Refused

ROOT = "/api/v1/"
PERIOD = "quarter, year, 12m or all; or one that is over by its name, such as 2026-Q3 or 2025-26."
api = NinjaAPI(
    title="Same Table: figures to read",
    version="1",
    description="Read only. The same figures as on the pages of trustees, with the same numbers hidden for the same "
    "reasons; nothing about a person. Every answer that is not 200 is one sentence under “error”.",
    urls_namespace="programs",
    docs_url=None,  # our own page: the library's asks another host, or runs a script that stands in the page
    openapi_url=None,
)


class Problem(Schema):
    error: str = Field(description="One sentence: what is wrong, and what to do.")


class Choice(Schema):
    slug: str
    name: str


class Choices(Schema):
    periods: list[Choice]
    teams: list[Choice]
    levels: list[Choice]
    groups: list[Choice]


class Figure(Schema):
    measure: str = Field(description="Which measure it is, such as MET-09.")
    name: str
    what_is_counted: str
    figure: str = Field(description="As the page says it: “12 of 15 promises kept”.")
    number: float | None = Field(None, description="The same as a number; empty where it is hidden or is none.")
    of: float | None = Field(None, description="Of how many, where it is a share.")
    why_hidden: str = Field(description="Empty where it is shown.")
    compared: str
    data_quality: str
    what_it_means: str


class Figures(Schema):
    period: str
    period_in_words: str
    only_for: str
    counted_at: str
    figures: list[Figure]


class Report(Schema):
    id: int
    sort: str = Field(description="board: to the Board; annual: of the year, with what we did not do.")
    title: str
    period: str
    first_day: str
    last_day: str
    version: int
    approved_on: str
    counted_at: str
    sha256: str = Field(description="Of the figures; the same figures always have the same number.")


class Reports(Schema):
    reports: list[Report]


class ReportFigures(Report):
    definitions: str = Field(description="Which version of the definitions it was counted by.")
    suppression: list[str] = Field(description="By which rules numbers were hidden.")
    figures: list[Figure]


PROBLEMS = {code: Problem for code in (400, 401, 403, 404, 429)}


class Key(HttpBearer):
    """The key that a coordinator made, in the header: `Authorization: Bearer …`."""

    def __init__(self, scope=None):
        super().__init__()
        self.scope = scope

    def authenticate(self, request, token):
        return program_keys.opened(token=token, scope=self.scope, request=request, now=timezone.now())


@api.get("choices", response={200: Choices, **PROBLEMS}, auth=Key(), summary="What can be asked for")
def choices(request):
    """Every period, team, level and group by the word that addresses know it by. Any key opens it."""
    over = [(each.slug, each.name) for each in named.offered(today=timezone.localdate())]
    rows = filters.options()
    return {
        "periods": _named([*periods.SLUGS.items(), *over]),
        "teams": _named((slug, name) for by, slug, name in rows if by == "team"),
        "levels": _named(Level.choices),
        "groups": _named((slug, name) for by, slug, name in rows if by == "body"),
    }


def _named(pairs):
    return [{"slug": slug, "name": str(name)} for slug, name in pairs]


@api.get("figures", response={200: Figures, **PROBLEMS}, auth=Key(Scope.FIGURES), summary="The dashboard’s figures")
def figures(
    request,
    period: str = Query(periods.USUAL, description=PERIOD),
    team: str = Query("", description="Only this team. At most one of team, level and body."),
    level: str = Query("", description="Only this level: strategic, operational or individual."),
    body: str = Query("", description="Only this group."),
    form: Literal["json", "csv"] = Query("json", alias="as", description="csv: the same as a table."),
):
    """Eight figures, the numbers inside them, and the months, of the whole charity or of one part of it."""
    now = timezone.now()
    about, only = periods.period(period, today=timezone.localdate(now)), filters.chosen(request.GET)
    return _answer(board_for(actor=AS_A_TRUSTEE, period=about, filter=only, now=now, in_full=True), form)


@api.get("measures", response={200: Figures, **PROBLEMS}, auth=Key(Scope.MEASURES), summary="All figures")
def measures(
    request,
    period: str = Query(periods.USUAL, description=PERIOD),
    form: Literal["json", "csv"] = Query("json", alias="as", description="csv: the same as a table."),
):
    """Every measure of the catalogue, of the whole charity."""
    now = timezone.now()
    about = periods.period(period, today=timezone.localdate(now))
    return _answer(measures_page(actor=AS_A_TRUSTEE, period=about, now=now), form)


def _answer(page, form):
    if form == "csv":
        return HttpResponse(exports.as_csv(page), content_type="text/csv; charset=utf-8")
    found = exports.as_words(page)
    return found | {"figures": program_rows.with_numbers(found["figures"])}


@api.get("reports", response={200: Reports, **PROBLEMS}, auth=Key(Scope.REPORTS), summary="Approved reports")
def reports(request):
    """Every version that was approved, the latest period first."""
    return {
        "reports": [program_rows.of_report(each) for each in BoardReport.objects.approved().defer("figures").newest()]
    }


@api.get(
    "reports/{int:pk}", response={200: ReportFigures, 304: None, **PROBLEMS}, auth=Key(Scope.REPORTS),
    summary="The figures of one approved report",
)  # fmt: skip
def report(request, response: HttpResponse, pk: int = Path(..., description="Its id in the list.")):
    """As they were approved; they never change, so a program may send its ETag back (304)."""
    found = get_object_or_404(BoardReport.objects.approved(), pk=pk)
    kept = {"ETag": f'"{found.sha256}"', "Cache-Control": "private, no-cache"}  # the key is asked for each time
    same = get_conditional_response(request, etag=kept["ETag"])
    for name, value in kept.items():
        (response if same is None else same)[name] = value
    return same or program_rows.figures_of(found)


def schema() -> dict:
    """The same addresses for a program that reads OpenAPI."""
    return api.get_openapi_schema(path_prefix=ROOT)


# ---- whatever goes wrong is one sentence -----------------------------------------------------------------------------
def _problem(status, sentence):
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {"Retry-After": "60"} if status == 429 else {}
    return JsonResponse({"error": sentence}, status=status, headers=headers)


@api.exception_handler(ShutOut)
def _shut_out(request, no):
    return _problem(no.status, str(no))


@api.exception_handler(AuthenticationError)
def _no_key(request, no):
    return _shut_out(request, program_keys.no_key(request))


@api.exception_handler(Refused)
def _refused(request, no):
    return _problem(400, str(no))


@api.exception_handler(ValidationError)
def _not_understood(request, no):
    names = ", ".join(sorted({str(each["loc"][-1]) for each in no.errors}))
    return _problem(400, f"That could not be read: {names}. The page of addresses says what can stand there.")


@api.exception_handler(PermissionDenied)
def _may_not(request, no):
    return _problem(403, "This key does not open this.")


@api.exception_handler(Http404)
def _not_there(request, no):
    return _problem(404, "There is nothing of that name. Ask “choices” for the words that are known.")
