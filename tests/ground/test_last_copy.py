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


def test_settings_say_whether_a_copy_could_be_put_back(client, cast, as_user, settings):
    settings.DEMO = False
    jo, now = as_user(client, cast.jo, "coordinator"), timezone.now()

    def words():
        return jo.get("/members/settings/").content.decode()

    assert "never been tried" in words()
    tried = Heartbeat.objects.create(name="try_restore", at=now, word="ok seconds=95 age=1200 key=moment")
    assert "took 95 seconds, and the newest copy was less than an hour old" in words()
    assert "secret key itself was never tried" in words()
    Heartbeat.objects.create(name="copy_opened", at=now - timedelta(days=40))
    assert "With the secret key itself it was last tried on" in words()
    Heartbeat.objects.filter(pk=tried.pk).update(at=now - timedelta(days=9))
    assert "It is due each week" in words()
    Heartbeat.objects.filter(pk=tried.pk).update(at=now, word="failed")
    assert "did not work" in words()
