"""Writing down what a meeting decides, who does what, and what people said; and how actions end."""

from django.db import transaction
from django.utils.timezone import localdate

from meetings.keeping_notes import check_end, check_has_begun, check_one_owner, check_room_for_more, require_to_write
from meetings.models import Action, ActionState, Decision, Passed, Quote, Said
from members.actions import consents
from members.models.consent import Consent, How
from members.permissions import Permission, Role, can, require
from members.rules import Refused

WORDS = {
    Quote.ANONYMOUS: Consent.WORDS_WITHOUT_NAME,
    Quote.FIRST_NAME: Consent.WORDS_FIRST_NAME,
    Quote.FULL_NAME: Consent.WORDS_FULL_NAME,
}
MODELS = {"decision": Decision, "action": Action, "said": Said}


@transaction.atomic
def decide(*, meeting, text, decided_by=None, actor, now, **where) -> Decision:
    """A decision; without another body it is the one whose meeting this is."""
    _check(meeting, Decision, text, actor=actor, now=now)
    return Decision.objects.create(
        meeting=meeting, text=text.strip(), decided_by=decided_by or meeting.body, noted_at=now, noted_by=actor.person,
        **where,
    )  # fmt: skip


@transaction.atomic
def act(*, meeting, text, owner=None, organisation=None, team=None, due_on=None, actor, now, **where) -> Action:
    """Something to do, by whom and by when."""
    _check(meeting, Action, text, actor=actor, now=now)
    check_one_owner(owner=owner, organisation=organisation, team=team)
    return Action.objects.create(
        meeting=meeting, text=text.strip(), owner=owner, organisation=organisation, team=team, due_on=due_on,
        noted_at=now, noted_by=actor.person, **where,
    )  # fmt: skip


@transaction.atomic
def say(
    *, meeting, text, theme="", on_behalf_of="", speaker=None, quote=Quote.NONE, actor, now, **where
) -> Said:  # fmt: skip
    """What somebody said. Whether it may be quoted goes into the ledger of consents as well, when we know whose words they are."""
    _check(meeting, Said, text, actor=actor, now=now)
    said = Said.objects.create(
        meeting=meeting, text=text.strip(), theme=theme.strip(), on_behalf_of=on_behalf_of.strip(), speaker=speaker,
        quote=quote, noted_at=now, noted_by=actor.person, **where,
    )  # fmt: skip
    write_into_the_ledger(said, actor=actor, now=now)
    return said


@transaction.atomic
def change(*, line, actor, now, **values):
    """Put a line right. An action's end has its own verb."""
    require_to_write(actor, line.meeting)
    line = _as_it_is(line)
    if not values.get("text", line.text).strip():
        raise Refused("Please write it in a few words.", field="text")
    if isinstance(line, Action):
        named = {name: values.get(name, getattr(line, name)) for name in ("owner", "organisation", "team")}
        check_one_owner(**named)
    if isinstance(line, Said) and line.state == Passed.PASSED_ON:
        raise Refused("These words have been passed on already. Whoever answers them can change them there.")
    for name, value in values.items():
        setattr(line, name, value.strip() if isinstance(value, str) else value)
    line.save(update_fields=list(values))
    if isinstance(line, Said) and {"speaker", "quote"} & set(values):
        write_into_the_ledger(line, actor=actor, now=now)
    return line


@transaction.atomic
def take_away(*, line, actor, now) -> None:
    """A line that should not stand there; history keeps that it did."""
    require_to_write(actor, line.meeting)
    line = _as_it_is(line)
    if isinstance(line, Said) and line.state == Passed.PASSED_ON:
        raise Refused("These words have been passed on already.")
    line.delete()


@transaction.atomic
def end(*, action, state, because="", actor, now) -> Action:
    """Done; or dropped, because; or open again. By those who keep the notes, and by the one who does it."""
    if not owns(actor, action):
        require(actor, Permission.KEEP_NOTES, within=action.meeting)
    check_end(state, because=because)
    action = Action.objects.select_for_update(of=("self",), no_key=True).get(pk=action.pk)
    action.state, action.because = state, because.strip()[:300] if state == ActionState.DROPPED else ""
    action.closed_on = None if state == ActionState.OPEN else localdate(now)
    action.closed_by = None if state == ActionState.OPEN else actor.person
    action.save(update_fields=["state", "because", "closed_on", "closed_by"])
    return action


@transaction.atomic
def pass_on(*, said, became, now) -> Said:
    """A floor above took these words up; it asked for permission itself. `became` names what it made of them."""
    said = Said.objects.select_for_update(of=("self",), no_key=True).get(pk=said.pk)
    if said.state == Passed.PASSED_ON:
        return said
    said.state, said.became, said.passed_on_at = Passed.PASSED_ON, became[:60], now
    said.save(update_fields=["state", "became", "passed_on_at"])
    return said


def owns(actor, action) -> bool:
    """Their own, or of somebody they stand in for; their organisation's; their team's."""
    if actor.person_id is None:
        return False
    return (
        action.owner_id in doers(actor)
        or (action.organisation_id is not None and action.organisation_id in actor.organisation_ids)
        or (action.team_id is not None and action.team_id in actor.team_ids)
    )


def doers(actor) -> set[int]:
    """Whose actions are this actor's to do: their own; for who works here also those of whom they stand in for."""
    return actor.looks_after if actor.role in (Role.STAFF, Role.COORDINATOR) else {actor.person_id} - {None}


def _as_it_is(line):
    """Read anew and locked: somebody may have passed it on meanwhile."""
    return type(line).objects.select_for_update(of=("self",), no_key=True).select_related("meeting").get(pk=line.pk)


def _check(meeting, model, text, *, actor, now):
    require_to_write(actor, meeting)
    check_has_begun(meeting, now=now)
    check_room_for_more(model.objects.filter(meeting=meeting).count())
    if not text.strip():
        raise Refused("Please write it in a few words.", field="text")


def write_into_the_ledger(said, *, actor, now):
    """Only by somebody who may record this person's consent; the note itself says it in any case."""
    if said.speaker is None or not can(actor, Permission.RECORD_CONSENT, within=said.speaker):
        return
    facts = {"person": said.speaker, "how": How.SPOKEN, "actor": actor, "now": now, "about": said.about_word}
    wanted = WORDS.get(said.quote)
    for consent in WORDS.values():
        if consent != wanted:
            consents.withdraw(consent=consent, **facts)
    if wanted:
        consents.give(consent=wanted, **facts)
