"""The log of earlier years comes in: workbooks as charities keep them, names, twice, undone; and files that are none."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook

from members.models import KeptFile
from members.post import jobs
from members.rules import Refused
from members.rules.cells import Wrong
from projects import workbook_cells as cells
from projects import workbook_days
from projects.actions import logging, workbooks
from projects.actions.workbook_jobs import at_once
from projects.forms.workbooks import WorkbookColumnsForm
from projects.models import Activity, LogImport, Participation
from projects.workbook_example import example
from tests import factories as make

HEAD = ["Date", "Activity", "Who took part", "Hours", "Others"]


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group, cast.rowan, cast.sam, cast.team
    make.kind("Interview panel", is_meeting=False, default_level="operational")
    return as_user(client, cast.jo)


def book(sheets, name="log.xlsx"):
    out, workbook = io.BytesIO(), Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        page = workbook.create_sheet(title)
        for row in rows:
            page.append(row)
    workbook.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def words(response):
    return response.content.decode()


def as_guessed(found):
    boxes = WorkbookColumnsForm(log_import=found)
    return {box.name: found.mapping[key] for box, key in boxes.columns()}


def bring(jo, file, *, answers=None, to="checked", **columns):
    """Up to the dry run, or all the way; gives the import."""
    answer = jo.post("/projects/workbooks/", {"file": file})
    assert answer.status_code == 302, words(answer)
    found, page = LogImport.objects.latest("pk"), answer["Location"]
    answer = jo.post(f"{page}columns/", as_guessed(found) | columns)
    assert answer.status_code == 302, words(answer)
    if answers:
        jo.post(f"{page}names/", answers)
    if to == "done":
        assert jo.post(f"{page}bring-in/").status_code == 302
    found.refresh_from_db()
    assert found.state == to
    return found


def fates(found):
    return [(row.sheet, row.number, row.fate) for row in found.rows.all()]


def test_a_workbook_with_a_sheet_a_year_merged_headings_and_totals_comes_in(jo, cast):
    theirs = {cast.rowan: "Rowan Ellery", cast.sam: "Sam Okoro", cast.pat: "Pat Moreau"}  # as in the demonstration
    for person, name in theirs.items():
        person.name = name
        person.save()
    make.kind("Away day")
    found = bring(jo, SimpleUploadedFile("log.xlsx", example()), to="done")
    comes = {activity.title: activity for activity in Activity.objects.all()}
    assert fates(found) == [
        *[("2024", number, "new") for number in (4, 5, 6)], ("2024", 7, "left_out"), ("2025", 4, "new"), ("2025", 5, "new"),
        ("2025", 6, "refused"), ("2025", 7, "left_out"),
    ]  # fmt: skip
    leaflet, away = comes["Leaflet about waiting times"], comes["Away day"]
    assert (leaflet.ended_on, leaflet.minutes, leaflet.team) == (date(2024, 1, 14), 90, cast.team)
    assert set(leaflet.participations.values_list("person__name", "contact_minutes")) >= {
        ("Rowan Ellery", 90), ("Sam Okoro", 90),
    }  # fmt: skip
    assert (away.started_on, away.ended_on, away.minutes) == (date(2024, 6, 12), date(2024, 6, 13), 360)
    panel = comes["Panel for a support worker"]
    assert (panel.minutes, panel.others, panel.others_le, panel.level) == (210, 3, 1, "operational")
    assert comes["Reading the new letter"].ended_on == date(2025, 2, 4)
    assert found.rows.get(fate="refused").why.startswith("Sheet “2025”, row 6: “31/02/2025” is not a day")
    assert found.names is None
    assert {row.words for row in found.rows.all()} == {"{}"}, "no name is kept"
    assert not KeptFile.objects.exists()


def test_a_name_is_matched_asked_about_or_only_counted(jo, cast):
    make.person("Ivy Stone")
    row = ["3/4/2024", "Interview panel", "Rowan Ashdown, Sam\nMo Nobody and 2 others; Ivy Stone", "1.5", ""]
    found = bring(jo, book({"2024": [HEAD, row]}))
    page = words(jo.get(f"/projects/workbooks/{found.pk}/"))
    assert "Who is meant?" in page
    assert "Mo Nobody" in page
    assert not Activity.objects.exists()
    jo.post(f"/projects/workbooks/{found.pk}/names/", {"name_0": str(cast.sam.pk)})
    jo.post(f"/projects/workbooks/{found.pk}/bring-in/")
    with pytest.raises(Refused, match="check the workbook"):  # another tab, which still shows it as checked
        workbooks.bring_in(log_import=found, actor=cast.actor("jo"), now=timezone.now())
    activity = Activity.objects.get()
    assert set(activity.participations.values_list("person", flat=True)) == {cast.rowan.pk, cast.sam.pk}
    assert activity.others == 4, "two others, the one nobody knows, and Ivy, whose hat of that day nobody knows"
    page = words(jo.get(f"/projects/workbooks/{found.pk}/"))
    assert "2 by name, 4 counted without a name" in page
    assert "Mo Nobody" not in page


def test_the_same_workbook_twice_changes_nothing_and_one_undo_takes_it_back_but_for_what_was_changed(jo, cast):
    rows = [
        HEAD,
        ["3/4/24", "Interview panel", "Rowan Ashdown", "1", "1"],
        ["4/4/24", "Interview panel", "Sam Okafor", "1", ""],
    ]
    first = bring(jo, book({"2024": rows}), to="done")
    again = bring(jo, book({"2024": rows}), to="done")
    assert {row.fate for row in again.rows.all()} == {"same"}
    assert Activity.objects.count() == 2
    changed = Activity.objects.get(ended_on=date(2024, 4, 3))
    logging.edit(activity=changed, actor=cast.actor("jo"), now=timezone.now(), others=2)
    jo.post(f"/projects/workbooks/{first.pk}/undo/")
    assert list(Activity.objects.all()) == [changed]
    assert Participation.objects.get().person == cast.rowan
    assert {row.undone for row in first.rows.all()} == {"Undone.", "Stays: it was changed since it was brought in."}
    assert jo.post(f"/projects/workbooks/{first.pk}/undo/").status_code == 409
    third = bring(jo, book({"2024": rows}), to="done")
    assert sorted(row.fate for row in third.rows.all()) == ["new", "same"]


def test_what_somebody_logged_by_hand_is_not_counted_twice(jo, cast):
    make.activity("Panel for the new worker", ended_on=date(2024, 4, 3))
    found = bring(jo, book({"2024": [HEAD, ["3 April", "panel for the new worker", "Rowan Ashdown", 1, ""]]}))
    assert found.rows.get().fate == "same"


BAD_ROWS = {
    "hours below nought": (["3/4/2024", "Interview panel", "", "-2", ""], "below nought"),
    "a day that is none": (["31/02/2024", "Interview panel", "", "1", ""], "not a day"),
    "a day to come": (["3/4/2099", "Interview panel", "", "1", ""], "has not come yet"),
    "no date": (["", "Interview panel", "Rowan Ashdown", "1", ""], "there is no date"),
    "fewer than nobody": (["3/4/2024", "Interview panel", "", "1", "-3"], "below nought"),
    "more than a day": (["3/4/2024", "Interview panel", "", "40", ""], "more than a day"),
}


def test_a_row_that_cannot_come_in_is_named_with_its_sheet_and_leaves_nothing_behind(jo):
    found = bring(jo, book({"2024": [HEAD, *[row for row, _ in BAD_ROWS.values()]]}), to="done")
    said = list(found.rows.values_list("fate", "why"))
    for number, ((fate, why), (_, sentence)) in enumerate(zip(said, BAD_ROWS.values(), strict=True), start=2):
        assert fate == "refused"
        assert why.startswith(f"Sheet “2024”, row {number}: ")
        assert sentence in why
    assert not Activity.objects.exists()


BAD_FILES = {
    "a zip of something else": ("a.xlsx", b"PK\x03\x04 not really", "something else inside"),
    "null bytes": ("a.csv", b"Date,Activity\n\x00", "something else inside"),
    "20,000 columns": ("a.csv", b"Date" + b"," * 20_000, "20,001 columns"),
    "a list of something else": ("a.csv", b"Colour,Size\nred,4\n", "cannot find the row with the headings"),
    "nothing": ("a.csv", b",,\n", "nothing in this spreadsheet"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_of_the_wrong_shape_is_refused_in_a_sentence(jo, name):
    called, content, sentence = BAD_FILES[name]
    answer = jo.post("/projects/workbooks/", {"file": SimpleUploadedFile(called, content)})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not LogImport.objects.exists()
    assert not KeptFile.objects.exists()


def test_the_command_tells_first_and_then_brings_in(jo, tmp_path, capsys):
    file = tmp_path / "2023-24.csv"
    file.write_text(
        "Date,Activity,Who,Mins\n3/4/23,Interview panel,Rowan Ashdown,90\n9/9/23,Choir,Somebody Else,\n,Tea,Rowan Ashdown,5\n"
    )
    call_command("import_involvement", str(file), "--dry-run")
    assert not Activity.objects.exists()
    assert not LogImport.objects.exists()
    assert "2 come in" in capsys.readouterr().out
    for _ in range(2):
        call_command("import_involvement", str(file))
    assert list(Activity.objects.order_by("ended_on").values_list("title", "minutes", "others", "needs_detail", "kind__name")) == [
        ("Interview panel", 90, 0, True, "Interview panel"), ("Choir", None, 1, True, "Kind not known"),
    ]  # fmt: skip
    assert "Row 4: there is no date" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no file"):
        call_command("import_involvement", str(tmp_path / "none.csv"))


def test_a_large_workbook_goes_in_by_the_worker(jo, monkeypatch):
    monkeypatch.setattr("projects.actions.workbook_jobs.AT_ONCE", 0)
    answer = jo.post(
        "/projects/workbooks/", {"file": book({"2024": [HEAD, ["3/4/24", "Interview panel", "Sam Okafor", 1, 0]]})}
    )
    page, found = answer["Location"], LogImport.objects.get()
    jo.post(f"{page}columns/", as_guessed(found))
    assert "Being checked" in words(jo.get(page))
    assert jobs.work_one(now=datetime.now(UTC))
    jo.post(f"{page}bring-in/")
    assert jobs.work_one(now=datetime.now(UTC))
    found.refresh_from_db()
    assert (found.state, Activity.objects.count()) == ("done", 1)
    assert not at_once(found, now=timezone.now())


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("1.5", 90), ("1h30", 90), ("1h 30m", 90), ("90 mins", 90), ("half day", 210), ("Half a day", 210), ("1:30", 90),
        ("2 days", 840), ("1½", 90), ("½ hour", 30), ("1,5", 90), ("2 hrs", 120), ("about 2 hours", 120), ("n/a", None), ("0", 0),
        ("1 hr and 15 mins", 75), ("3 hours each", 180),
    ],
)  # fmt: skip
def test_time_in_the_habits_of_this_country(said, minutes):
    assert cells.minutes(said) == minutes


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("3/4", date(2024, 4, 3), None), ("3rd February", date(2025, 2, 3), None), ("Tues 3 Apr", date(2024, 4, 3), None),
        ("12-13 June", date(2024, 6, 12), date(2024, 6, 13)), ("2023-05-01", date(2023, 5, 1), None),
        ("Feb 2024", date(2024, 2, 1), date(2024, 2, 29)), ("March", date(2025, 3, 1), date(2025, 3, 31)),
    ],
)  # fmt: skip
def test_a_day_takes_its_year_from_the_name_of_the_sheet(said, first, last):
    assert workbook_days.days(said, year=workbook_days.year_of("Log 2024-25")) == (first, last or first)


@pytest.mark.parametrize("said", ["29 Feb", "3/4", "2024", "soon", "32/1/2024"])
def test_a_day_that_is_none_is_said(said):
    with pytest.raises(Wrong):
        workbook_days.days(said, year=(2023, False) if said == "29 Feb" else None)
