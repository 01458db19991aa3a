"""Spreadsheets for tests, and the way of one through the pages."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from members.models import PeopleImport


def words(response):
    return response.content.decode()


def sheet(rows, name="people.csv", encoding="utf-8", delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode(encoding))


def book(rows, name="people.xlsx"):
    out, workbook = io.BytesIO(), Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def bring(jo, file, *, to="checked", decisions=None, **mapping):
    """Up to the dry run, or all the way; gives the import."""
    answer = jo.post("/members/imports/", {"file": file})
    assert answer.status_code == 302, words(answer)
    found = PeopleImport.objects.latest("pk")
    form = {f"column_{place}": target for place, target in enumerate(found.mapping)} | {"are_members": "yes"}
    jo.post(f"/members/imports/{found.pk}/columns/", form | mapping)
    found.refresh_from_db()
    if decisions:
        rows = {row.number: row.pk for row in found.rows.all()}
        jo.post(f"/members/imports/{found.pk}/decide/", {f"row_{rows[n]}": said for n, said in decisions.items()})
    if to == "done":
        jo.post(f"/members/imports/{found.pk}/bring-in/")
        found.refresh_from_db()
        assert found.state == "done", found.state
    return found


def fates(found):
    return {row.number: row.fate for row in found.rows.all()}


HEAD = ["Name", "Email", "Telephone", "Status", "Member since"]
