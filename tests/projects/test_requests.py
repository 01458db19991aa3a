"""Staff ask for involvement: answered at once, short notice waits for the coordinator, and both answers are counted."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from members.models import Letter
from members.post import clock
from members.rules import Refused
from projects.actions import briefs, requesting
from projects.models import InvolvementRequest, Status
from projects.queries import requests as asks
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def wanted(cast, today):
    return {
        "team": cast.team, "title": "Interviews for a support worker", "sort": "panel", "purpose": "To choose with us",
        "difference": "Clients meet somebody they would have chosen", "people": 2, "hours": Decimal("5.5"),
        "rate": Decimal(15), "budget": Decimal(150), "wanted_on": today + timedelta(days=20), "stage": 3,
    }  # fmt: skip


def test_enough_notice_is_accepted_at_once_with_what_it_may_cost(client, cast, as_user, wanted, today):
    sent = wanted | {"wanted_on": (today + timedelta(days=20)).isoformat(), "team": cast.team.pk}
    page = as_user(client, cast.ash).post("/projects/requests/new/", sent, follow=True).content.decode()
    assert "That is enough: people need 14 days" in page
    assert "About £165: 2 people, 5.5 hours each at £15." in page
    assert "That is £15 more than there is." in page
    assert "Make the draft" in page
    assert "next time" not in page


def test_short_notice_waits_and_whoever_asked_hears_the_reason(client, cast, as_user, wanted, now, today):
    soon = wanted | {"sort": "group", "wanted_on": today + timedelta(days=20), "stage": 6}
    made = requesting.ask_for(actor=cast.actor("ash"), now=now, **soon)
    assert (made.state, made.notice_needed) == ("waiting", 21)
    page = as_user(client, cast.ash).get(f"/projects/requests/{made.pk}/").content.decode()
    assert "Could they come in earlier next time" in page
    assert "Your answer" not in page
    with pytest.raises(Refused, match="accepted request"):
        requesting.draft_from(request=made, actor=cast.actor("ash"), now=now)
    with pytest.raises(PermissionDenied):
        requesting.decide(request=made, accept=True, reason="Me", actor=cast.actor("ash"), now=now)
    jo = as_user(client, cast.jo)
    assert jo.post(f"/projects/requests/{made.pk}/decide/", {"accept": "0", "reason": ""}).status_code == 422
    jo.post(f"/projects/requests/{made.pk}/decide/", {"accept": "0", "reason": "Two weeks are too few."})
    clock.tick(now=timezone.now())
    letter = Letter.objects.get(kind="request_decided", person=cast.ash)
    assert letter.state == "sent", letter.reason
    assert "Two weeks are too few." in letter.text
    [row] = asks.short_notice(since=today, until=today)
    assert (row["requests"], row["short"], row["accepted"], row["declined"]) == (1, 1, 0, 1)
    assert "Short notice in the last twelve months" in jo.get("/projects/requests/").content.decode()


def test_how_much_notice_people_need_is_the_charitys_to_say(cast, wanted, now):
    requesting.set_notice(days={"panel": 30}, actor=cast.actor("jo"), now=now)
    assert requesting.ask_for(actor=cast.actor("ash"), now=now, **wanted).is_short
    requesting.set_notice(days={"panel": 7}, actor=cast.actor("jo"), now=now)
    assert InvolvementRequest.objects.get().is_short, "what was asked before keeps what held then"


def test_from_request_to_open_nobody_skips_the_coordinator(client, cast, as_user, wanted, now, today):
    made = requesting.ask_for(actor=cast.actor("ash"), now=now, **wanted)
    ash = as_user(client, cast.ash)
    drafted = ash.post(f"/projects/requests/{made.pk}/draft/")
    assert ash.post(f"/projects/requests/{made.pk}/draft/")["Location"] == drafted["Location"]
    work = InvolvementRequest.objects.get(pk=made.pk).opportunity
    assert (work.status(now=now), work.places, work.project.intended_difference) == (
        Status.DRAFT, 2, "Clients meet somebody they would have chosen",
    )  # fmt: skip
    page = ash.get(f"/projects/work/{work.pk}/").content.decode()
    assert "what we offer" in page
    with pytest.raises(Refused, match="still missing"):
        briefs.check(opportunity=work, actor=cast.actor("jo"), now=now)
    words = {
        "what": "Ask three questions", "when_words": "One day", "place": "Leatherhead", "support": "Ash", "offer": "£15 an hour",
        "who_decides": "The panel", "mode": "room", "hear_by": today + timedelta(days=40),
    }  # fmt: skip
    work = briefs.write(opportunity=work, actor=cast.actor("ash"), now=now, **words)
    with pytest.raises(Refused, match="stands at"):
        briefs.open_it(opportunity=work, actor=cast.actor("ash"), now=now)
    jo = as_user(Client(), cast.jo)
    assert "Read it before anybody is asked" in jo.get("/").content.decode()
    work = briefs.check(opportunity=work, actor=cast.actor("jo"), now=now)
    assert "Read it before anybody is asked" not in jo.get("/").content.decode()
    assert "Ready to open" in ash.get("/").content.decode()
    work = briefs.write(opportunity=work, actor=cast.actor("ash"), now=now, offer="Nothing")
    assert work.status(now=now) == Status.DRAFT, "what was changed since is read again"
    briefs.check(opportunity=work, actor=cast.actor("jo"), now=now)
    assert ash.post(f"/projects/work/{work.pk}/open/").status_code == 302
    work.refresh_from_db()
    assert work.status(now=timezone.now()) == Status.OPEN


def test_a_minute_is_enough_to_say_where_people_could_help(client, cast, as_user):
    ash = as_user(client, cast.ash)
    assert "/projects/requests/spot/" in ash.get("/").content.decode()
    page = ash.post("/projects/requests/spot/", {"title": "The new leaflet"}, follow=True).content.decode()
    assert "Somebody saw it" in page
    assert "The new leaflet" in as_user(client, cast.jo).get("/").content.decode()


def test_another_teams_request_is_not_there(client, cast, as_user, wanted, now):
    made = requesting.ask_for(actor=cast.actor("ash"), now=now, **wanted)
    assert as_user(client, cast.uma).get(f"/projects/requests/{made.pk}/").status_code == 404
    form = {"title": "Interviews", "project": make.project(team=cast.other_team).pk}
    answer = as_user(client, cast.ash).post("/projects/requests/new/", form)
    assert answer.status_code == 422
    assert 'value="Interviews"' in answer.content.decode()


def test_to_have_asked_is_no_right_in_another_team(cast, wanted, now, today):
    theirs = wanted | {"team": cast.other_team}
    ash = {"actor": cast.actor("ash"), "now": now}
    with pytest.raises(PermissionDenied):
        requesting.ask_for(**ash, **theirs)
    with pytest.raises(PermissionDenied):
        requesting.spot(title="A leaflet", team=cast.other_team, **ash)
    with pytest.raises(PermissionDenied):
        briefs.begin(project=make.project(team=cast.other_team), title="Interviews", answer_by=today, **ash)
    made = requesting.ask_for(actor=cast.actor("jo"), now=now, **theirs)
    InvolvementRequest.objects.update(asked_by=cast.ash)  # who has changed teams since
    with pytest.raises(PermissionDenied):
        requesting.draft_from(request=made, **ash)


def test_whoever_asked_changes_it_and_takes_it_back_until_somebody_is_asked(client, cast, as_user, wanted, now, today):
    soon = wanted | {"sort": "group", "wanted_on": today + timedelta(days=20)}
    made = requesting.ask_for(actor=cast.actor("ash"), now=now, **soon)
    ash, where = as_user(client, cast.ash), f"/projects/requests/{made.pk}/"
    assert "Send, and see the answer" in ash.get("/projects/requests/new/").content.decode()
    page = ash.get(where).content.decode()
    assert "Change it" in page
    assert "Take it back" in page
    assert "Interviews for a support worker" in ash.get(f"{where}change/").content.decode()
    sent = soon | {"wanted_on": (today + timedelta(days=30)).isoformat(), "team": cast.team.pk, "people": 4}
    page = ash.post(f"{where}change/", sent, follow=True).content.decode()
    assert "That is enough: people need 21 days" in page
    made.refresh_from_db()
    assert (made.people, made.state, made.notice_days) == (4, "accepted", 30)
    as_user(client, cast.jo)
    assert "Take it back" not in client.get(where).content.decode(), "somebody else asked for it"
    assert client.post(f"{where}take-back/").status_code == 404
    as_user(client, cast.ash).post(f"{where}take-back/")
    assert not InvolvementRequest.objects.exists()
    assert client.get(where).status_code == 404


def test_what_was_answered_or_has_become_an_invitation_stays(client, cast, as_user, wanted, now, today):
    ash, jo = cast.actor("ash"), cast.actor("jo")
    short = wanted | {"wanted_on": today + timedelta(days=3)}
    declined = requesting.ask_for(actor=ash, now=now, **short)
    requesting.decide(request=declined, accept=False, reason="Too soon", actor=jo, now=now)
    for act in (requesting.take_back, lambda **who: requesting.change(**wanted, **who)):
        with pytest.raises(Refused, match="answered already"):
            act(request=declined, actor=ash, now=now)
    drafted = requesting.ask_for(actor=ash, now=now, **wanted)
    requesting.draft_from(request=drafted, actor=ash, now=now)
    with pytest.raises(Refused, match="become an invitation"):
        requesting.take_back(request=drafted, actor=ash, now=now)
    with pytest.raises(PermissionDenied):
        requesting.take_back(request=drafted, actor=cast.actor("uma"), now=now)
    page = as_user(client, cast.ash).get(f"/projects/requests/{drafted.pk}/").content.decode()
    assert "Take it back" not in page
    assert "Change it" not in page


def test_nobody_accepts_words_they_have_not_read(client, cast, as_user, wanted, now, today):
    short = wanted | {"sort": "group", "wanted_on": today + timedelta(days=5)}
    made = requesting.ask_for(actor=cast.actor("ash"), now=now, **short)
    where = f"/projects/requests/{made.pk}/"
    jo = as_user(client, cast.jo)
    known = re.search(r'name="known" value="(\w+)"', jo.get(where).content.decode()).group(1)
    changed = short | {"purpose": "To choose a van"}
    requesting.change(request=made, actor=cast.actor("ash"), now=now, **changed)
    answer = {"accept": "1", "reason": "A good cause", "known": known}
    refused = jo.post(f"{where}decide/", answer)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "The request was changed since you opened the page" in page
    assert "A good cause</textarea>" in page
    assert "To choose a van" in page
    made.refresh_from_db()
    assert made.state == "waiting"
    known = re.search(r'name="known" value="(\w+)"', page).group(1)
    assert jo.post(f"{where}decide/", answer | {"known": known}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.reason) == ("accepted", "A good cause")


@pytest.mark.parametrize("reason", ["", "x" * 501])
def test_an_answer_that_is_not_whole_says_as_well_that_the_words_have_changed(
    client, cast, as_user, wanted, now, today, reason
):
    short = wanted | {"sort": "group", "wanted_on": today + timedelta(days=5)}
    made = requesting.ask_for(actor=cast.actor("ash"), now=now, **short)
    answer = {"accept": "1", "reason": reason, "known": made.stamp}
    requesting.change(request=made, actor=cast.actor("ash"), now=now, **short | {"purpose": "To choose a van"})
    page = as_user(client, cast.jo).post(f"/projects/requests/{made.pk}/decide/", answer).content.decode()
    assert "The request was changed since you opened the page" in page


def test_where_the_change_gave_enough_notice_the_typed_reason_is_not_lost(client, cast, as_user, wanted, now, today):
    short = wanted | {"sort": "group", "wanted_on": today + timedelta(days=5)}
    made = requesting.ask_for(actor=cast.actor("ash"), now=now, **short)
    where, jo = f"/projects/requests/{made.pk}/", as_user(client, cast.jo)
    known = made.stamp
    later = short | {"wanted_on": today + timedelta(days=60)}
    requesting.change(request=made, actor=cast.actor("ash"), now=now, **later)
    page = jo.post(f"{where}decide/", {"accept": "0", "reason": "Too soon", "known": known}).content.decode()
    assert "The request was changed since you opened the page" in page
    assert "Too soon" in page
    made.refresh_from_db()
    assert (made.state, made.decided_at) == ("accepted", None)


def test_what_the_coordinator_accepted_is_not_taken_back_and_stays_in_the_figures(
    client, cast, as_user, wanted, now, today
):
    short = wanted | {"wanted_on": today + timedelta(days=3)}
    made = requesting.ask_for(actor=cast.actor("ash"), now=now, **short)
    requesting.decide(request=made, accept=True, reason="For once", actor=cast.actor("jo"), now=now)
    page = as_user(client, cast.ash).get(f"/projects/requests/{made.pk}/").content.decode()
    assert "Take it back" not in page
    assert "please talk to the coordinator" in page
    with pytest.raises(Refused, match="talk to the coordinator"):
        requesting.take_back(request=made, actor=cast.actor("ash"), now=now)
    [row] = asks.short_notice(since=today, until=today)
    assert (row["requests"], row["accepted"]) == (1, 1)
