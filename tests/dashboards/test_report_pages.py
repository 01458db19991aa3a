"""The report to the Board as each role meets it: page, part, files; and what the files say to whoever cannot see them."""

import html
import io
import re

import pytest
import time_machine
from docx import Document
from pypdf import PdfReader

from coproduction.dashboards import report_actions
from members.actions import consents
from tests import factories as make
from tests.dashboards.reading import words
from tests.dashboards.reporting import OCTOBER, PERIOD, approved, draft, summer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


@pytest.fixture
def as_(client, cast, as_user):
    return lambda name, role: as_user(client, getattr(cast, name), role)


def had(response):
    """The words that whoever writes on has before them, as the form carries them."""
    return html.unescape(re.search(r'name="read" value="([^"]*)"', response.content.decode())[1])


def read(response):
    return PdfReader(io.BytesIO(response.content))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def headings(pdf):
    """What a screen reader hears as headings, in their order: (H1, …)."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if str(node.get("/S", ""))[1:] in ("H1", "H2", "Figure", "L", "Table", "TH"):
                found.append((str(node["/S"])[1:], node.get("/Alt")))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_from_a_draft_to_an_approved_report_page_by_page(cast, as_):
    summer(cast)
    desk = as_("jo", "coordinator")
    assert "There is no report yet" in words(desk.get("/dashboard/reports/"))
    made = desk.post("/dashboard/reports/new/", {"period": PERIOD})
    assert "figures as they stood on Tuesday 6 October" in words(desk.get(made.url))
    assert "1 of 1" in words(desk.get(made.url))
    form = {"title": "Our summer", "summary": "More were there from the start.", "purpose": "discussion"}
    assert desk.post(f"{made.url}edit/", form).status_code == 302
    member = as_("rowan", "member")
    assert "Open our part" in words(member.get(made.url))
    assert member.post(f"{made.url}part/", {"words": "We were heard."}).status_code == 302
    assert member.post(f"{made.url}part/hand-in/", {"read": "We were heard."}).status_code == 302
    assert "It is handed in" in words(member.get(f"{made.url}part/"))
    desk = as_("jo", "coordinator")
    refused = desk.post(f"{made.url}part/for/", {"words": "Nicer", "person": cast.rowan.pk})
    assert "Only its members can take it back" in words(refused)
    trustee = as_("tal", "trustee")
    page = trustee.get(made.url)
    assert "We were heard." in words(page)
    read_state = page.context["read"]
    assert "Approved. From now on" in words(trustee.post(f"{made.url}approve/", {"read": read_state}, follow=True))
    again = trustee.post(f"{made.url}approve/", {"read": read_state})
    assert again.status_code == 409
    assert "This report was approved on" in words(again)


def test_two_who_write_the_group_s_part_at_once_write_one_after_another(cast, as_):
    summer(cast)
    part = f"/dashboard/reports/{draft(cast).pk}/part/"
    member = as_("rowan", "member")
    opened = had(member.get(part))
    assert member.post(part, {"words": "We were heard.\r\nTwice.", "read": opened}).status_code == 302
    late = member.post(part, {"words": "Nobody rang.", "read": opened})
    assert late.status_code == 422
    assert "Somebody has written on" in words(late)
    assert "Nobody rang." in words(late)
    assert "We were heard." in words(late)
    both = {"words": "We were heard twice. Nobody rang.", "read": had(late)}
    assert member.post(part, both).status_code == 302
    assert "We were heard twice. Nobody rang." in words(member.get(part))


def test_the_pdf_is_tagged_titled_and_read_in_order(cast, as_):
    summer(cast)
    report = approved(cast)
    pdf = read(as_("tal", "trustee").get(f"/dashboard/reports/{report.pk}/report.pdf"))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == report.title
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    found = headings(pdf)
    assert [sort for sort, _ in found if sort in ("H1", "H2")] == ["H1"] + ["H2"] * 9
    assert [alt for sort, alt in found if sort == "Figure"] == [
        "Activities by level: Strategic 0, Operational 1, Individual 0."
    ]
    text = text_of(pdf)
    order = [
        "Is involvement working?", "What changed", "Strategic and", "Who is in the room", "What we promised", "How it is",
        "From the Advisory", "Risks, what we ask", "Definitions, version",
    ]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "We would like to see the budget." in text


def test_two_pages_between_cover_and_what_stands_behind_and_large_print_is_large(cast, as_):
    summer(cast)
    report = approved(cast)
    trustee = as_("tal", "trustee")
    pages = [page.extract_text() for page in read(trustee.get(f"/dashboard/reports/{report.pk}/report.pdf")).pages]
    first = next(n for n, page in enumerate(pages) if "1. Is involvement working?" in page)
    behind = next(n for n, page in enumerate(pages) if "Definitions, version" in page and "8. Risks" not in page)
    assert (first, behind - first <= 2) == (1, True)
    large = read(trustee.get(f"/dashboard/reports/{report.pk}/report.pdf?print=large"))
    assert len(large.pages) > len(pages)
    cast.tal.letter_format = "large"
    cast.tal.save()
    assert len(read(trustee.get(f"/dashboard/reports/{report.pk}/report.pdf")).pages) == len(large.pages)


def test_the_word_file_has_the_same_words_with_real_headings(cast, as_):
    summer(cast)
    report = approved(cast)
    file = as_("tal", "trustee").get(f"/dashboard/reports/{report.pk}/report.docx")
    document = Document(io.BytesIO(file.content))
    assert document.core_properties.title == report.title
    assert document.core_properties.language == "en-GB"
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [head[:2] for head in heads[:8]] == [f"{number}." for number in range(1, 9)]
    assert "We would like to see the budget." in "\n".join(p.text for p in document.paragraphs)


def test_the_address_of_the_contract_gives_the_approved_report_or_says_that_nobody_approved_it(cast, as_):
    summer(cast)
    trustee = as_("tal", "trustee")
    address = "/dashboard/board-report.pdf"
    assert "Not approved" in text_of(read(trustee.get(f"{address}?period={PERIOD}")))
    report = approved(cast)
    text = text_of(read(trustee.get(f"{address}?period={PERIOD}")))
    assert "Version 1, approved by Tal Brightwell on Tuesday 6 October 2026" in text
    second = report_actions.correct(report=report, note="One talk", actor=cast.actor("jo"), now=OCTOBER)
    assert "Version 1, approved" in text_of(read(trustee.get(f"{address}?period={PERIOD}"))), "v2 is a draft"
    assert second.version == 2
    for asked in (
        "",
        "?period=quarter",
        "?period=12m",
        "?period=all",
        "?period=2025-26",
        f"?period={PERIOD}&level=strategic",
    ):
        assert "Not approved" in text_of(read(trustee.get(address + asked)))
    for asked in ("?period=2031-Q1", "?period=x", "?team=a&level=strategic"):
        assert trustee.get(address + asked).status_code == 400
    assert as_("rowan", "member").get(address).status_code == 403


def test_the_pack_names_nobody_and_shows_what_could_not_be(cast, as_):
    project = summer(cast)
    said = make.contribution(project, people=[cast.rowan], text="The hall is cold", answer="cannot", quote="anonymous")
    said.responses.update(reason="There is no money for it", decided_on="2026-08-01")
    report = approved(cast)
    trustee = as_("tal", "trustee")
    whole = words(trustee.get(f"/dashboard/reports/{report.pk}/"))
    assert "The hall is cold" in whole
    pack = words(trustee.get(f"/dashboard/reports/{report.pk}/pack/"))
    assert "There is no money for it" in pack
    assert "The hall is cold" not in pack, "nobody has been told yet"
    assert "Jo Hartley" not in whole, "she did not say yes to trustees knowing her name"
    assert "The coordinator" in whole
    same = {"person": cast.jo, "consent": "name_to_trustees", "how": "online", "now": OCTOBER}
    consents.give(actor=cast.actor("jo"), **same)
    assert "Jo Hartley" in words(trustee.get(f"/dashboard/reports/{report.pk}/"))
    assert "Jo Hartley" not in words(trustee.get(f"/dashboard/reports/{report.pk}/pack/"))
    board = words(as_("bo", "board").get(f"/dashboard/reports/{report.pk}/"))
    assert "approved by a trustee" in board
    assert "Tal Brightwell" not in board
    trustee = as_("tal", "trustee")
    pdf = text_of(read(trustee.get(f"/dashboard/reports/{report.pk}/report.pdf?for=commissioners")))
    assert "There is no money for it" in pdf
    for name in ("Tal Brightwell", "Jo Hartley", "Rowan"):
        assert name not in pdf
    assert trustee.get(f"/dashboard/reports/{draft_of_another(cast)}/pack/").status_code == 404


def draft_of_another(cast):
    return report_actions.draft(period="2026-Q2", actor=cast.actor("jo"), now=OCTOBER).pk


def test_pages_of_an_empty_charity_stand(cast, as_):
    report = draft(cast)
    for name, role in (("jo", "coordinator"), ("tal", "trustee"), ("bo", "board"), ("rowan", "member")):
        browser = as_(name, role)
        assert browser.get(f"/dashboard/reports/{report.pk}/").status_code == 200
        assert read(browser.get(f"/dashboard/reports/{report.pk}/report.pdf")).pages
    assert as_("rowan", "member").get(f"/dashboard/reports/{report.pk}/part/").status_code == 200
    assert as_("jo", "coordinator").get(f"/dashboard/reports/{report.pk}/part/for/").status_code == 200
    assert as_("ash", "staff").get(f"/dashboard/reports/{report.pk}/").status_code == 404
