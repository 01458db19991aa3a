"""Parts of the site, on or off: with every address, and back with what was in them."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo, "coordinator")


def test_a_part_that_is_switched_off_is_not_shown_and_comes_back_with_what_was_in_it(jo, client, cast, as_user):
    jo.post("/members/settings/modules/", {"modules": ["safeguarding"]})
    as_user(client, cast.kim, "partner")
    assert "Organisations" not in words(client.get("/")).split("<main")[0]
    assert client.get("/members/organisations/").status_code == 404
    as_user(client, cast.jo, "coordinator").post("/members/settings/modules/", {"modules": ["network", "safeguarding"]})
    as_user(client, cast.kim, "partner")
    assert "Independent Mental Health Network" in words(client.get("/members/organisations/"))


def test_conferences_are_put_away_with_every_address_once_none_is_to_come(jo, client, cast, as_user):
    past, coming = make.gathering(slug="last", days=-40), make.gathering(slug="next", days=40)
    others = {"modules": ["network", "safeguarding"]}
    refused = jo.post("/members/settings/modules/", others)
    assert refused.status_code == 422
    assert "is still to come, on" in words(refused)
    coming.state = "cancelled"
    coming.save()
    assert jo.post("/members/settings/modules/", others).status_code == 302
    assert "Conferences and away days" not in words(jo.get("/meetings/"))
    addresses = ["/events/", f"/events/{past.slug}/", "/meetings/events/", f"/meetings/gatherings/{past.pk}/day/",
                 f"/what-happened/{past.slug}/", f"/dashboard/gatherings/{past.pk}/", "/events/mine/"]  # fmt: skip
    assert {jo.get(address).status_code for address in addresses} == {404}
    jo.post("/members/settings/modules/", {"modules": [*others["modules"], "conference"]})
    assert jo.get(f"/events/{past.slug}/").status_code == 200
    assert "Conferences and away days" in words(jo.get("/meetings/"))
