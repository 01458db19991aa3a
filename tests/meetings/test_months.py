"""The month's clock: laid out around each meeting, ticked by itself or by somebody, late where it hurts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from meetings import afterwards, clocks, months, rolling
from meetings.actions import agenda, planning, proposals, register, rsvps, series
from meetings.actions import months as steps
from meetings.actions import steps as clock_steps
from meetings.models import Meeting, MonthTask, Series
from meetings.rules import LONDON
from members.models import Letter
from members.permissions import by_link
from members.post import delivery
from members.rules import Refused
from tests.meetings.conftest import NOW
from tests.meetings.test_access import needs
from tests.meetings.test_series import DECEMBER, JANUARY, of

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def made(cast, begin):
    assert cast.rowan
    return begin(now=EARLY, online_offered=True, join_link="https://meet.example.org/tea")


def task(meeting, slug):
    return MonthTask.objects.get(meeting=meeting, step__slug=slug)


def local(task):
    return task.due_at.astimezone(LONDON).strftime("%d %b %H:%M")


def lines(meeting, now):
    [clock] = clocks.clocks(None, now=now, only=meeting)
    return {line.step.slug: line for line in clock.lines}


def test_every_step_stands_on_its_day_on_a_london_clock(made):
    december = of(made, DECEMBER)
    found = {each.step.slug: local(each) for each in december.month_tasks.exclude(due_at=None)}
    assert found == {
        "invitation": "10 Nov 10:00", "agenda_call": "10 Nov 17:00", "support": "17 Nov 17:00", "silent": "17 Nov 17:00",
        "agenda_closes": "24 Nov 17:00", "pre_meet": "28 Nov 17:00", "papers": "01 Dec 12:00",
        "reminder_1": "01 Dec 10:00", "reminder_2": "05 Dec 10:00", "join": "07 Dec 15:00", "register": "08 Dec 20:00",
        "thank_you": "09 Dec 12:00", "draft_notes": "13 Dec 17:00", "notes_agreed": "18 Dec 17:00",
        "what_happened": "05 Jan 12:00",
    }  # fmt: skip


def test_across_the_clock_change_a_step_keeps_its_wall_clock(begin):
    made = begin(now=datetime(2027, 3, 1, tzinfo=UTC), first_on=date(2027, 4, 1))
    april = of(made, date(2027, 4, 13))
    papers, agenda = task(april, "papers"), task(april, "agenda_call")
    assert (local(papers), local(agenda)) == ("06 Apr 12:00", "16 Mar 17:00")
    assert agenda.due_at == datetime(2027, 3, 16, 17, tzinfo=UTC)
    assert papers.due_at == datetime(2027, 4, 6, 11, tzinfo=UTC)


def test_the_last_step_counts_from_the_next_meeting_and_waits_until_there_is_one(cast, begin):
    made = begin(now=EARLY, dates_ahead=1)
    november = of(made, date(2026, 11, 10))
    assert task(november, "what_happened").due_at is None
    assert lines(november, EARLY)["what_happened"].word == "Waits for the next date"
    series.plan_ahead(series=made, count=2, actor=cast.actor("jo"), now=EARLY)
    assert local(task(november, "what_happened")) == "01 Dec 12:00"


def test_what_happened_is_ticked_by_itself(cast, made, settings):
    december = of(made, DECEMBER)
    planning.publish(meeting=december, actor=cast.actor("jo"), now=datetime(2026, 11, 10, 10, tzinfo=UTC))
    for moment in (
        datetime(2026, 12, 1, 10, 1, tzinfo=UTC), datetime(2026, 12, 5, 10, 1, tzinfo=UTC),
        datetime(2026, 12, 7, 14, 1, tzinfo=UTC),
    ):  # fmt: skip
        tick(moment)
    rsvp = december.rsvps.get(person=cast.rowan)
    assert rsvp.answer == ""
    now = datetime(2026, 12, 8, 17, tzinfo=UTC)
    register.close(meeting=december, others=0, others_le=0, actor=cast.actor("jo"), now=now)
    rolling.plan_due(now=now)
    found = lines(december, now)
    by_itself = {slug for slug, line in found.items() if line.task.done_at}
    assert by_itself == {
        "invitation", "agenda_call", "support", "silent", "reminder_1", "reminder_2", "register",
        "join",  # nobody joins online
    }  # fmt: skip
    assert found["invitation"].word == "Done Tuesday 10 November, by itself"
    assert found["invitation"].tone == "leaf"
    assert not found["thank_you"].is_late


def test_ringing_who_is_silent_is_not_ticked_on_the_day_of_asking_where_nobody_has_told_of_a_need(cast, made):
    asked, day = datetime(2026, 11, 10, 10, tzinfo=UTC), datetime(2026, 11, 17, 17, tzinfo=UTC)
    december = planning.publish(meeting=of(made, DECEMBER), actor=cast.actor("jo"), now=asked)
    steps.notice(now=asked)
    assert task(december, "silent").done_at is task(december, "support").done_at is None
    steps.notice(now=day)
    assert task(december, "silent").done_at == task(december, "support").done_at == day


def test_needs_topics_and_what_happened_since_are_seen_by_the_site(cast, made):
    december, jo = of(made, DECEMBER), cast.actor("jo")
    needs(cast, cast.rowan, loop="")
    asked = datetime(2026, 11, 10, 10, tzinfo=UTC)
    december = planning.publish(meeting=december, actor=jo, now=asked)
    steps.notice(now=asked)
    assert task(december, "agenda_call").done_at == asked
    assert task(december, "silent").done_at is task(december, "support").done_at is None
    rowan = december.rsvps.get(person=cast.rowan)
    answered = datetime(2026, 11, 12, 9, tzinfo=UTC)
    rsvps.answer(rsvp=rowan, answer="yes", mode="room", actor=by_link(cast.rowan), now=answered)
    afterwards.plan_due(now=answered)
    steps.notice(now=answered)
    assert task(december, "silent").done_at == answered
    assert task(december, "support").done_at is None
    december.provisions.update(state="arranged", arranged_on=date(2026, 11, 14))
    close = datetime(2026, 11, 24, 18, tzinfo=UTC)
    steps.notice(now=close)
    assert task(december, "support").done_at.date() == date(2026, 11, 14)
    assert task(december, "agenda_closes").done_at is None, "there is no topic yet"
    agenda.add(meeting=december, title="The leaflet", actor=jo, now=close)
    topic = proposals.propose(rsvp=rowan, title="The room", actor=by_link(cast.rowan), now=close)
    steps.notice(now=close)
    assert task(december, "agenda_closes").done_at is None, "a topic waits for an answer"
    topic.delete()
    steps.notice(now=close)
    assert task(december, "agenda_closes").done_at == task(december, "agenda_closes").due_at
    before = of(made, date(2026, 11, 10))
    out = close + timedelta(days=7)
    agenda.send_out(meeting=december, actor=jo, now=out)
    steps.notice(now=out)
    assert task(before, "what_happened").done_at == out
    assert task(december, "what_happened").done_at is None


def tick(moment):
    from meetings import reminders

    delivery.deliver_due(now=moment)
    reminders.plan_due(now=moment)
    delivery.deliver_due(now=moment)
    rolling.plan_due(now=moment)


def test_a_room_that_knows_about_a_step_is_asked_and_one_nobody_knows_is_a_persons(made, monkeypatch):
    monkeypatch.setattr(months, "_known", dict(months._known))
    december = of(made, DECEMBER)
    assert not months.knows("pre_meet")
    at = datetime(2026, 11, 30, 9, tzinfo=UTC)
    months.register_step("pre_meet", happened=lambda ids, *, now: {pk: at for pk in ids if pk == december.pk})
    assert steps.notice(now=NOW) == 1
    assert task(december, "pre_meet").done_at == at
    assert task(of(made, JANUARY), "pre_meet").done_at is None
    assert steps.notice(now=NOW) == 0


def test_rows_follow_a_meeting_that_moves_and_go_with_one_that_is_cancelled(cast, made):
    december, jo = of(made, DECEMBER), cast.actor("jo")
    steps.done(task=task(december, "papers"), actor=jo, now=EARLY)
    before = task(december, "papers").due_at
    start = december.starts_at + timedelta(days=2)
    planning.move(meeting=december, starts_at=start, ends_at=start + timedelta(hours=2), actor=jo, now=EARLY)
    rolling.plan_due(now=EARLY)
    assert local(task(december, "draft_notes")) == "15 Dec 17:00"
    assert task(december, "papers").due_at == before, "what is done keeps its day"
    series.skip(series=made, on=DECEMBER, because="Half term", actor=jo, now=EARLY)
    rolling.plan_due(now=EARLY)
    assert [each.step.slug for each in december.month_tasks.all()] == ["papers"]


def test_what_was_over_before_there_was_a_clock_is_nobodys_fault(begin):
    made = begin(now=datetime(2026, 12, 2, 10, tzinfo=UTC))
    december = of(made, DECEMBER)
    found = lines(december, datetime(2026, 12, 2, 10, tzinfo=UTC))
    assert found["papers"].word == "Not this time"
    assert found["papers"].note == "This was over before the clock began."
    assert found["invitation"].is_late, "a draft in six days can still be published"
    assert found["draft_notes"].word == "By Sunday 13 December, 5pm"


def test_late_not_this_time_and_waiting_again_each_say_so(cast, made):
    december, jo = of(made, DECEMBER), cast.actor("jo")
    rolling.plan_due(now=NOW)
    agenda = task(december, "agenda_call")
    assert lines(december, NOW)["agenda_call"].word == "Late since Tuesday 10 November, 5pm"
    with pytest.raises(Refused, match="say why not"):
        steps.skip(task=agenda, because=" ", actor=jo, now=NOW)
    steps.skip(task=agenda, because="The topics are set", actor=jo, now=NOW)
    line = lines(december, NOW)["agenda_call"]
    assert (line.word, line.note, line.is_late) == ("Not this time", "The topics are set", False)
    steps.undo(task=agenda, actor=jo)
    assert lines(december, NOW)["agenda_call"].is_late
    steps.done(task=agenda, actor=jo, now=NOW)
    steps.done(task=agenda, actor=cast.actor("ash"), now=NOW + timedelta(days=1))
    assert lines(december, NOW)["agenda_call"].word == "Done Monday 16 November, Jo Hartley"
    for name in ("uma", "rowan", "kim"):
        with pytest.raises(PermissionDenied):
            steps.done(task=agenda, actor=cast.actor(name), now=NOW)


def test_a_series_has_its_own_days_owners_and_steps(cast, made):
    december, jo = of(made, DECEMBER), cast.actor("jo")
    papers = made.steps.get(slug="papers")
    clock_steps.change_step(step=papers, actor=jo, now=EARLY, days=-10, at=time(9), owner=cast.ash)
    line = lines(december, EARLY)["papers"]
    assert (local(line.task), line.owner) == ("28 Nov 09:00", cast.ash)
    own = clock_steps.add_step(series=made, words="Bake a cake", days=0, at=time(9), actor=jo, now=EARLY)
    assert local(task(december, own.slug)) == "08 Dec 09:00"
    clock_steps.change_step(step=own, actor=jo, now=EARLY, is_on=False)
    assert not MonthTask.objects.filter(step=own).exists()
    clock_steps.change_step(step=own, actor=jo, now=EARLY, is_on=True)
    assert task(december, own.slug)
    for words, days, said in (("", 1, "what is to be done"), ("Bake", 400, "half a year")):
        with pytest.raises(Refused, match=said):
            clock_steps.add_step(series=made, words=words, days=days, at=time(9), actor=jo, now=EARLY)


def test_late_steps_are_seen_by_whoever_runs_the_series(cast, made):
    rolling.plan_due(now=NOW)
    late = {each.step.slug for each in months.late(cast.actor("jo"), now=NOW)}
    assert late == {"agenda_call"}, "the site's own invitation is late as well, but it is nobody's task"
    assert months.late(cast.actor("ash"), now=NOW).count() == 1
    for name in ("uma", "rowan", "tal", "kim"):
        assert not months.late(cast.actor(name), now=NOW).exists()


# ---- invitations that leave by themselves -----------------------------------------------------------------
def test_by_default_a_draft_waits_for_somebody(made):
    rolling.plan_due(now=NOW)
    assert of(made, DECEMBER).state == "draft"
    assert not Letter.objects.exists()


def test_a_series_may_invite_by_itself_on_the_day_its_clock_says_and_only_once(made):
    Series.objects.update(publishes_itself=True)
    november = of(made, date(2026, 11, 10))
    rolling.plan_due(now=EARLY)
    november.refresh_from_db()
    assert november.state == "published", "three weeks before it is due, and more than due"
    assert rolling.publish_due(now=datetime(2026, 11, 10, 9, 59, tzinfo=UTC)) == 0
    moment = datetime(2026, 11, 10, 10, 0, tzinfo=UTC)
    assert [rolling.publish_due(now=moment) for _ in (1, 2)] == [1, 0]
    december = of(made, DECEMBER)
    assert december.state == "published"
    assert Letter.objects.filter(kind="meeting_invitation", about=december.about_word).count() == 1


def test_what_is_missing_keeps_it_a_draft_and_the_step_late(made):
    Series.objects.update(publishes_itself=True)
    Meeting.objects.update(place="")
    rolling.plan_due(now=NOW)
    december = of(made, DECEMBER)
    assert december.state == "draft"
    assert lines(december, NOW)["invitation"].is_late


def test_the_way_to_join_is_not_late_where_nobody_joins_online(cast, made):
    december, jo = of(made, DECEMBER), cast.actor("jo")
    december = planning.publish(meeting=december, actor=jo, now=datetime(2026, 11, 10, 10, tzinfo=UTC))
    say = {"actor": by_link(cast.rowan), "now": datetime(2026, 11, 12, 9, tzinfo=UTC)}
    rsvps.answer(rsvp=december.rsvps.get(person=cast.rowan), answer="yes", mode="online", **say)
    opens = datetime(2026, 12, 7, 14, 1, tzinfo=UTC)
    steps.notice(now=opens - timedelta(hours=1))
    assert task(december, "join").done_at is None, "somebody may still say so"
    steps.notice(now=opens)
    assert task(december, "join").done_at is None, "their letter has not left"
    rsvps.answer(rsvp=december.rsvps.get(person=cast.rowan), answer="yes", mode="room", **say)
    steps.notice(now=opens)
    assert task(december, "join").done_at == opens


def test_what_only_makes_sense_before_a_meeting_ends_with_it_and_the_rest_goes_on(cast, made):
    december = of(made, DECEMBER)
    planning.publish(meeting=december, actor=cast.actor("jo"), now=datetime(2026, 11, 10, 10, tzinfo=UTC))
    in_the_morning = datetime(2026, 12, 8, 9, tzinfo=UTC)
    steps.reconcile(now=in_the_morning)
    assert months.late(cast.actor("jo"), now=in_the_morning).filter(step__slug="papers", meeting=december).exists()
    after = december.ends_at + timedelta(days=3)
    steps.reconcile(now=after)
    papers = task(december, "papers")
    assert (papers.skipped_because, papers.done_at) == ("The meeting is over.", None)
    late = set(months.late(cast.actor("jo"), now=after).filter(meeting=december).values_list("step__slug", flat=True))
    assert late == {"register"}
    assert lines(december, after)["papers"].word == "Not this time"
    since = task(december, "what_happened")
    assert since.skipped_at is None
    planning.publish(meeting=of(made, JANUARY), actor=cast.actor("jo"), now=after)
    steps.reconcile(now=of(made, JANUARY).ends_at)
    since.refresh_from_db()
    assert since.skipped_at is None, "until the next meeting is over for a day"
    steps.reconcile(now=of(made, JANUARY).ends_at + timedelta(days=1))
    since.refresh_from_db()
    assert since.skipped_because == "The next meeting is over."
