"""Spreadsheets that are none and rows that cannot come in: a sentence that names the row, and nothing half-imported."""

import io
import re
import tempfile
import zipfile

from tests.walks.people_set_up import upload

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = "Name,Email,Telephone,Status,Member since"
LONG = "N" * 200
ROWS = {
    # the row, and a word of the sentence that it gets; None: it comes in as it is
    "a date of 31/02": ("Dora Day,dora@example.org,,,31/02/2026", "not a day of the calendar"),
    "a formula": ("=cmd|' /C calc'!A0,f@example.org,,,", "a name cannot begin with"),
    "no name": (",who@example.org,,,", "There is no name"),
    "an address that is none": ("Ivo Stone,not an address,,,", "does not look like an email address"),
    "a name of 201 letters": (f"{'x' * 201},x@example.org,,,", "longer than 200"),
    "a name of one letter": ("Q,q@example.org,,,", None),
    "a name of 200 letters": (f"{LONG},long@example.org,,,", None),
    "writing from right to left": ("نور الدين,rtl@example.org,,,", None),
    "the first of two with one address": ("Una Both,both@example.org,,,", None),
    "the second of two with one address": ("Vin Both,both@example.org,,,", None),
}


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as inside:
        inside.writestr("readme.txt", "not a workbook")
    return out.getvalue()


def files_that_are_none(say, mira):
    """Files that are no list of people"""
    before = how_many(mira)
    for what, name, content, sentence in (
        ("nothing inside", "a.csv", b"", "empty"),
        ("the wrong shape", "a.csv", b",,\n,,\n", "nothing in this spreadsheet"),
        ("a picture", "a.png", b"\x89PNG\r\n\x1a\n", ".csv or .xlsx"),
        ("a zip named .xlsx", "a.xlsx", zipped(), "something else inside"),
        ("null bytes", "a.csv", b"Name\nI\x00vy", "something else inside"),
        ("20,000 columns", "a.csv", b"Name" + b"," * 20_000, "Row 1 has 20,001 columns"),
    ):
        upload(mira, name, content, BOOK if name.endswith("xlsx") else "text/csv")
        said = mira.text()
        say(f"{what}: a sentence with “{sentence}”", sentence in said, why=" ".join(said.split())[:200])
    too_large(say, mira)
    upload(mira, "a.csv", b"Colour,Shape\nred,round\n")
    if mira.page.get_by_role("button", name="Show what becomes of each row").count():
        mira.press("Show what becomes of each row")
    say(
        "without a column for a name it asks which it is",
        mira.has(re.compile("which column holds the name|name", re.I)),
    )
    say("nobody came in by any of them", how_many(mira) == before)


def too_large(say, mira):
    """A file of 200 MB."""
    mira.open("/members/imports/")
    with tempfile.NamedTemporaryFile(suffix=".csv") as big:
        big.write(b"Name\n" + b"Ivy Stone\n" * 20_000_000)
        big.flush()
        mira.page.locator("[name=file]").set_input_files(big.name)
        mira.page.set_default_timeout(120_000)
        mira.press("Look at this spreadsheet")
    said = mira.text()
    say(
        "a file of 200 MB: a sentence, not an error",
        "larger than" in said or "too much" in said,
        why=" ".join(said.split())[:200],
    )


def rows_that_cannot_come_in(say, mira):
    """Rows that cannot come in are named, and the others do"""
    before = how_many(mira)
    content = "\n".join([HEAD, *(row for row, _ in ROWS.values())]).encode()
    upload(mira, "odd.csv", content)
    mira.page.get_by_label("Yes. Give them the place").check()
    mira.press("Show what becomes of each row").await_words("Nothing has been brought in yet")
    fates = {
        row.get_by_role("cell").first.inner_text(): row.inner_text() for row in mira.page.locator("tbody tr").all()
    }
    for number, (what, (_, sentence)) in enumerate(ROWS.items(), start=2):
        fate = " ".join(fates.get(str(number), "").split())
        if sentence:
            say(f"{what}: “{fate[-110:]}”", f"Row {number}" in fate and sentence in fate, why=fate)
        else:
            say(f"{what} can come in", "Row" not in fate and bool(fate), why=fate)
    say("nothing is brought in by looking", how_many(mira) == before)
    mira.page.go_back()
    mira.open("/members/imports/").press("odd.csv").press("Bring them in").await_words("Brought in", seconds=60)
    say("five come in, five stay out", how_many(mira) == before + 5, why=f"{before} → {how_many(mira)}")
    for page in (f"/members/?q={LONG[:20]}", f"/find/?q={LONG[:20]}"):
        say(f"{page}: somebody of 200 letters stands there", mira.open(page).has(LONG))
    mira.press(LONG)  # whose own page is looked at as well
    mira.open("/members/imports/").press("odd.csv").press("Undo all of it").await_words("Undone")
    say("one press undoes all of it", how_many(mira) == before)


def how_many(mira):
    """People on the list, as the page counts them."""
    mira.open("/members/")
    found = re.search(r"([\d,]+) (?:people|person)", mira.text())
    return int(found.group(1).replace(",", "")) if found else None
