"""What the site prints or writes can be read aloud: every PDF keeps PDF/UA, every letter has a title, a heading and a twin."""

import ast
import io
import itertools
import re
import shutil
import subprocess

import pytest
import typst
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from coproduction.dashboards import report_files, report_parts
from meetings import day_sheets
from members import printing
from members.models import ContactTask, Person
from tests import printed
from tests.factories import day as make_day
from tests.test_house import ROOT, calls, code, found, templates

NO_CHECKER = (
    "pdfinfo is not here (Debian: poppler-utils); the test of tags beside this one, by pypdf, holds without it."
)
NAMES = ("Ada 🌻 Lovelace", "李小龙", "রহিম", "ਗੁਰਪ੍ਰੀਤ")
LIFE = (
    "Zoë Nguyễn Ọlá \u202b\u0639\u0645\u0631\u202c ગીતા தமிழ் 김철수 さくら "
    "\u2764\ufe0f \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd \u2713 \u2192 \u2116 \u20ac"
)
BARE = """#let data = json(bytes(sys.inputs.data))
#set document(title: "Names")
#set text(font: ("Source Sans Pro", "DejaVu Sans"), lang: "en", region: "gb")
= Names
#data.name *#data.name*"""
LETTER = re.compile(r'\{% extends "(email/base|account/email/base_message)\.html" %\}')


def drawn(folder, name):
    """A sheet with that name, in ordinary and in bold print."""
    sheet = folder / "names.typ"
    sheet.write_text(BARE)
    return printing.draw(sheet, words={"name": name})


def words_of(made):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())


def letters():
    """The templates of letters, with what each says."""
    for path in templates():
        said = path.read_text()
        if path.suffix == ".html" and LETTER.match(said) and path.name != "base_message.html":
            yield path, said


def test_nothing_is_printed_that_does_not_keep_the_rules_for_reading_aloud():
    """typst refuses to draw what breaks them: a picture without words, a heading left out, no title."""
    theirs, seen = [], 0
    for path in code():
        tree = ast.parse(path.read_text())
        if "typst" in re.findall(r"^(?:import|from) (\w+)", path.read_text(), re.M):
            theirs.append(path.relative_to(ROOT).as_posix())
        seen += sum(ast.unparse(call.func) == "printing.draw" for call in calls(tree))
    assert theirs == ["members/printing.py"], "one place draws, and it asks for the standard"
    assert seen >= 13


@pytest.mark.parametrize("name", [*NAMES, LIFE])
def test_whatever_somebody_is_called_a_sheet_keeps_the_rules_for_reading_aloud(name, tmp_path):
    assert printed.faults(drawn(tmp_path, name)) == []


def test_a_picture_that_no_letter_face_has_is_named_and_what_nobody_sees_is_left_out(tmp_path):
    made = drawn(tmp_path, "Kit \U0001f7f0\U00016fff Rowe 1\ufe0f\u20e3\x01\ufeff")
    assert printed.faults(made) == []
    assert "Kit \U0001f7f0(sign U+16FFF) Rowe 1" in words_of(made)


def test_a_letter_that_no_face_has_keeps_nobody_elses_paper_back(tmp_path):
    made = drawn(tmp_path, "བོད and Kit Rowe")
    assert "Kit Rowe" in words_of(made)
    assert printed.faults(made) == ["its title is not shown", "it does not say that it keeps PDF/UA"], "it has its tags"


def test_a_sheet_that_cannot_be_read_aloud_for_another_reason_is_refused(tmp_path):
    sheet = tmp_path / "untitled.typ"
    sheet.write_text("#let data = json(bytes(sys.inputs.data))\n#data.name")
    with pytest.raises(typst.TypstError, match="title"):
        printing.draw(sheet, words={"name": "Kit 🌻"})


@pytest.mark.django_db
def test_badges_the_door_list_and_a_report_hold_every_name(cast):
    gathering = make_day.gathering(team=cast.team, lead=cast.ash)
    for name in NAMES:
        make_day.registered(gathering, name, badge="full")
    said = report_parts.Part("What people said", [report_parts.Quote("It helped.", by=name) for name in NAMES])
    report = report_parts.Document("Report", "Draft", cover=[("For", "the Board")], parts=[said], appendix=[])
    for made in (
        day_sheets.badges(gathering),
        day_sheets.door_list(gathering, now=timezone.now()),
        report_files.pdf(report, now=timezone.now()),
    ):
        assert printed.faults(made) == []
        assert "李小龙" in words_of(made)
        assert "Lovelace" in words_of(made)


@pytest.mark.django_db
def test_one_name_does_not_keep_back_the_letters_of_the_day(client, cast, as_user):
    for person, name in zip((cast.sam, cast.pat, cast.robin, cast.rowan), NAMES, strict=True):
        Person.objects.filter(pk=person.pk).update(name=name)
        ContactTask.objects.create(
            person=person, way="post", why="A letter", script=f"Hello {name}.", due_at=timezone.now()
        )
    made = as_user(client, cast.jo, "coordinator").post(reverse("members:calls_print"))
    assert made["Content-Type"] == "application/pdf"
    assert printed.faults(made.content) == []
    assert "李小龙" in words_of(made.content)
    assert "Lovelace" in words_of(made.content)


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
