"""Spreadsheets of people: as charities keep them, row by row, twice, undone; and files that are none."""

from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from members.models import Channel, KeptFile, Membership, PeopleImport, Person, PersonNote, SensitiveRead
from members.models.people_import import Fate
from members.post import jobs
from members.rules import columns
from members.rules.cells import DayWidget, NumberWidget, Wrong
from tests import factories as make
from tests.members.sheets import HEAD, book, bring, fates, sheet, words


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group
    return as_user(client, cast.jo)


# ---- as charities keep them -------------------------------------------------------------------------------------------
def test_a_spreadsheet_with_titles_totals_and_blank_lines_comes_in(jo, cast):
    rows = [
        ["Advisory Group contacts 2026", "", "", "", ""], ["", "", "", "", ""], HEAD,
        ["Okoye, Grace", "grace@example.org", "1632960777", "active", "3/4/24"], ["", "", "", "", ""],
        ["Ivy Stone", "", "01632 960 778", "enquiry", ""], ["Total", "2", "", "", ""],
    ]  # fmt: skip
    found = bring(jo, book(rows), to="done")
    grace = Person.objects.get(name="Grace Okoye")
    assert grace.channels.get(way="phone").address == "01632 960777"
    membership = grace.memberships.get()
    assert (membership.state, membership.since) == ("active", date(2024, 4, 3))
    assert grace.seats.get().body == cast.group
    assert grace.grants.get().role == "member"
    assert not grace.emailaddress_set.exists(), "nobody can sign in by a spreadsheet"
    assert not grace.letters.exists(), "nobody gets a letter by a spreadsheet"
    assert Person.objects.get(name="Ivy Stone").memberships.get().state == "enquiry"
    assert not Person.objects.filter(name__startswith="Total").exists()
    assert not KeptFile.objects.exists(), "the file itself is not kept"
    assert found.counts["new"] == 2


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8", ",")]
)
def test_any_usual_encoding_and_separator_is_read(jo, encoding, delimiter):
    found = bring(
        jo, sheet([HEAD, ["Zoë Müller", "zoe@example.org", "", "", ""]], encoding=encoding, delimiter=delimiter)
    )
    assert "Zoë Müller" in words(jo.get(f"/members/imports/{found.pk}/"))


def test_first_and_last_name_in_two_columns_make_one_name(jo):
    bring(jo, sheet([["Surname", "First name", "E-mail"], ["Stone", "Ivy", "ivy@example.org"]]), to="done")
    assert Person.objects.filter(name="Ivy Stone", channels__address="ivy@example.org").exists()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("3/4/26", (2026, 4, 3)), ("03.04.2026", (2026, 4, 3)), ("3 Apr 26", (2026, 4, 3)), ("3rd April 2026", (2026, 4, 3)),
        ("2026-04-03", (2026, 4, 3)), ("46115", (2026, 4, 3)),
    ],
)  # fmt: skip
def test_days_in_the_habits_of_this_country(said, day):
    assert DayWidget().clean(said) == date(*day)


@pytest.mark.parametrize("said", ["31/02/2026", "04/23/2026", "soon", "0/0/0000", "3/4/1066"])
def test_a_day_that_is_none_is_refused_in_words(said):
    with pytest.raises(Wrong, match="day"):
        DayWidget().clean(said)


@pytest.mark.parametrize(
    ("said", "number"),
    [("7700900123", "07700 900123"), ("447700900123", "07700 900123"), ("1632960201.0", "01632 960201")],
)
def test_a_number_gets_back_what_excel_took(said, number):
    assert NumberWidget().clean(said) == number


def test_columns_about_health_and_who_somebody_is_stay_out():
    headings = ["Name", "Access needs", "Diagnosis", "Date of birth", "Lived experience", "Ethnicity", "Email"]
    assert columns.guess(headings) == ["name", "", "", "", "", "", "email"]
    assert columns.guess(["Name", "Joined", "Joined via"]) == ["name", "since", "joined_via"]
    assert columns.guess(["Name", "Stage", "Age"]) == ["name", "state", ""], "a stage is not an age"


@pytest.mark.parametrize(
    "heading",
    ["Emergency contact", "Next of kin", "GP", "Carer", "Parent / guardian", "Support", "Contact", "Fax", "Daughter"],
)
def test_a_number_of_somebody_else_is_never_offered_as_their_own(heading):
    rows = [["Ivy Stone", "ivy@example.org", "01632 960 778"], ["Grace Okoye", "", "01632 960 777"]]
    assert columns.guess(["Name", "Email", heading], rows) == ["name", "email", ""]


def test_whom_to_ring_about_somebody_is_not_how_they_are_reached_whatever_else_it_says():
    headings = ["Name", "Next of kin phone", "Carer's mobile", "Emergency email", "GP address", "Telephone"]
    assert columns.guess(headings) == ["name", "", "", "", "", "phone"]


@pytest.mark.parametrize(
    "heading", ["", "Mob", "No.", "Mob no", "Number", "Their number", "Column 3", "Unnamed: 2", "C"]
)
def test_a_heading_that_says_nothing_is_told_by_the_numbers_below_it(heading):
    rows = [["Ivy Stone", "ivy@example.org", "01632 960 778"], ["Grace Okoye", "", "01632 960 777"]]
    assert columns.guess(["Name", "Email", heading], rows) == ["name", "email", "phone"]


def test_where_there_is_a_mobile_another_number_is_not_guessed_at():
    rows = [["Ivy Stone", "07700 900 123", "01632 960 778"]]
    assert columns.guess(["Name", "Mobile", "No"], rows) == ["name", "text", ""]


def test_what_is_not_understood_in_a_small_matter_leaves_the_cell_out_and_says_so(jo):
    found = bring(jo, sheet([[*HEAD, "Group"], ["Ivy Stone", "ivy@example.org", "", "purple", "", "Knitting circle"]]))
    row = found.rows.get()
    assert row.fate == Fate.NEW
    assert "purple" in row.why
    assert "no group called “Knitting circle”" in row.why


# ---- who is known already ---------------------------------------------------------------------------------------------
def test_the_same_file_twice_changes_nothing(jo):
    rows = [HEAD, ["Grace Okoye", "grace@example.org", "", "active", ""], ["Ivy Stone", "", "", "enquiry", ""]]
    bring(jo, sheet(rows), to="done")
    before = Person.objects.count(), Channel.objects.count(), Membership.objects.count()
    again = bring(jo, sheet(rows), to="done")
    assert set(fates(again).values()) == {Fate.SAME}
    assert (Person.objects.count(), Channel.objects.count(), Membership.objects.count()) == before
    assert "brought this very file before" in words(jo.post("/members/imports/", {"file": sheet(rows)}, follow=True))


def test_somebody_known_gains_what_was_missing_and_keeps_what_was_there(jo, cast):
    rows = [
        [*HEAD, "Notes"],
        ["Rowan Ashdown", "rowan@example.org", "01632 960 900", "active", "", "Prefers afternoons"],
    ]
    found = bring(jo, sheet(rows) if cast.rowan else None, to="done")
    assert fates(found) == {2: Fate.CHANGE}
    assert {c.address for c in cast.rowan.channels.all()} == {"rowan@example.org", "01632 960900"}
    assert cast.rowan.channels.get(rank=1).way == "email"
    assert PersonNote.objects.get(person=cast.rowan).words == "Prefers afternoons"
    assert Person.objects.filter(sort_name="rowan ashdown").count() == 1


def test_a_namesake_reached_in_another_way_is_asked_about_and_the_answer_counts(jo, cast):
    rows = [HEAD, ["Rowan Ashdown", "another@example.org", "", "", ""]]
    _ = cast.rowan
    found = bring(jo, sheet(rows))
    assert fates(found) == {2: Fate.ASK}
    assert "Please decide first" in words(jo.get(f"/members/imports/{found.pk}/"))
    jo.post(f"/members/imports/{found.pk}/bring-in/")
    assert Person.objects.filter(sort_name="rowan ashdown").count() == 1, "what nobody decided stays out"
    bring(jo, sheet(rows), to="done", decisions={2: "other"})
    assert Person.objects.filter(sort_name="rowan ashdown").count() == 2


def test_two_people_may_share_one_address_and_a_similar_name_is_asked_about(jo, cast):
    rows = [HEAD, ["Maya Brook", "rowan@example.org", "", "", ""], ["Ronan Ashdown", "rowan@example.org", "", "", ""]]
    _ = cast.rowan
    found = bring(jo, sheet(rows))
    assert fates(found) == {2: Fate.NEW, 3: Fate.ASK}


def test_a_person_twice_in_one_file_comes_in_once(jo):
    rows = [HEAD, ["Ivy Stone", "ivy@example.org", "", "", ""], ["Ivy Stone", "ivy@example.org", "", "", ""],
            ["Ivy Stone", "other@example.org", "", "", ""]]  # fmt: skip
    found = bring(jo, sheet(rows), to="done", decisions={4: "same"})
    assert fates(found) == {2: Fate.NEW, 3: Fate.LEFT_OUT, 4: Fate.ASK}
    assert Person.objects.filter(name="Ivy Stone").count() == 1


def test_the_spreadsheet_is_right_when_told_so_and_undo_brings_the_old_back(jo, cast):
    rows = [[*HEAD, "Pronouns"], ["Rowan Ashdown", "rowan@example.org", "", "", "", "she/her"]]
    _ = cast.rowan
    found = bring(jo, sheet(rows), to="done", overwrite="on")
    cast.rowan.refresh_from_db()
    assert cast.rowan.pronouns == "she/her"
    jo.post(f"/members/imports/{found.pk}/undo/")
    cast.rowan.refresh_from_db()
    assert cast.rowan.pronouns == "they/them"


# ---- one undo ------------------------------------------------------------------------------------------------------------
def test_undo_takes_back_everybody_but_who_has_a_life_of_their_own_by_now(jo, cast):
    rows = [
        [*HEAD, "Notes"],
        ["Ivy Stone", "ivy@example.org", "", "active", "", "n"],
        ["Grace Okoye", "g@example.org", "", "active", "", ""],
    ]
    found = bring(jo, sheet(rows), to="done")
    make.activity("Panel", people=[Person.objects.get(name="Grace Okoye")])
    jo.get(f"/members/{Person.objects.get(name='Ivy Stone').pk}/")  # looking at somebody is noted, and changes nothing
    jo.get(f"/members/{Person.objects.get(name='Ivy Stone').pk}/passport/")
    jo.post(f"/members/imports/{found.pk}/undo/")
    found.refresh_from_db()
    assert found.state == "undone"
    assert not Person.objects.filter(name="Ivy Stone").exists()
    assert Person.objects.filter(name="Grace Okoye").exists()
    page = words(jo.get(f"/members/imports/{found.pk}/"))
    assert "something has happened since" in page
    assert "Ivy" not in page, "what was undone is not kept either"


def test_undo_keeps_whoever_has_read_something_so_that_it_is_known_who_did(jo, cast):
    now = timezone.now()
    found = bring(jo, sheet([HEAD, ["Ivy Stone", "ivy@example.org", "", "active", ""]]), to="done")
    ivy = Person.objects.get(name="Ivy Stone")
    SensitiveRead.objects.create(person=cast.rowan, reader=ivy, what="your access needs", hour=now, read_at=now)
    jo.post(f"/members/imports/{found.pk}/undo/")
    assert SensitiveRead.objects.get().reader == ivy


def test_undo_keeps_a_membership_that_went_on_and_an_address_that_was_corrected(jo, cast):
    pat = make.person("Pat Winter")
    make.channel(pat, way="email", address="pat@example.org")
    rows = [
        HEAD,
        ["Pat Winter", "pat@example.org", "", "enquiry", ""],
        ["Ivy Stone", "ivy@example.org", "", "active", ""],
        ["Grace Okoye", "g@example.org", "", "active", ""],
    ]
    found = bring(jo, sheet(rows), to="done")
    pat.memberships.update(state="induction")
    Person.objects.get(name="Ivy Stone").channels.update(address="ivy.stone@example.org")
    jo.post(f"/members/imports/{found.pk}/undo/")
    assert pat.memberships.get().state == "induction"
    assert Person.objects.get(name="Ivy Stone").channels.get().address == "ivy.stone@example.org"
    assert not Person.objects.filter(name="Grace Okoye").exists()


def test_a_cell_that_excel_keeps_as_a_day_and_a_number_as_a_number(jo):
    rows = [HEAD, ["Ivy Stone", None, 7700900123, "active", datetime(2024, 4, 3)]]  # noqa: DTZ001
    bring(jo, book(rows), to="done")
    ivy = Person.objects.get(name="Ivy Stone")
    assert ivy.channels.get().address == "07700 900123"
    assert ivy.memberships.get().since == date(2024, 4, 3)


# ---- larger ones, and from the command line --------------------------------------------------------------------------------
def test_a_larger_file_is_left_to_the_worker_and_shows_how_far_it_is(jo):
    rows = [HEAD, *([f"Person {n} Example", f"p{n}@example.org", "", "", ""] for n in range(1200))]
    jo.post("/members/imports/", {"file": sheet(rows)})
    found = PeopleImport.objects.get()
    jo.post(f"/members/imports/{found.pk}/columns/", {"column_0": "name", "column_1": "email"})
    assert "Being checked" in words(jo.get(f"/members/imports/{found.pk}/"))
    assert jobs.work_one(now=timezone.now())
    jo.post(f"/members/imports/{found.pk}/bring-in/")
    assert "waiting for its turn" in words(jo.get(f"/members/imports/{found.pk}/"))
    assert jobs.work_one(now=timezone.now())
    found.refresh_from_db()
    assert found.state == "done"
    assert Person.objects.filter(name__endswith="Example").count() == 1200
    assert found.job.done == 1200


def test_the_command_says_each_doubt_and_a_dry_run_changes_nothing(cast, tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_text("Name,Email\nIvy Stone,ivy@example.org\nRowan Ashdown,else@example.org\n")
    _ = cast.rowan, cast.group
    call_command("import_people", str(path), "--dry-run")
    said = capsys.readouterr().out
    assert "1 new" in said
    assert "Row 3: Perhaps known" in said
    assert not Person.objects.filter(name="Ivy Stone").exists()
    assert not PeopleImport.objects.exists()
    call_command("import_people", str(path))
    assert Person.objects.filter(name="Ivy Stone").exists()
    with pytest.raises(CommandError, match="no file"):
        call_command("import_people", str(tmp_path / "none.csv"))


@pytest.mark.parametrize("name", ["ash", "rowan", "tal"])
def test_nobody_else_brings_people_in(client, cast, as_user, name):
    visitor = as_user(client, getattr(cast, name))
    assert visitor.get("/members/imports/").status_code == 403
    assert visitor.post("/members/imports/", {"file": sheet([HEAD])}).status_code == 403


def test_undo_keeps_a_new_person_whose_details_were_put_right_and_says_so(jo, cast):
    rows = [HEAD, ["Ivy Ston", "ivy@example.org", "", "", ""], ["Grace Okoye", "g@example.org", "", "", ""]]
    rows.append(["Ada Fenn", "ada@example.org", "", "", ""])
    found = bring(jo, sheet(rows), to="done")
    ivy = Person.objects.get(name="Ivy Ston")
    ivy.name = "Ivy Stone"
    ivy.save()
    Person.objects.get(name="Ada Fenn").channels.update(best_times="mornings")
    jo.post(f"/members/imports/{found.pk}/undo/")
    assert Person.objects.get(pk=ivy.pk).channels.get().address == "ivy@example.org"
    assert Person.objects.filter(name="Ada Fenn").exists()
    assert not Person.objects.filter(name="Grace Okoye").exists()
    assert words(jo.get(f"/members/imports/{found.pk}/")).count("their details were put right since") == 2
