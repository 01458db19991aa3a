"""What must hold on the way into the group and out of it (MEM-01 to MEM-10), and how long each step may take."""

from datetime import date

from members.models.channel import Way
from members.models.membership import BEFORE_JOINING, State
from members.models.role_agreement import HowAgreed, Side
from members.rules.people import Refused
from members.rules.working_days import working_days_after

# How many working days our own next step may take, counted from the day the state was reached.
WORKING_DAYS = {
    State.ENQUIRY: 2,
    State.CONVERSATION_OFFERED: 10,
    State.CONVERSATION_HELD: 5,
    State.INDUCTION: 20,
    State.LEAVING: 5,
}
UNDER_WAY = [*BEFORE_JOINING, State.LEAVING]
LONGEST_NAME = 120  # of a witness who is not on the list
TOO_LONG = f"Please write a shorter name, of {LONGEST_NAME} letters at most."
TERM_MONTHS = 24  # MEM-09: after this long a person asks how it is going
KEEP_IN_TOUCH_DAYS = 28  # how often *the one thing that goes on* comes round during a break


def next_step_by(state, *, since: date) -> date | None:
    """The day by which our own next step is due, by whichever door somebody came; None when nothing is under way."""
    days = WORKING_DAYS.get(state)
    return working_days_after(since, days) if days else None


def check_both_agreed(membership):
    """MEM-04: nobody begins before the role agreement is agreed by both sides."""
    sides = set(membership.agreed.values_list("side", flat=True)) if membership.pk else set()
    if Side.PERSON not in sides:
        raise Refused("They have not agreed to the role agreement yet. Go through it together first.", field="state")
    if Side.CHARITY not in sides:
        raise Refused(
            "We have not agreed to the role agreement yet. Please agree for the charity first.", field="state"
        )


def check_how_agreed(how, *, side, actor, person, witness, witness_name):
    """By word of mouth it needs a witness, who is neither the person nor whoever writes it down."""
    own_hand = actor.person_id == person.pk
    if side == Side.CHARITY:
        if own_hand:
            raise Refused("Somebody else has to agree for the charity.")
        return
    if len(witness_name.strip()) > LONGEST_NAME:
        raise Refused(TOO_LONG, field="witness_name")
    if how == HowAgreed.TICK and not own_hand:
        raise Refused("Only they can tick it. Please write down how they told you.", field="how")
    if how == HowAgreed.SPOKEN and not (witness or witness_name.strip()):
        raise Refused("By word of mouth it needs a witness. Who else heard it?", field="witness")
    if witness is not None and witness.pk in (actor.person_id, person.pk):
        raise Refused("The witness is somebody else than you and them.", field="witness")


def check_not_alone(stop, actor):
    """Two people decide: whoever proposed it cannot confirm it."""
    if stop.proposed_by_id == actor.person_id:
        raise Refused("You proposed this yourself. A second person has to look at it and decide.")


def check_is_member(membership):
    """Only an open membership of the group can be left or stopped."""
    if membership is None or membership.state not in (State.ACTIVE, State.LEAVING):
        raise Refused("They are not a member just now.")


def human_way(channels, wanted=None):
    """How a person, not the site, gets in touch: the first of telephone, text and post; else email, written by hand."""
    ways = [channel.way for channel in sorted(channels, key=lambda c: (c.rank, c.pk))]
    if wanted and wanted in ways:
        return wanted
    return next((way for way in ways if way != Way.EMAIL), Way.EMAIL)
