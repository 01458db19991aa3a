"""A draft is nobody's news: one's own history tells of a meeting once it is published."""

import pytest

from meetings.models import Meeting

pytestmark = pytest.mark.django_db(transaction=True)
OWN = "/members/me/history/"


def test_a_draft_is_not_told_in_ones_own_history_until_it_is_published(client, cast, plan, as_user):
    meeting = plan(people=[cast.rowan])
    rowan = as_user(client, cast.rowan, "member")
    assert "Advisory Group meeting" not in rowan.get(OWN).content.decode()
    jo = as_user(client, cast.jo).get(f"/members/{cast.rowan.pk}/history/").content.decode()
    assert "put on the list of a draft, not asked yet" in jo
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    page = as_user(client, cast.rowan, "member").get(OWN).content.decode()
    assert "Advisory Group meeting" in page
    assert ": asked" in page
