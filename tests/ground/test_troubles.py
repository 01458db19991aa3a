"""One letter when something is wrong with the site, one when it is over, never a storm; and it stands on the home as well."""

import shutil
from datetime import timedelta

import pytest
from django.utils import timezone

from coproduction.watching import troubles
from members.models import Charity, Heartbeat, Letter, RetentionRun, Trouble
from members.post import clock, delivery, heartbeats
from tests import factories as make

pytestmark = pytest.mark.django_db
Usage = type(shutil.disk_usage("/"))
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def a_real_site(settings, monkeypatch):
    settings.DEMO = False
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    monkeypatch.setattr(troubles, "_looked", [])
    room(monkeypatch, free=50)
    for name in ("worker", "beat", "dispatch", "delivery", "backup"):
        heartbeats.write(name=name)


def room(monkeypatch, *, free):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100_000, 100_000 - free * 1000, free * 1000))


def letters(kind=""):
    return list(Letter.objects.filter(kind__startswith=f"trouble_{kind}").order_by("pk"))


def watch(now, minutes):
    """A look a minute, as the clock would; what is noted leaves."""
    for minute in range(minutes):
        if troubles.plan_due(now=now + minute * MINUTE):
            delivery.deliver_due(now=now + minute * MINUTE)
    return now + minutes * MINUTE


def test_a_full_disk_is_told_once_and_its_end_once(cast, monkeypatch, client, as_user):
    now = timezone.now()
    assert cast.tec
    room(monkeypatch, free=4)
    now = watch(now, 20)
    began = letters()
    assert [letter.kind for letter in began] == ["trouble_began"]
    assert began[0].person == cast.tec
    assert "4 % of the disk is free." in began[0].text
    assert "4 % of the disk is free." in as_user(client, cast.jo, "coordinator").get("/").text
    assert "nearly full" in as_user(client, cast.tec, "technical").get("/").text
    room(monkeypatch, free=40)
    now = watch(now, 10)
    room(monkeypatch, free=9)
    now = watch(now, 10)
    assert len(letters()) == 1, "it came back within the half hour: the same trouble"
    room(monkeypatch, free=40)
    now = watch(now, 40)
    assert [letter.kind for letter in letters()] == ["trouble_began", "trouble_over"]
    assert "nearly full" not in client.get("/").text
    room(monkeypatch, free=3)
    watch(now, 3)
    assert len(letters("began")) == 2, "another time is another trouble"


def test_a_restart_is_no_trouble_and_five_minutes_of_silence_are(cast, monkeypatch):
    now = timezone.now()
    assert cast.tec
    Heartbeat.objects.filter(name="worker").update(at=now - timedelta(minutes=9))
    now = watch(now, 4)
    heartbeats.write(name="worker")
    now = watch(now, 2)
    assert not Trouble.objects.exists()
    Heartbeat.objects.filter(name="worker").update(at=now - timedelta(minutes=9))
    watch(now, 7)
    assert [letter.kind for letter in letters()] == ["trouble_began"]
    assert "The worker: silent" in letters()[0].text


def test_letters_that_failed_for_good_are_told_without_saying_whose(cast):
    now = timezone.now()
    assert cast.tec
    Letter.objects.create(key="a", kind="news", person=cast.rowan, state="failed", due_at=now, bounced_at=now)
    watch(now, 2)
    assert letters() == [], "an address that takes no letters is a call for the team, not trouble with the site"
    Letter.objects.create(
        key="b",
        kind="news",
        person=cast.rowan,
        state="failed",
        due_at=now,
        to_address="rowan@example.org",
        reason="No.",
    )
    watch(now + 2 * MINUTE, 2)
    [letter] = letters()
    assert "1 letter of the last day could not be sent" in letter.text
    assert "owan" not in letter.text
    assert "example.org" not in letter.text.replace("tec@example.org", "")
    Letter.objects.filter(pk=letter.pk).update(state="failed")
    watch(now + 5 * MINUTE, 2)
    assert "1 letter of" in Trouble.objects.get().words, "a letter about trouble is no trouble of its own"


@pytest.mark.parametrize(
    ("days", "site_days", "says"),
    [(1, 9, ""), (3, 9, "older than two days"), (None, 9, "No copy of the site was ever made"), (None, 1, "")],
)
def test_a_copy_older_than_two_days_is_told(cast, days, site_days, says):
    now = timezone.now()
    Heartbeat.objects.filter(name="backup").delete()
    if days is not None:
        Heartbeat.objects.create(name="backup", at=now - timedelta(days=days))
    Charity.objects.create(pk=1, name="A", phone="1", email="a@example.org", address="b")
    Charity.objects.update(created_at=now - timedelta(days=site_days))
    troubles.charity.forget()
    found = troubles.what_is_wrong(now=now)[Trouble.Sort.COPY]
    troubles.charity.forget()
    assert says in found
    assert bool(says) == bool(found)


def test_without_a_technical_administrator_the_coordinators_are_told_and_a_demonstration_tells_nobody(
    cast, monkeypatch, settings
):
    now = timezone.now()
    assert cast.jo
    room(monkeypatch, free=4)
    settings.DEMO = True
    watch(now, 2)
    assert letters() == []
    settings.DEMO = False
    make.person("Second Hand", email="second@example.org", role="coordinator")
    watch(now, 2)
    assert len(letters()) == 2


def test_two_programs_that_look_at_once_tell_it_once(cast, monkeypatch):
    now = timezone.now()
    assert cast.tec
    room(monkeypatch, free=4)
    clock.plan(now=now)
    troubles.look(now=now)
    troubles.look(now=now)
    assert len(letters()) == 1


def test_the_numbers_stand_on_the_technical_home_and_in_the_settings(cast, client, as_user, monkeypatch):
    now = timezone.now()
    Letter.objects.create(key="u", kind="news", person=cast.rowan, state="uncertain", due_at=now)
    room(monkeypatch, free=4)
    for person, role, address in ((cast.tec, "technical", "/"), (cast.jo, "coordinator", "/members/settings/")):
        page = as_user(client, person, role).get(address).text
        assert "May or may not have arrived, in seven days</dt><dd>1</dd>" in page
        assert "4 % of it" in page


@pytest.mark.parametrize(
    ("looked", "confirmed", "done", "says"),
    [
        (None, None, False, "No look for old records was ever made"),
        (timedelta(days=8, hours=23), None, False, ""),
        (timedelta(days=9, hours=1), None, False, "The last look for old records is from"),
        (timedelta(days=4), timedelta(hours=47), False, ""),
        (timedelta(days=4), timedelta(hours=49), False, "confirmed more than two days ago"),
        (timedelta(days=4), timedelta(hours=49), True, ""),
    ],
)
def test_a_clearing_two_days_late_is_told(cast, looked, confirmed, done, says):
    """A look is due each week, and what was confirmed is cleared at once."""
    now = timezone.now()
    if looked is not None:
        RetentionRun.objects.create(
            looked_at=now - looked, confirmed_at=confirmed and now - confirmed, done_at=now if done else None,
            state="done" if done else "confirmed" if confirmed else "looked",
        )  # fmt: skip
    Charity.objects.create(pk=1, name="A", phone="1", email="a@example.org", address="b")
    Charity.objects.update(created_at=now - timedelta(days=9))
    troubles.charity.forget()
    found = troubles.what_is_wrong(now=now)["retention"]
    troubles.charity.forget()
    assert says in found
    assert bool(says) == bool(found)
    if says and "from" in says:
        troubles.look(now=now)
        assert Trouble.objects.get(sort="retention").told_at == now
