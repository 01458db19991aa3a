"""A figure is the same for everybody who may open its page: a number says what there is, never what its reader may open."""

import re

import pytest
from django.utils import timezone

from meetings.models import Practice
from projects.models import Agreement, AgreementStep, Decision, Ratification, TextStep, TextVersion
from tests import factories as make
from tests.dashboards.reading import month_ago, words

pytestmark = pytest.mark.django_db
FOR_THE_BOARD = {"tal": "trustee", "bo": "board", "jo": "coordinator"}
WITHIN = FOR_THE_BOARD | {"ash": "staff", "rowan": "member"}
PAGES = {
    "/dashboard/": FOR_THE_BOARD,
    "/dashboard/?period=all": FOR_THE_BOARD,
    "/dashboard/?team={team}": FOR_THE_BOARD,
    "/dashboard/charts/": FOR_THE_BOARD,
    "/dashboard/decisions/": FOR_THE_BOARD,
    "/dashboard/decisions/?show=with": FOR_THE_BOARD,
    "/dashboard/measures/": FOR_THE_BOARD,
    "/dashboard/teams/": FOR_THE_BOARD,
    "/dashboard/team/{team}/": {"tal": "trustee", "bo": "board", "jo": "coordinator", "ash": "staff"},
    "/dashboard/owed/": FOR_THE_BOARD,
    "/dashboard/pathways/": FOR_THE_BOARD,
    "/dashboard/pulse/": FOR_THE_BOARD,
    "/dashboard/equality/": FOR_THE_BOARD,
    "/dashboard/frameworks/": FOR_THE_BOARD,
    "/dashboard/network/": FOR_THE_BOARD | {"kim": "partner"},
    "/projects/{project}/figures/": WITHIN,
    "/projects/{project}/frameworks/": {
        "tal": "trustee",
        "bo": "board",
        "ash": "staff",
    },  # the desk reads its people, too
}
READ_BY_THE_DESK_ALONE = r'<section[^>]* id="people".*?</section>'


@pytest.fixture
def charity(cast, crowd):
    """Something in every figure: of the Network, of other groups, of things that were put away or are not asked yet."""
    today, now = timezone.localdate(), timezone.now()
    project = make.project("Singing", team=cast.team, started_on=month_ago())
    make.activity(people=crowd(7), project=project, team=cast.team, ended_on=month_ago())
    make.activity(team=cast.other_team, needs_detail=True)
    make.contribution(project, people=[cast.robin], said_on=month_ago(90), reply_by=month_ago())
    for number in range(6):
        Practice.objects.create(
            title=f"Tea first {number}", what="It helped", organisation=cast.organisation, added_at=now,
            put_away_at=now if number == 5 else None,
        )  # fmt: skip
    for body in (cast.network, cast.group):
        noted = {"way": "noted", "body": body, "project": project, "noted_at": now}
        Decision.objects.create(
            question=f"{body}", outcome="agreed", decided_on=today, lived_experience="decided", **noted
        )
        Decision.objects.create(question="Not asked yet", **noted)
        text = Agreement.objects.create(title=f"What we mean, {body}", body=body, started_on=month_ago())
        AgreementStep.objects.create(agreement=text, step=TextStep.PHRASES, moved_at=now)
        version = TextVersion.objects.create(agreement=text, number=1, made_at=now)
        Agreement.objects.filter(pk=text.pk).update(agreed_version=version)
        Ratification.objects.create(
            version=version, organisation=cast.organisation, ratified_on=today, by_whom="Their board", noted_at=now
        )
    make.meeting("Network", days=-20, body=cast.network)
    return {"team": cast.team.slug, "project": project.pk}


def numbers(page):
    """Every number between the page's heading and its end, in their order; without the minute it was counted."""
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    page.content = re.sub(READ_BY_THE_DESK_ALONE, "", main, flags=re.S).encode()
    return re.findall(r"\d[\d,.:]*", re.sub(r"Counted at \S+", "", words(page)))


@pytest.mark.parametrize("address", PAGES)
def test_every_number_is_the_same_for_every_role_that_may_open_the_page(client, cast, as_user, charity, address):
    pages = {}
    for who, role in PAGES[address].items():
        page = as_user(client, getattr(cast, who), role).get(address.format(**charity))
        assert page.status_code == 200, role
        pages[role] = numbers(page)
    assert pages["trustee"], "the page has no number at all"
    assert {role: found for role, found in pages.items() if found != pages["trustee"]} == {}, pages["trustee"]


def test_the_library_counts_what_stands_in_it_for_a_trustee_who_cannot_open_it(client, cast, as_user, charity):
    page = as_user(client, cast.tal, "trustee").get("/dashboard/network/")
    assert "Examples of good practice in the library today 5" in words(page)
    assert "Decided together 1" in words(page)
