"""What organisations bring to a meeting of the Network, whose turn it is to host and chair, who came for whom."""

from django.db import transaction
from django.utils import timezone

from meetings import network
from meetings.models import Action, ActionState, CameFor, HostTurn, Meeting, RoundEntry
from meetings.models.round import Round
from members.models import Organisation
from members.permissions import Permission, require


@transaction.atomic
def bring(*, meeting, organisation, entries, actor, now) -> int:
    """`entries` maps rounds to words; empty words take an entry away. How many stand now."""
    require(actor, Permission.BRING_TO_THE_NETWORK, within=organisation)
    network.check_of_the_network(meeting)
    network.check_at_the_table(organisation, meeting)
    network.check_round_open(meeting, actor=actor, now=now)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    standing = {e.round: e for e in RoundEntry.objects.filter(meeting=meeting, organisation=organisation)}
    for kind in Round:
        if kind not in entries:
            continue
        words, entry = entries[kind].strip(), standing.get(kind)
        if entry is not None and not words:
            entry.delete()
        elif entry is not None and entry.words != words:
            entry.words, entry.written_by, entry.written_at = words, actor.person, now
            entry.save()
        elif entry is None and words:
            RoundEntry.objects.create(
                meeting=meeting, organisation=organisation, round=kind, words=words, written_by=actor.person, written_at=now
            )  # fmt: skip
    return RoundEntry.objects.filter(meeting=meeting, organisation=organisation).count()


@transaction.atomic
def have_done(*, action, actor, now) -> Action:
    """An organisation says that it has done what it took on."""
    require(actor, Permission.BRING_TO_THE_NETWORK, within=action)
    action = Action.objects.select_for_update(of=("self",), no_key=True).get(pk=action.pk)
    if action.state == ActionState.OPEN:
        action.state, action.closed_on, action.closed_by = ActionState.DONE, timezone.localdate(now), actor.person
        action.save(update_fields=["state", "closed_on", "closed_by"])
    return action


@transaction.atomic
def take_turns(*, meeting, host, chair, actor, now) -> None:
    """Which organisations host and chair this meeting; both empty takes the turns away."""
    require(actor, Permission.KEEP_NETWORK)
    network.check_of_the_network(meeting)
    network.check_turns(host, chair)
    for organisation in filter(None, (host, chair)):
        network.check_at_the_table(organisation, meeting)
    Meeting.objects.select_for_update(no_key=True, of=("self",)).get(pk=meeting.pk)
    turn = HostTurn.objects.filter(meeting=meeting).first()
    if host is None and chair is None:
        if turn is not None:
            turn.delete()
        return
    turn = turn or HostTurn(meeting=meeting)
    turn.host, turn.chair = host, chair
    turn.save()


@transaction.atomic
def note_came(*, meeting, organisation, actor, now, person=None) -> CameFor:
    """Somebody came for this organisation who does not represent it; once a meeting."""
    require(actor, Permission.KEEP_NETWORK)
    network.check_of_the_network(meeting)
    network.check_at_the_table(organisation, meeting)
    noted = {"person": person, "noted_by": actor.person, "noted_at": now}
    return CameFor.objects.get_or_create(meeting=meeting, organisation=organisation, defaults=noted)[0]


@transaction.atomic
def forget_came(*, meeting, organisation, actor, now) -> None:
    """It was a mistake: nobody came for them."""
    require(actor, Permission.KEEP_NETWORK)
    for noted in CameFor.objects.filter(meeting=meeting, organisation=organisation):
        noted.delete()
