"""What the site prints or writes can be read aloud: every PDF keeps PDF/UA, every letter has a title, a heading and a twin."""

import ast
import itertools
import re
import shutil
import subprocess

import pytest
import typst
from django.utils import timezone

from meetings import day_sheets
from tests import printed
from tests.factories import day as make_day
from tests.test_house import calls, code, found, templates

NO_CHECKER = (
    "pdfinfo is not here (Debian: poppler-utils); the test of tags beside this one, by pypdf, holds without it."
)
LETTER = re.compile(r'\{% extends "(email/base|account/email/base_message)\.html" %\}')


def letters():
    """The templates of letters, with what each says."""
    for path in templates():
        said = path.read_text()
        if path.suffix == ".html" and LETTER.match(said) and path.name != "base_message.html":
            yield path, said


def test_nothing_is_printed_that_does_not_keep_the_rules_for_reading_aloud():
    """typst refuses to draw what breaks them: a picture without words, a heading left out, no title."""
    wrong, seen = [], 0
    for path in code():
        for call in calls(ast.parse(path.read_text())):
            if ast.unparse(call.func) == "typst.compile":
                seen += 1
                said = {each.arg: ast.unparse(each.value) for each in call.keywords}
                if said.get("pdf_standards") != "['ua-1']":
                    wrong.append(f"{path}:{call.lineno}")
    assert wrong == []
    assert seen >= 13


@pytest.mark.django_db
def test_badges_and_the_list_at_the_door_can_be_read_aloud(cast, tmp_path):
    gathering = make_day.gathering(team=cast.team, lead=cast.ash)
    for name in ("Sam Okafor", "Kit Rowe"):
        make_day.registered(gathering, name)
    for made, title in (
        (day_sheets.badges(gathering), "Badges: "),
        (day_sheets.door_list(gathering, now=timezone.now()), "Door list: "),
    ):
        assert printed.faults(made) == []
        if shutil.which("pdfinfo"):
            path = tmp_path / "printed.pdf"
            path.write_bytes(made)
            facts = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
            assert re.search(r"^Tagged: +yes$", facts, re.M)
            assert f"{title}{gathering.title}" in facts
            read = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
            assert "Syntax Error" not in read
            assert "Sam" in read
            assert "Kit" in read


def test_a_pdf_without_tags_is_reported(tmp_path):
    sheet = tmp_path / "bare.typ"
    sheet.write_text("Only words")
    said = printed.faults(typst.compile(str(sheet), pdf_tags=False))
    assert "it is not tagged" in said
    assert "it has no title" in said
    assert "it does not say that it keeps PDF/UA" in said


def test_every_letter_has_a_title_and_a_first_heading_and_the_same_as_plain_text():
    wrong, seen = [], 0
    for path, said in letters():
        seen += 1
        wrong += [f"{path}: no title"] * ("{% block title %}" not in said)
        wrong += [f"{path}: no first heading"] * (said.count("<h1") < 1 or said.count("<h1") != said.count("</h1>"))
        wrong += [f"{path}: no plain text"] * (not path.with_suffix(".txt").is_file())
    assert wrong == []
    assert seen > 60


def test_no_letter_leaves_out_a_level_of_headings_or_shows_a_picture_without_words():
    for path, said in letters():
        levels = [int(level) for level in re.findall(r"<h([1-6])", said)]
        assert all(below <= above + 1 for above, below in itertools.pairwise(levels)), path
    assert found([path for path, _ in letters()], r"<img(?![^>]*\balt=)", flags=re.I) == []
