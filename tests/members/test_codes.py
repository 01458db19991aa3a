"""Wrong codes, who is known here and is not told, and a code read out on the telephone."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from django.urls import reverse
from django.utils import timezone

from members.actions import guesses, roles, second_factor
from members.models import Letter, SpokenCode, WrongGuess
from members.rules import Refused
from tests import factories as make
from tests.members.test_at_the_door import app_code, code_sent, password, words

NEVER_A_CODE = "WWWW-WWWW"


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


def test_no_code_is_read_out_to_a_role_that_sees_much_before_it_has_a_second_step(client, cast, as_user):
    other = make.person("Second Coordinator", email="second@example.org", role="coordinator")
    page = as_user(client, cast.jo).post(f"/members/{other.pk}/read-out/", {"how_known": "I know their voice"})
    assert "they have no second step yet" in words(page)
    TOTP.activate(other, "JBSWY3DPEHPK3PXP")
    code = read_out(client, cast, as_user, other)
    client.post("/members/sign-in/read-out/", {"code": code})
    assert client.get("/members/").status_code == 302, "the app is still asked for"


def test_a_new_safeguarding_lead_is_never_made_in_silence(cast):
    _ = cast.saf, cast.bo
    roles.give(person=cast.ash, role="safeguarding", actor=cast.actor("jo"), now=timezone.now())
    told = Letter.objects.filter(kind="lead_named")
    assert {letter.person for letter in told} == {cast.saf, cast.bo}


@pytest.mark.parametrize("name", ["ash", "rowan", "tal"])
def test_only_the_coordinator_reads_codes_out(client, cast, as_user, name):
    visitor = as_user(client, getattr(cast, name))
    assert visitor.post(f"/members/{cast.sam.pk}/read-out/", {"how_known": "I know their voice"}).status_code == 404


def test_jo_reads_no_code_out_to_herself(client, cast, as_user):
    page = as_user(client, cast.jo).post(f"/members/{cast.jo.pk}/read-out/", {"how_known": "I know their voice"})
    assert "ask a colleague" in words(page)


def test_a_new_field_key_keeps_every_second_step_working(cast, settings):
    TOTP.activate(cast.jo, "JBSWY3DPEHPK3PXP")
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *old]
    assert second_factor.rekey(only_count=True) == (1, 1, 0)
    assert second_factor.rekey() == (1, 1, 0)
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    step = Authenticator.objects.get(user=cast.jo, type="totp")
    assert step.wrap().validate_code(app_code("JBSWY3DPEHPK3PXP"))
    assert second_factor.rekey() == (1, 0, 0)
