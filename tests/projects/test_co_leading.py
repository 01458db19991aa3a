"""A client leads a project together with us: what they see, their hours, and whether they would like to hear about the group."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Enquiry, Membership
from members.permissions import Actor
from members.rules import Refused
from projects.actions import co_leading
from projects.models import Activity, CoLead
from projects.queries.pathway import may_be_asked_from
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(cast):
    return make.project("Let's Talk", team=cast.team, lead=cast.ash)


@pytest.fixture
def noor(db):
    """A client with no role and no seat."""
    return make.person("Noor Haddad", email="noor@example.org")


def add(course, person, cast, now, hat="client"):
    return co_leading.add(project=course, person=person, hat=hat, actor=cast.actor("ash"), now=now)


def words(response):
    return " ".join(response.content.decode().split())


def test_as_what_somebody_leads_it_is_said_and_never_taken_from_being_staff(cast, course, now):
    with pytest.raises(Refused, match="as what"):
        add(course, cast.uma, cast, now, hat="staff")
    with pytest.raises(Refused, match="lead already"):
        add(course, cast.ash, cast, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoLead.objects.create(project=course, person=cast.uma, hat="staff", began_on=timezone.localdate())
    assert add(course, cast.uma, cast, now, hat="carer").hat == "carer", "a colleague may be a carer, and says so"
    with pytest.raises(PermissionDenied):
        co_leading.add(project=course, person=cast.rowan, hat="client", actor=cast.actor("uma"), now=now)


def test_it_stands_on_the_page_and_on_their_home_and_nobody_above_reads_who(client, cast, as_user, course, now):
    add(course, cast.rowan, cast, now, hat="advisory_member")
    assert "Rowan Ashdown" in words(as_user(client, cast.ash).get(f"/projects/{course.pk}/"))
    for who in ("tal", "sam", "uma"):  # Uma works in another team: who took part is not hers to read
        page = words(as_user(client, getattr(cast, who)).get(f"/projects/{course.pk}/"))
        assert "Somebody with lived experience" in page
        assert "Rowan" not in page
    home = words(as_user(client, cast.rowan).get("/"))
    assert "together with Ash Mbeki" in home
    assert "Write down what you did" in words(client.get("/projects/my-part/"))


def test_a_client_without_a_role_finds_it_too(client, cast, as_user, course, noor, now):
    add(course, noor, cast, now)
    assert "You lead this together" in words(as_user(client, noor).get("/"))
    page = words(client.get("/projects/my-part/"))
    assert "Let" in page
    assert "Ash Mbeki" in page


def test_their_hours_count_as_any_and_the_same_form_twice_is_one(client, cast, as_user, course, noor, now):
    led = add(course, noor, cast, now)
    make.kind("Making a course together", slug="course-co-production", default_level="operational")
    as_user(client, noor)
    said = {
        "title": "First evening",
        "on": timezone.localdate(now),
        "minutes": "2",
        "prep_minutes": "1.5",
        "once": "a1",
    }
    for _ in range(2):
        assert client.post(f"/projects/together/{led.pk}/did/", said).status_code == 302
    work = Activity.objects.get()
    part = work.participations.get()
    assert (part.hats, part.contact_minutes, part.prep_minutes) == (["client"], 120, 90)
    assert part.is_lived_experience
    assert (work.team, work.needs_detail, work.level) == (cast.team, True, "operational")
    assert (
        client.post(f"/projects/together/{led.pk}/did/", {**said, "once": "b", "on": "2099-01-01"}).status_code == 422
    )
    theirs = co_leading.add(project=course, person=cast.rowan, hat="client", actor=cast.actor("ash"), now=now)
    assert client.post(f"/projects/together/{theirs.pk}/did/", {**said, "once": "c"}).status_code == 404
    co_leading.end(co_lead=led, actor=cast.actor("ash"), now=now)
    assert client.post(f"/projects/together/{led.pk}/did/", {**said, "once": "d"}).status_code == 422


def test_afterwards_they_are_asked_about_the_group_and_a_yes_is_an_enquiry_that_remembers_the_project(
    client, cast, as_user, course, noor, now
):
    led = add(course, noor, cast, now)
    assert noor in may_be_asked_from(course)
    as_user(client, noor)
    assert "hear about the" not in words(client.get("/projects/my-part/")), "not while they work on it"
    course.ended_on = timezone.localdate(now) - timedelta(days=1)
    course.save()
    assert "hear about the" in words(client.get("/projects/my-part/"))
    client.post(f"/projects/together/{led.pk}/hear-more/")
    membership = Membership.objects.get(person=noor)
    assert (membership.state, membership.joined_via, membership.came_from) == (
        "enquiry", "project", f"project:{course.pk}",
    )  # fmt: skip
    assert Enquiry.objects.get().taken_by is None
    assert "hear about the" not in words(client.get("/projects/my-part/"))
    assert client.post(f"/projects/together/{led.pk}/hear-more/").status_code == 409
    with pytest.raises(PermissionDenied):
        co_leading.would_like_to_hear(co_lead=led, actor=Actor(person=cast.rowan, role=None), now=now)


def test_somebody_who_took_part_is_chosen_with_one_press_and_without_a_hat_nothing_is_saved(
    client, cast, as_user, course, noor
):
    make.activity("A blank sheet", project=course, team=cast.team, people=[noor], hats=["client"])
    address = f"/projects/{course.pk}/together/"
    as_user(client, cast.ash)
    assert "Noor Haddad" in words(client.get(address))
    wrong = client.post(address, {"people": noor.pk})
    assert wrong.status_code == 422
    assert "Noor Haddad" in words(wrong)
    assert client.post(address, {"people": noor.pk, "hat": "client"}).status_code == 302
    assert CoLead.objects.get().person == noor


def test_two_who_press_at_once_wait_for_each_other(cast, course, noor, now):
    """Else the second one meets a rule of the database instead of a sentence."""
    with CaptureQueriesContext(connection) as asked:
        led = add(course, noor, cast, now)
        co_leading.would_like_to_hear(co_lead=led, actor=Actor(person=noor, role=None), now=now)
    held = [each["sql"] for each in asked if "FOR NO KEY UPDATE" in each["sql"]]
    assert any('FROM "projects_project"' in sql for sql in held)
    assert any('FROM "members_person"' in sql for sql in held)
