"""What is done when a device is lost or a letter went wrong: shut the doors, and decide within 72 hours (DP-10)."""

from django.db import transaction

from members.actions import door, private_links
from members.models import Breach, Letter, Link, Person
from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def note(*, sort: str, person: Person, words: str, noticed_at, actor, now, letter: Letter | None = None) -> Breach:
    """Written down with the moment when somebody noticed, from which the 72 hours run."""
    require(actor, Permission.HANDLE_BREACH)
    if noticed_at > now:
        raise Refused("That moment is still to come.", field="noticed_on")
    if sort == Breach.Sort.LETTER and (letter is None or letter.person_id != person.pk):
        raise Refused("Please choose which letter it was.", field="letter")
    about = (f"letter:{letter.pk}" if not letter.about.startswith("mailing:") else letter.about) if letter else ""
    return Breach.objects.create(
        sort=sort, person=person, about=about, words=words.strip(), noticed_at=noticed_at, noted_at=now, noted_by=actor.person
    )  # fmt: skip


def _mine(breach: Breach) -> Breach:
    return Breach.objects.select_for_update(of=("self",)).select_related("person").get(pk=breach.pk)


@transaction.atomic
def sign_out(*, breach: Breach, actor, now) -> int:
    """Out on every device. How many visits ended; whoever holds the device can do nothing there any more."""
    require(actor, Permission.HANDLE_BREACH)
    breach = _mine(breach)
    ended = door.end_visits(person=breach.person, now=now)
    breach.signed_out_at = now
    breach.save(update_fields=["signed_out_at"])
    return ended


@transaction.atomic
def revoke_links(*, breach: Breach, actor, now) -> int:
    """Every link in their letters stops working; the next letter brings a new one. How many there were."""
    require(actor, Permission.HANDLE_BREACH)
    breach = _mine(breach)
    gone = private_links.take_back(person=breach.person, now=now, since=breach.links_revoked_at)
    theirs = Link.objects.filter(person=breach.person, revoked_at=None)
    gone += theirs.live(now=now).count()
    theirs.update(revoked_at=now)  # ended ones too: a meeting that moves would give them more time
    breach.links_revoked_at = now
    breach.save(update_fields=["links_revoked_at"])
    return gone


@transaction.atomic
def decide(*, breach: Breach, decision: str, reason: str, actor, now) -> Breach:
    """The Information Commissioner was told, or need not be, and why; it may be decided anew."""
    require(actor, Permission.HANDLE_BREACH)
    breach = _mine(breach)
    if decision not in Breach.Decision.values:
        raise Refused("Please choose what was decided.", field="decision")
    if decision == Breach.Decision.NOT_TOLD and not reason.strip():
        raise Refused(
            "Please say why nobody is likely to be harmed. The charity must be able to show it.", field="reason"
        )
    breach.decision, breach.reason, breach.decided_at, breach.decided_by = (
        decision,
        reason.strip()[:500],
        now,
        actor.person,
    )
    breach.save(update_fields=["decision", "reason", "decided_at", "decided_by"])
    return breach
