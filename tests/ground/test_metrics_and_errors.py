"""Numbers for Prometheus and errors for Sentry: not there unless switched on, and nothing about anybody in either."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core import checks
from django.utils import timezone

from coproduction.checks import the_numbers_are_behind_a_long_token
from members.models import Heartbeat, Letter
from members.post import heartbeats

TOKEN = "a-token-of-twenty-four-signs-or-more"
BROKEN = """
import json, logging, sys
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import path
assert "sentry_sdk" not in sys.modules, "a site without it carries none of it"
assert "prometheus_client" not in sys.modules
from coproduction.watching import sentry
import sentry_sdk
sentry.start("http://key@127.0.0.1:9/1")
told = []
sentry_sdk.get_client().transport.capture_envelope = lambda envelope: told.extend(item.payload.json for item in envelope.items)
def breaks(request, token):
    note = request.POST["note"]
    try:
        {}["Ann Holloway"]
    except KeyError:
        raise RuntimeError(f"no such link /rsvp/{token}/ of ann@example.org, Bea Holloway: {note}")
breaks.login_required = False
from coproduction import urls
urls.urlpatterns.insert(0, path("rsvp/<str:token>/", breaks, name="breaks"))
client = Client(raise_request_exception=False, headers={"cookie": "choice=secretsession", "authorization": "Bearer mine"})
page = client.post("/rsvp/Zk3vQ0xT9bLr2nWm8sYd1A/?email=ann@example.org", {"note": "my sister does not know"})
assert page.status_code == 500
logging.getLogger("coproduction").error("the planner of %s failed", "ann@example.org")
print(json.dumps({"told": told, "page": page.text}))
"""


def test_an_error_tells_what_broke_and_where_and_nothing_about_anybody():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    done = subprocess.run([sys.executable, "-c", BROKEN], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    broke, logged = (event for event in found["told"] if event.get("level") == "error")
    said = json.dumps(found["told"])
    assert [each["type"] for each in broke["exception"]["values"]] == ["KeyError", "RuntimeError"]
    assert all(each["stacktrace"]["frames"][-1]["function"] == "breaks" for each in broke["exception"]["values"])
    assert broke["tags"]["page"] == "breaks"
    assert broke["tags"]["reference"] in found["page"]
    assert "the planner of" in logged["logentry"]["message"]
    for private in ("Zk3vQ0", "example.org", "Holloway", "sister", "secretsession", "Bearer mine", "127.0.0.1"):
        assert private not in said


@pytest.mark.django_db
def test_numbers_are_not_there_unless_switched_on_and_then_for_whoever_has_the_token(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/metrics", {"token": TOKEN}).status_code == 401
    assert client.post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    assert not answer.cookies


@pytest.mark.django_db
def test_the_numbers_are_those_of_the_site_and_name_nobody(client, cast, settings):
    settings.METRICS_TOKEN = TOKEN
    now = timezone.now()
    heartbeats.write(name="worker")
    Heartbeat.objects.create(name="backup", at=now - timedelta(hours=5))
    letter = {"kind": "news", "person": cast.rowan, "to_address": "rowan@example.org"}
    Letter.objects.create(key="w", state="waiting", due_at=now - timedelta(seconds=200), **letter)
    Letter.objects.create(key="f", state="failed", due_at=now, **letter)
    Letter.objects.create(key="u", state="uncertain", due_at=now, **letter)
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    found = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert found["sametable_letters_waiting"] == found["sametable_letters_failed"] == "1"
    assert found["sametable_letters_uncertain"] == "1"
    assert 199 < float(found["sametable_oldest_due_seconds"]) < 260
    assert float(found['sametable_heartbeat_age_seconds{program="worker"}']) < 60
    assert 5 * 3600 - 60 < float(found["sametable_last_copy_age_seconds"]) < 5 * 3600 + 60
    assert 0 < float(found["sametable_disk_free_ratio"]) < 1
    assert "owan" not in text
    for name in found:
        assert f"# TYPE {name.partition('{')[0]} gauge" in text


def test_a_short_token_is_refused_before_the_start(settings):
    settings.METRICS_TOKEN = "short"
    [error] = the_numbers_are_behind_a_long_token(None)
    assert isinstance(error, checks.Error)
    settings.METRICS_TOKEN = TOKEN
    assert the_numbers_are_behind_a_long_token(None) == []
