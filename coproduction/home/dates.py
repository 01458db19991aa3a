"""Finding a date, on every home: what one is asked to answer. Homes that ask much already fetch it apart."""

from meetings.date_table import waiting_for
from members.permissions import Role
from members.queries.often import Often

SHOWN = 3
APART = {
    Role.COORDINATOR,
    Role.STAFF,
    Role.BOARD,
    Role.TRUSTEE,
    Role.PARTNER,
}  # their homes are at the limit of twelve questions
WAITING = Often(
    lambda person, now: waiting_for(person, now=now).values_list(
        "poll_id", "poll__title", "poll__answer_by", "ring_me"
    )[:SHOWN]
)


def of_mine(actor, *, now) -> dict:
    """One question for everybody else."""
    if actor.role in APART:
        return {"dates_apart": True}
    return {"dates_to_answer": WAITING.rows(actor.person_id, now)}
