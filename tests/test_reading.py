"""How somebody wants pages to look is remembered by their browser, also for who comes by a link and never signs in."""

import pytest

from members.post import links
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def link(cast):
    meeting = make.meeting(people=[cast.rowan])
    made = links.link_for(
        person=cast.rowan, purpose="rsvp", about=meeting.about_word, expires_at=meeting.ends_at, now=meeting.created_at
    )
    return "/rsvp/" + links.address(made).split("/rsvp/")[1]


def test_large_and_calm_pages_stay_so_when_rowan_comes_by_a_link_without_signing_in(client, link):
    assert '<html lang="en-GB">' in page(client, link)
    said = client.post("/accessibility/", {"way": ["calm", "large"]}, follow=True).content.decode()
    assert "This browser remembers it" in said
    assert '<html lang="en-GB" class="read-large read-calm">' in page(client, link)
    assert "css/reading.css" in page(client, link)
    assert "sessionid" not in client.cookies
    assert '<html lang="en-GB" class="read-large read-calm">' in page(client, "/no-such-page/")


def test_it_stays_after_signing_in_and_out_and_is_taken_back_with_one_press(client, cast, as_user):
    client.post("/accessibility/", {"way": "strong"})
    as_user(client, cast.rowan)
    assert 'class="read-strong"' in page(client, "/")
    client.post("/accounts/logout/")
    assert 'class="read-strong"' in page(client, "/")
    assert "as usual again" in client.post("/accessibility/", follow=True).content.decode()
    assert '<html lang="en-GB">' in page(client, "/")


def test_what_somebody_writes_into_the_cookie_themselves_is_nothing(client, db):
    client.cookies["reading"] = 'calm."><script>.large'
    assert '<html lang="en-GB" class="read-calm read-large">' not in page(client, "/")
    assert '<html lang="en-GB" class="read-large read-calm">' in page(client, "/")


def test_it_leads_back_to_the_page_one_came_from_and_never_to_another_site(client, db):
    at = "http://testserver"
    came = client.get("/accessibility/", headers={"referer": f"{at}/privacy/"}).content.decode()
    assert 'name="next" value="/privacy/"' in came
    back = client.post("/accessibility/", {"way": "large", "next": "/privacy/"}, follow=True).content.decode()
    assert '<a href="/privacy/">Go back to the page you came from</a>' in back
    for elsewhere in ("//bad.example/", "https://bad.example/", "/\\bad.example"):
        said = client.post("/accessibility/", {"way": "large", "next": elsewhere}, follow=True).content.decode()
        assert "bad.example" not in said
        assert "back button leads to the page" in said
