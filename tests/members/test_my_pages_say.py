"""Small sentences on one's own pages: true for whoever reads them, and said once."""

import pytest
from django.utils import timezone

from members import behind_consent
from members.actions import consents
from members.models import Consent

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def test_whoever_has_no_email_reads_how_they_sign_in_without_one(client, cast, as_user):
    cast.sam.emailaddress_set.all().delete()
    cast.sam.set_unusable_password()
    cast.sam.save()
    assert "ring us, and we read out a code" in words(as_user(client, cast.sam, "member").get("/members/sign-in/"))
    cast.sam.set_password("four words that only Sam knows")
    cast.sam.save()
    page = words(as_user(client, cast.sam, "member").get("/members/sign-in/"))
    assert "You sign in with it." in page
    assert "You can do without one" not in page


def test_what_goes_with_a_yes_is_a_list_and_not_one_long_sentence(client, cast, as_user):
    me = {"person": cast.rowan, "actor": cast.actor("rowan"), "now": timezone.now()}
    consents.give(consent=Consent.LIVED_EXPERIENCE, how="online", **me)
    page = words(as_user(client, cast.rowan, "member").get("/members/me/consents/lived_experience/"))
    for each in behind_consent.of(Consent.LIVED_EXPERIENCE):
        assert f"<li>{each.words}</li>" in page.replace("&#x27;", "'")


def test_a_complaint_at_the_desk_asks_for_their_name(client, cast, as_user):
    page = words(as_user(client, cast.jo).get("/members/rights/complaints/new/"))
    assert "Their name" in page
    assert "Your name" not in page
