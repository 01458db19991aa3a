"""The dashboard as a trustee meets it."""

import html
import re

import pytest
from django.utils import timezone

from meetings.actions import register
from members.post import jobs
from projects.actions import logging
from tests import factories as make
from tests.dashboards.reading import month_ago, tile, words

pytestmark = pytest.mark.django_db


# ---- who may ------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["tal", "bo", "jo"])
@pytest.mark.parametrize("page", ["/dashboard/", "/dashboard/export.csv"])
def test_trustee_management_board_and_coordinator_see_the_dashboard(client, cast, as_user, who, page):
    assert as_user(client, getattr(cast, who)).get(page).status_code == 200


@pytest.mark.parametrize("who", ["ash", "rowan", "kim", "fin", "saf", "tec"])
@pytest.mark.parametrize("page", ["/dashboard/", "/dashboard/export.csv", f"/dashboard/picture/{'0' * 64}/"])
def test_nobody_else_does(client, cast, as_user, who, page):
    assert as_user(client, getattr(cast, who)).get(page).status_code == 403


def test_a_trustee_who_is_using_the_site_as_a_member_does_not(client, cast, as_user):
    assert as_user(client, cast.tal, "member").get("/dashboard/").status_code == 403


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get("/dashboard/").status_code == 302


# ---- what it says -------------------------------------------------------------------------------
def test_eight_figures_each_with_its_meaning(trustee):
    page = trustee.get("/dashboard/")
    metrics = re.findall(r'<section class="card tile" id="(MET-\d\d)">', page.content.decode())
    assert metrics[:2] == ["MET-01", "MET-02"]
    assert sorted(metrics) == ["MET-01", "MET-02", "MET-04", "MET-08", "MET-13", "MET-15", "MET-18", "MET-19"]
    assert page.content.decode().count("What this means") == 8
    assert "No figure here can be traced to a person." in words(page)


def test_an_empty_charity_reads_as_empty_and_not_as_nought_per_cent(trustee):
    page = trustee.get("/dashboard/")
    assert "No projects" in tile(page, "MET-02")
    assert "%" not in words(page)


def test_ten_projects_with_seven_from_the_start(trustee, cast):
    for number in range(10):
        project = make.project(f"Project {number}", days_ago=30)
        make.activity(people=[cast.rowan], project=project, stage=1 if number < 7 else 6)
    make.project("Nobody asked", days_ago=30)
    page = trustee.get("/dashboard/")
    assert "7 of 10 projects" in tile(page, "MET-01")
    assert "10 of 11 projects" in tile(page, "MET-02")
    assert "Nothing at all is logged yet for 1 project." in tile(page, "MET-02")


def test_the_period_before_stands_beside_the_figure(trustee, crowd):
    people = crowd(9)
    make.activity(people=people, days_ago=20)
    make.activity(people=people[:6], days_ago=400)
    assert "Up 3 on the 12 months before." in tile(trustee.get("/dashboard/"), "MET-13")
    assert "12 months before" not in words(trustee.get("/dashboard/?period=all"))


def test_a_comparison_with_a_hidden_figure_is_not_made(trustee, crowd):
    people = crowd(9)
    make.activity(people=people, days_ago=20)
    make.activity(people=people[:3], days_ago=400)
    assert "Not compared with the 12 months before: one of the two is hidden." in tile(
        trustee.get("/dashboard/"), "MET-13"
    )


def test_three_people_are_fewer_than_five_and_the_page_says_why(trustee, crowd):
    make.activity(people=crowd(3))
    people = tile(trustee.get("/dashboard/"), "MET-13")
    assert "Fewer than 5 people" in people
    assert "Why hidden: It is about fewer than five people" in people


@pytest.mark.parametrize("path", ["/dashboard/", "/dashboard/export.csv"])
def test_a_team_of_three_shows_neither_people_nor_hours(trustee, crowd, path):
    small, other, third = make.team("Wellbeing"), make.team("Community Connections"), make.team("Recovery College")
    make.activity(people=crowd(3), team=small, minutes=111, ended_on=month_ago())
    make.activity(people=crowd(6, "Six"), team=other, minutes=60, ended_on=month_ago())
    make.activity(people=crowd(9, "Nine"), team=third, minutes=60, ended_on=month_ago())
    page = trustee.get(f"{path}?team={small.slug}")
    text = words(page).lower().replace("nhs 111", "")  # the emergency words hold a number
    text = re.sub(r"counted at \S+ today", "", text)  # and so does the clock: 5.52pm
    assert "fewer than 5" in text
    assert "not shown: too few people" in text
    for hours in ("333", "5.5", "5.6", "1.9", "111"):
        assert hours not in text
    assert "14.6" not in text  # nor is the charity's total of that page a way around


def test_a_team_is_read_to_the_end_of_the_last_finished_month_and_says_so(trustee, crowd):
    team = make.team("Wellbeing")
    make.activity(people=crowd(8), team=team, ended_on=month_ago())
    make.activity(people=crowd(9, "Today"), team=team, days_ago=0)
    page = trustee.get(f"/dashboard/?team={team.slug}")
    assert "8 people" in tile(page, "MET-13")
    assert "Counted to the end of" in tile(page, "MET-13")
    assert "2 activities in all" not in tile(page, "MET-13")
    assert "0 of 2 activities" in tile(page, "MET-04")


def test_the_picture_shows_months_of_activities_and_the_table_says_the_same(trustee, cast, client):
    make.activity(people=[cast.rowan], level="strategic", days_ago=3)
    make.activity(people=[cast.rowan], level="operational", days_ago=3)
    waiting = trustee.get("/dashboard/")
    assert "The picture is being drawn" in words(waiting)
    assert "Together: 1 strategic, 1 operational." in words(waiting)
    assert jobs.work_one(now=timezone.now()) is True
    drawn = trustee.get("/dashboard/").content.decode()
    assert "being drawn" not in drawn
    svg = re.search(r"<svg[^>]*aria-label.*?</svg>", drawn, re.S).group(0)
    assert 'role="img"' in svg
    sentence = "Activities each month, by level. Together: 1 strategic, 1 operational."
    assert f'aria-label="{sentence} In each bar strategic comes before operational."' in svg
    assert "var(--chart-1)" in svg
    assert not re.search(r"style=|<script|href|\son\w+=|#[0-9a-f]{3}", svg)
    assert jobs.work_one(now=timezone.now()) is False


def test_the_moving_part_asks_again_while_the_worker_draws_and_gives_up_kindly(trustee, cast):
    make.activity(people=[cast.rowan])
    address = re.search(
        r'hx-get="(/dashboard/picture/\w+/)\?asked=1"', trustee.get("/dashboard/").content.decode()
    ).group(1)
    assert "asked=2" in trustee.get(f"{address}?asked=1").content.decode()
    last = trustee.get(f"{address}?asked=19").content.decode()
    assert "hx-get" not in last
    assert "when you next open this page" in last
    for odd in ("-1", "abc", "²", "9" * 5000):
        assert trustee.get(address, {"asked": odd}).status_code == 200
    assert trustee.get(f"/dashboard/picture/{'0' * 64}/").status_code == 404


def test_a_month_whose_lengths_nobody_knows_does_not_read_nought(trustee, crowd):
    make.activity(people=crowd(6), minutes=None, days_ago=3)
    page = words(trustee.get("/dashboard/"))
    assert "6 not known" in page
    assert "Nobody wrote down how long it took." in page
    assert "The length is not known for 1 of 1 activity." in page


# ---- what may be asked --------------------------------------------------------------------------
def test_two_filters_are_refused_in_a_sentence(trustee, cast):
    page = trustee.get(f"/dashboard/?team={cast.team.slug}&level=strategic")
    assert page.status_code == 400
    assert "Choose one of team, level and body at a time." in words(page)
    assert trustee.get(f"/dashboard/?team={cast.team.slug}&team={cast.other_team.slug}").status_code == 400
    assert trustee.get(f"/dashboard/export.csv?body={cast.group.slug}&level=strategic").status_code == 400


@pytest.mark.parametrize("asked", ["period=2026-13", "period=%00", "period=🙂"])
def test_an_unknown_period_is_refused_in_a_sentence(trustee, asked):
    page = trustee.get(f"/dashboard/?{asked}")
    assert page.status_code == 400
    assert "We don't know that period." in words(page)


@pytest.mark.parametrize(
    "asked", ["team=nobody", "team=0", "team=99999999999999999999", "body=%00", "level=heavenly", "team=²"]
)
def test_a_team_level_or_body_that_does_not_exist_is_not_found(trustee, asked):
    assert trustee.get(f"/dashboard/?{asked}").status_code == 404


def test_an_empty_filter_is_no_filter_and_a_team_may_be_named_by_its_number(trustee, cast):
    assert "the whole charity" not in words(trustee.get("/dashboard/?team=&level=&body="))
    page = trustee.get(f"/dashboard/?team={cast.team.pk}")
    assert "for Community Connections" in words(page)


def test_the_pills_keep_the_period_and_never_offer_two_filters(trustee, cast):
    page = trustee.get(f"/dashboard/?period=year&team={cast.team.slug}").content.decode()
    links = [html.unescape(link) for link in re.findall(r'href="(/dashboard/\?[^"]*)"', page)]
    assert all(sum(f"{name}=" in link for name in ("team", "level", "body")) <= 1 for link in links)
    assert "/dashboard/?period=year&level=strategic" in links
    assert f"/dashboard/?period=quarter&team={cast.team.slug}" in links


def test_it_only_reads(trustee):
    assert trustee.post("/dashboard/").status_code == 405


# ---- at once --------------------------------------------------------------------------------------
def test_closing_a_register_and_a_quick_log_move_the_figures_at_once(trustee, cast, crowd):
    people = crowd(6)
    made = make.meeting(days=-1, body=cast.group)
    for person in people:
        make.seat(person, cast.group)
        make.rsvp(made, person, answer="yes")
    assert "0 people" in tile(trustee.get("/dashboard/"), "MET-13")
    coordinator, now = cast.actor("jo"), timezone.now()
    for person in people:
        register.mark(meeting=made, person=person, came=True, mode="room", actor=coordinator, now=now)
    register.close(meeting=made, actor=coordinator, now=now)
    page = trustee.get("/dashboard/")
    assert "6 people" in tile(page, "MET-13")
    assert "12 hours" in tile(page, "MET-08")
    assert "6 of 6 invitations ended in coming" in tile(page, "MET-19")
    logging.quick_log(
        actor=coordinator,
        now=now,
        kind=make.kind("Interview panel", is_meeting=False, default_level="operational"),
        title="Panel for a support worker",
        date=timezone.localdate(),
        team=cast.team,
        people=[people[0], cast.rowan],
        minutes=90,
    )
    page = trustee.get("/dashboard/")
    assert "7 people" in tile(page, "MET-13")
    assert "15 hours" in tile(page, "MET-08")


# ---- its price ------------------------------------------------------------------------------------
def test_three_of_everything_cost_as_many_questions_as_one(trustee, cast, crowd, django_assert_num_queries):
    def one(number):
        team, body = make.team(f"Team {number}"), make.body(f"Body {number}", "other")
        people = crowd(6, f"Crowd{number}")
        make.activity(people=people, team=team, body=body, project=make.project(f"Project {number}", days_ago=20))
        make.rsvp(make.meeting(days=-20, body=body), people[0], answer="yes")

    def questions():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        jobs.work_one(now=timezone.now())
        with CaptureQueriesContext(connection) as asked:
            assert trustee.get("/dashboard/").status_code == 200
        return len(asked)

    one(1)
    trustee.get("/dashboard/")
    first = questions()
    one(2), one(3)
    trustee.get("/dashboard/")
    assert questions() == first
    assert first <= 12


def test_one_is_one_and_a_move_says_of_what(cast, trustee):
    project = make.project("Tea room", days_ago=0)
    make.activity(people=[cast.rowan], project=project, minutes=60)
    page = trustee.get("/dashboard/")
    assert "1 of 1 project Of all" in tile(page, "MET-02")
    assert "Up 1 activity of any level on the 12 months before." in tile(page, "MET-04")
    make.activity(people=[cast.rowan], project=project, minutes=60)
    assert "Up 2 activities of any level on the 12 months before." in tile(trustee.get("/dashboard/"), "MET-04")


def test_each_figure_can_be_asked_about_in_two_presses(trustee, cast):
    make.body("Board of Trustees", "trustees")
    page = trustee.get("/dashboard/", {"period": "2026-Q3"}).content.decode()
    found = re.findall(r'href="(/meetings/questions/new/\?about=[^"]*)"', page)
    assert len(found) == 8
    form = trustee.get(found[0]).content.decode()
    assert "About “From the start”, July to September 2026:" in form
