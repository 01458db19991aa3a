"""Of how few people no number is shown: one place says it, and no setting goes below five."""

from pathlib import Path

import pytest

from members.rules.fewest import fewest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("set_to", "is_then"), [(1, 5), (5, 5), (8, 8)])
def test_a_setting_may_ask_for_more_and_never_for_fewer_than_five(settings, set_to, is_then):
    settings.FEWEST_PEOPLE = set_to
    assert fewest() == is_then


def test_nothing_else_reads_the_setting():
    floors = [
        path for floor in ("members", "meetings", "projects", "coproduction") for path in (ROOT / floor).rglob("*.py")
    ]
    readers = {str(path.relative_to(ROOT)) for path in floors if "settings.FEWEST_PEOPLE" in path.read_text()}
    assert readers == {"members/rules/fewest.py"}
