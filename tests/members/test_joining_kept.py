"""What joining leaves behind goes in its time: enquiries nobody took up, notes of a conversation long over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Conversation, Enquiry
from members.sweeps import joining
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_old_enquiries_nobody_took_up_are_found_and_new_ones_are_not():
    now = timezone.now()
    old = make.enquiry("Old", received_at=now - timedelta(days=200))
    make.enquiry("New", received_at=now)
    assert list(joining.nobody_took_up(before=now - timedelta(days=180))) == [old]
    assert Enquiry.objects.count() == 2


def test_the_notes_of_somebody_who_left_long_ago_are_found_and_those_of_a_member_are_not(cast):
    day = timezone.localdate()
    for person in (cast.rowan, cast.robin):
        Conversation.objects.create(membership=person.memberships.get(), held_on=day, interests="Tea")
    cast.robin.memberships.update(state="left", since=day - timedelta(days=100))
    found = joining.conversations_over(before=timezone.now() - timedelta(days=90))
    assert [each.membership.person for each in found] == [cast.robin]
