"""Anybody asked to a meeting may propose a topic, or ask quietly to have one at the end; whoever proposed hears what became of it."""

import pgtrigger
from django.db import transaction

from meetings import agenda_letters, agenda_rules
from meetings.actions import agenda
from meetings.actions.rsvps import require_to_answer
from meetings.models import AgendaItem, CameFrom, ItemState, Meeting, SkipWish
from members.permissions import Permission, Via, require
from members.rules import Refused

AT_MOST = 5  # topics of one person that wait for an answer about one meeting


@transaction.atomic
def propose(*, rsvp, title, summary="", actor, now) -> AgendaItem:
    """A topic for this meeting, in the person's own words; the page, the link and the telephone end here."""
    require_to_answer(actor, rsvp)
    meeting = rsvp.meeting
    agenda_rules.check_can_propose(meeting, title=title, now=now)
    if rsvp.removed_at is not None:
        raise Refused("This meeting is not open for you. Please ring us if you think it should be.")
    agenda.lock(meeting)
    mine = AgendaItem.objects.filter(meeting=meeting, proposed_by=rsvp.person_id).proposed()
    same = mine.filter(title=title.strip()[:120]).first()
    if same is not None:
        return same
    if mine.count() >= AT_MOST:
        raise Refused(f"You have proposed {AT_MOST} topics already. Please ring us, and we talk about the others.")
    return AgendaItem.objects.create(
        meeting=meeting, body_id=meeting.body_id, title=title.strip()[:120], summary=summary.strip()[:1000],
        state=ItemState.PROPOSED, came_from=CameFrom.PROPOSED, proposed_by_id=rsvp.person_id, proposed_at=now,
        via=actor.via.value, recorded_by=actor.person if actor.via == Via.DESK else None,
    )  # fmt: skip


@transaction.atomic
def take_back(*, item, rsvp, actor, now) -> None:
    """Somebody would rather not have it talked about, as long as nobody has answered."""
    require_to_answer(actor, rsvp)
    agenda.lock(rsvp.meeting)
    gone, _ = AgendaItem.objects.filter(pk=item.pk, proposed_by=rsvp.person_id, state=ItemState.PROPOSED).delete()
    if not gone:
        raise Refused("This topic was answered already. Please ring us if you would rather not have it talked about.")


@transaction.atomic
def answer(*, item, state, because="", actor, now, **fields) -> AgendaItem:
    """On the agenda, next time, or not this time because. The person hears it by their own channel. Raises Refused.

    The same answer again changes nothing and tells nobody twice; another answer is told anew.
    """
    meeting = item.meeting
    require(actor, Permission.PLAN_MEETING, within=meeting)
    row = agenda.lock(meeting)
    agenda_rules.check_agenda_can_change(Meeting.objects.get(pk=meeting.pk), now=now)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.meeting_id != meeting.pk:
        raise Refused("This topic was answered already: it waits for next time.")
    because = because.strip()[:300]
    agenda_rules.check_proposal_answer(item, state=state, because=because, meeting=meeting)
    if item.state == state and item.because == because:
        return item
    was_on = item.state == ItemState.ON
    for name, value in fields.items():
        setattr(item, name, value)
    item.because, item.answered_at, item.answered_by = because, now, actor.person
    item.answers += 1
    if state == ItemState.ON:
        item.meeting = meeting
        agenda.place(item, agenda=row, meeting=meeting, now=now)
    else:
        item.state, item.at_the_end = state, False
        item.meeting = None if state == ItemState.NEXT_TIME else meeting
        item.save()
        item.skip_wishes.all().delete()
        if was_on:
            agenda.changed(row, meeting, now=now)
    agenda_letters.send_topic_answer(item, meeting=meeting, now=now)
    return item


@transaction.atomic
def take_from_backlog(*, item, meeting, actor, now, **fields) -> AgendaItem:
    """A topic that waited comes on this agenda; whoever proposed it hears so."""
    require(actor, Permission.PLAN_MEETING, within=meeting)
    row = agenda.lock(meeting)
    agenda_rules.check_agenda_can_change(Meeting.objects.get(pk=meeting.pk), now=now)
    waits = AgendaItem.objects.select_for_update(of=("self",), no_key=True).filter(pk=item.pk, meeting=None).first()
    if waits is None or waits.body_id != meeting.body_id:
        raise Refused("This topic does not wait any more. Somebody may have put it on an agenda meanwhile.")
    for name, value in fields.items():
        setattr(waits, name, value)
    waits.meeting, waits.because = meeting, ""
    waits.answered_at, waits.answered_by, waits.answers = now, actor.person, waits.answers + 1
    agenda.place(waits, agenda=row, meeting=meeting, now=now)
    agenda_letters.send_topic_answer(waits, meeting=meeting, now=now)
    return waits


@transaction.atomic
def drop_from_backlog(*, item, meeting, because, actor, now) -> None:
    """It will not be talked about after all. Who proposed it is told why; else it just goes."""
    require(actor, Permission.PLAN_MEETING, within=meeting)
    waits = AgendaItem.objects.select_for_update(of=("self",), no_key=True).filter(pk=item.pk, meeting=None).first()
    if waits is None or waits.body_id != meeting.body_id:
        return
    if not waits.is_of_a_member:
        waits.delete()
        return
    asked = Meeting.objects.filter(body=waits.body_id, rsvps__person=waits.proposed_by_id, rsvps__removed_at=None)
    told = asked.filter(pk=meeting.pk).first() or asked.order_by("-starts_at", "-pk").first()
    if told is None:
        raise Refused("They are not asked to any meeting of this group. Please keep it, and ring them.")
    meeting = told
    agenda_rules.check_proposal_answer(waits, state=ItemState.NOT_TAKEN, because=because, meeting=meeting)
    waits.meeting, waits.state, waits.because = meeting, ItemState.NOT_TAKEN, because.strip()[:300]
    waits.answered_at, waits.answered_by, waits.answers = now, actor.person, waits.answers + 1
    waits.save()
    agenda_letters.send_topic_answer(waits, meeting=meeting, now=now)


@transaction.atomic
def ask_to_skip(*, item, rsvp, actor, now, yes=True) -> None:
    """Quietly: the topic goes to the end of the agenda, and back to its place when nobody wishes so any more (SUP-04).

    It is no news to anybody, so no letter tells of it: a letter would say when somebody asked.
    """
    require_to_answer(actor, rsvp)
    agenda.lock(item.meeting)
    item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    if item.meeting_id != rsvp.meeting_id:
        raise Refused("This topic is not on the agenda of this meeting.")
    agenda_rules.check_can_skip(item, now=now)
    if yes:
        SkipWish.objects.get_or_create(item=item, person=rsvp.person, defaults={"asked_at": now})
    else:
        SkipWish.objects.filter(item=item, person=rsvp.person_id).delete()
    wished = SkipWish.objects.filter(item=item).exists()
    if item.at_the_end != wished:
        item.at_the_end = wished
        with pgtrigger.ignore(f"{AgendaItem._meta.label}:update_update"):  # history would say who pressed
            item.save(update_fields=["at_the_end"])
