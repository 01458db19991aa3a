"""Agendas: they fit the time, members' topics come first, whoever proposed one hears, and nobody learns who would rather leave."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from meetings import agendas
from meetings.actions import agenda, agenda_order, planning, proposals
from meetings.models import AgendaItem, ItemState, Rsvp, SkipWish
from members.models import ContactTask, Letter
from members.permissions import by_link
from members.rules import Refused
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def meeting(cast, plan):
    return plan(people=[cast.rowan, cast.sam, cast.pat], publish=True, lead=cast.ash)


def put(cast, meeting, title="The Welcome Pack", *, who="jo", **fields):
    return agenda.add(meeting=meeting, actor=cast.actor(who), now=NOW, title=title, **fields)


def propose(meeting, person, title="Quiet hours", **words):
    rsvp = Rsvp.objects.select_related("meeting", "person").get(meeting=meeting, person=person)
    return proposals.propose(rsvp=rsvp, title=title, actor=by_link(person), now=NOW, **words)


def answer(cast, item, state, **more):
    return proposals.answer(item=item, state=state, actor=cast.actor("jo"), now=more.pop("now", NOW), **more)


def titles(meeting):
    return [item.title for item in AgendaItem.objects.filter(meeting=meeting).on()]


def skip(meeting, person, item, *, yes=True, now=NOW):
    rsvp = Rsvp.objects.select_related("meeting", "person").get(meeting=meeting, person=person)
    proposals.ask_to_skip(item=item, rsvp=rsvp, yes=yes, actor=by_link(person), now=now)


def send(cast, meeting, now=NOW):
    return agenda.send_out(meeting=meeting, actor=cast.actor("jo"), now=now)


def topic_letters():
    return list(Letter.objects.filter(kind="agenda_topic").order_by("pk").values_list("person__name", "facts__answers"))


def test_topics_have_their_times_and_a_member_s_topic_comes_before_ours(cast, meeting):
    put(cast, meeting, "Welcome", minutes=5)
    put(cast, meeting, "The Welcome Pack", minutes=30)
    first = propose(meeting, cast.rowan)
    answer(cast, first, ItemState.ON, minutes=20)
    answer(cast, propose(meeting, cast.sam, "Tea"), ItemState.ON)
    assert titles(meeting) == ["Quiet hours", "Tea", "Welcome", "The Welcome Pack"]
    seen = agendas.shown(meeting, knows_names=True)
    assert [line.starts_at - START for line in seen.lines][:3] == [timedelta(), timedelta(minutes=20), timedelta(minutes=30)]  # fmt: skip
    assert (seen.minutes, seen.spare, seen.members_wait) == (65, 55, False)


def test_an_agenda_longer_than_the_meeting_is_refused_and_says_by_how_much(cast, meeting):
    put(cast, meeting, minutes=100)
    with pytest.raises(Refused, match=r"would take 130 minutes, and the meeting lasts 120.*10 minutes shorter"):
        put(cast, meeting, "Money", minutes=30)
    item = put(cast, meeting, "Money", minutes=20)
    with pytest.raises(Refused, match="121 minutes"):
        agenda_order.change(item=item, minutes=21, actor=cast.actor("jo"), now=NOW)
    assert agenda_order.change(item=item, minutes=15, actor=cast.actor("jo"), now=NOW).minutes == 15


def test_the_twin_of_dragging_moves_one_step_and_dragging_sends_the_whole_order(cast, meeting):
    one, two, three = (put(cast, meeting, title) for title in ("One", "Two", "Three"))
    jo = cast.actor("jo")
    assert agenda_order.move(item=three, up=True, actor=jo, now=NOW)
    assert titles(meeting) == ["One", "Three", "Two"]
    assert not agenda_order.move(item=one, up=True, actor=jo, now=NOW)
    agenda_order.order(meeting=meeting, ids=[two.pk, one.pk, 999], actor=jo, now=NOW)
    assert titles(meeting) == ["Two", "One", "Three"]


def test_whoever_asked_may_propose_and_hears_by_their_own_channel(cast, meeting, deliver):
    for person in (cast.rowan, cast.sam, cast.pat):
        propose(meeting, person, f"Topic of {person.first_name}")
    deliver(NOW)
    one, two, three = agendas.proposals(meeting)
    answer(cast, one, ItemState.ON)
    answer(cast, two, ItemState.NEXT_TIME)
    with pytest.raises(Refused, match="say why not"):
        answer(cast, three, ItemState.NOT_TAKEN)
    answer(cast, three, ItemState.NOT_TAKEN, because="The Board decides this in March.")
    gone = [each for each in deliver(NOW) if each[2] == "agenda_topic"]
    assert sorted(gone) == [
        ("Pat", "post", "agenda_topic"),
        ("Rowan", "email", "agenda_topic"),
        ("Sam", "phone", "agenda_topic"),
    ]
    said = Letter.objects.get(kind="agenda_topic", person=cast.rowan)
    assert "on the agenda" in said.subject
    assert "Topic of Rowan" in said.text
    assert "https://" not in said.text.split("\n")[0]
    assert "kept for next time" in ContactTask.objects.get(letter__kind="agenda_topic", person=cast.sam).script
    printed = ContactTask.objects.get(letter__kind="agenda_topic", person=cast.pat).script
    assert "because: The Board decides this in March." in printed


def test_the_same_answer_twice_is_told_once_and_another_answer_anew(cast, meeting):
    item = propose(meeting, cast.rowan)
    answer(cast, item, ItemState.ON)
    answer(cast, item, ItemState.ON)
    assert topic_letters() == [("Rowan Ashdown", 1)]
    answer(cast, item, ItemState.NOT_TAKEN, because="No room after all.")
    assert topic_letters() == [("Rowan Ashdown", 1), ("Rowan Ashdown", 2)]
    assert titles(meeting) == []


def test_next_time_means_the_next_agenda_of_the_group_offers_it(cast, meeting, plan):
    item = answer(cast, propose(meeting, cast.rowan), ItemState.NEXT_TIME)
    later = plan(people=[cast.rowan], publish=True, starts_at=START + timedelta(days=28))
    assert agendas.backlog(later.body_id) == [item]
    taken = proposals.take_from_backlog(item=item, meeting=later, actor=cast.actor("jo"), now=LATER)
    assert (taken.meeting, taken.state, agendas.backlog(later.body_id)) == (later, ItemState.ON, [])
    assert Letter.objects.filter(kind="agenda_topic", about=later.about_word).count() == 1
    with pytest.raises(Refused, match="does not wait any more"):
        proposals.take_from_backlog(item=item, meeting=meeting, actor=cast.actor("jo"), now=LATER)


def test_a_meeting_of_no_group_has_no_next_time(cast, plan):
    lone = plan(people=[cast.rowan], publish=True, body=None)
    item = propose(lone, cast.rowan)
    with pytest.raises(Refused, match="no next time"):
        answer(cast, item, ItemState.NEXT_TIME)


def test_a_topic_that_was_not_finished_is_carried_and_the_old_agenda_keeps_it(cast, meeting):
    item = put(cast, meeting)
    over = meeting.ends_at + timedelta(hours=1)
    carried = agenda.carry_over(item=item, actor=cast.actor("jo"), now=over)
    assert agenda.carry_over(item=item, actor=cast.actor("jo"), now=over) == carried
    assert (titles(meeting), agendas.backlog(meeting.body_id)) == (["The Welcome Pack"], [carried])
    assert carried.carried_from == item


def test_what_somebody_proposed_is_answered_not_removed(cast, meeting):
    item = answer(cast, propose(meeting, cast.rowan), ItemState.ON)
    with pytest.raises(Refused, match="answer them instead"):
        agenda_order.remove(item=item, actor=cast.actor("jo"), now=NOW)
    ours = put(cast, meeting)
    agenda_order.remove(item=ours, actor=cast.actor("jo"), now=NOW)
    assert titles(meeting) == ["Quiet hours"]


def test_a_topic_somebody_would_rather_leave_before_comes_last_and_nobody_learns_who(cast, meeting):
    for title in ("Hospital", "Money", "Tea"):
        put(cast, meeting, title)
    send(cast, meeting)
    hospital = AgendaItem.objects.get(title="Hospital")
    letters = Letter.objects.count()
    skip(meeting, cast.rowan, hospital)
    skip(meeting, cast.rowan, hospital)
    assert titles(meeting) == ["Money", "Tea", "Hospital"]
    assert Letter.objects.count() == letters, "a letter would say when somebody asked"
    assert [line.wished for line in agendas.shown(meeting, reader=cast.rowan.pk).lines] == [False, False, True]
    assert not any(line.wished for line in agendas.shown(meeting, reader=cast.sam.pk, knows_names=True).lines)
    assert not hasattr(SkipWish, "pgh_event_models")
    assert "Rowan" not in str(AgendaItem.objects.get(title="Hospital").events.values())
    skip(meeting, cast.sam, hospital)
    skip(meeting, cast.rowan, hospital, yes=False)
    assert titles(meeting)[-1] == "Hospital"
    skip(meeting, cast.sam, hospital, yes=False)
    assert titles(meeting) == ["Hospital", "Money", "Tea"]


def test_a_topic_that_cannot_be_skipped_stays_where_it_is(cast, meeting):
    item = put(cast, meeting, may_be_skipped=False)
    with pytest.raises(Refused, match="find another way"):
        skip(meeting, cast.rowan, item)


def test_a_long_agenda_needs_a_break_or_somebody_who_thought_about_it(cast, meeting):
    put(cast, meeting, minutes=50)
    put(cast, meeting, "Money", minutes=40)
    with pytest.raises(Refused, match="90 minutes, 90 of them without a break"):
        send(cast, meeting)
    agenda.go_without_a_break(meeting=meeting, yes=True, actor=cast.actor("jo"), now=NOW)
    assert send(cast, meeting).is_out


def test_a_break_in_the_middle_is_enough(cast, meeting):
    put(cast, meeting, minutes=50)
    put(cast, meeting, "Break", minutes=10, is_break=True)
    put(cast, meeting, "Money", minutes=40)
    assert send(cast, meeting).is_out


def test_it_does_not_go_out_while_somebody_waits_or_nothing_is_on_it(cast, meeting):
    with pytest.raises(Refused, match="nothing on the agenda"):
        send(cast, meeting)
    put(cast, meeting)
    propose(meeting, cast.rowan)
    with pytest.raises(Refused, match="1 proposed topic still waits"):
        send(cast, meeting)


def test_it_goes_out_once_to_each_by_their_own_channel_and_a_change_is_told_once(cast, meeting, deliver):
    put(cast, meeting, content_note="Hospital stays")
    deliver(NOW)
    send(cast, meeting)
    send(cast, meeting)
    out = [each for each in deliver(NOW) if each[2] == "agenda_out"]
    assert sorted(out) == [("Pat", "post", "agenda_out"), ("Rowan", "email", "agenda_out"), ("Sam", "phone", "agenda_out")]  # fmt: skip
    for title in ("Money", "Tea"):
        put(cast, meeting, title)
    assert Letter.objects.filter(kind="agenda_changed", state="waiting").count() == 3
    changed = [each for each in deliver(NOW + timedelta(minutes=11)) if each[2] == "agenda_changed"]
    assert len(changed) == 3
    letter = Letter.objects.get(kind="agenda_changed", person=cast.rowan)
    assert "2pm: The Welcome Pack" in letter.text
    assert "Tea" in letter.text
    assert "Hospital stays" in letter.text
    assert "Money" in ContactTask.objects.get(letter__kind="agenda_changed", person=cast.sam).script


def test_whoever_said_no_is_not_written_to_and_before_it_is_out_nothing_is_news(cast, meeting):
    put(cast, meeting)
    assert not Letter.objects.filter(kind__startswith="agenda").exists()
    Rsvp.objects.filter(meeting=meeting, person=cast.rowan).update(answer="no")
    send(cast, meeting)
    told = Letter.objects.filter(kind="agenda_out").values_list("person__name", flat=True)
    assert set(told) == {"Sam Okafor", "Pat Lindqvist"}


def test_names_stand_there_only_of_those_who_agreed_and_of_colleagues_who_lead(cast, meeting):
    put(cast, meeting, "Ours", lead=cast.ash)
    put(cast, meeting, "Theirs", lead=cast.robin)
    answer(cast, propose(meeting, cast.rowan), ItemState.ON)
    seen = {line.item.title: (line.leads, line.proposed) for line in agendas.shown(meeting, reader=cast.sam.pk).lines}
    assert seen == {"Quiet hours": ("", "a member"), "Ours": ("Ash Mbeki", ""), "Theirs": ("a member", "")}
    own = agendas.shown(meeting, reader=cast.rowan.pk).lines[0]
    assert own.proposed == "you"


def test_only_those_who_plan_the_meeting_make_its_agenda(cast, meeting):
    for who in ("uma", "rowan", "tal"):
        with pytest.raises(PermissionDenied):
            put(cast, meeting, who=who)
    assert put(cast, meeting, who="ash").pk
    rsvp = Rsvp.objects.select_related("meeting", "person").get(meeting=meeting, person=cast.sam)
    with pytest.raises(PermissionDenied):
        proposals.propose(rsvp=rsvp, title="In Sam's name", actor=cast.actor("rowan"), now=NOW)


def test_an_open_action_comes_back_once_however_often_it_is_put_there(cast, meeting):
    for _ in range(2):
        agenda.put_on(meeting=meeting, source="action:7", came_from="action", title="Ring the library", now=NOW)
    assert titles(meeting) == ["Ring the library"]


def test_the_group_s_own_words_stand_on_every_agenda_of_it(cast, meeting, plan):
    assert "We challenge ideas, not people." in agendas.agreement_of(meeting.body_id)
    agenda.reword_agreement(meeting=meeting, words="One at a time.\n\nTea first.", actor=cast.actor("jo"), now=NOW)
    assert agendas.agreement_of(plan(people=[]).body_id) == ["One at a time.", "Tea first."]


def test_a_cancelled_meeting_and_one_that_began_take_no_topics(cast, meeting):
    rsvp = Rsvp.objects.select_related("meeting", "person").get(meeting=meeting, person=cast.rowan)
    with pytest.raises(Refused, match="has begun"):
        proposals.propose(rsvp=rsvp, title="Late", actor=by_link(cast.rowan), now=START)
    planning.cancel(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    with pytest.raises(Refused, match="cancelled"):
        propose(meeting, cast.rowan)
    with pytest.raises(Refused, match="cancelled"):
        put(cast, meeting)
