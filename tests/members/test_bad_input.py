"""Whatever is typed gets a clear sentence, is not lost, and is never done twice."""

import pytest
from django.test import Client

from members.models import Draft, Person
from tests import factories as make


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo)


def add(browser, **fields):
    return browser.post("/members/new/", {"letter_format": "standard", **fields})


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "Ada 🌻 Lovelace",
        "نور حداد",
        "‏עדי‏ כהן",
        "O’Brien-Smythe",
        "<b>Bold</b>",
        "'; DROP TABLE members;--",
    ],
)
def test_a_name_is_kept_just_as_it_is_written(jo, name):
    add(jo, name=name)
    person = Person.objects.latest("pk")
    assert person.name == name
    for address in (f"/members/{person.pk}/", "/members/", f"/members/{person.pk}/history/"):
        assert "<b>Bold</b>" not in jo.get(address).content.decode()
    assert jo.get("/members/", {"q": name[:20]}).status_code == 200


def test_a_null_byte_is_refused_and_the_rest_is_kept(jo):
    page = add(jo, name="Ada\x00", pronouns="she/her")
    assert page.status_code == 422
    assert "she/her" in page.content.decode()
    assert not Person.objects.filter(name__startswith="Ada").exists()


@pytest.mark.parametrize(
    "address", ["/members/?q=%00", "/members/?body=%00", "/members/?way=%00&page=x", "/members/?page=-5"]
)
def test_a_search_for_nonsense_finds_nobody_and_breaks_nothing(jo, address):
    assert jo.get(address).status_code == 200


def test_a_name_that_is_far_too_long_is_refused_and_still_in_its_box(jo):
    long = "x" * 5000
    page = add(jo, name=long)
    assert page.status_code == 422
    assert long in page.content.decode()


def test_a_name_of_blanks_is_no_name(jo):
    page = add(jo, name="   ")
    assert page.status_code == 422
    assert "Please fill in" in page.content.decode()


def test_ten_megabytes_get_a_sentence_and_a_telephone_number(jo):
    page = add(jo, name="x" * 10_000_000)
    assert page.status_code == 413
    assert "01632 960 123" in page.content.decode()


def test_a_number_in_the_address_that_no_database_holds_is_a_page_not_found(jo):
    assert jo.get("/members/99999999999999999999999/").status_code == 404


def test_a_refusal_outside_a_form_says_what_was_typed(client, cast, as_user):
    jo = as_user(client, cast.jo)
    page = jo.post(f"/members/roles/{cast.jo.grants.get().pk}/end/", {"note": "She asked me to, by telephone"})
    words = page.content.decode()
    assert page.status_code == 409
    assert "only coordinator" in words
    assert "She asked me to, by telephone" in words


def test_an_address_that_only_saves_says_so_when_it_is_opened(jo):
    page = jo.get("/members/break/start/")
    assert page.status_code == 405
    assert "nothing was saved or changed" in page.content.decode()


def test_a_form_without_its_token_changes_nothing(cast, as_user):
    jo = as_user(Client(enforce_csrf_checks=True), cast.jo)
    assert jo.post(f"/members/{cast.rowan.pk}/break/start/").status_code == 403
    assert not Person.objects.get(pk=cast.rowan.pk).is_paused


def test_next_never_leads_to_another_site(jo):
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert jo.post("/members/break/start/", {"next": elsewhere})["Location"] == "/"


def test_a_refused_form_may_be_corrected_and_sent_again_with_the_same_token(jo):
    once = jo.get("/members/new/").context["once"]
    refused = add(jo, name="Noor", way="phone", address="x", once=once)
    assert refused.context["once"] == once
    assert add(jo, name="Noor", way="phone", address="01632 960 700", once=once).status_code == 302
    assert add(jo, name="Noor", way="phone", address="01632 960 700", once=once).status_code == 302
    assert Person.objects.filter(name="Noor").count() == 1


def test_two_people_with_the_same_name_stay_two(jo):
    first, second = make.person("Sam Smith"), make.person("Sam Smith")
    words = jo.get("/members/?q=sam+smith").content.decode()
    assert f'href="/members/{first.pk}/"' in words
    assert f'href="/members/{second.pk}/"' in words


def test_the_old_password_is_never_kept_when_a_session_has_ended(client, cast, as_user):
    as_user(client, cast.rowan).get("/")
    del client.cookies["sessionid"]
    client.post(
        "/accounts/password/change/", {"oldpassword": "three plain words", "password1": "x", "why": "as agreed"}
    )
    kept = Draft.objects.get(person=cast.rowan).words
    assert "as agreed" in kept
    assert "three plain words" not in kept


def test_a_number_that_is_none_is_no_draft(client, cast, as_user):
    assert as_user(client, cast.rowan).post("/members/ring-me/", {"_kept": "²"}).status_code == 302
