"""The link in an invitation: one page, one person, one press."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from members.models import ContactTask, Letter, Link
from members.permissions import by_link
from members.post import clock, links
from projects.actions import asking
from projects.models import Opportunity, Reply

pytestmark = pytest.mark.django_db


def page_of(person, opportunity):
    """The address in this person's letter."""
    link = Link.objects.get(person=person, purpose="invitation", about=opportunity.about_word)
    return links.address(link).removeprefix("http://localhost")


def letter_to(person, kind="work_invitation"):
    return Letter.objects.filter(person=person, kind=kind).latest("pk")


@pytest.fixture
def address(cast, asked, now):
    clock.tick(now=now)
    return page_of(cast.rowan, asked)


@pytest.fixture
def invitation(cast, asked, address):
    return asked.invitations.get(person=cast.rowan)


def test_looking_changes_nothing_and_needs_no_session(client, address, invitation):
    for _ in range(3):
        page = client.get(address)
        client.head(address)
    assert page.status_code == 200
    assert "sessionid" not in client.cookies
    assert "You are answering as <strong>Rowan</strong>" in page.content.decode()
    invitation.refresh_from_db()
    assert invitation.answer == ""


@pytest.mark.parametrize(
    ("answer", "thanks"),
    [("yes", "You said yes."), ("interested", "You would like to hear more."), ("no", "there is nothing more to do")],
)
def test_one_press_answers_and_thanks(client, address, invitation, answer, thanks):
    said = client.post(address, {"answer": answer})
    assert (said.status_code, said["Location"]) == (303, address)
    assert thanks in client.get(address).content.decode()
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.via, invitation.recorded_by) == (answer, "link", None)


def test_htmx_gets_the_moving_part_alone(client, address):
    part = client.post(address, {"answer": "yes"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert 'id="answer"' in part.content.decode()
    assert "HX-Request" in part["Vary"]
    assert "HX-Request" in client.get(address)["Vary"]


def test_the_answer_can_change_and_each_change_has_its_receipt(client, address, cast, now):
    client.post(address, {"answer": "yes"})
    client.post(address, {"answer": "yes"})
    client.post(address, {"answer": "no"})
    assert Letter.objects.filter(person=cast.rowan, kind="work_receipt").count() == 2
    clock.tick(now=timezone.now())
    old, new = Letter.objects.filter(person=cast.rowan, kind="work_receipt").order_by("pk")
    assert (old.state, new.state) == ("withheld", "sent")
    assert "That is fine" in new.text


def test_closed_it_says_so_and_keeps_the_answer(client, address, asked, invitation, now):
    client.post(address, {"answer": "interested"})
    Opportunity.objects.filter(pk=asked.pk).update(closes_at=now - timedelta(hours=1))
    said = client.post(address, {"answer": "yes"})
    assert said.status_code == 409
    assert "Answers for this closed" in said.content.decode()
    assert client.get(address).status_code == 200
    invitation.refresh_from_db()
    assert invitation.answer == Reply.INTERESTED


def test_cancelled_it_says_so(client, address, asked, cast):
    asking.cancel(opportunity=asked, because="The printer closed.", actor=cast.actor("ash"), now=timezone.now())
    said = client.post(address, {"answer": "yes"})
    assert said.status_code == 409
    assert "not going ahead" in said.content.decode()
    assert "The printer closed." in client.get(address).content.decode()


def test_an_answer_that_is_none_is_refused(client, address, invitation):
    assert client.post(address, {"answer": "maybe"}).status_code == 409
    assert client.post(address, {}).status_code == 409


def test_without_the_form_nothing_is_accepted(address):
    assert Client(enforce_csrf_checks=True).post(address, {"answer": "yes"}).status_code == 403


def test_unknown_broken_revoked_and_ended_links_look_the_same(client, address, asked, cast, now):
    pages = [client.get("/invitations/" + "x" * 22 + "/"), client.get("/invitations/%00nonsense/")]
    links.revoke(about=asked.about_word, person=cast.rowan, now=now)
    pages.append(client.get(address))
    pages.append(client.post(address, {"answer": "yes"}))
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert "01632 960 123" in pages[0].content.decode()


def test_please_ring_me_from_the_link_makes_one_call(client, address, cast):
    for _ in range(2):
        page = client.post(address + "ring/").content.decode()
    assert "We will ring you" in page
    assert ContactTask.objects.filter(person=cast.rowan).count() == 1


def test_rowans_link_may_not_answer_for_sam(asked, cast, now):
    with pytest.raises(PermissionDenied):
        asking.answer(
            invitation=asked.invitations.get(person=cast.sam), answer="yes", actor=by_link(cast.rowan), now=now
        )


def test_a_link_answers_for_nobody_else(client, address, asked, cast):
    client.post(address, {"answer": "yes", "person": cast.sam.pk})
    assert asked.invitations.get(person=cast.sam).answer == ""


def test_what_was_pressed_in_a_letter_stands_in_their_history_as_that_and_not_as_theirs(client, cast, as_user, address):
    client.post(address, {"answer": "interested"})
    for who, page, words in (("rowan", "me", "By you"), ("jo", str(cast.rowan.pk), "By themselves")):
        said = as_user(Client(), getattr(cast, who)).get(f"/members/{page}/history/").content.decode()
        line = said.partition("Tell me more")[2][:400]
        assert f"{words}, from the link in a letter" in line
        assert "By Rowan" not in line
