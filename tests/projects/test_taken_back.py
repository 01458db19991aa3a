"""An entry of the log that counts nowhere, on its page: a draft, cancelled, taken back, and each way out of it."""

import pytest

from projects.models import Activity
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(client, cast, as_user):
    """`entry(state)`: Ash, who logged it, and the address of its page."""

    def logged(state, **more):
        made = make.activity(people=[cast.rowan], team=cast.team, state=state, **more)
        return as_user(client, cast.ash, "staff"), f"/projects/activities/{made.pk}/"

    return logged


def test_a_draft_taken_back_by_mistake_comes_back_as_a_draft_and_is_counted_by_its_own_button(entry):
    ash, own = entry("draft")
    ash.post(f"{own}take-back/")
    back = ash.post(f"{own}bring-back/", follow=True)
    assert back.redirect_chain[-1][0] == own
    assert "It counts nowhere yet" in back.content.decode()
    assert not Activity.objects.held().exists()
    assert "It is logged" in ash.post(f"{own}took-place/", follow=True).content.decode()
    assert Activity.objects.held().exists()


def test_a_cancelled_entry_says_that_it_counts_nowhere(entry):
    ash, own = entry("cancelled")
    assert "<h2>Cancelled</h2>" in ash.get(own).content.decode()


@pytest.mark.parametrize("state", ["draft", "cancelled", "removed"])
def test_what_hangs_on_a_meeting_has_no_button_that_is_always_refused(entry, cast, state):
    ash, own = entry(state, meeting=make.meeting("Panel", team=cast.team))
    page = ash.get(own).content.decode()
    assert not [each for each in ("took-place/", "take-back/", "bring-back/") if each in page]
    assert "Its meeting’s register says whether it took place" in page
