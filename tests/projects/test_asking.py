"""Asking named people to a piece of work, and answering in one press."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from members.models import ContactTask, Letter, Link
from members.post import clock, links
from members.rules import Refused
from projects.actions import asking
from projects.models import Opportunity
from projects.queries import waiting_for
from tests import factories as make

pytestmark = pytest.mark.django_db


def page_of(person, opportunity):
    """The address in this person's letter."""
    link = Link.objects.get(person=person, purpose="invitation", about=opportunity.about_word)
    return links.address(link).removeprefix("http://localhost")


def letter_to(person, kind="work_invitation"):
    return Letter.objects.filter(person=person, kind=kind).latest("pk")


def test_each_is_told_by_their_own_way(cast, asked, now):
    clock.tick(now=now)
    letter = letter_to(cast.rowan)
    assert letter.state == "sent", letter.reason
    assert letter.subject.startswith("Please answer by ")
    assert "pictures" not in letter.subject.lower()
    for fact in ("Tuesday, one hour", "Leatherhead office", "Ash sits with you", "£10 voucher", "01632 960 123"):
        assert fact in letter.text
    assert page_of(cast.rowan, asked) in letter.text
    call = ContactTask.objects.get(person=cast.sam)
    assert call.way == "phone"
    assert "Choose the pictures" in call.script
    assert ContactTask.objects.get(person=cast.pat).way == "post"


def test_nobody_is_invited_before_it_is_said_what_for(cast, welcoming, words, now):
    welcoming.purpose = ""
    with pytest.raises(Refused, match="what it is for"):
        asking.ask(project=welcoming, people=[cast.rowan], actor=cast.actor("ash"), now=now, **words)
    assert not Opportunity.objects.exists()


def test_whoever_is_on_a_break_is_left_out(cast, welcoming, words, now):
    cast.rowan.paused_at = now
    cast.rowan.save()
    made = asking.ask(project=welcoming, people=[cast.rowan, cast.sam], actor=cast.actor("ash"), now=now, **words)
    assert [i.person for i in made.invitations.all()] == [cast.sam]
    with pytest.raises(Refused, match="None of these people"):
        asking.ask(project=welcoming, people=[cast.rowan], actor=cast.actor("ash"), now=now, **words)


def test_another_teams_staff_cannot_ask(cast, welcoming, words, now):
    with pytest.raises(PermissionDenied):
        asking.ask(project=welcoming, people=[cast.rowan], actor=cast.actor("uma"), now=now, **words)


class TestAtTheDesk:
    def test_sams_answer_by_telephone_is_written_down_in_sams_name(self, client, asked, cast, as_user):
        invitation = asked.invitations.get(person=cast.sam)
        as_user(client, cast.ash).post(f"/projects/invitations/{invitation.pk}/answer-for/", {"answer": "yes"})
        invitation.refresh_from_db()
        assert (invitation.answer, invitation.via, invitation.recorded_by) == ("yes", "desk", cast.ash)
        page = client.get(f"/projects/work/{asked.pk}/").content.decode()
        assert "written down by Ash Mbeki" in page
        assert not Letter.objects.filter(kind="work_receipt").exists()

    def test_another_teams_staff_find_no_such_page(self, client, asked, cast, as_user):
        invitation = asked.invitations.get(person=cast.sam)
        uma = as_user(client, cast.uma)
        assert uma.post(f"/projects/invitations/{invitation.pk}/answer-for/", {"answer": "yes"}).status_code == 404
        assert uma.get(f"/projects/work/{asked.pk}/").status_code == 404

    def test_a_member_sees_no_list_of_answers(self, client, asked, cast, as_user):
        assert as_user(client, cast.rowan).get(f"/projects/work/{asked.pk}/").status_code in (403, 404)


class TestSignedIn:
    def test_what_waits_for_rowan_and_one_press(self, client, asked, cast, as_user, now):
        (waiting,) = waiting_for(cast.rowan, now=now)
        rowan = as_user(client, cast.rowan)
        said = rowan.post(f"/projects/invitations/{waiting.pk}/answer/", {"answer": "yes"})
        assert said.status_code == 303
        part = rowan.post(
            f"/projects/invitations/{waiting.pk}/answer/", {"answer": "no"}, headers={"HX-Request": "true"}
        ).content.decode()
        assert "You said not this time. That is fine." in part
        assert f'id="invitation-{waiting.pk}"' in part

    def test_rowan_cannot_answer_for_sam(self, client, asked, cast, as_user):
        sams = asked.invitations.get(person=cast.sam)
        answer = as_user(client, cast.rowan).post(f"/projects/invitations/{sams.pk}/answer/", {"answer": "yes"})
        assert answer.status_code == 404


class TestTheEnd:
    def test_those_who_wanted_to_are_told_what_happens_next(self, asked, cast, now):
        for person, answer in ((cast.rowan, "yes"), (cast.sam, "interested"), (cast.pat, "no")):
            invitation = asked.invitations.get(person=person)
            asking.answer(invitation=invitation, answer=answer, actor=cast.actor("jo").at_the_desk_for(person), now=now)
        later = asked.closes_at + timedelta(minutes=5)
        clock.tick(now=later)
        clock.tick(now=later + timedelta(hours=1))
        told = Letter.objects.filter(kind="work_closed")
        assert {letter.person for letter in told} == {cast.rowan, cast.sam}
        assert letter_to(cast.rowan, "work_closed").state == "sent"

    def test_invitations_still_waiting_stay_here_when_it_is_cancelled(self, asked, cast, now):
        asking.cancel(opportunity=asked, because="", actor=cast.actor("ash"), now=now)
        clock.tick(now=now)
        assert not Letter.objects.filter(state="sent").exists()
        assert not ContactTask.objects.filter(closed_at=None).exists()

    def test_an_invitation_that_was_about_to_leave_asks_once_more_whether_it_is_still_true(self, asked, cast, now):
        Opportunity.objects.filter(pk=asked.pk).update(cancelled_at=now)  # as if it happened between claim and sending
        clock.tick(now=now)
        letter = letter_to(cast.rowan)
        assert (letter.state, letter.reason) == ("withheld", "It is not going ahead.")

    def test_cancelled_after_they_were_asked_they_are_told(self, asked, cast, now):
        clock.tick(now=now)
        asking.cancel(opportunity=asked, because="No room", actor=cast.actor("ash"), now=now)
        clock.tick(now=now + timedelta(minutes=1))
        letter = letter_to(cast.rowan, "work_cancelled")
        assert letter.state == "sent", letter.reason
        assert "No room" in letter.text


class TestThePages:
    def test_three_steps_and_nothing_leaves_before_the_last(self, client, cast, welcoming, words, as_user, now):
        cast.robin.paused_at = now
        cast.robin.save()
        ash = as_user(client, cast.ash)
        sent = words | {
            "answer_by": words["answer_by"].isoformat(),
            "people": [cast.rowan.pk, cast.sam.pk, cast.robin.pk],
        }
        address = f"/projects/{welcoming.pk}/ask/"
        assert "Invite people to help" in ash.get(address).content.decode()
        look = ash.post(address, sent | {"step": "look"}).content.decode()
        assert "2 people will be asked" in look
        assert "Telephone" in look
        assert "On a break" in look
        assert not Letter.objects.exists()
        back = ash.post(address, sent | {"step": "change"}).content.decode()
        assert "Choose the pictures" in back
        assert "Rowan Ashdown" in back
        once = sent | {"step": "send", "once": "o"}
        first, second = ash.post(address, once), ash.post(address, once)
        assert first["Location"] == second["Location"]
        assert Letter.objects.filter(kind="work_invitation").count() == 2
        page = ash.get(first["Location"]).content.decode()
        assert "2 people asked." in page

    def test_a_project_without_a_purpose_says_so(self, client, cast, as_user):
        bare = make.project("Bare", team=cast.team)
        answer = as_user(client, cast.ash).get(f"/projects/{bare.pk}/ask/")
        assert answer.status_code == 409
        assert "must say what it is for" in answer.content.decode()

    def test_a_day_that_is_past_is_refused_and_the_rest_kept(self, client, cast, welcoming, words, as_user):
        sent = words | {"answer_by": "2020-01-01", "people": [cast.rowan.pk], "step": "look"}
        answer = as_user(client, cast.ash).post(f"/projects/{welcoming.pk}/ask/", sent)
        assert answer.status_code == 422
        assert "The last day for answers is past." in answer.content.decode()
        assert "Choose the pictures" in answer.content.decode()

    def test_more_people_are_asked_once(self, client, cast, asked, as_user):
        ash = as_user(client, cast.ash)
        address = f"/projects/work/{asked.pk}/ask-more/"
        sent = {"people": [cast.rowan.pk, cast.robin.pk], "step": "look"}
        assert "Left out: Asked already" in ash.post(address, sent).content.decode()
        ash.post(address, sent | {"step": "send"})
        assert asked.invitations.count() == 4

    def test_closing_and_cancelling_ask_for_nothing_more(self, client, cast, asked, as_user):
        ash = as_user(client, cast.ash)
        assert "It is not going ahead?" in ash.get(f"/projects/work/{asked.pk}/cancel/").content.decode()
        page = ash.post(f"/projects/work/{asked.pk}/close/", follow=True).content.decode()
        assert "Answers have closed." in page
        assert ash.post(f"/projects/work/{asked.pk}/close/").status_code == 409
