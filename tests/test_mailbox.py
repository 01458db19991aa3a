"""The demonstration's mailbox: on top what was noted last, also when a time button has sent what is dated days ahead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coproduction.story.mailbox import outgoing
from members.models import Letter

pytestmark = pytest.mark.django_db


def test_on_top_stands_what_was_noted_last_and_below_it_what_left_before_by_its_day(cast):
    now = timezone.now()

    def left(subject, **ago):
        at = now - timedelta(**ago)
        return Letter.objects.create(
            person=cast.rowan, key=subject, kind="quick", state="sent", way="email", subject=subject,
            due_at=at, sent_at=at, message_id=f"<{subject}@example.org>",
        )  # fmt: skip

    for subject, ago in (
        ("in a week", {"days": -7}),
        ("old", {"days": 9}),
        ("yesterday", {"days": 1}),
        ("just now", {}),
    ):
        left(subject, **ago)
    assert [each.subject for each in outgoing(now=now)] == ["just now", "in a week", "yesterday", "old"]
