"""What is wrong or left out is said where it is: at the box it stands in, under a heading of its own, at once."""

import pytest
from django.utils import timezone

from members.actions import exports, induction
from members.models import Agreed, Export, Mailing, PeopleImport, Person
from members.post import jobs
from members.queries import listing as listings
from members.rules import Refused
from tests import factories as make
from tests.members.sheets import HEAD, bring, sheet

pytestmark = pytest.mark.django_db
MOB = ["Name", "Email", "Mob", "Ref"]


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group
    return as_user(client, cast.jo)


def words(response):
    return " ".join(response.content.decode().split())


def test_what_cannot_be_filled_in_is_said_at_the_box_it_stands_in(jo, cast):
    letter = {"purpose": "news", "audience": ["role:staff"], "words": "Hello {first name}, all is well."}
    page = jo.post("/members/writing/new/", {**letter, "subject": "For {name}"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"subject"}
    assert "We cannot fill in {name}" in str(page.context["form"].errors["subject"])
    page = jo.post("/members/writing/new/", {**letter, "subject": "News", "words": "Hello {name}."})
    assert set(page.context["form"].errors) == {"words"}
    assert not Mailing.objects.exists()


def test_a_row_that_stands_twice_is_a_double_and_not_no_person(jo):
    rows = [
        HEAD,
        ["Ada Moss", "ada@example.org", "", "", ""],
        ["Ada Moss", "ada@example.org", "", "", ""],
        ["Total", "2", "", "", ""],
    ]
    found = bring(jo, sheet(rows))
    page = words(jo.get(f"/members/imports/{found.pk}/"))
    assert "A double: 1" in page
    assert "Not a person: 1" in page
    assert "A double. The same as row 2." in page
    doubles = words(jo.get(f"/members/imports/{found.pk}/?fate=double"))
    assert "The same as row 2." in doubles
    assert "A total or a blank line." not in doubles
    others = words(jo.get(f"/members/imports/{found.pk}/?fate=left_out"))
    assert "A total or a blank line." in others
    assert "The same as row 2." not in others


def test_a_double_that_was_counted_before_doubles_had_a_heading_has_one_too(jo):
    ada = ["Ada Moss", "ada@example.org", "", "", ""]
    found = bring(jo, sheet([HEAD, ada, ada, ["Total", "2", "", "", ""]]))
    found.counts = {name: count for name, count in found.counts.items() if name != "double"}
    found.save()
    page = words(jo.get(f"/members/imports/{found.pk}/"))
    assert "A double: 1" in page
    assert "Not a person: 1" in page
    assert "?fate=double" in page


def test_a_column_of_telephone_numbers_is_offered_as_telephone_whatever_its_heading(jo):
    rows = [
        MOB,
        ["Ada Moss", "ada@example.org", "07700 900123", "1001"],
        ["Bo Moss", "", "7700900124", "1002"],
        ["Cy Moss", "", "", "1003"],
    ]
    jo.post("/members/imports/", {"file": sheet(rows)})
    assert PeopleImport.objects.latest("pk").mapping == ["name", "email", "phone", ""]


def test_undoing_a_spreadsheet_ends_the_lists_that_hold_its_names(jo, cast):
    found = bring(jo, sheet([HEAD, ["Ada Moss", "ada@example.org", "", "", ""]]), to="done")
    wanted = listings.Wanted(words="", chosen={}, order="")
    export = exports.ask(
        listing=listings.find("people"), wanted=wanted, reason="check", actor=cast.actor("jo"), now=timezone.now()
    )
    while jobs.work_one(now=timezone.now()):
        pass
    assert Export.objects.get(pk=export.pk).kept is not None
    jo.post(f"/members/imports/{found.pk}/undo/")
    assert not Person.objects.filter(name="Ada Moss").exists()
    assert Export.objects.get(pk=export.pk).kept is None


def test_a_name_of_a_witness_that_is_too_long_is_refused_and_not_cut(jo, cast):
    ines = make.person("Ines Duarte")
    membership = make.membership(ines, state="induction")
    page = jo.post(f"/members/{ines.pk}/joining/agree/", {"how": "spoken", "witness_name": "W" * 400})
    assert page.status_code == 422
    assert "Please write a shorter name, of 120 letters at most." in words(page)
    assert 'maxlength="120"' not in page.content.decode(), "the browser would cut it without a word"
    with pytest.raises(Refused, match="shorter name"):
        induction.agree(
            membership=membership, side="person", how="spoken", witness_name="W" * 121, now=timezone.now(),
            actor=cast.actor("jo").at_the_desk_for(ines),
        )  # fmt: skip
    assert not Agreed.objects.exists()
