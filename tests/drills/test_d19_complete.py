"""D19 again: the solver reads every address that a trustee may open, or it is written down why there is nothing to read."""

import pytest

from tests import access_matrix as matrix
from tests.drills.read_by_the_solver import EXEMPT, READ

pytestmark = pytest.mark.drill


def neither(opened, read=READ, exempt=EXEMPT):
    """Addresses that nobody judged, that two judged, or that are no longer there."""
    return sorted((opened ^ (read | exempt.keys())) | (read & exempt.keys()))


def open_to_a_trustee():
    """And what is only not there for them yet: a report that nobody approved, questions that nobody answered."""
    return {name for name, (get, _) in matrix.AS_GRANTED.items() if get["T"] in ("allow", "404")}


def test_every_address_a_trustee_may_open_is_read_or_exempt_with_a_reason():
    assert neither(open_to_a_trustee()) == []
    assert all(len(why.split()) > 3 for why in EXEMPT.values())


@pytest.mark.control
def test_an_address_that_nobody_judged_or_that_is_gone_would_be_noticed():
    assert neither(open_to_a_trustee() | {"dashboard_new"}) == ["dashboard_new"]
    assert neither(open_to_a_trustee() - {"dashboard"}) == ["dashboard"]
