"""Old records go when a coordinator has looked and said yes; never before, never more than was seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members import sweeps
from members.models import Draft, Letter, Membership, Person, RetentionRule, RetentionRun
from members.post import jobs
from members.rules import Refused
from tests import factories as make


@pytest.fixture
def now():
    return timezone.now()


def worked(now):
    while jobs.work_one(now=now):
        pass


def letter(person, *, days_ago, now):
    at = now - timedelta(days=days_ago)
    return Letter.objects.create(
        key=f"old:{person.pk}:{days_ago}", kind="meeting_invitation", person=person, due_at=at, sent_at=at, state="sent",
        subject="Please answer", text="Please answer by Friday", to_address="rowan@example.org",
    )  # fmt: skip


def confirmed(cast, now):
    run = sweeps.look(now=now)
    sweeps.confirm(run=run, actor=cast.actor("jo"), now=now)
    worked(now)
    return RetentionRun.objects.get(pk=run.pk)


def test_a_look_takes_nothing_away_and_jo_sees_what_would_go(cast, as_user, client, now):
    letter(cast.rowan, days_ago=200, now=now)
    letter(cast.rowan, days_ago=20, now=now)
    browser = as_user(client, cast.jo, "coordinator")
    browser.post("/members/rights/kept/look/")
    page = " ".join(browser.get("/members/rights/kept/").content.decode().split())
    assert "The words of messages" in page
    assert RetentionRun.objects.get().found["message-words"]["count"] == 1
    assert Letter.objects.exclude(text="").count() == 2


def test_asvs_14_2_4_the_words_of_a_message_go_first_and_that_it_was_sent_stays(cast, now):
    letter(cast.rowan, days_ago=200, now=now)
    recent = letter(cast.rowan, days_ago=20, now=now)
    run = confirmed(cast, now)
    assert run.state == "done"
    assert run.cleared == {"message-words": 1}
    assert list(Letter.objects.exclude(text="")) == [recent]
    assert Letter.objects.count() == 2


def test_somebody_who_left_three_years_ago_becomes_a_number_that_counts(cast, now):
    Membership.objects.filter(person=cast.robin).update(state="left", since=(now - timedelta(days=1200)).date())
    cast.robin.grants.update(ends=(now - timedelta(days=1200)).date())
    make.activity("Panel", people=[cast.robin, cast.rowan], summary="Robin Vale chaired.")
    confirmed(cast, now)
    robin = Person.objects.get(pk=cast.robin.pk)
    assert robin.erased_at
    assert "Robin" not in robin.name
    assert robin.participations.count() == 1
    assert Person.objects.get(pk=cast.rowan.pk).erased_at is None


def test_long_clearing_is_done_turn_by_turn_and_goes_on_where_it_stopped(cast, now, monkeypatch):
    monkeypatch.setattr(sweeps.running, "A_WHILE", -1)
    for person in (cast.rowan, cast.robin):
        Membership.objects.filter(person=person).update(state="left", since=(now - timedelta(days=1200)).date())
        person.grants.update(ends=(now - timedelta(days=1200)).date())
    run = sweeps.look(now=now)
    assert run.found["members"]["count"] == 2
    sweeps.confirm(run=run, actor=cast.actor("jo"), now=now)
    cleared = []
    while jobs.work_one(now=now):
        cleared.append(RetentionRun.objects.get(pk=run.pk).cleared.get("members", 0))
    assert cleared[:2] == [1, 2]
    assert RetentionRun.objects.get(pk=run.pk).state == "done"


def test_somebody_who_came_back_is_left_alone(cast, now):
    Membership.objects.filter(person=cast.robin).update(state="left", since=(now - timedelta(days=1200)).date())
    make.membership(cast.robin, state="active")
    assert "members" not in sweeps.look(now=now).found


def test_what_is_typed_between_the_look_and_the_yes_is_safe(cast, now):
    Draft.objects.create(person=cast.rowan, form="a", words="old", updated_at=now - timedelta(days=3))
    run = sweeps.look(now=now)
    Draft.objects.create(person=cast.rowan, form="b", words="a day old by now", updated_at=now - timedelta(hours=23))
    later = now + timedelta(days=5)
    sweeps.confirm(run=run, actor=cast.actor("jo"), now=later)
    worked(later)
    assert [draft.words for draft in Draft.objects.all()] == ["a day old by now"]


def test_an_old_look_is_not_confirmed_and_a_newer_one_takes_its_place(cast, now):
    run = sweeps.look(now=now - timedelta(days=15))
    with pytest.raises(Refused, match="two weeks"):
        sweeps.confirm(run=run, actor=cast.actor("jo"), now=now)
    sweeps.look(now=now)
    with pytest.raises(Refused, match="dealt with"):
        sweeps.confirm(run=run, actor=cast.actor("jo"), now=now)


def test_a_period_is_changed_with_a_reason_and_a_rule_can_rest(cast, as_user, client, now):
    Draft.objects.create(person=cast.rowan, form="a", words="old", updated_at=now - timedelta(days=3))
    browser = as_user(client, cast.jo, "coordinator")
    address = "/members/rights/kept/rules/drafts/"
    assert browser.post(address, {"days": 1, "reason": " "}).status_code == 422
    browser.post(address, {"days": 1, "reason": "We keep them for now."})
    assert not RetentionRule.objects.get(slug="drafts").is_on
    assert "drafts" not in sweeps.look(now=now).found


def test_nobody_looking_for_two_weeks_is_an_alarm(db, now):
    sweeps.plan_due(now=now)
    sweeps.plan_due(now=now + timedelta(days=6))
    assert RetentionRun.objects.count() == 1
    assert not sweeps.alarm(now=now).is_late
    assert sweeps.alarm(now=now + timedelta(days=15)).is_late
