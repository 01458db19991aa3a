"""How fast a spreadsheet of people comes in, as the worker does it: checked, brought in, its progress written down."""

import csv
import datetime as dt
import io
import time

from coproduction.bench.figures import Figure, at_least
from members.actions import importing
from members.models import PeopleImport
from members.models.people_import import ImportState
from members.post import jobs

BAR = 10_000  # rows a minute
HEADINGS = ["Name", "Email", "Telephone", "Status", "Member since", "Address"]


def brought_in(*, rows: int, now: dt.datetime) -> Figure:
    """Rows a minute from the upload to the last person, progress and history included."""
    content = _spreadsheet(rows)
    began = time.perf_counter()
    found = importing.take_in(content=content, name="people.csv", person=None, now=now)
    importing.set_columns(people_import=found, mapping=found.mapping, overwrite=False, are_members=True, now=now)
    _work(now)
    importing.start(people_import=PeopleImport.objects.get(pk=found.pk), now=now)
    _work(now)
    seconds = time.perf_counter() - began
    found.refresh_from_db()
    if found.state != ImportState.DONE or found.counts["new"] != rows:
        raise RuntimeError(f"the spreadsheet did not come in: {found.state}, {found.counts}")
    return at_least(
        "import_rows_per_minute", rows / seconds * 60, BAR, unit="rows a minute", note=f"{rows} rows in {seconds:.1f} s"
    )


def _work(now):
    while jobs.work_one(now=now):
        pass


def _spreadsheet(rows: int) -> bytes:
    out = io.StringIO()
    page = csv.writer(out)
    page.writerow(HEADINGS)
    for number in range(rows):
        page.writerow(
            [
                f"Bench Person{number:05}",
                f"row{number}@example.org",
                f"07700 9{number:05}",  # one each: two near names with one number are asked about
                "active",
                "3/4/24",
                "1 Elm Row",
            ]
        )
    return out.getvalue().encode()
