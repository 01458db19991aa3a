"""Who may come in: inviting, ending, confirming; and nobody is ever shut out for good."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from members import charity
from members.models import AccessReview, Charity, Letter, Person, RoleGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
INVITE = "/members/settings/access/invite/"
ACCESS = "/members/settings/access/"


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo, "coordinator")


def test_jo_invites_a_trustee_who_gets_a_letter_that_says_how_to_sign_in(jo):
    answer = jo.post(INVITE, {"email": "Nia@Board.example", "name": "Nia Webb", "role": "trustee"}, follow=True)
    assert "Nia Webb is Trustee from now on" in words(answer)
    nia = Person.objects.get(name="Nia Webb")
    assert EmailAddress.objects.get(user=nia).email == "nia@board.example"
    assert Letter.objects.filter(person=nia, kind="sign_in_welcome").count() == 1
    assert nia.grants.get().granted_by.name == "Jo Hartley"


@pytest.mark.parametrize(("role", "field"), [("staff", "team"), ("partner", "organisation")])
def test_staff_need_a_team_and_partners_an_organisation(jo, role, field):
    answer = jo.post(INVITE, {"email": "nia@board.example", "name": "Nia", "role": role})
    assert answer.status_code == 422
    assert f"Please choose the {field}" in words(answer)
    assert not Person.objects.filter(name="Nia").exists()


def test_somebody_who_signs_in_already_gets_the_role_and_no_second_record(jo, cast):
    tal = cast.tal
    jo.post(INVITE, {"email": "tal@example.org", "name": "", "role": "board"})
    assert tal.grants.filter(role="board").exists()
    assert EmailAddress.objects.filter(email="tal@example.org").count() == 1


def test_an_address_we_only_write_to_is_asked_about(jo, cast):
    robin = make.person("Robin Post", email="shared@example.org", signs_in=False)
    facts = {"email": "shared@example.org", "name": "Lee Post", "role": "trustee"}
    asked = jo.post(INVITE, facts)
    assert asked.status_code == 422
    assert "Robin Post, whom we write to at this address" in words(asked)
    jo.post(INVITE, facts | {"who": "new"})
    assert Person.objects.get(name="Lee Post").grants.filter(role="trustee").exists()
    assert not robin.grants.exists()


def test_or_it_is_that_person(jo, cast):
    robin = make.person("Robin Post", email="shared@example.org", signs_in=False)
    jo.post(INVITE, {"email": "shared@example.org", "name": "", "role": "trustee", "who": str(robin.pk)})
    assert robin.grants.filter(role="trustee").exists()
    assert robin.emailaddress_set.get().verified


def test_the_letter_can_be_sent_again(jo, cast):
    jo.post(f"{ACCESS}{cast.ash.pk}/again/")
    assert Letter.objects.filter(person=cast.ash, kind="sign_in_welcome").count() == 1


def test_ash_is_signed_out_at_once_when_access_ends_and_cannot_come_back(jo, cast, as_user):
    ash = as_user(Client(), cast.ash, "staff")
    assert ash.get("/projects/").status_code == 200
    page = words(jo.get(f"{ACCESS}{cast.ash.pk}/end/"))
    assert "The role Staff, Community Connections ends" in page
    jo.post(f"{ACCESS}{cast.ash.pk}/end/")
    assert ash.get("/projects/").status_code == 302
    cast.ash.refresh_from_db()
    assert not cast.ash.is_active
    jo.get(ACCESS)  # reads the line that says it is done
    assert "Ash Mbeki" not in words(jo.get(ACCESS))


def test_an_invitation_opens_the_door_again(jo, cast):
    jo.post(f"{ACCESS}{cast.ash.pk}/end/")
    RoleGrant.objects.filter(person=cast.ash, ends=None).delete()
    jo.post(INVITE, {"email": "ash@example.org", "name": "", "role": "staff", "team": cast.team.pk})
    cast.ash.refresh_from_db()
    assert cast.ash.is_active


# ---- the only coordinator ----------------------------------------------------------------------------------
def every_way_to_lose_jo(client, jo):
    grant = jo.grants.get(role="coordinator")
    return [
        client.post(f"{ACCESS}{jo.pk}/end/"),
        client.post(f"/members/roles/{grant.pk}/end/"),
        client.post(f"/members/{jo.pk}/sign-in/", {"email": "jo@example.org"}),
        client.post(f"/members/{jo.pk}/died/", {"died_on": "2025-01-01"}),
    ]


def test_the_only_coordinator_cannot_be_lost_and_the_page_says_what_to_do(jo, cast):
    for answer in every_way_to_lose_jo(jo, cast.jo):
        assert answer.status_code in (409, 422)
        assert "Give the role to somebody else" in words(answer)
        assert "invite_coordinator" in words(answer)
    cast.jo.refresh_from_db()
    assert cast.jo.is_active
    assert cast.jo.died_on is None


def test_with_a_second_coordinator_jo_may_go(jo, cast):
    make.grant(cast.ash, "coordinator")
    assert jo.post(f"{ACCESS}{cast.jo.pk}/end/").status_code == 302


def test_a_second_coordinator_who_cannot_sign_in_does_not_count(jo, cast):
    make.grant(cast.ash, "coordinator")
    Person.objects.filter(pk=cast.ash.pk).update(is_active=False)
    assert jo.post(f"{ACCESS}{cast.jo.pk}/end/").status_code == 409


# ---- the page and its quarter ---------------------------------------------------------------------------------
def test_the_page_says_since_when_last_signed_in_second_step_and_who_is_alone(jo, cast):
    for name in ("ash", "tal", "saf"):
        getattr(cast, name)
    page = words(jo.get(ACCESS))
    for said in (
        "Ash Mbeki",
        "Community Connections",
        "No second step yet",
        "Never signed in",
        "holds this role alone",
    ):
        assert said in page
    assert "Rowan" not in page


def test_the_page_asks_as_much_for_three_as_for_one(jo, cast, django_assert_max_num_queries):
    for name in ("ash", "uma", "tal", "bo", "kim", "fin"):
        getattr(cast, name)
    with django_assert_max_num_queries(7):
        jo.get(ACCESS)


def test_after_a_quarter_monday_asks_and_one_press_confirms_everything(jo, cast):
    for name in ("ash", "tal"):
        getattr(cast, name)
    jo.post("/members/settings/words/", {"word-0": ""})
    Charity.objects.update(created_at=timezone.now() - timedelta(days=100), set_up_at=timezone.now())
    charity.forget()
    assert "Who has access?" in words(jo.get("/"))
    jo.post(f"{ACCESS}confirm/")
    assert "Who has access?" not in words(jo.get("/"))
    assert AccessReview.objects.count() == RoleGrant.objects.exclude(role="member").count()
    assert "Confirmed" in words(jo.get(ACCESS))


def test_confirming_each_line_does_it_as_well(jo, cast):
    assert cast.ash
    jo.post("/members/settings/words/", {"word-0": ""})
    grants = list(RoleGrant.objects.exclude(role="member"))
    for grant in grants[:-1]:
        jo.post(f"{ACCESS}confirm/", {"grant": grant.pk})
    assert charity.current().access_confirmed_at is None
    jo.post(f"{ACCESS}confirm/", {"grant": grants[-1].pk})
    assert charity.current().access_confirmed_at is not None
