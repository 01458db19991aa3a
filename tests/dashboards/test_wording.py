"""What a figure was before, in a sentence that says no more than was counted."""

from types import SimpleNamespace

from coproduction.dashboards import wording
from coproduction.dashboards.disclosure import Shown


def test_nothing_counted_is_not_told_as_nothing_that_was():
    """There may have been meetings of which nobody said how they were (a report printed both, side by side)."""
    year = SimpleNamespace(before_words="the year before")
    none = Shown(value=0, of=0)
    assert (
        wording.share_before(year, none, "meeting,meetings") == "No meetings were counted for this in the year before."
    )
