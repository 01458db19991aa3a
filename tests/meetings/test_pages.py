"""The pages of meetings, opened by each role."""

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_every_page_of_a_coordinator_opens(client, cast, as_user):
    as_user(client, cast.jo)
    meeting = make.meeting(people=[cast.rowan, cast.sam, cast.pat], team=cast.team, body=cast.group)
    draft = make.meeting(state="draft", people=[cast.rowan], body=cast.group)
    over = make.meeting(days=-1, people=[cast.rowan], body=cast.group)
    for name, which in [
        ("meeting", meeting), ("meeting", draft), ("meeting", over), ("meeting_edit", meeting), ("meeting_move", meeting),
        ("meeting_cancel", meeting), ("meeting_publish", draft), ("meeting_invite", meeting), ("meeting_register", over),
        ("register_print", over), ("calendar_file", meeting), ("register_find", over),
    ]:
        page = client.get(reverse(f"meetings:{name}", args=[which.pk]))
        assert page.status_code == 200, (name, page.content.decode()[:3000])
    for url in ["/meetings/", "/meetings/new/", "/meetings/?show=drafts", "/meetings/?show=past", f"/meetings/answers/{meeting.rsvps.first().pk}/",
                f"/meetings/{over.pk}/register/?q=rob", f"/meetings/{meeting.pk}/people/?q=ro"]:
        assert client.get(url).status_code == 200, url
