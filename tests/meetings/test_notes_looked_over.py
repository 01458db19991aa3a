"""“They are right” is said of the notes as they stood then: what somebody corrects, or what is written anew, is looked over again."""

from datetime import timedelta

import pytest

from meetings.actions import corrections, notes
from meetings.models import Rsvp
from members.permissions import by_link
from tests import factories as make
from tests.factories import after as made
from tests.meetings.conftest import START

pytestmark = pytest.mark.django_db
NEXT = START + timedelta(days=1)


@pytest.fixture
def both_said_yes(cast):
    meeting = make.meeting(starts_at=START, team=cast.team, lead=cast.jo, now=START - timedelta(days=20))
    found = made.notes(meeting)
    for person in (cast.rowan, cast.robin):
        make.rsvp(meeting, person, answer="yes")
        corrections.all_right(notes=found, person=person, actor=by_link(person), now=NEXT)
    return found


def still_right(found):
    said = Rsvp.objects.filter(meeting=found.meeting).exclude(notes_right_at=None)
    return {rsvp.person.first_name for rsvp in said.select_related("person")}


def correct(found, person, words="It was Robin"):
    return corrections.suggest(
        notes=found, person=person, words=words, how="page", actor=by_link(person), now=NEXT + timedelta(hours=1)
    )


def test_whoever_says_what_is_not_right_no_longer_says_that_they_are(cast, both_said_yes):
    assert still_right(both_said_yes) == {"Rowan", "Robin"}
    correct(both_said_yes, cast.rowan)
    assert still_right(both_said_yes) == {"Robin"}


def test_a_new_version_is_looked_over_anew_by_everybody_and_the_same_words_by_nobody(cast, both_said_yes):
    last = both_said_yes.versions.get()
    jo = cast.actor("jo")
    notes.write(meeting=both_said_yes.meeting, words=last.words, actor=jo, now=NEXT)
    assert still_right(both_said_yes) == {"Rowan", "Robin"}
    notes.write(meeting=both_said_yes.meeting, words="Welcome pack\n- Print it larger", actor=jo, now=NEXT)
    assert still_right(both_said_yes) == set()


def test_a_correction_that_is_left_as_it_was_asks_nobody_again(cast, both_said_yes):
    told = correct(both_said_yes, cast.rowan)
    corrections.answer(
        correction=told,
        verdict="declined",
        reply="It was said so.",
        actor=cast.actor("jo"),
        now=NEXT + timedelta(hours=2),
    )
    assert still_right(both_said_yes) == {"Robin"}
