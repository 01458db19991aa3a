"""What Rowan said yes to and has still to come stands where Rowan looks for it, with day, time and place."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from members.models import Person
from members.words import full_day
from projects.models import Invitation, OutsideMeeting, Project
from tests import factories as make

pytestmark = pytest.mark.django_db
LINK = '<div hx-get="/projects/said-yes/"'


def words(response):
    return " ".join(response.content.decode().split())


def elsewhere(cast, **fields):
    today = timezone.localdate()
    on_day = fields.pop("on_day", today + timedelta(days=9))
    return OutsideMeeting.objects.create(
        project=make.project(lead=cast.jo), title="Contract meeting", organisation="The council", person=cast.rowan,
        on_day=on_day, starts_at=time(10, 30), place="County Hall, room 3", debrief_on=on_day + timedelta(days=1),
        made_at=timezone.now(), made_by=cast.jo, **fields,
    )  # fmt: skip


def said_yes(cast, title, **fields):
    work = make.opportunity(title=title, people=[cast.rowan], place="Leatherhead office", **fields)
    Invitation.objects.filter(opportunity=work).update(answer="yes", answered_at=timezone.now())
    return work


def test_the_list_of_meetings_asks_for_it_and_it_tells_day_time_and_place(client, cast, as_user):
    today = timezone.localdate()
    elsewhere(cast)
    said_yes(cast, "Interview panel", starts_on=today + timedelta(days=20), when_words="2pm to 4pm")
    said_yes(cast, "Help with pictures")
    as_user(client, cast.rowan, "member")
    assert LINK in words(client.get("/meetings/"))
    page = words(client.get("/projects/said-yes/"))
    assert "10.30am. County Hall, room 3" in page
    assert "2pm to 4pm" in page
    assert page.index("Contract meeting") < page.index("Interview panel") < page.index("Help with pictures")
    assert "Contract meeting" not in words(as_user(client, cast.robin, "member").get("/projects/said-yes/"))
    assert LINK not in words(as_user(client, cast.jo).get("/meetings/"))


@pytest.mark.parametrize(
    ("work", "invitation"),
    [
        ({"starts_on": -1}, {}),
        ({}, {"outcome": "not_this_time"}),
        ({}, {"answer": "no"}),
        ({"cancelled_at": 0}, {}),
    ],
)
def test_what_is_over_called_off_or_given_to_somebody_else_is_not_to_come(client, cast, as_user, work, invitation):
    if "starts_on" in work:
        work = {"starts_on": timezone.localdate() - timedelta(days=1)}
    if "cancelled_at" in work:
        work = {"cancelled_at": timezone.now()}
    asked = said_yes(cast, "Interview panel", **work)
    Invitation.objects.filter(opportunity=asked).update(**invitation)
    page = as_user(client, cast.rowan, "member").get("/projects/said-yes/")
    assert "Interview panel" not in words(page)
    assert "Nothing is waiting for you" in words(page)


@pytest.mark.parametrize("lasts", ["ongoing", "short"])
def test_a_role_without_a_last_day_stays_while_it_goes_on_and_says_since_when(client, cast, as_user, lasts):
    today = timezone.localdate()
    began = today - timedelta(days=20)
    role = said_yes(cast, "Editing the pack", lasts=lasts, starts_on=began, when_words="Two hours a week")
    Invitation.objects.filter(opportunity=role).update(outcome="chosen")
    type(role).objects.filter(pk=role.pk).update(told_at=timezone.now())
    as_user(client, cast.rowan, "member")
    page = words(client.get("/projects/said-yes/"))
    assert "Editing the pack" in page
    assert f"Since {full_day(began)}. Two hours a week" in page
    for ended in (
        {"done_at": timezone.now()},
        {"cancelled_at": timezone.now()},
        {"ends_on": today - timedelta(days=1)},
    ):
        type(role).objects.filter(pk=role.pk).update(**ended)
        assert "Editing the pack" not in words(client.get("/projects/said-yes/")), ended
        type(role).objects.filter(pk=role.pk).update(**dict.fromkeys(ended))
    assert "Editing the pack" in words(client.get("/projects/said-yes/"))
    role.activity = make.activity(project=role.project, people=[cast.rowan])
    role.save()
    assert "Editing the pack" not in words(client.get("/projects/said-yes/")), "it stands in the log"


def test_a_role_goes_on_no_longer_than_its_project(client, cast, as_user):
    today = timezone.localdate()
    role = said_yes(cast, "Editing the pack", lasts="ongoing", starts_on=today - timedelta(days=20))
    rowan = as_user(client, cast.rowan, "member")
    for days, is_there in ((1, True), (0, True), (-1, False)):
        Project.objects.filter(pk=role.project_id).update(ended_on=today + timedelta(days=days))
        assert ("Editing the pack" in words(rowan.get("/projects/said-yes/"))) is is_there, days


def test_what_goes_on_already_stands_after_what_is_still_to_come(client, cast, as_user):
    today = timezone.localdate()
    said_yes(cast, "Editing the pack", lasts="ongoing", starts_on=today - timedelta(days=400))
    said_yes(cast, "Answering letters", lasts="short", starts_on=today - timedelta(days=20))
    said_yes(cast, "Interview panel", starts_on=today + timedelta(days=20))
    said_yes(cast, "Open days", lasts="ongoing", starts_on=today - timedelta(days=3), ends_on=today + timedelta(days=3))
    said_yes(cast, "Reading drafts", lasts="ongoing", starts_on=today + timedelta(days=30))
    said_yes(cast, "Sorting pictures")
    elsewhere(cast)
    page = words(as_user(client, cast.rowan, "member").get("/projects/said-yes/"))
    titles = ["Open days", "Contract meeting", "Interview panel", "Reading drafts", "Sorting pictures", "Editing the pack",
              "Answering letters"]  # fmt: skip
    assert sorted(titles, key=page.index) == titles


def test_a_role_without_any_day_stays_too_and_says_no_day(client, cast, as_user):
    role = said_yes(cast, "Editing the pack", lasts="ongoing", when_words="Two hours a week")
    Invitation.objects.filter(opportunity=role).update(outcome="chosen")
    type(role).objects.filter(pk=role.pk).update(told_at=timezone.now())
    page = words(as_user(client, cast.rowan, "member").get("/projects/said-yes/"))
    assert 'Editing the pack</strong></p><p class="soft">Two hours a week' in page


@pytest.mark.parametrize("paused", [False, True])
def test_a_meeting_elsewhere_is_told_at_home_with_its_time_and_is_never_folded(client, cast, as_user, paused):
    for number in range(4):
        make.opportunity(title=f"Panel {number}", people=[cast.rowan])
    elsewhere(cast)
    as_user(client, cast.rowan, "member")
    if paused:
        Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    page = words(client.get("/"))
    assert ", 10.30am</p>" in page
    assert "<strong>Contract meeting</strong>, County Hall, room 3." in page
    assert page.index("County Hall") < page.index("more thing")
    if paused:
        assert page.index("County Hall") < page.index("What there is when you are back")
    assert page.count("Contract meeting") == 1
