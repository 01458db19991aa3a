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
from members.actions import door, guesses
from members.models import Letter, SignInEvent, SpokenCode, WrongGuess
from members.rules import Refused
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
def test_a_role_that_sees_much_is_asleep_until_the_second_step_was_taken(client, cast, as_user, name):
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
def test_jo_sets_up_her_app_and_goes_on_and_others_in_her_place_are_out(client, cast, as_user):
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
    assert 29 * 60 < visit(ash, own=False) <= 30 * 60
    assert 29 * 86400 < visit(ash, own=True) <= 30 * 86400


def test_a_visit_on_a_shared_device_ends_after_twelve_hours_however_busy(client, cast, as_user):
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
    assert client.session.get_expiry_age() <= 30 * 60


def test_a_page_costs_no_write_for_the_length_of_the_visit(client, cast, as_user, django_assert_max_num_queries):
    ash = as_user(client, cast.ash)
    with django_assert_max_num_queries(6) as queries:
        ash.get("/members/kept/")
    assert not any(query["sql"].startswith("UPDATE") for query in queries.captured_queries)


# ---- signed out elsewhere ------------------------------------------------------------------------------------------------
def test_rowan_signs_out_everywhere_else_and_here_too(client, cast, as_user):
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


def test_a_sensitive_page_asks_again_after_five_minutes_and_then_goes_on(client, cast, as_user, kept_is_sensitive):
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


# ---- wrong codes -------------------------------------------------------------------------------------------------------------
def test_ten_wrong_codes_close_the_door_for_an_hour_and_the_person_is_told(cast):
    now = timezone.now()
    for _ in range(10):
        assert not guesses.judge(person=cast.rowan, is_right=lambda: False, now=now)
    with pytest.raises(Refused, match="many wrong codes"):
        guesses.judge(person=cast.rowan, is_right=lambda: pytest.fail("not even looked at"), now=now)
    assert guesses.judge(person=cast.robin, is_right=lambda: True, now=now), "nobody else is held up"
    assert Letter.objects.filter(person=cast.rowan, kind="too_many_guesses").count() == 1
    later = now + timedelta(minutes=61)
    assert guesses.judge(person=cast.rowan, is_right=lambda: True, now=later)


def test_a_right_code_after_three_wrong_ones_is_not_held_against_anybody(client, cast):
    _ = cast.rowan
    client.post("/accounts/login/code/", {"email": "rowan@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": NEVER_A_CODE})
    assert WrongGuess.objects.filter(person=cast.rowan).count() == 1
    code = code_sent(client)
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert client.get("/members/kept/").status_code == 200


def test_codes_of_the_app_are_counted_too(client, cast):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(cast.jo, secret)
    now = timezone.now()
    WrongGuess.objects.bulk_create(WrongGuess(person=cast.jo, at=now) for _ in range(10))
    client.post("/accounts/login/code/", {"email": "jo@example.org"})
    code = code_sent(client)
    page = client.post("/accounts/login/code/confirm/", {"code": code})
    assert "many wrong codes" in words(page)
    WrongGuess.objects.all().delete()
    client.post("/accounts/login/code/", {"email": "jo@example.org"})
    code = code_sent(client)
    client.post("/accounts/login/code/confirm/", {"code": code})
    WrongGuess.objects.bulk_create(WrongGuess(person=cast.jo, at=now) for _ in range(10))
    page = client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert "many wrong codes" in words(page)
    assert client.get("/members/").status_code == 302


# ---- who is known here is not told ----------------------------------------------------------------------------------------------
FORMS = [
    ("/accounts/login/code/", "email", {}),
    ("/accounts/password/reset/", "email", {}),
    ("/accounts/login/", "login", {"password": "not the password"}),
]


@pytest.mark.parametrize(("address", "field", "more"), FORMS)
def test_known_and_unknown_get_the_same_answer_in_the_same_time(client, cast, address, field, more):
    password(cast.rowan, "rowan.a", "three plain words")

    def ask(email):
        began = time.process_time()  # of this process alone: the machine may be busy
        client.cookies.clear()
        answer = client.post(address, {field: email, **more})
        pages = [words(answer)] if answer.status_code == 200 else [words(client.get(answer["Location"]))]
        took = time.process_time() - began
        return (
            answer.status_code,
            [re.sub(r"(csrf\w*|once)\" value=\"[^\"]*|[\w.]+@example.org", "", p) for p in pages],
            took,
        )

    known, unknown = ask("rowan@example.org"), ask("never.seen@example.org")
    assert known[:2] == unknown[:2]
    times = {who: min(ask(who)[2] for _ in range(2)) for who in ("rowan@example.org", "never.seen@example.org")}
    assert abs(times["rowan@example.org"] - times["never.seen@example.org"]) < 0.25, times


# ---- a code read out on the telephone --------------------------------------------------------------------------------------------
def read_out(client, cast, as_user, person):
    jo = as_user(client, cast.jo)
    page = words(jo.post(f"/members/{person.pk}/read-out/", {"how_known": "I know their voice"}))
    client.logout()
    return re.search(r'big-code">([A-Z]{4}-[A-Z]{4})<', page).group(1)


def test_sam_on_the_telephone_gets_in_with_the_code_jo_reads_out(client, cast, as_user):
    code = read_out(client, cast, as_user, cast.sam)
    answer = client.post("/members/sign-in/read-out/", {"code": code.lower().replace("-", " ")})
    assert answer.status_code == 302
    assert "We read out a code on the telephone" in words(client.get("/members/sign-in/"))
    client.logout()
    again = client.post("/members/sign-in/read-out/", {"code": code})
    assert "not a code we read out" in words(again)


def test_a_code_read_out_is_over_after_ten_minutes(client, cast, as_user):
    code = read_out(client, cast, as_user, cast.sam)
    SpokenCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post("/members/sign-in/read-out/", {"code": code}).status_code == 422


def test_a_code_read_out_opens_no_role_that_needs_a_second_step(client, cast, as_user):
    other = make.person("Second Coordinator", email="second@example.org", role="coordinator")
    code = read_out(client, cast, as_user, other)
    client.post("/members/sign-in/read-out/", {"code": code})
    assert client.get("/members/")["Location"].startswith("/members/second-step/")


@pytest.mark.parametrize("name", ["ash", "rowan", "tal"])
def test_only_the_coordinator_reads_codes_out(client, cast, as_user, name):
    visitor = as_user(client, getattr(cast, name))
    assert visitor.post(f"/members/{cast.sam.pk}/read-out/", {"how_known": "I know their voice"}).status_code == 403


def test_jo_reads_no_code_out_to_herself(client, cast, as_user):
    page = as_user(client, cast.jo).post(f"/members/{cast.jo.pk}/read-out/", {"how_known": "I know their voice"})
    assert "ask a colleague" in words(page)
