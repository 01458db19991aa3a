"""A site that is only tried out reaches its own staff and nobody else, and sends nothing late when the trial is over."""

from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.utils import timezone

from members import charity
from members.actions import charity as actions
from members.actions import post, quiet, ringing
from members.models import Charity, ContactTask, Letter
from members.models.letter import LetterState
from members.post import clock, delivery, kinds, letters
from members.post.trial import TRIAL
from members.rules import Refused
from tests import factories as make
from tests.members.test_post_delivery import news, note  # noqa: F401 — a fixture

pytestmark = pytest.mark.django_db
PAGE = "/members/settings/trial/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def trial(cast, now, news):  # noqa: F811
    charity.kept.forget()
    actions.begin_trial(actor=cast.actor("jo"), now=now - timedelta(minutes=10))
    yield
    charity.kept.forget()


def say(person, now, *, key="k", kind="vital", **more):
    letters.note(kind=kind, key=key, person=person, about="meeting:42", due_at=now, now=now, **more)
    delivery.deliver_due(now=now)
    return Letter.objects.get(key=key)


@pytest.mark.parametrize("name", ["rowan", "tal", "kim", "sam", "pat"])
def test_members_trustees_and_partners_get_nothing_by_whatever_way(cast, trial, now, name):
    letter = say(getattr(cast, name), now)
    assert (letter.state, letter.reason) == (LetterState.WITHHELD, TRIAL)
    assert ContactTask.objects.filter(closed_at=None).count() == 0, "nobody is to be rung or written to either"


@pytest.mark.parametrize("name", ["jo", "ash", "bo", "saf", "fin", "tec"])
def test_staff_get_their_letters(cast, trial, now, name):
    assert say(getattr(cast, name), now).state == LetterState.SENT


def test_whoever_is_member_and_staff_gets_theirs_and_whoever_was_staff_does_not(cast, trial, now):
    make.grant(cast.rowan, "staff", team=cast.team)
    assert say(cast.rowan, now).state == LetterState.SENT
    cast.rowan.grants.filter(role="staff").update(ends=timezone.localdate(now) - timedelta(days=1))
    assert say(cast.rowan, now, key="later").reason == TRIAL
    make.grant(cast.robin, "staff", team=cast.team, starts=timezone.localdate(now) + timedelta(days=1))
    assert say(cast.robin, now, key="robin").reason == TRIAL


def test_a_sign_in_code_goes_to_everybody(cast, trial, now):
    send_mail("Your code", "123 456", None, ["rowan@example.org"])
    letters.note(kind="too_many_guesses", key="g", person=cast.rowan, about="", due_at=now, now=now)
    delivery.deliver_due(now=timezone.now())
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}


def test_what_goes_to_somebody_else_in_a_staff_members_name_does_not_go(cast, trial, now):
    of_rowan = {
        "lane": letters.Lane.ANSWER,
        "essential": True,
        "windowed": False,
        "purpose": "everything",
        "words": "Copy",
    }
    letters.register("a_copy", render=kinds.get("vital").render, still_true=kinds.get("vital").still_true,
                     to=lambda letter: "a.friend@example.org", **of_rowan)  # fmt: skip
    assert say(cast.ash, now, kind="a_copy").reason == TRIAL


def test_it_stands_where_and_with_which_words_it_would_have_gone(cast, trial, now, client, as_user):
    letter = say(cast.rowan, now)
    assert letter.to_address == "rowan@example.org"
    assert letter.text.startswith("Hello Rowan")
    assert say(cast.sam, now, key="sam").text == "Say hello."
    page = as_user(client, cast.jo, "coordinator").get(PAGE).content.decode()
    assert "rowan@example.org" in page
    assert "Please answer by Friday" in page
    page = as_user(client, cast.tec, "technical").get(PAGE).content.decode()
    assert "End the trial" in page
    assert "rowan@example.org" not in page, "whoever looks after the server sees no address"


def test_before_it_ends_whoever_may_see_post_reads_what_is_still_there_and_others_how_much(
    cast, trial, now, client, as_user
):
    for title in ("Why the house in Elm Row closes", "Away day"):
        meeting = make.meeting(title=title, days=9)
        letters.note(kind="vital", key=title, person=cast.rowan, about=meeting.about_word, due_at=now, now=now)
    delivery.deliver_due(now=now)
    page = as_user(client, cast.jo, "coordinator").get(PAGE).text
    assert "Why the house in Elm Row closes" in page.partition("Before you end it")[2]
    page = as_user(client, cast.tec, "technical").get(PAGE).text
    assert "2 things of this trial are still there" in page
    assert "Ask a coordinator before you end it" in page
    assert "Elm Row" not in page
    assert "Away day" not in page


def test_whoever_would_not_have_got_it_anyway_has_that_reason(cast, trial, now):
    cast.rowan.paused_at = now
    cast.rowan.save()
    assert say(cast.rowan, now).reason != TRIAL


def test_when_it_is_over_nothing_old_leaves_and_what_is_new_does(cast, trial, now):
    withheld = say(cast.rowan, now, key="old")
    letters.note(kind="vital", key="tomorrow", person=cast.rowan, about="", due_at=now + timedelta(days=1), now=now)
    letters.note(kind="vital", key="held", person=cast.robin, about="", due_at=now, now=now)
    Letter.objects.filter(key="held").update(on_hold=True)
    letters.note(kind="vital", key="ours", person=cast.ash, about="", due_at=now + timedelta(days=1), now=now)
    later = now + timedelta(minutes=5)
    assert actions.end_trial(actor=cast.actor("tec"), now=later) == 2
    clock.tick(now=now + timedelta(days=2))
    states = dict(Letter.objects.exclude(kind="test_letter").values_list("key", "state"))
    assert {key: states[key] for key in ("old", "tomorrow", "held", "ours")} == {
        "old": "withheld", "tomorrow": "withheld", "held": "withheld", "ours": "sent",
    }  # fmt: skip
    assert say(cast.rowan, later + timedelta(minutes=1), key="new").state == LetterState.SENT
    post.send_again(letter=withheld, actor=cast.actor("jo"), now=later)
    delivery.deliver_due(now=now + timedelta(days=2))
    assert Letter.objects.get(key="old:again:1").state == LetterState.SENT, "on purpose it may go"


def test_a_letter_that_was_being_noted_while_it_ended_does_not_leave_either(cast, trial, now):
    actions.end_trial(actor=cast.actor("jo"), now=now + timedelta(minutes=5))
    assert say(cast.rowan, now, key="late").reason == TRIAL  # noted before the end, written down after it


def test_what_waited_before_a_trial_leaves_after_it(cast, now, news):  # noqa: F811
    letters.note(kind="vital", key="before", person=cast.rowan, about="", due_at=now + timedelta(days=1), now=now)
    Letter.objects.update(created_at=now - timedelta(hours=1))
    actions.begin_trial(actor=cast.actor("jo"), now=now)
    actions.end_trial(actor=cast.actor("jo"), now=now + timedelta(minutes=1))
    delivery.deliver_due(now=now + timedelta(days=1))
    assert Letter.objects.get(key="before").state == LetterState.SENT


def test_a_wave_asks_people_and_none_of_them_hears_of_it(cast, trial, now):
    opportunity = make.opportunity(title="Interview panel", people=[cast.rowan, cast.sam])
    clock.tick(now=timezone.now())
    about = Letter.objects.filter(about=f"opportunity:{opportunity.pk}")
    assert set(about.values_list("state", flat=True)) <= {"withheld"}
    assert not ContactTask.objects.filter(closed_at=None).exists()


def test_calls_the_site_thinks_of_are_closed_and_a_call_somebody_asks_for_stays(cast, trial, now):
    seat = cast.rowan.memberships.get()
    quiet._line(seat, 3, now=now)
    task = ContactTask.objects.get()
    assert (task.outcome, task.note) == ("not_needed", TRIAL)
    ringing.ring_me(person=cast.rowan, actor=cast.actor("rowan"), now=now)
    assert ContactTask.objects.open().count() == 1
    with pytest.raises(Refused, match="only being tried out"):
        post.ring_instead(letter=say(cast.robin, now), actor=cast.actor("jo"), now=now)


def test_every_page_says_so_and_only_the_coordinator_and_who_looks_after_the_site_switch_it(client, cast, as_user, now):
    as_user(client, cast.ash, "staff")
    assert client.post(PAGE, {"trial": "begin"}).status_code == 403
    as_user(client, cast.tec, "technical")
    assert client.post(PAGE, {"trial": "begin"}).status_code == 302
    assert Charity.objects.get().is_trial
    as_user(client, cast.rowan, "member")
    client.get("/")
    for address in ("/", "/nowhere/", "/privacy/"):
        assert "only trying this site out" in client.get(address).content.decode(), address
    client.logout()
    for address in ("/", "/accounts/login/", "/wording/"):
        assert "only trying this site out" in client.get(address).content.decode(), address
    as_user(client, cast.jo, "coordinator")
    assert client.post(PAGE, {"trial": "end"}).status_code == 302
    assert "only trying this site out" not in client.get("/").content.decode()


def test_before_the_end_the_page_names_what_is_still_there(client, cast, as_user, trial, now):
    meeting = make.meeting("Kitchen table", days=9, people=[cast.rowan])
    letters.note(kind="vital", key="m", person=cast.rowan, about=f"meeting:{meeting.pk}", due_at=now, now=now)
    delivery.deliver_due(now=now)
    assert "Kitchen table" in as_user(client, cast.jo, "coordinator").get(PAGE).content.decode()
