"""The day by which people were to hear what happened has a clock of its own, whether or not anybody pressed anything (OPP-16)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduction.dashboards import quality
from members.actions import cover
from projects.actions import settling
from projects.models import Opportunity
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def promised(cast, title="Choosing a poster", *, days=3, settled=True, **fields):
    """Asked by Ash, closed, settled; people were to hear so many days ago, and nobody has pressed anything since."""
    now = timezone.now()
    project = make.project("The lobby", team=cast.team)
    usual = {"hear_by": ago(days), "starts_on": ago(days + 5), "asked_by": cast.ash, "days": -20}
    work = make.opportunity(project, title=title, **usual | fields)
    make.invitation(work, cast.rowan, answer="yes", answered_at=now, outcome="chosen" if settled else "")
    if settled:
        Opportunity.objects.filter(pk=work.pk).update(told_at=now - timedelta(days=20))
    return work


def test_a_promised_day_gone_by_heads_the_home_although_nobody_pressed_anything(client, cast, as_user):
    work = promised(cast)
    for person, role in ((cast.ash, "staff"), (cast.jo, "coordinator")):
        page = words(as_user(client, person, role).get("/"))
        assert f'href="/projects/work/{work.pk}/">Choosing a poster</a>' in page, role
        assert "Was it held? Say that it is done, and tell them." in page
        assert page.index("<h2") == page.index(
            f"<h2{page.split('People wait to hear')[0].rsplit('<h2', 1)[1]}People wait"
        ), role
        assert page.count("Choosing a poster") == 1, "and it stands there once"
    ash = as_user(client, cast.ash, "staff")
    settling.finish(
        opportunity=work, done_on=ago(8), what_happened="The blue one", actor=cast.actor("ash"), now=timezone.now()
    )
    assert "It is done; not everybody has heard" in words(ash.get("/"))
    settling.told_face_to_face(invitation=work.invitations.get(), actor=cast.actor("ash"), now=timezone.now())
    assert "Choosing a poster" not in words(ash.get("/"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"days": 0}, "Was it held?"),
        ({"days": -9, "starts_on": 0}, ""),
        ({"days": -9, "starts_on": 1}, "Was it held?"),
        ({"days": -9, "starts_on": 9, "lasts": "ongoing"}, ""),
        ({"days": -9, "starts_on": 2, "ends_on": 0}, ""),
        ({"days": -9, "starts_on": 2, "ends_on": 1}, "Was it held?"),
        ({"days": 1, "starts_on": None, "lasts": "ongoing"}, "Promised by"),
        ({"days": 1, "settled": False}, "Say who does it; then that it is done"),
        ({"days": -9, "starts_on": 1, "settled": False}, "Say who does it"),
        ({"days": 1, "cancelled_at": True}, ""),
    ],
)  # fmt: skip
def test_what_is_asked_depends_on_how_far_it_is(client, cast, as_user, fields, says):
    """Days are said as so many days ago: the run of the tests may begin on the day before."""
    days = {name: ago(fields[name]) for name in ("starts_on", "ends_on") if fields.get(name) is not None}
    off = {"cancelled_at": timezone.now()} if fields.get("cancelled_at") else {}
    promised(cast, **fields | days | off)
    page = words(as_user(client, cast.ash, "staff").get("/"))
    assert says in page
    assert ("Choosing a poster" in page) == bool(says)


def test_work_that_nobody_wanted_is_asked_about_as_well_and_can_be_called_off(client, cast, as_user):
    work = make.opportunity(
        make.project(team=cast.team), asked_by=cast.ash, days=-9, starts_on=ago(2), people=[cast.rowan]
    )
    ash = as_user(client, cast.ash, "staff")
    assert "Was it held?" in words(ash.get("/"))
    assert f"/projects/work/{work.pk}/cancel/" in words(ash.get(f"/projects/work/{work.pk}/"))
    ash.post(f"/projects/work/{work.pk}/cancel/", {"because": ""})
    assert "Was it held?" not in words(ash.get("/"))


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({"lasts": "ongoing"}, True),
        ({"lasts": "short", "starts_on": ago(5)}, True),
        ({}, True),  # once, on a day nobody has fixed
        ({"hear_by": ago(2)}, True),
        ({"hear_by": ago(2), "lasts": "ongoing", "starts_on": ago(9)}, True),
        ({"starts_on": ago(-9)}, True),
        ({"starts_on": ago(2)}, False),  # its day is over: "Was it held?"
        ({"days": 9}, False),
        ({"cancelled_at": timezone.now()}, False),
        ({"done_at": timezone.now()}, False),
    ],
)
@pytest.mark.parametrize("answer", ["", "no", "yes", "interested"])
def test_work_that_closed_and_nobody_said_yes_to_stays_on_the_homes(client, cast, as_user, fields, there, answer):
    usual = {"title": "Choosing a poster", "asked_by": cast.ash, "days": -3}
    work = make.opportunity(make.project("The lobby", team=cast.team), **usual | fields)
    make.invitation(work, cast.rowan, answer=answer, answered_at=timezone.now() if answer else None)
    make.invitation(work, cast.sam)
    nobody = there and answer in ("", "no")
    for person, role in ((cast.ash, "staff"), (cast.jo, "coordinator")):
        page = words(as_user(client, person, role).get("/"))
        assert ("Nobody said yes" in page) == nobody, role
        assert page.count("Choosing a poster") <= 1
        if nobody:
            assert f'href="/projects/work/{work.pk}/">Choosing a poster</a>' in page
            assert "Say that it is off; you can ask others anew." in page


def test_work_somebody_was_settled_on_is_not_work_that_nobody_wanted(client, cast, as_user):
    work = promised(cast, days=-9, starts_on=None, lasts="ongoing")
    work.invitations.update(answer="")
    assert "Nobody said yes" not in words(as_user(client, cast.ash, "staff").get("/"))


def test_whoever_stands_in_sees_it_and_who_was_only_asked_to_it_does_not(client, cast, as_user):
    work = promised(cast)
    make.invitation(work, cast.uma, answer="yes", outcome="chosen")
    uma = as_user(client, cast.uma, "staff")
    assert "Was it held?" not in words(uma.get("/")), "she takes part in it, it is not hers to finish"
    today = timezone.localdate()
    cover.go_away(person=cast.ash, cover=cast.uma, starts=today, ends=today, actor=cast.actor("jo"), now=timezone.now())
    assert "Was it held?" in words(as_user(client, cast.uma, "staff").get("/"))


def test_it_stands_where_other_late_promises_stand(client, cast, as_user):
    work = promised(cast)
    gap = next(gap for gap in quality.gaps(now=timezone.now()) if gap.slug == "work")
    assert [gap.line(row)[:2] for row in gap.rows] == [("Choosing a poster", f"/projects/work/{work.pk}/")]
    ash = as_user(client, cast.ash, "staff")
    page = words(ash.get(f"/projects/teams/{cast.team.pk}/"))
    assert "1 piece of work: people wait to hear what happened" in page
    assert f'href="/projects/work/{work.pk}/"' in page
    other = words(as_user(client, cast.tal, "trustee").get(f"/projects/teams/{cast.team.pk}/"))
    assert "1 piece of work: people wait" in other
    assert "Choosing a poster" not in other


@pytest.mark.parametrize(("who", "role"), [("ash", "staff"), ("jo", "coordinator")])
def test_one_and_three_late_promises_cost_the_same(client, cast, as_user, who, role):
    as_user(client, getattr(cast, who), role)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get("/").status_code == 200
        return len(found)

    work = promised(cast)
    make.opportunity(work.project, title="Nobody", asked_by=cast.ash, days=-3)
    asked()
    one = asked()
    for place in range(3):
        promised(cast, f"More {place}")
        promised(cast, f"Held {place}", days=-9, starts_on=ago(2))
        make.opportunity(work.project, title=f"Nobody {place}", asked_by=cast.ash, days=-3)
    assert asked() == one


def test_what_is_over_the_longest_comes_first_by_its_last_day(client, cast, as_user):
    promised(cast, "Three days of interviews", days=-9, starts_on=ago(6), ends_on=ago(1))
    promised(cast, "One afternoon", days=-9, starts_on=ago(3))
    page = words(as_user(client, cast.ash, "staff").get("/"))
    assert page.index("One afternoon") < page.index("Three days of interviews")


def test_the_day_it_was_done_begins_with_the_last_day_of_the_work(client, cast, as_user):
    work = promised(cast, days=-9, starts_on=ago(6), ends_on=ago(2))
    ash = as_user(client, cast.ash, "staff")
    assert ash.get(f"/projects/work/{work.pk}/done/").context["form"]["done_on"].value() == ago(2)


@pytest.mark.parametrize(
    ("answer", "outcome", "waits"),
    [("", "", False), ("no", "", False), ("yes", "", True), ("interested", "", True), ("", "chosen", True)],
)  # fmt: skip
def test_people_wait_to_hear_only_where_somebody_said_yes_or_was_chosen(client, cast, as_user, answer, outcome, waits):
    work = make.opportunity(
        make.project(team=cast.team), title="Choosing a poster", asked_by=cast.ash, days=30, hear_by=ago(3)
    )
    answered = timezone.now() if answer else None
    make.invitation(work, cast.rowan, answer=answer, answered_at=answered, outcome=outcome)
    assert Opportunity.objects.owed(today=timezone.localdate()).exists() == waits
    page = words(as_user(client, cast.ash, "staff").get("/"))
    assert ("People wait to hear" in page) == waits
    team = words(as_user(client, cast.tal, "trustee").get(f"/projects/teams/{cast.team.pk}/"))
    assert ("1 piece of work: people wait" in team) == waits
