"""The crosswalk: one entry in the log says something under the standards of every framework, and never who."""

import io
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from coproduction.dashboards import frameworks
from projects.models import Framework, FrameworkItem, Rating, Side
from projects.queries.frameworks import crosswalk, fields_of, framework
from projects.queries.frameworks import frameworks as published
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def under(slug, scope, actor):
    """{standard: {what is written down: Found}}"""
    return {row.item.name: dict(row.found) for row in frameworks.standards(framework(slug), scope, actor)}


def _who_took_part(scope, actor):
    found = under("4pi", scope, actor)["Presence"]["Who took part, and as what"]
    return " ".join(found.sentences)


def test_every_row_of_the_crosswalk_names_standards_that_are_published_and_has_its_question():
    for each in crosswalk()[1]:
        assert each.slug in frameworks.ASKS
        for slug, names in each.serves.items():
            known = {item.name for item in framework(slug).items.all()}
            assert set(names) <= known, f"{each.slug}: {set(names) - known} is no standard of {slug}"
    fourpi = framework("4pi")
    assert all(fields_of(item, fourpi) for item in fourpi.items.all()), "4Pi, the natural one, has no gap in our table"


def test_a_framework_published_since_is_laid_out_on_a_site_that_has_older_ones_and_what_was_chosen_stays():
    published()
    FrameworkItem.objects.filter(framework__slug="uk").delete()
    Framework.objects.filter(slug="uk").delete()
    kept = Framework.objects.get(slug="4pi").pk
    assert {each.slug for each in published()} >= {"uk", "4pi", "tlap"}
    assert Framework.objects.get(slug="4pi").pk == kept
    assert [each.slug for each in published()][:2] == ["4pi", "tlap"]


def test_one_project_shows_what_is_there_what_is_missing_and_links_only_to_what_the_reader_may_open(cast):
    project = make.project(team=cast.team, purpose="To welcome people", intended_difference="")
    people = [make.person(f"Person {n}") for n in range(4)]
    make.activity("Workshop", project=project, people=people, team=cast.team, stage=2, days_ago=60)
    bare = make.activity("Second workshop", project=project, people=people[:1], team=cast.team, days_ago=50)
    scope = frameworks.of_project(project, today=timezone.localdate())
    ash = under("4pi", scope, cast.actor("ash"))
    purpose = ash["Purpose"]["What it is for, and what should be different"]
    assert (purpose.state, purpose.missing) == ("nothing", "what it is for, or what should be different")
    stage = ash["Presence"]["From which stage people were involved"]
    assert (stage.state, stage.links) == ("part", [("Second workshop", f"/projects/activities/{bare.pk}/")])
    said = {who: _who_took_part(scope, cast.actor(who)) for who in ("ash", "tal", "jo")}
    assert "fewer than 5" in said["jo"], "four people are a number that could name them"
    assert "is not shown of one project" in said["tal"]
    assert said["ash"] == said["tal"]
    tal = under("4pi", scope, cast.actor("tal"))["Presence"]["From which stage people were involved"]
    assert (tal.sentences, tal.links) == (stage.sentences, []), "a trustee reads the count and opens no entry"


def test_what_was_done_this_month_does_not_move_the_number_of_people_of_one_project(cast):
    project = make.project(team=cast.team)
    people = [make.person(f"Person {n}") for n in range(6)]
    make.activity("Then", project=project, people=people[:5], days_ago=60)
    make.activity("Now", project=project, people=people[5:], days_ago=0)
    scope = frameworks.of_project(project, today=timezone.localdate())
    assert "month: 5." in _who_took_part(scope, cast.actor("jo"))


def test_how_many_people_one_project_had_is_read_by_the_desk_alone(cast):
    """Six of eight in the team that owns it: with the team's own figure they would be the two others."""
    project = make.project(team=cast.team)
    people = [make.person(f"Person {n}") for n in range(6)]
    make.activity("Then", project=project, people=people, days_ago=60)
    scope = frameworks.of_project(project, today=timezone.localdate())
    assert "month: 6." in _who_took_part(scope, cast.actor("jo"))
    for who in ("tal", "ash", "rowan"):
        assert "6" not in _who_took_part(scope, cast.actor(who))


def test_the_whole_charity_says_no_more_of_a_period_than_the_dashboard_does(cast):
    """Three people in spring, ten since July: with the ten, and the thirteen of the year, spring would be three."""
    for size, on in ((3, date(2026, 5, 5)), (10, date(2026, 7, 7)), (20, date(2025, 5, 6))):
        make.activity("Workshop", people=[make.person(f"{on} {n}") for n in range(size)], ended_on=on)
    said = {}
    for slug in ("quarter", "year"):
        who = under("uk", frameworks.of_charity(slug, today=date(2026, 8, 18)), cast.actor("tal"))[
            "Inclusive opportunities"
        ]
        said[slug] = who["Who took part, and as what"].sentences[-1]
    assert said["year"].endswith("each counted once: 13.")
    assert said["quarter"].endswith("each counted once: not shown.")


def test_four_members_who_said_how_it_felt_are_not_counted_five_are(cast):
    project = make.project(team=cast.team)
    people = [make.person(f"Person {n}") for n in range(5)]
    done = make.activity("Workshop", project=project, people=people)
    step = framework("tlap").items.all()[4]
    for number, person in enumerate(people, start=1):
        Rating.objects.create(
            activity=done, side=Side.MEMBER, person=person, step=step, noted_at=timezone.now(), noted_by=person
        )
        found = under("4pi", frameworks.of_project(project, today=timezone.localdate()), cast.actor("jo"))
        said = " ".join(found["Principles"]["How much say people had, as both sides see it"].sentences)
        assert f"how it felt: {int(number == 5)}." in said


def test_the_page_opens_for_those_who_may_with_the_rest_behind_another_way_and_as_a_file(cast, client, as_user):
    make.project("Welcome Pack", team=cast.team, purpose="=cmd|x", days_ago=30)
    as_user(client, cast.tal, "trustee")
    page = words(client.get("/dashboard/frameworks/"))
    first, _, behind = page.partition("Another way")
    assert "4Pi National Involvement Standards" in first
    assert "TLAP ladder" in first
    assert "UK Standards" not in first
    assert "UK Standards" in behind
    assert "Governance" in words(client.get("/dashboard/frameworks/?by=uk&period=all"))
    file = client.get("/dashboard/frameworks/?by=4pi&as=csv")
    assert file["Content-Type"].startswith("text/csv")
    assert "Purpose" in file.content.decode("utf-8-sig")
    lines = file.content.decode("utf-8-sig").splitlines()
    sheet = load_workbook(io.BytesIO(client.get("/dashboard/frameworks/?by=4pi&as=xlsx").content)).active
    assert sheet.max_row == len(lines)
    read = client.get("/dashboard/frameworks/?by=4pi&as=json").json()
    assert read["framework"].startswith("4Pi")
    assert len(read["standards"]) == len(lines) - 1
    assert read["standards"][0]["standard"] == sheet["D2"].value
    assert client.get("/dashboard/frameworks/?by=nothing").status_code == 404
    assert client.get("/dashboard/frameworks/?period=nothing").status_code == 404
    as_user(client, cast.rowan, "member")
    assert client.get("/dashboard/frameworks/").status_code == 403
