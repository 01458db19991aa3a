"""What is read out on the telephone is said to the person, and reads as a letter to them too: every kind."""

import re
from pathlib import Path

import pytest

SCRIPTS = sorted(Path("templates").rglob("*.script.txt"))
WRITTEN_BY_HAND = {"mailing"}  # its first words are those of whoever wrote it
TO_THE_CALLER = re.compile(
    r"If this is a letter"
    r"|(?:^|[.?!:%}] )(?:Ask|Note|Offer|Read it|Write it|Write down|Say that|Describe)\b"
    r"|\b[Nn]ote what\b"
    r"|\b[Tt]hey (?:can|may|need|go|asked|say|would|are in|have not scored)\b"
    r"|\b(?:to|with|for|tells?|ask) them\b|\bwhat they say\b|\btheir (?:registration|mind|name)\b"
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name.partition(".")[0])
def test_a_script_greets_the_person_and_speaks_to_them_alone(script):
    words = script.read_text().removeprefix("{% autoescape off %}")
    if script.name.partition(".")[0] not in WRITTEN_BY_HAND:
        assert words.startswith("Hello {{ "), words[:60]
    assert words.count("Hello {{") <= 1
    found = TO_THE_CALLER.search(words)
    assert found is None, found


def test_there_is_a_slip_only_for_a_letter_that_is_printed():
    slips = sorted(Path("templates").rglob("*.slip.txt"))
    assert slips
    assert [each for each in slips if not each.with_name(each.name.replace(".slip.", ".script.")).exists()] == []
