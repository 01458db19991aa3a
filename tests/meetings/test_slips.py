"""A printed letter has the slip of its kind: the boxes are the ways that the letter offers, and no question twice."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from members.emails import joining
from members.models import ContactTask, Membership
from members.post import paper
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db
TEAR = "Please tear off here"


def printed(person):
    tasks = list(ContactTask.objects.filter(person=person, closed_at=None).select_related("person", "letter__person"))
    pages = PdfReader(BytesIO(paper.letters_pdf(tasks, now=NOW))).pages
    letter, _, slip = " ".join(" ".join(page.extract_text() for page in pages).split()).partition(TEAR)
    return letter, slip


def test_the_slip_of_an_invitation_offers_the_ways_of_its_meeting_and_greets_once(cast, plan, deliver):
    plan(people=[cast.pat], publish=True, phone_offered=False, dial_in="")
    deliver(NOW)
    letter, slip = printed(cast.pat)
    assert letter.count("Hello Pat") == 1
    assert letter.count("can change your answer") == 1
    for way in ("Yes, in the room", "Yes, online", "Not sure yet", "I can't this time"):
        assert way in letter.replace("’", "'")
        assert way in slip.replace("’", "'")
    assert "phone" not in slip.replace("telephone", "").casefold()
    assert "Is anything different for you this time?" in slip
    assert "Please ring me" in slip


def test_who_is_asked_when_a_talk_would_suit_has_lines_for_a_time_and_no_yes(cast, deliver):
    membership = cast.pat.memberships.get()
    Membership.objects.filter(pk=membership.pk).update(state="conversation_offered")
    joining.offer_conversation(membership=membership, now=NOW)
    deliver(NOW)
    letter, slip = printed(cast.pat)
    assert "When would suit you?" in letter
    assert "These days and times suit me:" in slip
    assert "Yes" not in slip
