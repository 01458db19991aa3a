"""The second step, how long a visit lasts, whether it is still you, and a code read out on the telephone."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from coproduction import at_the_door
from members.actions import door
from members.models import SignInEvent
from tests import access_walk
from tests import factories as make

NEVER_A_CODE = "WWWW-WWWW"


def password(person, username, words):
    person.username = username
    person.set_password(words)
    person.save()


def words(response):
    return response.content.decode()


def code_sent(client):
    """The code of the letter that is on its way."""
    return client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]


def app_code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


# ---- the second step -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["jo", "saf", "fin", "tec"])
def test_asvs_6_3_3_a_role_that_sees_much_is_asleep_until_the_second_step_was_taken(client, cast, as_user, name):
    person = getattr(cast, name)
    visitor = as_user(client, person, second_step=False)
    for address in ("/", "/meetings/", "/members/kept/"):
        answer = visitor.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/members/second-step/")
    assert "Set up an authenticator app" in words(visitor.get("/members/second-step/"))
    assert visitor.post("/members/new/", {"name": "Nobody"}).status_code == 302
    as_user(client, person)
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize("name", ["rowan", "ash", "tal", "kim"])
def test_members_staff_trustees_and_partners_need_none(client, cast, as_user, name):
    assert as_user(client, getattr(cast, name), second_step=False).get("/").status_code == 200


def test_jo_may_go_on_as_a_member_without_it(client, cast, as_user):
    make.grant(cast.jo, "member")
    visitor = as_user(client, cast.jo, "coordinator", second_step=False)
    assert "Or go on without it" in words(visitor.get("/members/second-step/"))
    visitor.post("/members/role/", {"role": "member"})
    assert visitor.get("/").status_code == 200
    assert visitor.get("/members/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_asvs_7_4_3_jo_sets_up_her_app_and_goes_on_and_others_in_her_place_are_out(client, cast, as_user):
    visitor = as_user(client, cast.jo, second_step=False)
    elsewhere = UserSession.objects.create(user=cast.jo, ip="127.0.0.1", session_key="elsewhere", user_agent="Firefox")
    page = words(visitor.get(reverse("mfa_activate_totp")))
    secret = re.search(r'big-code">([A-Z2-7]{16,})<', page).group(1)
    answer = visitor.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert answer.status_code == 302, words(answer)
    assert visitor.get("/members/").status_code == 200
    assert not UserSession.objects.filter(pk=elsewhere.pk).exists()
    stored = Authenticator.objects.get(user=cast.jo, type="totp").data["secret"]
    assert secret not in stored, "the shared secret lies sealed"
    assert SignInEvent.objects.filter(person=cast.jo, what="step_added").exists()


def test_a_coordinator_with_an_app_signs_in_with_both(client, cast):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(cast.jo, secret)
    client.post("/accounts/login/code/", {"email": "jo@example.org"})
    code = code_sent(client)
    answer = client.post("/accounts/login/code/confirm/", {"code": code})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/members/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert client.get("/members/").status_code == 200


# ---- how long a visit lasts --------------------------------------------------------------------------------------------
def visit(client, *, own):
    session = client.session
    for key in ("seen", "began"):
        session.pop(key, None)
    session["own_device"] = own
    session.save()
    client.get("/members/kept/")
    return client.session.get_expiry_age()


def test_on_a_shared_device_half_an_hour_on_ones_own_thirty_days(client, cast, as_user):
    ash = as_user(client, cast.ash)
    assert 30 * 60 < visit(ash, own=False) <= 35 * 60, "the row outlives the half hour, which the last press decides"
    assert 29 * 86400 < visit(ash, own=True) <= 30 * 86400


def test_asvs_7_3_2_a_visit_on_a_shared_device_ends_after_twelve_hours_however_busy(client, cast, as_user):
    ash = as_user(client, cast.ash)
    session = client.session
    session["began"], session["seen"] = time.time() - 11.9 * 3600, 0
    session.save()
    ash.get("/members/kept/")
    assert client.session.get_expiry_age() <= 6 * 60 + 1


def test_ash_says_once_that_this_is_her_own_phone(client, cast):
    password(cast.ash, "ash.m", "three plain words")
    client.post("/accounts/login/", {"login": "ash.m", "password": "three plain words", "own_device": "on"})
    client.get("/members/kept/")
    assert client.session.get_expiry_age() > 29 * 86400
    page = words(client.get("/members/sign-in/"))
    assert "This is your own device" in page
    assert "Here, now" in page
    client.post("/members/sign-in/own-device/", {"own": "no"})
    assert client.session.get_expiry_age() <= 35 * 60


@pytest.mark.parametrize(("minutes", "is_in"), [([4, 29.9], True), ([4, 30.1], False), ([29.9, 29.9, 29.9], True)])
def test_asvs_7_3_1_on_a_shared_device_the_half_hour_counts_from_the_last_press(
    client, cast, time_machine, minutes, is_in
):
    password(cast.ash, "ash.m", "three plain words")
    client.post("/accounts/login/", {"login": "ash.m", "password": "three plain words"})
    at = timezone.now()
    for wait in minutes:
        at += timedelta(minutes=wait)
        time_machine.move_to(at, tick=False)
        answer = client.get("/members/sign-in/")
    assert (answer.status_code == 200) is is_in


def test_whoever_sits_down_next_does_not_inherit_the_device_of_somebody_who_never_came_in(client, cast):
    assert cast.rowan
    client.post(reverse("account_request_login_code"), {"email": "rowan@example.org", "own_device": "on"})
    password(cast.ash, "ash.m", "three plain words")
    client.force_login(
        cast.ash, backend="django.contrib.auth.backends.ModelBackend"
    )  # as by a passkey: no form, no box
    assert not client.session["own_device"]
    assert "We treat this as a shared device" in words(client.get("/members/sign-in/"))


def test_a_code_on_ones_own_phone_keeps_it_ones_own(client, cast):
    assert cast.rowan
    client.post(reverse("account_request_login_code"), {"email": "Rowan@example.org", "own_device": "on"})
    client.post(reverse("account_confirm_login_code"), {"code": code_sent(client)})
    assert client.session["own_device"]
    client.post("/accounts/logout/")
    password(cast.ash, "ash.m", "three plain words")
    client.post("/accounts/login/", {"login": "ash.m", "password": "three plain words"})
    assert not client.session["own_device"], "signing out takes it along"


def test_a_page_costs_no_write_for_the_length_of_the_visit(client, cast, as_user, django_assert_max_num_queries):
    ash = as_user(client, cast.ash)
    with django_assert_max_num_queries(6) as queries:
        ash.get("/members/kept/")
    assert not any(query["sql"].startswith("UPDATE") for query in queries.captured_queries)


# ---- signed out elsewhere ------------------------------------------------------------------------------------------------
def test_asvs_7_5_2_rowan_signs_out_everywhere_else_and_here_too(client, cast, as_user):
    rowan = as_user(client, cast.rowan)
    other = UserSession.objects.create(
        user=cast.rowan, ip="127.0.0.1", session_key="library", user_agent="Mozilla (Windows NT) Firefox/1"
    )
    mine = UserSession.objects.create(
        user=cast.rowan, ip="127.0.0.1", session_key=client.session.session_key, user_agent="Android Chrome"
    )
    rowan.post("/members/sign-in/everywhere/", {"here": "no"})
    assert list(UserSession.objects.values_list("pk", flat=True)) == [mine.pk]
    assert not UserSession.objects.filter(pk=other.pk).exists()
    rowan.post("/members/sign-in/everywhere/", {"here": "yes"})
    assert rowan.get("/members/kept/").status_code == 302


def test_nobody_signs_somebody_else_out(client, cast, as_user):
    robins = UserSession.objects.create(user=cast.robin, ip="127.0.0.1", session_key="r", user_agent="x")
    assert as_user(client, cast.rowan).post(f"/members/sign-in/visits/{robins.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=robins.pk).exists()


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537", "Chrome on an Android phone or tablet"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Safari/604", "Safari on an iPhone"),
        ("curl/8", "A browser"),
    ],
)
def test_a_device_is_named_in_words(agent, said):
    assert door.device(agent) == said


# ---- is it still you? ------------------------------------------------------------------------------------------------------
@pytest.fixture
def kept_is_sensitive(monkeypatch):
    monkeypatch.setattr(at_the_door, "ASK_AGAIN", {"members:kept"})


def age_the_visit(client, seconds):
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def test_asvs_7_5_1_a_sensitive_page_asks_again_after_five_minutes_and_then_goes_on(
    client, cast, as_user, kept_is_sensitive
):
    password(cast.jo, "jo.h", "three plain words")
    jo = as_user(client, cast.jo)
    assert jo.get("/members/kept/").status_code == 200
    age_the_visit(client, 301)
    asked = jo.get("/members/kept/")
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    answer = jo.post(asked["Location"], {"password": "three plain words", "next": "/members/kept/"})
    assert answer["Location"] == "/members/kept/"
    assert jo.get("/members/kept/").status_code == 200


def test_who_signs_in_by_code_alone_signs_in_anew(client, cast, as_user, kept_is_sensitive):
    rowan = as_user(client, cast.rowan)
    age_the_visit(client, 14 * 60)
    assert rowan.get("/members/kept/").status_code == 200
    age_the_visit(client, 2 * 60)
    asked = rowan.get("/members/kept/")
    assert asked["Location"] == "/accounts/login/code/?next=%2Fmembers%2Fkept%2F"
    assert rowan.get("/members/sign-in/").status_code == 302, "signed out"


def test_every_page_that_asks_again_exists():
    names = set(access_walk.pages())
    assert at_the_door.ASK_AGAIN
    assert names >= at_the_door.ASK_AGAIN
