"""From a project into the group, what the certificate says, and who has gone quiet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.actions import register
from members import certificates
from members.models import ContactTask, Letter, Membership
from members.post import clock
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def course(cast):
    """A course of Ash's team that Noor, a client, helped to write."""
    project = make.project("Living with change", team=cast.team)
    noor = make.person("Noor Haddad", email="noor@example.org")
    make.activity("Writing the course", team=cast.team, project=project, people=[noor], hats=["client"])
    make.activity("Looking at it", team=cast.team, project=project, people=[cast.rowan])
    return project, noor


def test_ash_asks_noor_who_helped_to_write_the_course_once_and_not_who_is_a_member_already(
    client, cast, as_user, course
):
    project, noor = course
    ash = as_user(client, cast.ash)
    page = words(ash.get(f"/projects/{project.pk}/join/"))
    assert "Noor Haddad" in page
    assert "Rowan" not in page
    for _ in range(2):
        ash.post(f"/projects/{project.pk}/join/", {"person": noor.pk, "ask": "1"})
    clock.tick(now=timezone.now())
    letter = Letter.objects.get(kind="join_invitation")
    assert "/join/" in letter.text
    assert not Membership.objects.filter(person=noor).exists()
    assert "Asked" in words(ash.get(f"/projects/{project.pk}/join/"))


def test_when_noor_says_yes_it_is_an_enquiry_that_remembers_the_project(client, cast, as_user, course):
    project, noor = course
    as_user(client, cast.ash).post(f"/projects/{project.pk}/join/", {"person": noor.pk, "yes": "1"})
    membership = Membership.objects.get(person=noor)
    assert (membership.state, membership.joined_via) == ("enquiry", "project")
    assert membership.came_from == f"project:{project.pk}"
    assert "Noor Haddad" in words(as_user(client, cast.jo).get("/members/joining/"))


def test_another_team_does_not_ask_for_this_project(client, cast, as_user, course):
    assert as_user(client, cast.uma).get(f"/projects/{course[0].pk}/join/").status_code in (403, 404)


def test_the_certificate_counts_what_was_given_and_names_nothing_else(cast, course):
    given = certificates.given_by(cast.rowan)
    assert (given.times, given.minutes) == (1, 60)


def missed(cast, person, *, times, closing=True, days=60):
    """The last so many meetings of the group, to which the person was asked and did not come."""
    for number in range(times):
        held = make.meeting(f"Group {number}", days=-days + number * 10, people=[person, cast.robin], body=cast.group)
        make.attendance(held, cast.robin)
        if closing:
            register.close(meeting=held, actor=cast.actor("jo"), now=timezone.now())


def test_after_three_missed_meetings_without_a_word_a_person_gets_in_touch_and_nothing_else_happens(cast):
    missed(cast, cast.sam, times=3)
    task = ContactTask.objects.get(person=cast.sam)
    assert task.why == "Has gone quiet: please get in touch"
    assert "we have missed you" in task.script.lower()
    assert cast.sam.memberships.get().state == "active"
    assert not Letter.objects.filter(person=cast.sam).exists()
    assert not ContactTask.objects.filter(person=cast.robin).exists()


def test_two_missed_meetings_are_nobodys_business(cast):
    missed(cast, cast.sam, times=2)
    assert not ContactTask.objects.exists()


@pytest.mark.parametrize("sign", ["said no", "was rung", "helped", "on a break"])
def test_whoever_gave_a_sign_of_life_is_left_alone(cast, sign):
    now = timezone.now()
    missed(cast, cast.sam, times=2)
    if sign == "was rung":
        ContactTask.objects.create(
            person=cast.sam, way="phone", why="x", due_at=now, outcome="spoke", closed_at=now - timedelta(days=1)
        )
    if sign == "helped":
        make.activity("Pictures", people=[cast.sam], days_ago=5)
    if sign == "on a break":
        cast.sam.paused_at = now
        cast.sam.save()
    before = ContactTask.objects.count()
    last = make.meeting("Last", days=-10, people=[cast.sam, cast.robin], body=cast.group)
    make.attendance(last, cast.robin)
    if sign == "said no":
        last.rsvps.filter(person=cast.sam).update(answer="no", answered_at=now)
    register.close(meeting=last, actor=cast.actor("jo"), now=now)
    assert ContactTask.objects.count() == before


def test_asked_after_once_it_takes_three_more(cast):
    missed(cast, cast.sam, times=4, days=80)
    assert ContactTask.objects.filter(person=cast.sam).count() == 1
