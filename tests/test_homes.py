"""What stands at `/` for everybody: the public page that names nobody, and a home for each role."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduction.home.given import given_at_a_glance
from members import charity
from members.models import ContactTask, Letter, Person
from projects.queries import given_by
from tests import factories as make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def words(response):
    return " ".join(response.content.decode().split())


def queries_of(client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/").status_code == 200
    return len(captured)


# ---- nobody signed in ----------------------------------------------------------------------------
def test_a_stranger_reads_how_to_join_by_email_phone_and_post_and_meets_no_name(client, cast):
    past = make.meeting("Last month", days=-20, people=[cast.rowan, cast.sam], lead=cast.jo)
    make.activity("Notes about Rowan Ashdown", meeting=past, people=[cast.rowan])
    page = words(client.get("/"))
    for said in (
        "How to join us",
        "mailto:",
        "tel:",
        "Post",
        "Sign in",
        "What changed lately",
        "/privacy/",
        "/accessibility/",
    ):
        assert said in page
    assert "Advisory Group last met" in page
    for person in Person.objects.all():
        assert person.name not in page
        assert not re.search(rf"\b{person.first_name}\b", page)


@pytest.mark.parametrize(
    ("address", "says"), [("/privacy/", "Who sees it"), ("/accessibility/", "never have to use it")]
)
def test_the_two_short_pages_are_open_to_everybody(client, address, says):
    assert says in words(client.get(address))


# ---- members -------------------------------------------------------------------------------------
def test_rowan_answers_the_next_meeting_from_the_first_screen(client, cast, as_user):
    make.meeting("Welcome Pack workshop", days=9, people=[cast.rowan], online_offered=True)
    as_user(client, cast.rowan, "member")
    page = words(client.get("/"))
    assert "Welcome Pack workshop" in page
    assert page.index("Yes, in the room") < page.index("What you have given")
    meeting = cast.rowan.rsvps.get().meeting
    assert '<input type="hidden" name="next" value="/">' in client.get("/").content.decode()
    pressed = {"answer": "yes", "mode": "online", "next": "/"}
    answered = client.post(f"/meetings/{meeting.pk}/answer/", pressed, follow=True)
    assert answered.redirect_chain == [("/", 302)]
    assert "Saved for Welcome Pack workshop," in words(answered)
    assert '<p tabindex="-1" data-focus>Saved for' in answered.content.decode(), "reading goes on there"
    assert "You are coming online" in words(client.get("/"))


def test_once_a_meeting_has_begun_nobody_is_asked_to_answer_it(client, cast, as_user):
    make.meeting(starts_at=timezone.now() - timedelta(minutes=5), people=[cast.rowan])
    page = words(as_user(client, cast.rowan, "member").get("/"))
    assert "It has begun" in page
    assert "Please answer" not in page


def test_the_meeting_stands_before_all_else_and_on_a_break_what_waits_is_folded_away(client, cast, as_user):
    make.meeting("Welcome Pack workshop", days=9, people=[cast.rowan])
    make.meeting("Walk in the garden", days=12, people=[cast.rowan])
    make.opportunity(title="Interview panel", people=[cast.rowan])
    as_user(client, cast.rowan, "member")
    page = words(client.get("/"))
    assert page.index("Yes, in the room") < page.index("Interview panel")
    assert "What there is when you are back" not in page
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    page = words(client.get("/"))
    assert (
        page.index("You are on a break")
        < page.index("What there is when you are back")
        < page.index("Yes, in the room")
        < page.index("Walk in the garden")
    )
    folded = page[page.index("What there is when you are back") : page.index("Walk in the garden")]
    assert folded.count("<details") == folded.count("</details>"), "what comes after that is folded away too"


def test_rowan_sees_what_they_gave_and_the_work_they_are_asked_to(client, cast, as_user):
    make.activity("Choosing pictures", people=[cast.rowan], minutes=90)
    make.opportunity(title="Interview panel", people=[cast.rowan])
    page = words(as_user(client, cast.rowan, "member").get("/"))
    assert "You took part once, 1½ hours in all" in page
    assert "Interview panel" in page
    assert "Not for me" in page


def test_the_sums_on_the_home_are_those_of_the_whole_list(cast):
    for minutes in (30, None, 45, 60):
        make.activity(f"{minutes} minutes", people=[cast.rowan], minutes=minutes, days_ago=minutes or 1)
    make.activity("Taken back", people=[cast.rowan], state="removed")
    for person in (cast.rowan, cast.sam):
        short, whole = given_at_a_glance(person), given_by(person)
        assert (short.activities, short.minutes, short.travel_minutes, short.without_time) == (
            whole.activities, whole.minutes, whole.travel_minutes, whole.without_time,
        )  # fmt: skip
        assert [each.title for each in short.latest] == [part.activity.title for part in whole.latest]


def test_one_press_takes_a_break_and_one_press_comes_back(client, cast, as_user):
    as_user(client, cast.rowan, "member")
    assert "Take a break" in words(client.get("/"))
    page = words(client.post("/members/break/start/", follow=True))
    assert "You are on a break" in page
    assert "I'm back" in page.replace("&#x27;", "'")
    assert "You are on a break" not in words(client.post("/members/break/end/", follow=True)).split("<main")[1]


def test_asking_to_be_rung_says_when_and_that_it_is_not_for_emergencies(client, cast, as_user):
    as_user(client, cast.rowan, "member")
    assert "not for emergencies" in words(client.get("/"))
    page = words(client.post("/members/ring-me/", {"next": "/"}, follow=True))
    assert "We will ring you" in page
    assert ContactTask.objects.open().filter(person=cast.rowan).count() == 1


def test_a_member_with_nothing_to_do_is_told_what_will_stand_there(client, cast, as_user):
    page = words(as_user(client, cast.rowan, "member").get("/"))
    assert "No meeting is waiting for you" in page
    assert "Nothing is written down yet" in page


# ---- the same number of questions for one thing and for three -------------------------------------
def fill(cast, *, number):
    now = timezone.now()
    for place in range(number):
        meeting = make.meeting(
            f"Meeting {place}", days=8 + place, people=[cast.rowan, cast.ash, cast.tal, cast.kim, cast.sam],
            team=cast.team, lead=cast.ash, answer_by=timezone.localdate() - timedelta(days=1), room_places=5,
        )  # fmt: skip
        make.meeting(f"Draft {place}", days=30 + place, state="draft", team=cast.team)
        make.meeting(f"Held {place}", days=-5 - place, people=[cast.rowan], team=cast.team)
        project = make.project(f"Project {place}", team=cast.team)
        make.activity(f"Unfinished {place}", project=project, team=cast.team, people=[cast.rowan], needs_detail=True)
        make.opportunity(project, title=f"Work {place}", people=[cast.rowan])
        late = timezone.localdate() - timedelta(days=3)
        make.contribution(project, text=f"Said {place}", people=[cast.rowan], reply_by=late, owner=cast.ash)
        ContactTask.objects.create(
            person=cast.sam, way="phone", why=f"Ring {place}", due_at=now, about=meeting.about_word
        )
        Letter.objects.create(
            key=f"bad-{place}",
            kind="meeting_invitation",
            person=cast.rowan,
            state="failed",
            due_at=now,
            subject="Hello",
        )


HOMES = [
    ("rowan", "member"), ("ash", "staff"), ("jo", "coordinator"), ("tal", "trustee"), ("bo", "board"),
    ("kim", "partner"), ("fin", "finance"), ("saf", "safeguarding"), ("tec", "technical"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "role"), HOMES)
def test_each_home_asks_as_much_for_one_thing_as_for_three(client, cast, as_user, who, role):
    as_user(client, getattr(cast, who), role)
    fill(cast, number=1)
    one = queries_of(client)
    Letter.objects.all().delete()  # their keys are taken
    fill(cast, number=3)
    three = queries_of(client)
    assert one == three
    assert three <= MOST_QUERIES


def test_monday_asks_no_more_while_a_new_site_still_has_steps_to_take(client, cast, as_user):
    charity.kept.put(charity.usual(), seconds=600)  # nobody has put the list away yet
    fill(cast, number=3)
    as_user(client, cast.jo, "coordinator")
    assert "Getting started" in words(client.get("/"))
    assert queries_of(client) <= MOST_QUERIES
    assert "Name your teams" in words(client.get("/members/settings/"))


# ---- staff, coordinator and the others ---------------------------------------------------------------
def test_ash_is_one_press_from_the_log_and_sees_how_people_answered(client, cast, as_user):
    fill(cast, number=1)
    page = words(as_user(client, cast.ash, "staff").get("/"))
    assert 'href="/involvement/new/"' in page
    assert "5 of 5 silent" in page
    assert "Unfinished 0" in page
    assert "Project 0" in page
    assert "Held 0" in page


def test_each_of_the_staff_sees_their_own_teams_work_and_nobody_elses(client, cast, as_user):
    make.project("Reception", team=cast.team)
    make.project("Garden", team=cast.other_team)
    make.meeting("Choosing plants", team=cast.other_team)
    make.grant(cast.uma, "staff", team=cast.team)
    stray = make.person("Lee Stray", email="lee@example.org", role="staff")
    for person, sees in (
        (cast.ash, ["Reception"]),
        (cast.uma, ["Reception", "Garden", "Choosing plants"]),
        (stray, []),
    ):
        page = words(as_user(client, person, "staff").get("/"))
        assert [title for title in ("Reception", "Garden", "Choosing plants") if title in page] == sees


def test_jo_finds_monday_in_the_order_in_which_it_hurts(client, cast, as_user):
    fill(cast, number=1)
    page = words(as_user(client, cast.jo, "coordinator").get("/"))
    for said in ("Ring 0", "Could not be sent", "Have not answered", "Draft 0", "Held 0", "Unfinished 0"):
        assert said in page
    assert (
        page.index("Calls to make") < page.index("Messages that did not get through") < page.index("Have not answered")
    )


def test_jo_with_nothing_left_reads_done_everywhere(client, cast, as_user):
    page = words(as_user(client, cast.jo, "coordinator").get("/"))
    assert page.count("Done: ") == 6


def test_nobody_on_a_break_stands_on_the_list_of_silent_people(client, cast, as_user):
    fill(cast, number=1)
    as_user(client, cast.jo, "coordinator")
    assert "Rowan Ashdown</a></li>" in words(client.get("/"))
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    assert "Rowan Ashdown</a></li>" not in words(client.get("/"))


@pytest.mark.parametrize("who", ["tal", "bo"])
def test_trustees_and_the_management_board_read_figures_and_meet_nobody_else(client, cast, as_user, who):
    fill(cast, number=3)
    person = getattr(cast, who)
    page = words(as_user(client, person).get("/"))
    assert "Is involvement working?" in page
    assert "From the start" in page
    for other in Person.objects.exclude(pk=person.pk):
        assert other.name not in page


def test_kim_sees_the_next_network_meeting_and_who_speaks_for_the_organisation(client, cast, as_user):
    make.meeting("Network in May", days=12, people=[cast.kim], body=cast.network)
    page = words(as_user(client, cast.kim, "partner").get("/"))
    assert "Network in May" in page
    assert "Independent Mental Health Network" in page
    assert "Kim Sandhu" in page


def test_kim_hears_of_a_network_meeting_even_when_not_on_its_list(client, cast, as_user):
    make.meeting("Network in May", days=12, body=cast.network)
    assert "You are not on its list" in words(as_user(client, cast.kim, "partner").get("/"))


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("fin", "Claims are still made on paper"),
        ("saf", "No concern waits for you"),
        ("tec", "Is the site well?"),
    ],
)
def test_quiet_roles_are_told_that_nothing_waits_and_what_to_do_instead(client, cast, as_user, who, says):
    page = words(as_user(client, getattr(cast, who)).get("/"))
    assert says in page


def test_somebody_without_a_role_is_told_whom_to_ring(client, cast, as_user):
    cast.rowan.grants.all().delete()
    page = words(as_user(client, cast.rowan).get("/"))
    assert "there is nothing here for you yet" in page
    assert "tel:" in page


def test_tal_sees_a_members_home_only_after_switching_role(client, cast, as_user):
    as_user(client, cast.tal, "trustee")
    assert "Is involvement working?" in words(client.get("/"))
    client.post("/members/role/", {"role": "member"})
    assert "Hello Tal" in words(client.get("/"))
