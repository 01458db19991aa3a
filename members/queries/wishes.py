"""How much post somebody wants; whoever wished for nothing gets the usual."""

from members.models import PostWishes
from members.models.channel import Purpose

MOST_A_WEEK = 3  # COM-10: optional letters in seven days, over all purposes
WORDS = {
    Purpose.MEETINGS: "meeting invitations and reminders",
    Purpose.INVITATIONS: "invitations to other work",
    Purpose.NEWS: "news and thank-yous",
    Purpose.SURVEYS: "questions about how it was",
}


def of(person) -> PostWishes:
    """The wishes as they are, or an unsaved row that says *the usual* everywhere."""
    return PostWishes.objects.filter(person=person).first() or PostWishes(person=person)


def words_of(purpose) -> str:
    """What is stopped when this sort of letter is stopped."""
    return WORDS.get(purpose, "letters that can wait")
