"""What docs/ says is so: every variable, every command, every picture, every table that is written from the code."""

import re

import pytest
from django.core.management import get_commands

from coproduction.dashboards.definitions import TITLES
from coproduction.guides import from_code
from coproduction.guides.shelf import DOCS, GUIDES, PACK

ROOT = DOCS.parent
OURS = ("coproduction", "members", "meetings", "projects")
RUNNING = (DOCS / "running.md").read_text()
NOT_OURS = {"PATH", "HOME", "LANG", "PGSSLMODE", "PGSSLROOTCERT", "BENCH_SCALE", "DJANGO_SETTINGS_MODULE"}
READ = re.compile(
    r"""env\.\w+\(\s*"([A-Z][A-Z_]+)"|os\.environ(?:\.get\(|\[)\s*["']([A-Z][A-Z_]+)|environment\.get\("([A-Z][A-Z_]+)\""""
)
READABLE = sorted([*(DOCS / "guides").glob("*.md"), *(DOCS / "data-protection").glob("*.md")])
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def variables_read():
    """Every variable of the environment that our code asks for."""
    found = set()
    for floor in OURS:
        for path in (ROOT / floor).rglob("*.py"):
            if "bench" not in path.parts:
                found |= {name for names in READ.findall(path.read_text()) for name in names if name}
    return found - NOT_OURS


def variables_explained():
    table = RUNNING.partition("## Variables")[2].partition("\n## ")[0]
    first = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in first for name in re.findall(r"`([A-Z_]+)`", cell)}


def test_every_variable_that_is_read_is_explained_and_no_other():
    assert variables_explained() == variables_read()


def test_what_a_server_is_given_to_fill_in_is_explained():
    given = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    of_compose = {"SITE_HOST", "DATABASE_PASSWORD", "OWNER_DATABASE_URL", "SITE_DATABASE_URL"}
    assert given - of_compose <= variables_explained()
    assert all(name in RUNNING for name in given)


def test_every_command_that_is_named_is_there():
    ours = set(re.findall(r"manage\.py ([a-z_]+)|on-this-site ([a-z_]+)", RUNNING))
    assert {name for pair in ours for name in pair if name} <= set(get_commands())
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"(?:^ {4}|`)make ([a-z-]+)\b", RUNNING, re.M)) <= targets
    for file in re.findall(r"deploy/[\w.-]+", RUNNING):
        assert (ROOT / file).exists(), file


WRITTEN = [
    DOCS / "architecture.md",
    *(DOCS / "data-protection" / f"{name}.md" for name in from_code.PARTS if name != "drawing"),
]


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.stem)
def test_what_is_written_from_the_code_is_what_the_code_says(file):
    """Otherwise: `manage.py write_docs`, and look at what changed."""
    assert "<!-- from the code: " in file.read_text()
    assert file.read_text() == from_code.written(file.read_text())


def test_the_drawing_shows_a_door_that_somebody_opens(tmp_path):
    for floor in ("upper", "lower"):
        (tmp_path / floor).mkdir()
    (tmp_path / "upper" / "one.py").write_text("from lower.queries import people\nfrom lower import rules\n")
    assert from_code.doors("upper", "lower", root=tmp_path) == ["queries", "rules"]


@pytest.mark.parametrize("file", READABLE, ids=lambda file: file.stem)
def test_each_picture_of_a_guide_is_there_small_and_said_in_words(file):
    for words, place in PICTURE.findall(file.read_text()):
        picture = (file.parent / place).resolve()
        assert picture.is_file(), place
        assert picture.stat().st_size <= 60_000, place
        assert len(words) >= 30, f"{place}: {words!r} does not say what the picture says"


def test_each_figure_is_in_the_guide_for_trustees():
    told = (DOCS / "guides" / "trustees.md").read_text()
    assert [title for title in TITLES.values() if f"| {title} |" not in told] == []


def test_each_paper_says_that_the_charity_decides():
    assert {paper.file for paper in PACK.values()} == set((DOCS / "data-protection").glob("*.md"))
    assert all("for your charity to decide" in paper.file.read_text() for paper in PACK.values())


def test_every_guide_on_the_shelf_is_there_and_the_engineers_stays_in_docs():
    kept = {file.stem for file in (DOCS / "guides").glob("*.md")}
    assert kept == {*GUIDES, "engineer"}


@pytest.mark.parametrize("file", [*READABLE, DOCS / "running.md"], ids=lambda file: file.stem)
def test_each_link_of_a_guide_leads_to_a_file(file):
    for place in re.findall(r"\]\(([^)#]+)\)", file.read_text()):
        assert place.startswith("http") or (file.parent / place).resolve().exists(), place


def test_a_variable_that_nobody_explains_is_found():
    """The rule itself."""
    assert READ.findall('X = env.str(\n    "SOMETHING_NEW", default="")') == [("SOMETHING_NEW", "", "")]
