"""Every package we stand on is listed with its licence, and none of them asks more of a charity than we say."""

import pytest

from tests import licences


def listed():
    rows = [line.split("|") for line in licences.PAGE.read_text().splitlines() if line.startswith("| ")]
    return {row[1].strip(): row[2].strip() for row in rows}


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_what_we_name_is_listed_with_its_licence(file):
    known = listed()
    wrong = [name for name in licences.asked_for(file) if known.get(name) != licences.licence_of(name)]
    assert wrong == [], "make licences"


@pytest.mark.parametrize(("file", "besides"), [("requirements.txt", set()), ("requirements-dev.txt", {"djlint"})])
def test_what_they_bring_may_be_used_by_everybody(file, besides):
    """A package that came with a newer version of another need not be listed yet, but its licence must be one of these."""
    known, strange = listed(), {}
    for name in licences.with_what_they_need(licences.asked_for(file)):
        said = known.get(name) or licences.licence_of(name)
        if not licences.GOOD.search(said):
            strange[name] = said
    assert set(strange) == set(besides), (
        strange
    )  # a program of its own, which reads our templates and is passed on by nobody


def test_a_licence_that_asks_for_more_would_be_noticed():
    assert not licences.GOOD.search("GPL-3.0-only")
    assert not licences.GOOD.search("GNU Affero General Public License v3")
    assert not licences.GOOD.search("see its files")
