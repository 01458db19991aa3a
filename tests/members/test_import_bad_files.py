"""Spreadsheets that are none, and rows that cannot come in: a sentence that names what is wrong, and nothing half-imported."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members import files
from members.models import KeptFile, PeopleImport, Person
from members.models.people_import import Fate
from tests.members.sheets import HEAD, bring, sheet, words


@pytest.fixture
def jo(client, cast, as_user):
    _ = cast.group
    return as_user(client, cast.jo)


# ---- files that are none --------------------------------------------------------------------------------------------------
def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as inside:
        for name, content in files.items():
            inside.writestr(name.replace("__", "/"), content)
    return out.getvalue()


BAD = {
    "nothing inside": (SimpleUploadedFile("a.csv", b""), "empty"),
    "only blank lines": (SimpleUploadedFile("a.csv", b",,\n,,\n"), "nothing in this spreadsheet"),
    "a picture": (SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n"), ".csv or .xlsx"),
    "a zip named .xlsx": (SimpleUploadedFile("a.xlsx", zipped(readme="x")), "something else inside"),
    "words named .xlsx": (SimpleUploadedFile("a.xlsx", b"Name,Email\nIvy,i@example.org"), "something else inside"),
    "half a workbook": (
        SimpleUploadedFile("a.xlsx", zipped(**{"xl__workbook.xml": "<a", "[Content_Types].xml": "<"})),
        "spreadsheet we can open",
    ),
    "null bytes": (SimpleUploadedFile("a.csv", b"Name\nI\x00vy"), "something else inside"),
    "20,000 columns": (SimpleUploadedFile("a.csv", b"Name" + b"," * 20_000), "Row 1 has 20,001 columns"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_list_of_people_is_refused_in_a_sentence_and_nothing_is_kept(jo, name):
    file, sentence = BAD[name]
    file.seek(0)
    answer = jo.post("/members/imports/", {"file": file})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not PeopleImport.objects.exists()
    assert not KeptFile.objects.exists()


def test_a_file_of_two_hundred_megabytes_is_not_taken_in(jo, monkeypatch):
    monkeypatch.setattr(files.NotTooLarge, "MOST", 50_000)
    answer = jo.post("/members/imports/", {"file": SimpleUploadedFile("a.csv", b"Name\n" + b"Ivy\n" * 20_000)})
    assert answer.status_code == 422
    assert "larger than 20 MB" in words(answer)


ODD = [
    (["=cmd|' /C calc'!A0", "a@example.org", "", "", ""], "a name cannot begin with"),
    (["Ivy Stone", "not an address", "", "", ""], "does not look like an email address"),
    (["Ivy Stone", "", "12", "", ""], "telephone number"),
    (["Ivy Stone", "", "", "", "31/02/2026"], "not a day of the calendar"),
    (["", "who@example.org", "", "", ""], "There is no name"),
    (["x" * 201, "", "", "", ""], "longer than 200"),
    (["12345", "", "", "", ""], "holds no letter"),
]


@pytest.mark.parametrize(("row", "sentence"), ODD)
def test_a_row_that_cannot_come_in_is_named_and_the_others_do(jo, row, sentence):
    found = bring(jo, sheet([HEAD, row, ["Grace Okoye", "grace@example.org", "", "", ""]]), to="done")
    refused = found.rows.get(number=2)
    assert refused.fate == Fate.REFUSED
    assert refused.why.startswith("Row 2: ")
    assert sentence in refused.why
    assert Person.objects.filter(name="Grace Okoye").exists()


@pytest.mark.parametrize("name", ["Q", "محمد علي", "N" * 200, "Zoë 🌻 Müller", "O’Brien-Ní Dhónaill"])
def test_names_of_all_sorts_come_in_as_they_are(jo, name):
    bring(jo, sheet([HEAD, [name, "odd@example.org", "", "", ""]]), to="done")
    assert Person.objects.filter(name=name).exists()


def test_without_a_column_for_the_name_nothing_is_checked(jo):
    jo.post("/members/imports/", {"file": sheet([HEAD, ["Ivy", "ivy@example.org", "", "", ""]])})
    found = PeopleImport.objects.get()
    page = words(jo.post(f"/members/imports/{found.pk}/columns/", {"column_0": "", "column_1": "email"}))
    assert "which column holds the name" in page
    assert found.rows.count() == 0
