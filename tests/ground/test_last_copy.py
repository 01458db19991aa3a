"""The coordinator reads when the last copy was made, and what to do where none was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("hours", "words"),
    [(None, "No copy has been made yet"), (40, "One is due each night"), (3, "The last copy was made")],
)
def test_settings_say_when_the_last_copy_was_made(client, cast, as_user, settings, hours, words):
    jo = as_user(client, cast.jo, "coordinator")
    assert "Copies of the site" not in jo.get("/members/settings/").content.decode(), "a demonstration needs none"
    settings.DEMO = False
    if hours is not None:
        Heartbeat.objects.create(name="backup", at=timezone.now() - timedelta(hours=hours))
    assert words in jo.get("/members/settings/").content.decode()
