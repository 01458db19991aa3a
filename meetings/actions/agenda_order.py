"""Topics of an agenda change their words, their place, or go; under the agenda's lock."""

from django.db import transaction

from meetings import agenda_rules
from meetings.actions.agenda import PLAN, changed, number, on, open_for_changes
from meetings.models import AgendaItem
from members.permissions import require
from members.rules import Refused


@transaction.atomic
def change(*, item, actor, now, **fields) -> AgendaItem:
    """Other words, minutes or lead. Raises Refused when it does not fit the time."""
    require(actor, PLAN, within=item.meeting)
    agenda = open_for_changes(item.meeting, now=now)
    there = on(item.meeting)
    before = agenda_rules.total(there)
    item = _on(item, there)
    different = {name for name, value in fields.items() if getattr(item, name) != value}
    for name in different:
        setattr(item, name, fields[name])
    agenda_rules.check_fits(item.meeting, there, before=before)
    if different:
        item.save(update_fields=different)
        changed(agenda, item.meeting, now=now)
    return item


@transaction.atomic
def move(*, item, up, actor, now) -> bool:
    """One step up or down; the twin of dragging. Whether there was a step to go."""
    require(actor, PLAN, within=item.meeting)
    agenda = open_for_changes(item.meeting, now=now)
    there = on(item.meeting)
    at = there.index(_on(item, there))
    other = at - 1 if up else at + 1
    if not 0 <= other < len(there) or there[at].at_the_end != there[other].at_the_end:
        return False
    there[at], there[other] = there[other], there[at]
    number(there)
    changed(agenda, item.meeting, now=now)
    return True


@transaction.atomic
def order(*, meeting, ids, actor, now) -> None:
    """The order as somebody dragged it; what they did not know of stays behind what they did."""
    require(actor, PLAN, within=meeting)
    agenda = open_for_changes(meeting, now=now)
    there = on(meeting)
    wanted = {pk: at for at, pk in enumerate(ids)}
    sorted_ = sorted(there, key=lambda each: (each.at_the_end, wanted.get(each.pk, len(wanted))))
    if [each.pk for each in sorted_] != [each.pk for each in there]:
        number(sorted_)
        changed(agenda, meeting, now=now)


@transaction.atomic
def members_first(*, meeting, actor, now) -> None:
    """Members' topics before ours, each group in its order."""
    there = on(meeting)
    order(meeting=meeting, ids=[each.pk for each in sorted(there, key=lambda x: not x.is_of_a_member)], actor=actor, now=now)  # fmt: skip


@transaction.atomic
def remove(*, item, actor, now) -> None:
    """Off the agenda. What somebody proposed is answered instead, so that they hear why."""
    require(actor, PLAN, within=item.meeting)
    agenda = open_for_changes(item.meeting, now=now)
    item = _on(item, on(item.meeting))
    if item.is_of_a_member:
        raise Refused("Somebody proposed this. Please answer them instead: next time, or not this time, because.")
    meeting = item.meeting
    item.delete()
    changed(agenda, meeting, now=now)


def _on(item, there) -> AgendaItem:
    found = next((each for each in there if each.pk == item.pk), None)
    if found is None:
        raise Refused("This is not on the agenda any more. Somebody may have changed it meanwhile.")
    found.meeting = item.meeting
    return found
