"""Invariant 8 (domain 8.2): whatever a trustee opens, nobody's name, address or number but their own reaches them."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from coproduction.dashboards import program_keys
from coproduction.dashboards.models import Scope
from members.models import Channel, Person
from tests import access_matrix as matrix
from tests import factories as make
from tests.access_walk import Walker, ask, browser
from tests.access_world import World

pytestmark = pytest.mark.drill

ADDRESS = re.compile(r'(?:href|action|hx-get|src)="([^"#]*)"')
LEFT_OUT = (  # the gallery shows made-up names, the demonstration its mail, to anybody; links are for who holds them
    "/components/", "/demo/", "/accounts/", "/static/", "/rsvp/", "/invitations/",
)  # fmt: skip


def traces():
    """Of each person whatever would tell who they are: the name, its longer parts, every address and number."""
    found, names = {}, {}
    for person in Person.objects.all():
        told = {person.name, *(part for part in person.name.split() if len(part) > 3)}
        found[person.pk], names[person.pk] = told | {person.username} - {"", None}, person.name
    for pk, address in Channel.objects.exclude(person=None).values_list("person", "address"):
        parts = [part.strip() for part in re.split(r"[\n,]", address)]
        found[pk] |= {part for part in parts if "@" in part or any(c.isdigit() for c in part)}
    for pk, email in EmailAddress.objects.values_list("user", "email"):
        found[pk].add(email)
    return found, names


def people_in(response, me, known=None):
    """Names of everybody but `me` who can be told from a response: body, comments and headers alike.

    `known`: what `traces` found, where many answers are read and nobody comes or goes between them.
    """
    words = unescape(b"".join(response).decode(errors="replace")) + str(response.headers)
    plain, (found, names) = words.replace(" ", ""), known or traces()

    def is_told(trace):
        if trace[0].isdigit() and trace.replace(" ", "") in plain:
            return True
        return re.search(rf"\b{re.escape(trace)}\b", words) is not None

    mine = found[me.pk]
    others = ((pk, theirs) for pk, theirs in found.items() if pk != me.pk)
    return sorted(names[pk] for pk, theirs in others if any(is_told(trace) for trace in theirs - mine))


def addresses(world):
    """Every address of the table, about things of both teams."""
    for name in matrix.GET_AND_POST:
        for things in (world.mine, world.theirs):
            try:
                yield reverse(name, args=world.args(name, things, "T"))
            except NoReverseMatch:
                continue


def crawl(client, world, *, at_most=400):
    """Opens everything in the table and everything any page leads to; yields (address, response) of what opened."""
    figures_first = sorted(addresses(world), key=lambda address: not address.startswith("/dashboard/"))
    waiting, seen = ["/", "/dashboard/?period=all", *figures_first], set()
    while waiting and len(seen) < at_most:
        address = waiting.pop(0)
        if address in seen or address.startswith(LEFT_OUT):
            continue
        seen.add(address)
        for headers in ({}, {"HX-Request": "true"}):
            response = client.get(address, headers=headers)
            if response.status_code == 200:
                yield address, response
                if "html" in response["Content-Type"]:
                    waiting += [
                        _inside(address, found) for found in ADDRESS.findall(unescape(response.content.decode()))
                    ]


def _inside(page, found):
    parts = urlsplit(found)
    if parts.scheme or parts.netloc:
        return "/static/"
    if not found.startswith("/"):
        found = f"{urlsplit(page).path}{found}"
    return unescape(found)


def test_no_page_a_trustee_can_open_tells_who_anybody_is(cast, as_user):
    world = World(cast)
    opened, told, known = set(), [], traces()
    for address, response in crawl(browser(world, "T", as_user, kind=Walker), world):
        opened.add(urlsplit(address).path)
        told += [f"{address}: {name}" for name in people_in(response, cast.tal, known)]
    assert not told, "\n".join(told)
    assert {"/", "/dashboard/", "/dashboard/export.csv", "/meetings/", "/projects/"} <= opened
    assert len(opened) >= 10


@pytest.mark.parametrize(
    "body",
    [
        "<p>Rowan came</p>",
        "<!-- asked by Ashdown -->",
        "rowan@example.org",
        "<td>01632960201</td>",
        "KT22&#32;0AA, 4 Elm Row",
    ],
)
@pytest.mark.control
def test_a_trace_of_somebody_would_be_noticed(cast, body):
    _ = cast.rowan, cast.sam, cast.pat
    response = HttpResponse(body)
    found = people_in(response, cast.tal)
    assert len(found) == 1


@pytest.mark.control
def test_a_header_that_names_somebody_would_be_noticed(cast):
    _ = cast.rowan
    response = HttpResponse("", headers={"Content-Disposition": "attachment; filename=rowan-Ashdown.csv"})
    assert people_in(response, cast.tal) == ["Rowan Ashdown"]


def test_what_a_trustee_may_not_do_as_trustee_they_may_not_do_by_post_either(cast, as_user):
    world = World(cast)
    client, known = browser(world, "T", as_user, kind=Walker), traces()
    for name, (_, post) in matrix.GET_AND_POST.items():
        if post["T"] in ("403", "404"):
            response = ask(client, "POST", reverse(name, args=world.args(name, world.mine, "T")))
            assert people_in(response, cast.tal, known) == [], name


def test_no_answer_to_a_program_tells_who_anybody_is(cast, client):
    World(cast)
    now, somebody = timezone.now(), make.person("Nobody Here")
    until = timezone.localdate(now)
    _, token = program_keys.make(name="x", scopes=Scope.values, until=until, actor=cast.actor("jo"), now=now)
    program = {"Authorization": f"Bearer {token}"}
    choices = client.get("/api/v1/choices", headers=program).json()
    asked = [f"figures?period={each['slug']}" for each in choices["periods"]]
    asked += [f"figures?{by}={each['slug']}" for by in ("team", "level") for each in choices[f"{by}s"]]
    asked += [f"figures?body={each['slug']}&as=csv" for each in choices["groups"]]
    asked += ["choices", "reports", *(f"measures?period={each['slug']}" for each in choices["periods"][:4])]
    for address in asked:
        response = client.get(f"/api/v1/{address}", headers=program)
        assert response.status_code == 200, address
        assert people_in(response, somebody) == [], address
