"""A row of a spreadsheet becomes a person and nothing more, unless the coordinator says that these people are members."""

import pytest

from members.models import Membership, Person, RoleGrant, Seat
from members.models.people_import import Fate
from tests.members.sheets import bring, fates, sheet, words

OPEN_DAY = [["Name", "Email", "Joined", "Group"], ["Ivy Stone", "ivy@example.org", "3/4/24", "Advisory Group"]]


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group
    return as_user(client, cast.jo)


@pytest.mark.parametrize("said", ["", "no"])
def test_a_column_about_the_group_gives_nobody_a_place_by_itself(jo, said):
    found = bring(jo, sheet([*OPEN_DAY, ["Grace Okoye", "", "soon", ""]]), are_members=said)
    assert fates(found) == {2: Fate.NEW, 3: Fate.NEW}, "what is not looked at keeps nobody out"
    assert "seat" not in found.rows.get(number=2).why
    jo.post(f"/members/imports/{found.pk}/bring-in/")
    assert Person.objects.filter(name__in=["Ivy Stone", "Grace Okoye"]).count() == 2
    for model in (Membership, Seat):
        assert not model.objects.exists()
    assert not RoleGrant.objects.filter(role="member").exists()


def test_the_question_stands_on_the_page_of_the_columns_and_its_answer_is_no(jo):
    jo.post("/members/imports/", {"file": sheet(OPEN_DAY)})
    from members.models import PeopleImport

    page = words(jo.get(f"/members/imports/{PeopleImport.objects.get().pk}/"))
    assert "Are these people members of the group, or on their way into it?" in page
    assert page.count("checked") == 1
    assert 'value="no" class="form-check-input" id="id_are_members_0" checked' in page


def test_once_she_says_so_the_preview_names_each_place_before_anything_comes_in(jo):
    found = bring(jo, sheet(OPEN_DAY), are_members="yes")
    page = words(jo.get(f"/members/imports/{found.pk}/"))
    assert "Becomes an active member since" in page
    assert "with the role of a member" in page
    assert "Gets a seat in Advisory Group." in page
    assert not Membership.objects.exists()
    jo.post(f"/members/imports/{found.pk}/bring-in/")
    assert Seat.objects.get().person.name == "Ivy Stone"


def test_members_without_a_column_that_says_more_become_active_members(jo):
    found = bring(jo, sheet([["Name"], ["Ivy Stone"], ["Grace Okoye"]]), to="done", are_members="yes")
    assert set(Membership.objects.values_list("state", flat=True)) == {"active"}
    assert all("Gets a seat in Advisory Group." in row.why for row in found.rows.all())


def test_two_rows_that_share_an_address_and_nearly_a_name_are_asked_about(jo):
    rows = [
        ["Name", "Email"],
        ["Żaneta Škoda", "zs@example.org"],
        ["Skoda Zaneta", "zs@example.org"],
        ["Bo Lind", "zs@example.org"],
    ]
    found = bring(jo, sheet(rows))
    assert fates(found) == {2: Fate.NEW, 3: Fate.ASK, 4: Fate.NEW}
    assert "Are these one person?" in words(jo.get(f"/members/imports/{found.pk}/"))
    bring(jo, sheet(rows), to="done", decisions={3: "same"})
    assert Person.objects.filter(channels__address="zs@example.org").count() == 2


def test_a_row_that_cannot_come_in_keeps_its_name_on_the_page(jo):
    found = bring(jo, sheet([["Name", "Email"], ["Una Prentice", "not an address"]]))
    page = words(jo.get(f"/members/imports/{found.pk}/"))
    assert "<bdi>Una Prentice</bdi>" in page
    assert "No name" not in page
