"""Story 14 of 8.4: the invitation bounces; a call is made; it is left out of the response rate; put right, letters go again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coproduction.dashboards import measures
from coproduction.dashboards.filters import EVERYTHING
from coproduction.dashboards.periods import period
from members.models import ContactTask, Letter
from members.post import bounces, delivery
from tests.drills.harness import Sink
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db


def counted(now):
    """MET-18 of the year: answered, of how many, and how many were left out because nothing had reached them."""
    board = measures.board(period=period("12m", today=now.date()), filter=EVERYTHING, now=now)
    figure = next(m for m in board.measures if m.metric == "MET-18").now
    return figure["answered"].parts[0], figure["answered"].wholes[0], figure["not_told"].cells[0]


def test_an_invitation_that_bounced_is_rung_about_left_out_of_the_rate_and_goes_again_once_put_right(
    cast, plan, client, as_user, settings
):
    settings.DELIVERY_BACKEND = "members.post.smtp.PostOffice"
    with Sink(refuse={"rowan@example.org": "550 5.1.1 no such mailbox"}) as sink:
        settings.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": sink.port}
        meeting = plan(people=[cast.rowan, cast.jo], publish=True)
        delivery.deliver_due(now=NOW)
        invitation = Letter.objects.get(person=cast.rowan, kind="meeting_invitation")
        assert invitation.bounced_at == NOW

        as_user(client, cast.jo, "coordinator")
        calls = client.get(reverse("members:calls_and_letters")).content.decode()
        assert bounces.WHY in calls
        assert "Advisory Group meeting" in ContactTask.objects.get(why=bounces.WHY).script
        page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
        assert "Their email came back" in page

        after = START + timedelta(days=1)
        assert counted(after) == (0, 1, 1)  # nobody of one; and one who was not told

        reached = cast.rowan.channels.get(way="email")
        client.post(reverse("members:channel_edit", args=[reached.pk]), {"address": "rowan.new@example.org"})
        Letter.objects.filter(state="waiting").update(due_at=NOW)
        delivery.deliver_due(now=NOW + timedelta(minutes=1))
    assert [address for _, address, _ in sink.seen] == [
        cast.jo.channels.get(way="email").address,
        "rowan.new@example.org",
    ]
    invitation.refresh_from_db()
    assert (invitation.state, invitation.bounced_at) == ("sent", None)
    assert counted(after) == (0, 2, 0)
