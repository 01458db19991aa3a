"""What holds about objections and outcomes: one check a rule, in words the person can read (DEC-05, DEC-06, DEC-09)."""

from django.utils import timezone

from members.permissions import Permission, can
from members.rules import Refused
from members.words import day
from projects.agreeing_rules import check_words
from projects.models import Came, Objection


# ---- objections ------------------------------------------------------------------------------------------------------
def check_may_be_answered(objection):
    if objection.state == Objection.State.WITHDRAWN:
        raise Refused("Whoever raised it has taken it back. There is nothing to answer.")


def check_worked_into(objection, version):
    if version is None or version.number <= objection.version.number:
        raise Refused(
            "What was worked in stands in a later version. Please write that version first, or say why it was not worked in.",
            field="state",
        )


def check_may_withdraw(objection, actor, came_by):
    """DEC-05: by the objector only; somebody who rings or writes does it through whoever writes it down."""
    if objection.voice.decision.outcome:
        raise Refused(
            "What came of it is written down already, and the objection stands beside it. Nothing was changed."
        )
    if objection.state != Objection.State.OPEN and objection.state != Objection.State.NOT:
        raise Refused("This objection is settled already.")
    own = can(actor, Permission.TAKE_POSITION, within=objection.voice)
    if not own and came_by == Came.HERE:
        raise Refused("Only whoever raised an objection takes it back. If they told you, please say by which way.")


# ---- the outcome -----------------------------------------------------------------------------------------------------
def check_may_decide(standing, outcome, words):
    """Once, and not over an objection that nobody answered; what was not reached is not called agreed."""
    if standing.decision.outcome:
        raise Refused(
            f"What came of it is written down already: {standing.decision.get_outcome_display().lower()}, on "
            f"{day(standing.decision.decided_on)}. Nothing was changed. To decide it anew, please ask anew on the text's page."
        )
    if standing.waiting:
        raise Refused("An objection waits for an answer. Please answer it first: worked in, or not, because.")
    if outcome in ("agreed", "dissent") and standing.decision.method.asks_positions:
        if not standing.is_quorate:
            raise Refused(
                f"Only {standing.counted.answered} of the {standing.decision.quorum} that are needed have answered. "
                "Silence is not agreement.", field="outcome",
            )  # fmt: skip
        if not standing.is_enough:
            raise Refused("What was agreed as enough is not reached, so it is not agreed.", field="outcome")
    if outcome == "agreed" and standing.left:
        raise Refused("An objection still stands. Please choose “Agreed, with dissent written down”.", field="outcome")
    check_words(words, field="outcome_words", what="what was decided")


def check_is_agreed(agreement, version):
    """DEC-03: an agreement is about one version; a later one that nobody agreed to is a draft."""
    if agreement.agreed_at is None or agreement.agreed_version is None:
        raise Refused("It is not agreed yet. First it is decided, on the page of the question.")
    if version.agreement_id != agreement.pk:
        raise Refused("That is a version of another text.", field="version")
    if version.pk != agreement.agreed_version_id:
        raise Refused(
            f"Version {agreement.agreed_version.number} is what was agreed, not version {version.number}. Please choose "
            "that one, or ask first who agrees to the other.", field="version",
        )  # fmt: skip


def check_not_to_come(date, *, now, field):
    if date > timezone.localdate(now):
        raise Refused("That day has not come yet. Please look at the date.", field=field)
