"""Invitations to a piece of work that a trial kept back: the page says so, and one press asks them when it is over."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from members import charity
from members.actions import charity as actions
from members.models import Letter, Person
from members.post import delivery
from projects.actions import asking

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def trial(cast, now):
    charity.kept.forget()
    actions.begin_trial(actor=cast.actor("jo"), now=now - HOUR)
    yield lambda: actions.end_trial(actor=cast.actor("jo"), now=now + HOUR)
    charity.kept.forget()


def invited():
    return set(Letter.objects.filter(kind="work_invitation", state="waiting").values_list("person__name", flat=True))


def test_the_page_says_who_was_not_asked_and_one_press_asks_them_when_it_is_over(
    cast, trial, asked, now, client, as_user
):
    page = f"/projects/work/{asked.pk}/"
    delivery.deliver_due(now=now)
    jo = as_user(client, cast.jo)
    assert "3 people were not asked: this is a trial" in jo.get(page).text
    assert "Ask them now" not in jo.get(page).text
    assert jo.post(f"{page}ask-now/").status_code == 409
    asking.answer(invitation=asked.invitations.get(person=cast.rowan), answer="yes", actor=cast.actor("rowan"), now=now)
    trial()
    with time_machine.travel(now + 2 * HOUR, tick=False):
        jo = as_user(Client(), cast.jo)
        assert "2 people were not asked: it was a trial" in jo.get(page).text, "Rowan has answered"
        assert "2 invitations are on their way." in jo.post(f"{page}ask-now/", follow=True).text
        assert invited() == {cast.sam.name, cast.pat.name}
        assert "Everybody was asked already." in jo.post(f"{page}ask-now/", follow=True).text
        assert "not asked" not in jo.get(page).text


def test_nobody_on_a_break_is_asked_and_when_answers_have_closed_nobody_is(cast, trial, asked, now, client, as_user):
    page = f"/projects/work/{asked.pk}/"
    delivery.deliver_due(now=now)
    trial()
    Person.objects.filter(pk=cast.sam.pk).update(paused_at=now)
    with time_machine.travel(now + 2 * HOUR, tick=False):
        assert "2 people were not asked: it was a trial" in as_user(client, cast.jo).get(page).text
    with time_machine.travel(asked.closes_at + HOUR, tick=False):
        jo = as_user(Client(), cast.jo)
        assert "not asked" not in jo.get(page).text
        assert jo.post(f"{page}ask-now/").status_code == 409
        assert invited() == set()


def test_a_member_may_not_ask(cast, trial, asked, now, client, as_user):
    delivery.deliver_due(now=now)
    trial()
    assert as_user(client, cast.rowan, "member").post(f"/projects/work/{asked.pk}/ask-now/").status_code in (403, 404)
    assert invited() == set()
