"""MET-04, 08, 13 and 15: levels, hours, different people, new voices."""

from datetime import date

import pytest

from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import NotYet, PeopleShare, Things
from coproduction.dashboards.filters import Filter
from meetings.models import Level
from projects.models import Activity
from tests import factories as make

pytestmark = pytest.mark.django_db
STRATEGIC = Filter("level", "strategic", "strategic", "Strategic")


def team_filter(team):
    return Filter("team", team.pk, team.slug, team.name)


# ---- MET-13 --------------------------------------------------------------------------------------
def test_somebody_who_came_ten_times_counts_once(cast, figures, held):
    for day in range(1, 11):
        held([cast.rowan], on=date(2026, 5, day))
    held([cast.sam])
    assert figures("MET-13")["people"].cells == (2,)


def test_staff_trustees_drafts_cancelled_and_taken_back_do_not_count(cast, figures, held):
    held([cast.ash], hats=["staff"])
    held([cast.tal], hats=["trustee"])
    for state in (Activity.State.DRAFT, Activity.State.CANCELLED, Activity.State.REMOVED):
        held([cast.rowan], state=state)
    assert figures("MET-13")["people"].cells == (0,)
    assert figures("MET-04")["all"] == Things(2)


def test_a_member_of_staff_who_wore_both_hats_is_there_as_a_carer(cast, figures, held):
    held([cast.ash], hats=["staff", "carer"])
    assert figures("MET-13")["people"].cells == (1,)


def test_people_without_a_name_are_told_but_never_added(cast, figures, held):
    held([cast.rowan], others=104, others_le=73)
    assert figures("MET-13") == {"people": figures("MET-13")["people"], "no_names": Things(1)}
    assert figures("MET-13")["people"].cells == (1,)


def test_an_activity_counts_in_the_period_of_its_end(cast, figures, held):
    held([cast.rowan], on=date(2026, 4, 1), started_on=date(2026, 3, 20))
    spring = figures("MET-13", slug="quarter")["people"]
    winter = figures("MET-13", slug="quarter", today=date(2026, 3, 31))["people"]
    assert (spring.cells[spring.at], winter.cells[winter.at]) == (1, 0)


def test_the_last_day_and_the_first_day_are_in_and_the_days_around_them_are_not(cast, figures, held):
    for person, day in ((cast.rowan, 10), (cast.sam, 9)):
        held([person], on=date(2025, 6, day))
    held([cast.pat], on=date(2026, 6, 9))
    held([cast.robin], on=date(2026, 6, 10))
    assert figures("MET-13")["people"].cells == (2,)
    assert figures("MET-13", before=True)["people"].cells == (1,)


# ---- MET-08 --------------------------------------------------------------------------------------
def test_hours_are_contact_and_preparation_and_travel_stands_apart(cast, figures, held):
    activity = held([cast.ash], hats=["staff"], minutes=600)
    make.participation(activity, cast.rowan, minutes=90, prep_minutes=30, travel_minutes=45)
    assert figures("MET-08")["minutes"].minutes == (120,)
    assert figures("MET-08")["travel"].minutes == (45,)


def test_a_length_nobody_knows_is_not_nought_and_is_listed(cast, figures, held):
    held([cast.rowan], minutes=60)
    held([cast.rowan, cast.sam], minutes=None)
    held([cast.ash], hats=["staff"], minutes=None)
    held([cast.pat], minutes=0)
    assert figures("MET-08")["minutes"].minutes == (60,)
    assert figures("MET-08")["no_length"] == Things(1)
    assert figures("MET-08")["activities"] == Things(4)


def test_hours_of_a_team_need_five_people_and_closed_months(figures, held, crowd):
    here, there = make.team("Community Connections"), make.team("Wellbeing")
    third = make.team("Recovery College")
    held(crowd(6), team=here, minutes=60, on=date(2026, 5, 4))
    held(crowd(6, "Later"), team=here, minutes=60, on=date(2026, 6, 4))
    held(crowd(3, "Well"), team=there, minutes=50, on=date(2026, 5, 4))
    held(crowd(7, "Three"), team=third, minutes=30, on=date(2026, 5, 4))
    assert protect(figures("MET-08", filter=team_filter(there))["minutes"]).words == "not shown: too few people"
    assert protect(figures("MET-13", filter=team_filter(there))["people"]).words == "fewer than 5"
    assert protect(figures("MET-08", filter=team_filter(here))["minutes"]).is_hidden  # the next-smallest covers it
    assert protect(figures("MET-08", filter=team_filter(third))["minutes"]).value == 210
    assert protect(figures("MET-08")["minutes"]).value == 6 * 60 + 6 * 60 + 3 * 50 + 7 * 30


def test_a_team_without_anybody_shows_nobody(figures, held, crowd):
    held(crowd(8), team=make.team("Wellbeing"))
    assert protect(figures("MET-13", filter=team_filter(make.team("Recovery College")))["people"]).value == 0


def test_nothing_is_said_of_a_team_while_the_first_month_of_the_quarter_runs(figures, held, crowd):
    here = make.team("Community Connections")
    held(crowd(8), team=here, on=date(2026, 4, 2))
    asked = {"slug": "quarter", "today": date(2026, 4, 20), "filter": team_filter(here)}
    assert figures("MET-13", **asked)["people"] == NotYet()
    assert figures("MET-04", **asked)["all"] == Things(1)


# ---- MET-04 --------------------------------------------------------------------------------------
def test_activities_by_level_add_up_and_a_changed_default_rewrites_nothing(figures, held):
    panel = make.kind("Interview panel", is_meeting=False, default_level="operational")
    held(kind=panel)
    held(kind=panel, level="strategic")
    panel.default_level = Level.STRATEGIC
    panel.save()
    now = figures("MET-04")
    assert (now["operational"], now["strategic"], now["all"]) == (Things(1), Things(1), Things(2))


def test_hours_by_level_wait_for_the_month_to_close_and_hide_few_people(figures, held, crowd):
    held(crowd(6), level="strategic", minutes=60, on=date(2026, 5, 4))
    held(crowd(6), level="strategic", minutes=60, on=date(2026, 6, 4))
    held(crowd(9, "Op"), level="operational", minutes=20, on=date(2026, 5, 4))
    held(crowd(5, "In"), level="individual", minutes=20, on=date(2026, 5, 4))
    hours = {level: protect(figures("MET-04")[f"hours_{level}"]) for level in Level.values}
    assert [hours[level].value for level in Level.values] == [360, 180, 100]
    held(crowd(3, "More"), level="individual", minutes=20, on=date(2026, 5, 4))
    Activity.objects.filter(level="individual").exclude(participations__person__name__startswith="More").delete()
    hours = {level: protect(figures("MET-04")[f"hours_{level}"]) for level in Level.values}
    assert [hours[level].is_hidden for level in Level.values] == [True, False, True]


def test_under_a_filter_hours_are_not_asked_by_level_as_well(figures, held, crowd, cast):
    held(crowd(9), team=cast.team)
    assert not [name for name in figures("MET-04", filter=team_filter(cast.team)) if name.startswith("hours")]


# ---- MET-15 --------------------------------------------------------------------------------------
def test_a_new_voice_took_part_for_the_first_time_ever(cast, figures, held):
    held([cast.rowan], on=date(2020, 1, 7))
    held([cast.rowan, cast.sam, cast.pat])
    assert figures("MET-15")["new"] == PeopleShare((2,), (3,))


def test_somebody_known_elsewhere_is_not_new_to_a_team(cast, figures, held, crowd):
    held([cast.rowan], team=cast.other_team, on=date(2020, 1, 7))
    held([cast.rowan, *crowd(6)], team=cast.team)
    new = figures("MET-15", filter=team_filter(cast.team))["new"]
    assert (new.parts[new.at], new.wholes[new.at]) == (6, 7)


def test_being_there_as_staff_first_leaves_the_first_part_as_a_carer_new(cast, figures, held):
    held([cast.ash], hats=["staff"], on=date(2020, 1, 7))
    held([cast.ash], hats=["carer"])
    assert figures("MET-15")["new"] == PeopleShare((1,), (1,))


# ---- the same people by level and body -------------------------------------------------------------
def test_a_level_shows_its_own_people(figures, held, crowd):
    held(crowd(6), level="strategic")
    held(crowd(8, "Op"), level="operational")
    people = figures("MET-13", filter=STRATEGIC)["people"]
    assert people.cells[people.at] == 6


def test_distinct_people_are_never_more_than_parts_taken(cast, figures, held):
    held([cast.rowan, cast.sam])
    held([cast.rowan, cast.pat])
    assert figures("MET-13")["people"].cells[0] <= 4
    assert figures("MET-13")["people"].cells == (3,)


def test_nobody_can_take_the_year_from_twelve_months_and_learn_what_two_people_gave(figures, held, crowd):
    """Every month but two has seven people; what is left of the twelve months without the year has two."""
    group = crowd(7)
    busy, quiet = make.team("Busy"), make.team("Quiet")
    for team in (busy, quiet):
        held(group, team=team, on=date(2026, 5, 4), minutes=60)
    held(group, team=quiet, on=date(2025, 11, 4), minutes=60)
    assert not protect(figures("MET-08", filter=team_filter(busy))["minutes"]).is_hidden
    held(group[:2], team=busy, on=date(2025, 11, 4), minutes=30)
    assert protect(figures("MET-08", filter=team_filter(busy))["minutes"]).is_hidden
    assert protect(figures("MET-08", filter=team_filter(quiet))["minutes"]).is_hidden, "the other would give it away"
    assert protect(figures("MET-08", filter=team_filter(busy), slug="year")["minutes"]).is_hidden, (
        "one decision for all"
    )


def test_nor_from_the_hours_by_level_of_the_whole_charity(figures, held, crowd):
    group = crowd(7)
    for level in ("strategic", "operational"):
        held(group, level=level, on=date(2026, 5, 4), minutes=60)
    assert not protect(figures("MET-04")["hours_strategic"]).is_hidden
    held(group[:2], level="strategic", on=date(2025, 11, 4), minutes=30)
    assert protect(figures("MET-04")["hours_strategic"]).is_hidden
    assert protect(figures("MET-04", slug="year")["hours_strategic"]).is_hidden
