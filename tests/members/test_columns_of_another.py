"""What a spreadsheet says about a relative or a friend is never offered as the person's own."""

import pytest

from members.rules import columns


@pytest.mark.parametrize(
    "heading",
    [
        "Daughter's phone", "Daughter’s phone", "NOK mobile", "NOK_phone", "ICE number to ring", "Wife's mobile", "Husband tel",
        "Son mobile", "Grandson's mobile", "Friend's email", "Neighbours telephone", "Family address", "Sister-in-law, mobile",
    ],
)  # fmt: skip
def test_a_relatives_number_is_never_offered_as_their_own_whatever_they_are_called(heading):
    assert columns.guess(["Name", heading]) == ["name", ""]
    assert columns.guess([heading, "Mobile phone", "Name"]) == ["", "text", "name"]


@pytest.mark.parametrize(
    "heading", ["Emergency contact name", "Next of kin name", "Wife's name", "Name of friend", "NOK"]
)
def test_what_a_relative_is_called_is_never_offered_as_their_own_name(heading):
    assert columns.guess(["First name", heading]) == ["first", ""]
    assert columns.guess([heading, "Name"]) == ["", "name"]


def test_a_family_name_is_a_last_name_and_words_that_only_look_like_a_relative_are_none():
    assert columns.guess(["Given name", "Family name", "Mobile"]) == ["first", "last", "text"]
    assert columns.guess(["Person", "Office phone", "Reason or notice"]) == ["name", "phone", ""]
