"""Roles given, ended and switched; signing in by code or by username."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.utils import timezone

from members.actions import people, roles
from members.models import Letter, Person, RoleGrant
from members.post import kinds
from members.rules import Refused
from tests import factories as make


def test_tal_switches_from_trustee_to_member_and_the_next_page_follows(client, cast, as_user):
    tal = as_user(client, cast.tal, "trustee")
    assert '<option value="trustee" selected>' in tal.get("/members/kept/").content.decode()
    tal.post("/members/role/", {"role": "member"})
    assert '<option value="member" selected>' in tal.get("/members/kept/").content.decode()


def test_nobody_switches_to_a_role_they_do_not_hold(client, cast, as_user):
    tal = as_user(client, cast.tal, "trustee")
    tal.post("/members/role/", {"role": "coordinator"})
    assert tal.session["active_role"] == "trustee"
    assert tal.get("/members/").status_code == 403


def test_asvs_8_3_2_a_role_that_is_ended_is_gone_on_the_next_request(client, cast, as_user):
    other = make.person("Second Coordinator", email="second@example.org", role="coordinator")
    second = as_user(client, other)
    assert second.get("/members/").status_code == 200
    roles.end(grant=other.grants.get(), actor=cast.actor("jo"), now=timezone.now())
    assert second.get("/members/").status_code == 403


def test_a_role_given_in_the_browser_works_at_once(client, cast, as_user):
    jo = as_user(client, cast.jo)
    page = jo.post(f"/members/{cast.rowan.pk}/roles/", {"role": "staff", "team": cast.team.pk}, follow=True)
    assert "Rowan Ashdown is Staff from now on" in page.content.decode()
    assert RoleGrant.objects.get(person=cast.rowan, role="staff").granted_by == cast.jo


def test_staff_need_a_team_and_partners_an_organisation(client, cast, as_user):
    jo = as_user(client, cast.jo)
    page = jo.post(f"/members/{cast.rowan.pk}/roles/", {"role": "staff"})
    assert page.status_code == 422
    assert "Please choose the team" in page.content.decode()


def test_the_only_coordinator_cannot_lock_everybody_out(cast):
    with pytest.raises(Refused, match="only coordinator"):
        roles.end(grant=cast.jo.grants.get(), actor=cast.actor("jo"), now=timezone.now())


def test_asvs_7_4_2_somebody_who_may_not_sign_in_any_more_is_out_on_the_next_request(client, cast, as_user):
    rowan = as_user(client, cast.rowan)
    assert rowan.get("/members/kept/").status_code == 200
    people.let_sign_in(person=cast.rowan, actor=cast.actor("jo"), now=timezone.now(), is_active=False)
    assert rowan.get("/members/kept/").status_code == 302


def test_the_second_person_at_a_shared_address_gets_a_username_and_signs_in_with_it(client, cast):
    actor, now = cast.actor("jo"), timezone.now()
    _ = cast.rowan
    with pytest.raises(Refused, match="Somebody else signs in with that address"):
        people.let_sign_in(person=cast.sam, actor=actor, now=now, email="rowan@example.org")
    people.let_sign_in(person=cast.sam, actor=actor, now=now, username="sam.okafor", password="three plain words")
    page = client.post("/accounts/login/", {"login": "sam.okafor", "password": "three plain words"})
    assert page.status_code == 302
    assert client.get("/members/kept/").status_code == 200


def test_a_stranger_and_a_member_who_ask_for_a_code_see_the_same_page(client, cast):
    _ = cast.rowan
    known = client.post("/accounts/login/code/", {"email": "rowan@example.org"})
    unknown = client.post("/accounts/login/code/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_nobody_can_sign_themselves_up(client, db):
    page = client.get("/accounts/signup/")
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": "three plain words"})
    assert "There is no form to join here" in page.content.decode()
    assert not Person.objects.exists()


def test_an_invited_coordinator_has_role_address_and_letter(db, capsys):
    call_command("invite_coordinator", "new.coordinator@example.org", "--name", "Mira Holt")
    mira = Person.objects.get()
    assert mira.name == "Mira Holt"
    assert EmailAddress.objects.get(user=mira, verified=True).email == "new.coordinator@example.org"
    assert mira.grants.get().role == "coordinator"
    assert mira.letters.count() == 1
    call_command("invite_coordinator", "new.coordinator@example.org")
    assert Person.objects.count() == 1
    assert mira.grants.count() == 1


def test_a_technical_administrator_sees_technical_records_and_no_letters(client, cast, as_user):
    words = as_user(client, cast.tec).get("/admin/").content.decode()
    assert "Heartbeat" in words
    for personal in ("letter", "person", "emailaddress", "channel", "session", "authenticator", "meeting", "activity"):
        assert f"/{personal}/" not in words


@pytest.mark.parametrize("name", ["jo", "ash", "rowan", "tal"])
def test_nobody_else_opens_the_technical_records(client, cast, as_user, name):
    as_user(client, getattr(cast, name))
    assert client.get("/admin/").status_code in (302, 403)
    assert client.get("/admin/members/job/").status_code in (302, 403)


def test_a_technical_administrator_in_another_role_does_not_either(client, cast, as_user):
    make.grant(cast.tec, "member")
    as_user(client, cast.tec, "member")
    assert client.get("/admin/members/job/").status_code in (302, 403)


def test_staff_find_a_colleague_whose_contract_ends_next_year_and_not_one_who_has_gone(cast):
    today = timezone.localdate()
    for_a_year, gone = make.person("Noor Haddad"), make.person("Old Hand")
    make.grant(for_a_year, "staff", team=cast.team, ends=today + timedelta(days=200))
    make.grant(gone, "staff", team=cast.team, ends=today - timedelta(days=2))
    seen = Person.objects.visible_to(cast.actor("ash"))
    assert for_a_year in seen
    assert gone not in seen


def test_somebody_who_lost_their_phone_gets_a_new_second_step(cast):
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=cast.tal, type=kind, data={})
    Authenticator.objects.create(user=cast.jo, type="totp", data={})
    call_command("reset_second_factor", "TAL@example.org")
    assert list(Authenticator.objects.values_list("user", flat=True)) == [cast.jo.pk]
    letter = Letter.objects.get(person=cast.tal, kind="second_step_reset")
    assert "was taken away" in kinds.get(letter.kind).render(letter, now=timezone.now()).text
    assert [event.what for event in cast.tal.sign_in_events.all()] == ["step_reset"]
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("reset_second_factor", "nobody@example.org")


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_behind_a_proxy_tries_are_counted_for_each_visitor_and_not_for_all_at_once(rf, settings, proxies, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.9"})  # the first was made up
    assert get_client_ip(request) == address
