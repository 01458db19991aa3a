"""Whatever a member can do with work, the desk can do for them in their name; and read out what they gave (COM-04)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Letter, SensitiveRead
from projects.models import Opportunity
from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def work(cast, welcoming, now):
    _ = cast.sam  # a member of the Advisory Group
    return make.opportunity(
        welcoming, title="Tasting soup", open_to="advisory", places=3, checked_at=now, asked_by=cast.ash
    )


def test_sam_comes_forward_on_the_telephone_and_it_is_written_down_by_jo_for_sam(
    client, cast, as_user, work, welcoming
):
    shut = make.opportunity(welcoming, title="Only who was asked", people=[cast.rowan])
    address = f"/projects/of/{cast.sam.pk}/could-join/"
    jo = as_user(client, cast.jo, "coordinator")
    assert address in words(jo.get(f"/projects/of/{cast.sam.pk}/"))
    assert address in words(jo.get(f"/members/{cast.sam.pk}/"))
    page = words(jo.get(address))
    assert "Tasting soup" in page
    assert shut.title not in page
    for _ in range(2):  # pressed twice
        said = words(jo.post(f"{address}{work.pk}/", {"answer": "yes", "told": "phone"}, follow=True))
        assert "Written down in Sam Okafor’s name: Tasting soup." in said
    theirs = work.invitations.get()
    assert (theirs.person, theirs.answer, theirs.by_themselves, theirs.recorded_by, theirs.via) == (
        cast.sam, "yes", True, cast.jo, "desk",
    )  # fmt: skip
    assert not Letter.objects.filter(person=cast.sam, kind="work_receipt").exists(), "they said it themselves"
    assert "Nothing is open to them just now" in words(jo.get(address))
    assert "for Sam Okafor, by phone" in words(jo.get(f"/projects/work/{work.pk}/history/"))


def test_what_is_not_open_to_them_is_refused_in_words_and_nothing_is_written(client, cast, as_user, work, welcoming):
    jo = as_user(client, cast.jo, "coordinator")
    for person in (cast.kim, cast.sam):
        if person == cast.sam:
            make.invitation(work, cast.sam)
        page = jo.post(f"/projects/of/{person.pk}/could-join/{work.pk}/", {"answer": "yes"}, follow=True)
        assert f"This is not open to {person} any more, or they were asked to it already." in words(page)
    assert work.invitations.get().answer == ""
    Opportunity.objects.filter(pk=work.pk).update(open_to="public")
    assert jo.post(f"/projects/of/{cast.rowan.pk}/could-join/{work.pk}/", {"answer": "perhaps"}).status_code in (
        302,
        409,
    )
    assert not work.invitations.filter(person=cast.rowan).exists()
    type(cast.rowan).objects.filter(pk=cast.rowan.pk).update(died_on=timezone.localdate() - timedelta(days=3))
    assert "Tasting soup" not in words(jo.get(f"/projects/of/{cast.rowan.pk}/could-join/"))


def test_the_desk_reads_what_somebody_gave_as_they_see_it_and_they_see_that_it_was_opened(client, cast, as_user):
    make.activity("Choosing pictures", people=[cast.sam], minutes=90)
    make.activity("Not theirs", people=[cast.rowan], minutes=45)
    address = f"/projects/of/{cast.sam.pk}/involvement/"
    jo = as_user(client, cast.jo, "coordinator")
    page = words(jo.get(address))
    assert "<bdi>Sam Okafor</bdi> took part in 1 thing and gave 1½ hours" in page
    assert "Choosing pictures" in page
    assert "Not theirs" not in page
    assert (
        SensitiveRead.objects.get(person=cast.sam, reader=cast.jo).what == "what you took part in and the time you gave"
    )
    assert "You took part in 1 thing" in words(as_user(client, cast.sam, "member").get("/projects/my-involvement/"))


@pytest.mark.parametrize(
    ("who", "role"), [("ash", "staff"), ("rowan", "member"), ("tal", "trustee"), ("fin", "finance")]
)
def test_nobody_but_the_desk_opens_either(client, cast, as_user, who, role, work):
    as_user(client, getattr(cast, who), role)
    for page in ("could-join", "involvement"):
        assert client.get(f"/projects/of/{cast.sam.pk}/{page}/").status_code in (403, 404)
    assert client.post(f"/projects/of/{cast.sam.pk}/could-join/{work.pk}/", {"answer": "yes"}).status_code in (403, 404)
    assert not work.invitations.exists()
