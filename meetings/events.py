"""What this floor announces to the floors above; sent inside the transaction that caused it."""

from dataclasses import dataclass

from django.dispatch import Signal

register_closed = Signal()  # meeting, actor, now
what_became = (
    Signal()
)  # meeting, inside, today: whoever knows what became of what was said there gives a list of Became


@dataclass(frozen=True)
class Became:
    """One thing that was said: where it stands in a word with its colour, our answer with its reason, what is different."""

    said: str
    word: str
    tone: str
    answer: str = ""
    change: str = ""
    by: object = None  # the day until which there is an answer, while there is none
