"""The table of docs/security.md says what is proved where: each item has a test that is called by it, and no test is left out."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
NUMBERS = re.compile(r"(\d+)_(\d+)_(\d+)(?:_to_\d+_\d+_(\d+))?")
WANTED = """
2.3.3 2.3.4 2.4.1 3.2.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.3 3.7.2 5.2.1 5.2.2 5.2.3 5.3.2 5.4.1 5.4.2 5.4.3
6.2.12 6.3.3 6.3.4 6.4.3 6.5.1 6.5.5 6.6.2 6.6.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.5.1 7.5.2 8.2.1 8.2.2 8.2.3 8.3.2 13.2.2 13.4.2
13.4.5 14.2.1 14.2.4 14.3.2 16.2.5 16.3.1 16.3.2 16.3.3 16.4.1 16.4.2 16.5.2 16.5.3
"""  # reliability 5.5


def items_of(name: str) -> list[str]:
    """The items in a test's name: test_asvs_3_3_1_to_3_3_4_… is four of them."""
    found = []
    for chapter, section, first, last in NUMBERS.findall(name.removeprefix("test_asvs_")):
        found += [f"{chapter}.{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def proofs() -> dict[str, set[str]]:
    """{item: the tests called by it, as file::name}, over all of our tests."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_asvs_"):
                assert len(node.body) > 1 or ast.get_docstring(node) is None, f"{node.name} is an empty shell"
                for item in items_of(node.name):
                    found.setdefault(item, set()).add(f"{path.relative_to(ROOT)}::{node.name}")
    return found


def table() -> dict[str, set[str]]:
    """The same as docs/security.md says it."""
    found = {}
    for line in PAGE.read_text().splitlines():
        if row := re.fullmatch(r"\| (\d+\.\d+\.\d+) \| .+ \| (.+) \|", line):
            found[row[1]] = set(re.findall(r"`([^`]+)`", row[2]))
    return found


def test_every_item_of_the_list_has_a_test_called_by_it():
    assert set(WANTED.split()) - set(proofs()) == set()


def test_the_table_in_the_documents_is_what_the_tests_are():
    assert table() == proofs()
