"""What is asked for too often, where a redirect may lead, what stands in an address, and what a real site does not show
(ASVS 5.0, chapters 2.4, 3.7, 13.4 and 14.2)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from members.actions import exports
from members.models import Export
from tests import access_matrix as matrix
from tests.access_world import World
from tests.members.test_at_the_door import password

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "javascript:alert(1)", "///evil.example", "https://testserver@evil.example/", "https://testserver.evil.example/", "\thttps://evil.example/",
    "data:text/html,x",
)  # fmt: skip


def test_asvs_2_4_1_sign_in_codes_cannot_be_asked_for_without_end(client, cast):
    _ = cast.rowan
    for _ in range(30):
        client.post("/accounts/login/code/", {"email": "rowan@example.org"})
    assert 1 <= len(mail.outbox) <= 5


def test_asvs_2_4_1_files_of_people_cannot_be_asked_for_without_end(client, cast, as_user):
    """Each is work for the worker and room on the disk; an hour later there may be more, and another's are not counted."""
    jo, now = as_user(client, cast.jo, "coordinator"), timezone.now()
    asked = [
        jo.post("/members/exports/new/?of=people", {"reason": "check"}) for _ in range(exports.MOST_IN_AN_HOUR + 1)
    ]
    assert {answer.status_code for answer in asked[:-1]} == {302}
    assert (asked[-1].status_code, exports.TOO_MANY in asked[-1].content.decode()) == (422, True)
    assert Export.objects.count() == exports.MOST_IN_AN_HOUR
    Export.objects.update(asked_at=now - timedelta(minutes=61))
    assert jo.post("/members/exports/new/?of=people", {"reason": "check"}).status_code == 302


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_asvs_3_7_2_no_page_leads_to_another_site(client, cast, as_user, elsewhere):
    password(cast.rowan, "rowan.a", "three plain words")
    form = {"login": "rowan.a", "password": "three plain words", "next": elsewhere}
    answers = [client.post("/accounts/login/", form)]
    rowan = as_user(client, cast.rowan)
    answers += [
        rowan.post("/members/break/start/", {"next": elsewhere}),
        rowan.post("/members/role/", {"role": "member", "next": elsewhere}),
        rowan.get("/accounts/login/", {"next": elsewhere}),
        rowan.post("/accounts/logout/", {"next": elsewhere}),
    ]
    for answer in answers:
        if answer.status_code in (301, 302, 303):
            assert urlsplit(answer["Location"]).netloc in ("", "testserver"), answer["Location"]
            assert answer["Location"].startswith("/"), answer["Location"]
            assert not re.match(r"[/\\]{2}", answer["Location"]), answer["Location"]


def test_asvs_14_2_1_no_address_of_the_site_names_anybody(cast):
    """A number or a token, never a name, an email address or what somebody needs: addresses lie about in logs and histories."""
    world = World(cast)
    told = [part.lower() for person in world.people.values() for part in (*person.name.split(), person.username or "-")]
    for name in matrix.GET_AND_POST:
        address = reverse(name, args=world.args(name, world.mine, "M")).lower()
        assert "@" not in address
        assert not [part for part in told if len(part) > 3 and part in re.split(r"[/.\-_]", address)], name


# ---- a real site shows no more than it must ---------------------------------------------------------------------------
@pytest.fixture
def for_real(settings):
    settings.DEMO = False


def test_asvs_13_4_2_a_real_site_has_no_demonstration_and_no_gallery(client, for_real):
    for address in ("/components/", "/demo/", "/demo/mailbox/", "/demo/walk/1/"):
        assert client.get(address).status_code == 404, address
    assert client.post("/demo/sign-in/", {"who": "coordinator"}).status_code == 404
    page = client.get("/nowhere/").content.decode()
    assert "urlpatterns" not in page
    assert "Traceback" not in page


def test_asvs_13_4_5_health_says_only_words_and_nothing_for_programs_is_there_without_a_key(client, for_real):
    health = client.get("/healthz")
    assert re.fullmatch(r'\{("[a-z]+": "[a-z ,\']+"(, )?)+\}', health.content.decode())
    for address in ("/api/v1/", "/api/v1/docs", "/api/v1/openapi.json", "/api/v1/figures"):
        assert client.get(address).status_code in (401, 404), address
