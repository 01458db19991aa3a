"""Figures of a part: a team reads its own, a project shows things and no few people, the Network organisations."""

import csv
import io
import re

import pytest
from django.utils import timezone

from members.models import Body
from projects.models import Decision, Framework, Rating
from projects.queries.ladder import ladders
from tests import factories as make
from tests.dashboards.reading import month_ago, tile, words

pytestmark = pytest.mark.django_db


# ---- one team ---------------------------------------------------------------------------------------------------------
def test_staff_read_the_figures_of_their_own_team_as_trustees_do(cast, client, as_user, crowd):
    make.activity(people=crowd(7), team=cast.team, ended_on=month_ago())
    make.activity(people=crowd(9, "Other"), team=cast.other_team, ended_on=month_ago())
    address = f"/dashboard/team/{cast.team.slug}/"
    staff = as_user(client, cast.ash, "staff").get(address)
    assert "7 people" in tile(staff, "MET-13")
    assert "Counted to the end of" in tile(staff, "MET-13")
    for who, role in (("jo", "coordinator"), ("tal", "trustee"), ("bo", "board")):
        assert tile(as_user(client, getattr(cast, who), role).get(address), "MET-13") == tile(staff, "MET-13")
    assert tile(as_user(client, cast.tal, "trustee").get(f"/dashboard/?team={cast.team.slug}"), "MET-13") == tile(
        staff, "MET-13"
    )
    assert address in as_user(client, cast.ash, "staff").get(f"/projects/teams/{cast.team.pk}/").content.decode()


def test_where_enough_people_took_part_their_hours_are_shown_and_page_file_and_program_say_the_same(
    cast, client, as_user, crowd
):
    """As in the trustee's journey, where it hangs on the day whether a team of the story is large enough."""
    make.activity(people=crowd(7), team=cast.team, ended_on=month_ago(), minutes=90)
    make.activity(people=crowd(9, "Other"), team=cast.other_team, ended_on=month_ago(), minutes=60)
    asked, bo = f"period=12m&team={cast.team.slug}", as_user(client, cast.bo, "board")
    text = bo.get(f"/dashboard/export.csv?{asked}").content.decode("utf-8-sig")
    row = next(r for r in csv.DictReader(io.StringIO(text)) if r["Measure"] == "MET-08" and r["What it means"])
    told = bo.get(f"/dashboard/export.json?{asked}").json()["figures"]
    assert (row["Figure"], row["Why hidden"]) == ("10.5 hours", "")
    assert row["Figure"] == next(each for each in told if each["measure"] == "MET-08")["figure"]
    assert row["Figure"] in tile(bo.get(f"/dashboard/?{asked}"), "MET-08")


def test_another_teams_staff_read_whose_they_may_see_and_no_figure(cast, client, as_user, crowd):
    make.activity(people=crowd(7), team=cast.other_team, ended_on=month_ago())
    page = as_user(client, cast.ash, "staff").get(f"/dashboard/team/{cast.other_team.slug}/")
    assert page.status_code == 404
    assert "These are figures of another team" in words(page)
    assert f"/dashboard/team/{cast.team.slug}/" in page.content.decode()
    assert "MET-" not in page.content.decode()
    for who, role in (("rowan", "member"), ("kim", "partner"), ("fin", "finance")):
        assert as_user(client, getattr(cast, who), role).get(f"/dashboard/team/{cast.team.slug}/").status_code in (
            403,
            404,
        )


def test_a_small_team_is_hidden_from_itself_as_well(cast, client, as_user, crowd):
    make.activity(people=crowd(3), team=cast.team, minutes=111, ended_on=month_ago())
    page = as_user(client, cast.ash, "staff").get(f"/dashboard/team/{cast.team.slug}/")
    assert "Fewer than 5 people" in tile(page, "MET-13")
    assert "not shown: too few people" in tile(page, "MET-08").lower()


@pytest.mark.parametrize("odd", ["period=2031-Q1", "period=%00", "period=🙂", "period=2026-13"])
def test_a_period_that_cannot_be_is_a_sentence(cast, client, as_user, odd):
    staff = as_user(client, cast.ash, "staff")
    page = staff.get(f"/dashboard/team/{cast.team.slug}/?{odd}")
    assert page.status_code == 400
    assert "We can't show that" in words(page)
    assert staff.get("/dashboard/team/no-such-team/").status_code == 404
    assert as_user(client, cast.kim, "partner").get(f"/dashboard/network/?{odd}").status_code == 400


def test_a_second_filter_in_the_address_changes_nothing(cast, client, as_user, crowd):
    make.activity(people=crowd(7), team=cast.team, ended_on=month_ago())
    staff, address = as_user(client, cast.ash, "staff"), f"/dashboard/team/{cast.team.slug}/"
    plain = tile(staff.get(address), "MET-13")
    for more in ("level=strategic", f"team={cast.other_team.slug}", "body=x"):
        assert tile(staff.get(f"{address}?{more}"), "MET-13") == plain


# ---- one project ------------------------------------------------------------------------------------------------------
@pytest.fixture
def singing(cast, crowd):
    project = make.project("Singing", team=cast.team)
    activity = make.activity(people=crowd(3), project=project, team=cast.team, stage=1, minutes=111, level="strategic")
    make.activity(project=project, team=cast.team, stage=None)
    step = next(item for item in next(iter(ladders())).items.all() if item.place == 2)
    Rating.objects.create(activity=activity, side="staff", step=step, noted_at=timezone.now())
    make.contribution(project, people=[cast.robin], answer="cannot")
    make.contribution(project, people=[cast.sam])
    Decision.objects.create(
        question="We sing on Mondays", way="noted", body=cast.group, project=project, outcome="agreed", noted_at=timezone.now(),
        decided_on=timezone.localdate(), lived_experience="asked",
    )  # fmt: skip
    return project


@pytest.mark.parametrize(("who", "role"), [("tal", "trustee"), ("bo", "board"), ("ash", "staff"), ("rowan", "member")])
def test_a_project_shows_what_was_done_said_and_decided_and_no_few_people(cast, client, as_user, singing, who, role):
    page = words(as_user(client, getattr(cast, who), role).get(f"/projects/{singing.pk}/figures/"))
    assert "Activities with people with lived experience, of all 1 of 2 Strategic 1" in page
    assert "First idea 1" in page
    assert "Answered, of what was said 1 of 2" in page
    assert "We couldn’t, or not yet 1" in page
    assert "With people with lived experience, of all decisions 1 of 1" in page
    assert "Why there is no number: How many people took part, and their hours, is not shown" in page
    for trace in ("3 people", "5.5", "5.6", "Group Member", "too small to read"):
        assert trace not in page, trace


def test_the_desk_reads_how_many_and_an_empty_project_says_so(cast, client, as_user, singing):
    desk = as_user(client, cast.jo, "coordinator")
    page = words(desk.get(f"/projects/{singing.pk}/figures/"))
    assert "3 people with lived experience, 5.5 hours. Only the desk reads this." in page
    empty = make.project("Nothing yet", team=cast.team)
    assert "Nothing is written down yet" in words(desk.get(f"/projects/{empty.pk}/figures/"))
    assert desk.get("/projects/999999/figures/").status_code == 404
    assert as_user(client, cast.kim, "partner").get(f"/projects/{singing.pk}/figures/").status_code in (403, 404)


def test_steps_of_the_same_name_in_two_versions_of_a_ladder_are_not_one(cast, client, as_user, singing):
    old = next(iter(ladders()))
    new = Framework.objects.create(slug=old.slug, version="2031", name=old.name, sort=old.sort)
    step = old.items.get(place=2)
    again = new.items.create(place=2, name=step.name, words=step.words)
    for activity in (make.activity(project=singing, team=cast.team) for _ in range(2)):
        Rating.objects.create(activity=activity, side="staff", step=again, noted_at=timezone.now())
    page = words(as_user(client, cast.tal, "trustee").get(f"/projects/{singing.pk}/figures/"))
    assert f"{step.name} ({old.name}, {old.version}) 1" in page
    assert f"{step.name} ({old.name}, 2031) 2" in page


# ---- the Network --------------------------------------------------------------------------------------------------------
def test_a_partner_reads_the_networks_own_figures_and_nobody_elses(cast, client, as_user, crowd):
    make.activity(people=crowd(9))
    held = make.meeting("Network", days=-20, body=cast.network)
    held.register_closed_at = timezone.now()
    held.save()
    partner = as_user(client, cast.kim, "partner")
    page = partner.get("/dashboard/network/")
    text = words(page)
    assert "1 meeting" in text
    assert "Decided together 0" in text
    assert "No text is being agreed on." in text
    assert re.findall(r'id="(MET-\d\d)"', page.content.decode()) == ["MET-25"]
    assert "9 people" not in text
    assert "/dashboard/network/" in partner.get("/").content.decode()
    assert partner.get("/dashboard/").status_code == 403


def test_decisions_of_other_bodies_are_not_the_networks(cast, client, as_user):
    for body in (cast.network, cast.group):
        Decision.objects.create(
            question=f"{body}", way="noted", body=body, outcome="agreed", noted_at=timezone.now(), decided_on=timezone.localdate()
        )  # fmt: skip
    assert cast.network.sort == Body.Sort.NETWORK
    for who, role in (("kim", "partner"), ("tal", "trustee"), ("jo", "coordinator")):
        assert "Decided together 1" in words(as_user(client, getattr(cast, who), role).get("/dashboard/network/"))
    for who, role in (("ash", "staff"), ("rowan", "member"), ("fin", "finance")):
        assert as_user(client, getattr(cast, who), role).get("/dashboard/network/").status_code == 403


def test_an_empty_network_is_no_nought(cast, client, as_user):
    page = words(as_user(client, cast.kim, "partner").get("/dashboard/network/"))
    assert "No meetings" in page
    assert "%" not in page


# ---- what each team owes -------------------------------------------------------------------------------------------------
def test_the_management_board_reads_what_each_team_owes_and_no_people(
    cast, client, as_user, django_assert_max_num_queries
):
    project = make.project("Late", team=cast.team)
    make.contribution(project, people=[cast.robin], said_on=month_ago(90), reply_by=month_ago())
    make.activity(team=cast.other_team, needs_detail=True)
    board = as_user(client, cast.bo, "board")
    board.get("/")
    with django_assert_max_num_queries(14):
        page = words(board.get("/dashboard/owed/"))
    assert f"{cast.team} 1 0 0 1 Not answered" in page
    assert f"{cast.other_team} 0 0 1 0 Not answered" in page
    assert page.index(str(cast.team)) < page.index(str(cast.other_team)), "whoever owes most first"
    assert "Robin" not in page
    assert "/dashboard/owed/" in board.get("/").content.decode()
    assert "/dashboard/owed/" not in as_user(client, cast.tal, "trustee").get("/").content.decode()


def test_without_teams_it_says_so(trustee):
    assert "No team is written down yet" in words(trustee.get("/dashboard/owed/"))
