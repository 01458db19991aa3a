"""A length of time in the unit people think in."""

import pytest

from members.words import years


@pytest.mark.parametrize(
    ("days", "said"),
    [(365, "1 year"), (2190, "6 years"), (180, "180 days"), (1, "1 day"), (366, "366 days"), (3650, "10 years")],
)
def test_whole_years_are_said_as_years(days, said):
    assert years(days) == said
