"""Whoever needs everything by post is on the way of post everywhere, whatever channel stands first."""

import pytest

from meetings import papers, reminders
from members.models import Channel, Person
from members.queries import people_list
from tests import factories as make
from tests.meetings.conftest import NOW
from tests.meetings.test_access import needs

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def meeting(cast, plan):
    needs(cast, cast.rowan, post_only="", large_print="18 point")
    return plan(people=[cast.rowan, cast.robin, cast.pat], publish=True, lead=cast.ash)


def test_papers_are_posted_to_them_and_reminders_leave_early(cast, meeting):
    by_post = {reader.person.first_name: reader.by_post for reader in papers.readers_of(meeting)}
    assert by_post == {"Rowan": True, "Robin": False, "Pat": True}
    assert set(reminders._by_post(meeting)) == {cast.rowan.pk, cast.pat.pk}


def test_the_list_of_the_meeting_and_the_list_of_people_say_post(cast, meeting, as_user, client):
    jo = as_user(client, cast.jo, "coordinator")
    rows = {row["name"]: row["reached"] for row in jo.get(f"/meetings/{meeting.pk}/").context["rows"]}
    assert rows == {"Rowan Ashdown": "post", "Robin Vale": "email", "Pat Lindqvist": "post"}
    order = people_list.PEOPLE.orders[0]
    drawn = people_list.draw([cast.rowan.pk, cast.robin.pk], order, day=NOW.date())
    assert {row.name: way for row, way in drawn} == {"Rowan Ashdown": "Letter by post", "Robin Vale": "Email"}
    assert "Rowan Ashdown" in words(jo.get("/members/?way=post"))
    assert "Rowan Ashdown" not in words(jo.get("/members/?way=email"))


def test_the_list_taken_out_names_the_way_and_the_address_that_goes_with_it(cast, meeting):
    Channel.objects.create(person=cast.rowan, way="post", address="1 Elm Row", rank=2)
    found = {row[0]: row[3:5] for row in people_list.columns([cast.rowan.pk, cast.robin.pk], day=NOW.date())}
    assert found == {"Rowan Ashdown": ["Letter by post", "1 Elm Row"], "Robin Vale": ["Email", "robin@example.org"]}
    Channel.objects.filter(person=cast.rowan, way="post").delete()
    (row,) = people_list.columns([cast.rowan.pk], day=NOW.date())
    assert row[3:5] == ["Letter by post", ""]


@pytest.mark.parametrize("channels", [[], ["email"], ["text", "email"], ["phone", "text", "post"], ["post"]])
@pytest.mark.parametrize(
    "told", [[], ["email_only"], ["post_only"], ["email_only", "post_only"], ["text_only", "phone_only", "post_only"]]
)
def test_the_filter_finds_everybody_by_the_way_their_column_says_and_by_no_other(cast, channels, told):
    kit = make.person("Kit Moss")
    for rank, way in enumerate(channels, start=1):
        make.channel(kit, way=way, address=f"{way} of Kit", rank=rank)
    needs(cast, kit, **dict.fromkeys(told, ""))
    ((_, drawn),) = people_list.draw([kit.pk], people_list.PEOPLE.orders[0], day=NOW.date())
    choices = {value: people_list.WAYS.get(value, "") for value in (*people_list.WAYS, people_list.NO_WAY)}
    found = [
        value for value in choices
        if people_list._reached_by(Person.objects.all(), value, day=NOW.date()).filter(pk=kit.pk).exists()
    ]  # fmt: skip
    assert [choices[value] for value in found] == [drawn]


def test_no_other_way_of_theirs_is_called_the_one_they_prefer(cast, meeting, as_user, client):
    jo = as_user(client, cast.jo, "coordinator")
    for person, said in ((cast.rowan, "They need it by post only"), (cast.robin, "They prefer this")):
        asked = make.check_in(person, assigned_to=cast.jo)
        page = words(jo.get(f"/members/check-ins/{asked.pk}/"))
        assert said in page
        assert ("They prefer this" in page) == (person == cast.robin)
