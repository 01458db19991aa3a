"""The table of the drills: none is missing, each has a negative control, and what has none makes the whole fail."""

import ast
import re

import pytest

from tests.drills import table
from tests.drills.__main__ import PAGE
from tests.drills.names import DRILLS, files_of

MAKE_TEST_RUNS = (1, 3, 5, 7, 8, 9, 10, 11, 12, 13, 15, 16, 18, 20)  # reliability 6.2, and what was asked for since
MORE = {"seconds": 1.0, "form": "short", "day": "2026-11-30", "commit": "abc"}


def line(test="test_it", *, control=False, outcome="passed", why="", **found):
    return {"drill": 1, "test": test, "control": control, "outcome": outcome, "why": why, "found": found}


def in_file(path):
    """Each test's name, and whether it is a negative control: by its own mark, or by one case of it."""
    source = path.read_text()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name, any("pytest.mark.control" in ast.unparse(mark) for mark in node.decorator_list)


@pytest.mark.parametrize("number", DRILLS)
def test_every_drill_is_there_and_has_a_negative_control(number):
    found = [each for path in files_of(number) for each in in_file(path)]
    assert [name for name, is_control in found if is_control], f"D{number} has no negative control"
    assert [name for name, is_control in found if not is_control], f"D{number} is not there"


@pytest.mark.parametrize("number", MAKE_TEST_RUNS)
def test_make_test_leaves_out_nothing_of_the_drills_that_each_change_has_to_pass(number):
    assert not [path.name for path in files_of(number) if "harness.LONGER" in path.read_text()]


def test_a_drill_without_a_control_or_with_one_that_noticed_nothing_is_not_well():
    control = line("test_control", control=True)
    assert table.row(1, [line(), control], **MORE).is_well
    assert not table.row(1, [line()], **MORE).is_well
    assert not table.row(1, [control], **MORE).is_well
    assert not table.row(1, [], **MORE).is_well
    assert not table.row(1, [line(), control | {"outcome": "failed"}], **MORE).is_well
    assert not table.row(1, [line(outcome="skipped"), control], **MORE).is_well


def test_what_this_machine_cannot_do_is_said_and_is_no_failure_beside_what_passed():
    left_out = line("test_more", outcome="skipped", why="No small disk can be mounted here")
    row = table.row(11, [line(), left_out, line("test_control", control=True)], **MORE)
    assert row.is_well
    assert row.left_out == ("test_more: No small disk can be mounted here",)


def test_counts_are_added_and_of_waits_the_longest_is_kept():
    lines = [line(lost=0, max_delay=3.2, sent_unique=10), line("test_two", lost=1, max_delay=1.0, seed=7)]
    assert table.row(1, lines, **MORE).figures == {"sent_unique": 10, "lost": 1, "max_delay": 3.2}


def test_a_new_row_takes_the_old_ones_place_and_the_others_stay(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"# Title\n\n{table.BEGIN}\n{table.END}\n\nThe end.\n")
    rows = [table.row(number, [line(lost=number)], **MORE) for number in (2, 10)]
    table.write_into(page, rows, day="2026-11-30")
    table.write_into(page, [table.row(2, [line(lost=77)], **MORE)], day="2026-12-01")
    text = page.read_text()
    lost = {words.split(" | ")[0]: words.split(" | ")[3] for words in text.splitlines() if words.startswith("| D")}
    assert (lost["| D2"], lost["| D10"], lost["| D3"]) == ("77", "10", ""), "one that never ran stands there too"
    assert "Last run: 2026-12-01" in text
    assert text.endswith("\n\nThe end.\n")


def test_the_page_names_every_drill_and_only_drills_that_there_are():
    promises, _, kept = PAGE.read_text().partition(table.BEGIN)
    assert {int(number) for number in re.findall(r"\bD(\d+)", promises)} == set(DRILLS)
    assert {int(number) for number in re.findall(r"^\| D(\d+) \|", kept, re.M)} == set(DRILLS)
