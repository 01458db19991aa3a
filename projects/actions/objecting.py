"""Objections: raised by a position, answered, and taken back by whoever raised them (DEC-05)."""

from django.db import transaction

from members.permissions import Permission, can
from members.rules import Refused
from projects import agreeing_letters, agreeing_rules, deciding_rules
from projects.models import Came, Objection
from projects.queries.texts import current_version


def follow(position, decision, *, now):
    """A position that objects raises one; another position takes it back, by the one who raised it."""
    option = decision.method.option(position.option)
    found = Objection.objects.filter(voice=position.voice, version=position.version).first()
    if option is not None and option.objects:
        if found is None:
            found = Objection(voice=position.voice, version=position.version)
        elif found.reason == position.words and found.state != Objection.State.WITHDRAWN:
            return
        found.reason, found.raised_at, found.state = position.words, now, Objection.State.OPEN
        found.answer, found.worked_into, found.settled_at, found.settled_by, found.withdrawn_by_way = (
            "",
            None,
            None,
            None,
            "",
        )
        found.save()
    elif found is not None and found.state in (Objection.State.OPEN, Objection.State.NOT) and option is not None:
        let_go(found, position.came_by, person=position.entered_by or position.given_by, now=now)


@transaction.atomic
def answer_objection(*, objection, state, answer, version=None, actor, now) -> Objection:
    """Worked into a later version, or not, because (DEC-05). Whoever raised it hears it."""
    objection = _objection_locked(objection)
    agreeing_rules.require_to_keep(actor, objection.voice.decision)
    deciding_rules.check_may_be_answered(objection)
    if state not in (Objection.State.INTEGRATED, Objection.State.NOT):
        raise Refused("Please choose: worked in, or not worked in.", field="state")
    agreeing_rules.check_words(answer, field="answer", what="what you say to it")
    if state == Objection.State.INTEGRATED:
        version = version or current_version(objection.voice.decision.agreement)
        deciding_rules.check_worked_into(objection, version)
    objection.state, objection.answer = state, answer.strip()
    objection.worked_into = version if state == Objection.State.INTEGRATED else None
    objection.settled_at, objection.settled_by = now, actor.person
    objection.save()
    agreeing_letters.tell_objector(objection, now=now)
    return objection


@transaction.atomic
def withdraw(*, objection, came_by=Came.HERE, actor, now) -> Objection:
    """Whoever raised it takes it back, here or by telling somebody."""
    objection = _objection_locked(objection)
    if not can(actor, Permission.TAKE_POSITION, within=objection.voice):
        agreeing_rules.require_to_keep(actor, objection.voice.decision)
    deciding_rules.check_may_withdraw(objection, actor, came_by)
    return let_go(objection, came_by, person=actor.person, now=now)


def let_go(objection, came_by, *, person, now):
    objection.state, objection.withdrawn_by_way = Objection.State.WITHDRAWN, came_by
    objection.settled_at, objection.settled_by = now, person
    objection.save()
    return objection


def _objection_locked(objection):
    Objection.objects.select_for_update(of=("self",), no_key=True).get(pk=objection.pk)
    found = Objection.objects.select_related(
        "voice__decision__agreement__project", "voice__decision__project", "version", "voice__person"
    )
    return found.get(pk=objection.pk)
