"""What the history of a meeting and of a person says about a month, and what a page says to somebody who came."""

from datetime import timedelta

import pytest

from coproduction.dashboards.pulse import read
from coproduction.templatetags.addresses import address
from meetings import standing
from meetings.actions import agenda, proposals
from meetings.models import Action, AgendaItem, Notes
from members import history
from members.permissions import by_link
from tests import factories as make
from tests.factories import after as made
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return make.meeting(people=[cast.rowan], team=cast.team, lead=cast.jo, body=cast.group, starts_at=START, now=NOW)


def titles(record):
    return [entry.title for entry in history.of(record)]


def test_the_history_of_a_meeting_tells_of_its_agenda_its_notes_and_what_came_of_it(cast, meeting):
    item = agenda.add(meeting=meeting, title="The leaflet", actor=cast.actor("jo"), now=NOW)
    agenda.send_out(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    proposals.ask_to_skip(item=item, rsvp=meeting.rsvps.get(), actor=by_link(cast.rowan), now=NOW)
    assert AgendaItem.objects.get().at_the_end
    made.decision(meeting, "Print it large")
    made.action(meeting, "Ring the printer")
    Action.objects.update(state="dropped", because="No money", closed_on=START.date())
    made.notes(meeting, sent=False)
    Notes.objects.update(sent_at=START)
    said = titles(meeting)
    for words in (
        "Topic “The leaflet”: on the agenda", "The agenda was sent out", "Decided: Print it large",
        "To do: Ring the printer", "dropped, because: No money", "The notes were sent to be corrected",
    ):  # fmt: skip
        assert any(words in line for line in said), words
    assert not any("the end" in line or "position" in line.lower() for line in said), (
        "who would rather leave is not told"
    )


def test_a_persons_history_says_which_meeting_it_was_by_its_day(cast, meeting):
    make.attendance(meeting, cast.rowan)
    assert any(line.endswith("Tuesday 8 December: came") for line in titles(cast.rowan)), titles(cast.rowan)
    assert not any("8 December" in line for line in titles(meeting) if "came" in line)


def test_whoever_came_is_thanked_for_coming(cast, meeting):
    rsvp, over = meeting.rsvps.get(), START + timedelta(days=1)
    assert "your interest" in standing.panel(rsvp, now=over).closed_because
    make.attendance(meeting, cast.rowan)
    assert standing.panel(rsvp, now=over).closed_because == "This meeting is over. Thank you for coming."


def test_nearly_all_is_said_in_plain_words():
    class View:
        is_hidden, words, of = True, "all but fewer than 5", 11

    assert read(View) == "Most of the 11 who answered agreed; fewer than 5 did not say so."


def test_an_address_breaks_before_its_at_alone():
    assert address("tea@example.org").split("<wbr>")[0] == '<span class="whole">tea</span>'
    assert address("<b>") == "<b>"
