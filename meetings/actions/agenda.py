"""The agenda of a meeting: topics and breaks in order, and sending it out. Locks: agenda, then its topics, then letter."""

from django.db import transaction
from django.db.models import Max

from meetings import agenda_letters, agenda_rules
from meetings.actions import paper_trail
from meetings.models import Agenda, AgendaItem, CameFrom, GroupAgreement, ItemState, Meeting
from members.permissions import Permission, require
from members.rules import Refused

PLAN = Permission.PLAN_MEETING
TAKEN_OVER = ["title", "summary", "minutes", "purpose", "lead", "lead_name", "content_note", "may_be_skipped", "body"]


def lock(meeting) -> Agenda:
    """The agenda of this meeting, for nobody else to change meanwhile."""
    Agenda.objects.get_or_create(meeting=meeting)
    return Agenda.objects.select_for_update(of=("self",), no_key=True).get(meeting=meeting)


@transaction.atomic
def add(*, meeting, actor, now, **fields) -> AgendaItem:
    """A topic or a break at the end of the agenda. Raises Refused when it does not fit the time."""
    require(actor, PLAN, within=meeting)
    agenda = open_for_changes(meeting, now=now)
    item = AgendaItem(meeting=meeting, body_id=meeting.body_id, state=ItemState.ON, **fields)
    return place(item, agenda=agenda, meeting=meeting, now=now)


def place(item, *, agenda, meeting, now) -> AgendaItem:
    """Put it where it belongs, under the agenda's lock: a member's topic before ours, behind other members'."""
    there = on(meeting)
    agenda_rules.check_fits(meeting, [*there, item], before=agenda_rules.total(there))
    item.state, item.at_the_end = ItemState.ON, False
    item.position = 1 + (AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0)
    item.save()
    if item.is_of_a_member:
        first = [each for each in there if each.is_of_a_member and not each.at_the_end]
        number([*first, item, *(each for each in there if each not in first)])
    changed(agenda, meeting, now=now)
    return item


@transaction.atomic
def carry_over(*, item, actor, now) -> AgendaItem:
    """Not reached, or not finished: it waits for the group's next meeting. An agenda that is over keeps what it said."""
    require(actor, PLAN, within=item.meeting)
    meeting = item.meeting
    if item.body_id is None:
        raise Refused("This meeting belongs to no group that meets again, so there is no next time.")
    if item.state != ItemState.ON or item.is_break:
        raise Refused("Only a topic of the agenda is carried over.")
    if meeting.ends_at > now:
        agenda = open_for_changes(meeting, now=now)
        AgendaItem.objects.filter(pk=item.pk).update(
            meeting=None, state=ItemState.NEXT_TIME, at_the_end=False, answered_at=now, answered_by=actor.person
        )
        item.skip_wishes.all().delete()
        changed(agenda, meeting, now=now)
        return AgendaItem.objects.get(pk=item.pk)
    lock(meeting)  # two presses at once carry it once
    waits = item.carried_to.filter(state=ItemState.NEXT_TIME).first()
    return waits or AgendaItem.objects.create(
        state=ItemState.NEXT_TIME, came_from=CameFrom.CARRIED, carried_from=item, proposed_by=item.proposed_by,
        proposed_at=item.proposed_at, answered_at=now, answered_by=actor.person,
        **{name: getattr(item, name) for name in TAKEN_OVER},
    )  # fmt: skip


def put_on(*, meeting, source, came_from, title, now, **fields) -> AgendaItem:
    """What another part of the site brings back unasked (an open action, a question): once a meeting, whatever the time left.

    For callers that asked their own permission, within their transaction; whoever plans the meeting sees that it is too long.
    """
    known = AgendaItem.objects.filter(meeting=meeting, source=source)
    if found := known.first():
        return found
    agenda = lock(meeting)
    if found := known.first():  # two tickers at once: the other was here while we waited
        return found
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, body_id=meeting.body_id, source=source, came_from=came_from, title=title[:120],
        position=last + 1, **fields,
    )  # fmt: skip
    changed(agenda, meeting, now=now)
    return item


@transaction.atomic
def go_without_a_break(*, meeting, yes, actor, now) -> None:
    """Somebody thought about breaks, and this agenda goes without (another) one."""
    require(actor, PLAN, within=meeting)
    agenda = open_for_changes(meeting, now=now)
    agenda.goes_without_a_break = yes
    agenda.save(update_fields=["goes_without_a_break"])


@transaction.atomic
def send_out(*, meeting, actor, now) -> Agenda:
    """The agenda goes out, each by their own channel. Pressed again, it reaches only who was asked since."""
    require(actor, PLAN, within=meeting)
    agenda = lock(meeting)
    meeting = Meeting.objects.get(pk=meeting.pk)
    waiting = AgendaItem.objects.filter(meeting=meeting).proposed().count()
    agenda_rules.check_can_go_out(
        meeting, on(meeting), waiting=waiting, goes_without_a_break=agenda.goes_without_a_break, now=now
    )
    if not agenda.is_out:
        agenda.out_at, agenda.out_by = now, actor.person
        agenda.save(update_fields=["out_at", "out_by"])
        paper_trail.follow(meeting, is_out=True, now=now)
    agenda_letters.send_out(meeting, now=now)
    return agenda


@transaction.atomic
def reword_agreement(*, meeting, words, actor, now) -> GroupAgreement:
    """How the group of this meeting treats each other, in its own words; from now on on all its agendas."""
    require(actor, PLAN, within=meeting)
    if meeting.body_id is None:
        raise Refused("This meeting belongs to no group, so it uses the words we begin with.")
    if not words.strip():
        raise Refused("Please write at least one line.", field="words")
    values = {"words": words.strip()[:2000], "changed_at": now}
    return GroupAgreement.objects.update_or_create(body=meeting.body, defaults=values)[0]


def on(meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting).on())


def changed(agenda, meeting, *, now) -> None:
    """After it went out a change is told, once for several; before, it is nobody's news."""
    if not agenda.is_out or meeting.starts_at <= now:
        return
    agenda.revision, agenda.changed_at = agenda.revision + 1, now
    agenda.save(update_fields=["revision", "changed_at"])
    agenda_letters.send_changed(agenda, meeting=meeting, now=now)


def open_for_changes(meeting, *, now) -> Agenda:
    agenda = lock(meeting)
    agenda_rules.check_agenda_can_change(Meeting.objects.get(pk=meeting.pk), now=now)
    return agenda


def number(items) -> None:
    """Positions one, two, three; only what stands elsewhere now is written."""
    for at, item in enumerate(items, start=1):
        if item.position != at:
            item.position = at
            item.save(update_fields=["position"])
