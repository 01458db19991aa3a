"""Rowan looks at what they agreed to, and takes something back; Jo does the same for Sam on the telephone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.actions import consents
from members.models import Consent, Letter, PostWishes, SensitiveRead, TrustedContact
from members.queries import consent as queries

MINE = "/members/me/consents/"


@pytest.fixture
def rowan(client, cast, as_user):
    return as_user(client, cast.rowan, "member")


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo, "coordinator")


def page_of(response):
    return response.content.decode()


def give(person, consent, **more):
    from members.permissions import Actor, Role

    me = Actor(person=person, role=Role.MEMBER)
    return consents.give(person=person, consent=consent, how="online", actor=me, now=timezone.now(), **more)


def test_every_consent_stands_there_in_plain_words_with_why(cast, rowan):
    said = page_of(rowan.get(MINE))
    assert "You may keep what I tell you about my lived experience" in said
    assert "So that we can meet your needs" in said
    assert said.count("Not given") >= 7


def test_one_press_says_yes_and_the_page_says_when_and_how(cast, rowan):
    said = page_of(rowan.post(f"{MINE}name_to_members/", {"do": "give"}, follow=True))
    assert "Thank you, noted" in said
    assert "on this site" in said
    assert queries.holds(cast.rowan, Consent.NAME_TO_MEMBERS)


def test_taking_back_shows_its_effects_first_and_changes_nothing_until_pressed(cast, rowan):
    give(cast.rowan, Consent.TRUSTED_CONTACT)
    said = page_of(rowan.get(f"{MINE}trusted_contact/"))
    assert "Nobody can open the name and number of the person you trust" in said
    assert "We delete the name and number of the person you trust" in said
    assert "You stay a member" in said
    assert queries.holds(cast.rowan, Consent.TRUSTED_CONTACT)
    said = page_of(rowan.post(f"{MINE}trusted_contact/", {"do": "withdraw"}, follow=True))
    assert "It holds from this moment" in said
    assert "hidden, and deleted by" in said
    assert not queries.holds(cast.rowan, Consent.TRUSTED_CONTACT)


def test_the_field_opens_only_behind_its_consent_and_is_hidden_at_once(cast, rowan):
    trusted = {"name": "Marigold Pym", "number": "01632 960 300", "when_to_ring": "When I do not answer for two weeks"}
    assert rowan.get("/members/me/trusted/")["Location"] == f"{MINE}trusted_contact/"
    assert rowan.post("/members/me/trusted/", trusted).status_code == 302
    assert not TrustedContact.objects.exists()
    rowan.post(f"{MINE}trusted_contact/", {"do": "give"})
    assert rowan.post("/members/me/trusted/", trusted)["Location"] == MINE
    assert "Marigold Pym" in page_of(rowan.get("/members/me/trusted/"))
    rowan.post(f"{MINE}trusted_contact/", {"do": "withdraw"})
    assert TrustedContact.objects.exists(), "kept sealed until the 28th day, in case it was a mistake"
    assert "Marigold Pym" not in page_of(rowan.get("/members/me/trusted/", follow=True))
    consents.clear_due(now=timezone.now() + timezone.timedelta(days=29))
    assert not TrustedContact.objects.exists()


def test_the_words_of_a_trusted_contact_are_not_readable_in_the_database(cast, rowan, django_assert_num_queries):
    from django.db import connection

    rowan.post(f"{MINE}trusted_contact/", {"do": "give"})
    rowan.post(
        "/members/me/trusted/", {"name": "Marigold Pym", "number": "01632 960300", "when_to_ring": "Now and then"}
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM members_trustedcontact t")
        assert "Marigold" not in cursor.fetchone()[0]


def test_the_desk_writes_down_what_sam_said_before_whom(cast, jo):
    ash = cast.ash
    here = reverse("members:consent", args=[cast.sam.pk, "name_to_members"])
    refused = jo.post(here, {"do": "give"})
    assert refused.status_code == 422
    assert not queries.holds(cast.sam, Consent.NAME_TO_MEMBERS)
    said = page_of(jo.post(here, {"do": "give", "how": "spoken", "witness": ash.pk}, follow=True))
    assert "said to us" in said
    assert "written down by Jo Hartley" in said
    assert "Ash Mbeki heard it" in said
    event = queries.ledger(cast.sam).get()
    assert (event.how, event.recorded_by, event.witness) == ("spoken", cast.jo, ash)


def test_sam_sees_that_the_desk_opened_her_trusted_contact(cast, jo):
    give(cast.sam, Consent.TRUSTED_CONTACT)
    TrustedContact.objects.create(
        person=cast.sam, name="Marigold Pym", number="01632 960300", when_to_ring="Never", changed_at=timezone.now()
    )
    assert "Marigold Pym" in page_of(jo.get(reverse("members:trusted_contact", args=[cast.sam.pk])))
    assert SensitiveRead.objects.get(person=cast.sam).reader == cast.jo


@pytest.mark.parametrize("who", ["ash", "tal", "robin", "kim"])
def test_nobody_else_opens_it(cast, client, as_user, who):
    as_user(client, getattr(cast, who))
    for name in ("consents", "trusted_contact", "supporter"):
        assert client.get(reverse(f"members:{name}", args=[cast.rowan.pk])).status_code == 404


def test_the_coordinator_changes_the_words_and_who_agreed_before_agreed_to_the_old_ones(cast, jo, client, as_user):
    give(cast.rowan, Consent.NAME_TO_MEMBERS)
    assert "Other members may see my name." in page_of(jo.get("/members/consents/"))
    jo.post(
        "/members/consents/name_to_members/",
        {"words": "People in the group may read my first name.", "why": "To say hello."},
    )
    said = page_of(as_user(client, cast.rowan, "member").get(MINE))
    assert "People in the group may read my first name." in said
    assert "The words were: “Other members may see my name.” (version 1)" in said
    assert client.get("/members/consents/").status_code == 403


def test_she_finds_an_old_message_by_a_word_and_reads_it_again(cast, rowan):
    for key, words, person in (
        ("a", "Bring your own mug", cast.rowan),
        ("b", "The roof", cast.rowan),
        ("c", "My mug", cast.robin),
    ):
        Letter.objects.create(
            key=key, kind="x", person=person, state="sent", due_at=timezone.now(), sent_at=timezone.now(), subject=f"Tea {key}",
            text=words, way="post",
        )  # fmt: skip
    said = page_of(rowan.post("/members/my-messages/", {"q": "MUG"}))
    assert "1 message with" in said
    assert "Tea a" in said
    assert "Tea b" not in said
    Letter.objects.filter(key="a").update(
        due_at=timezone.now() + timedelta(days=9), sent_at=timezone.now() - timedelta(days=1)
    )
    all_of_them = page_of(rowan.get("/members/my-messages/"))
    assert all_of_them.index("Tea b") < all_of_them.index("Tea a"), "in the order in which they left"
    theirs = Letter.objects.get(key="c")
    assert rowan.get(f"/members/my-messages/{theirs.pk}/").status_code == 404
    said = page_of(rowan.get(f"/members/my-messages/{Letter.objects.get(key='a').pk}/"))
    assert "Bring your own mug" in said
    assert "Told by post" in said


def test_one_press_for_quieter_and_each_sort_behind_it(cast, rowan):
    here = "/members/me/post/"
    assert "Quieter, please" in page_of(rowan.get(here))
    rowan.post("/members/my-messages/choose/", {"post": "essential", "next": here})
    assert "Send everything again" in page_of(rowan.get(here))
    said = page_of(rowan.post(here, {"news": "none", "weekly_letter": "on", "most_a_week": "2"}, follow=True))
    assert "It holds from the next letter on" in said
    found = PostWishes.objects.get(person=cast.rowan)
    assert (found.news, found.meetings, found.weekly_letter, found.most_a_week) == ("none", "", True, 2)


def test_the_desk_chooses_in_sams_name(cast, jo):
    jo.post(f"/members/{cast.sam.pk}/post/", {"invitations": "none"})
    assert PostWishes.objects.get(person=cast.sam).invitations == "none"
    jo.post(f"/members/{cast.sam.pk}/post/quieter/", {"post": "essential"})
    cast.sam.refresh_from_db()
    assert cast.sam.essential_post_only_at


def test_an_unknown_consent_is_not_there(rowan):
    assert rowan.get(f"{MINE}anything/").status_code == 404
    assert rowan.get(f"{MINE}photos/?about=meeting:1").status_code == 404, "asked at the meeting, not here"


def test_what_she_agreed_to_for_one_event_can_be_taken_back_here(cast, rowan):
    give(cast.rowan, Consent.PHOTOS, about="meeting:7")
    assert "?about=meeting%3A7" in page_of(rowan.get(MINE))
    rowan.post(f"{MINE}photos/", {"do": "withdraw", "about": "meeting:7"})
    assert not queries.holds(cast.rowan, Consent.PHOTOS, about="meeting:7")
