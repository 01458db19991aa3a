"""What holds for the plan and its goals, in words the person can read."""

from django.utils import timezone

from members.rules import Refused
from projects.models import GoalState

LONGEST_YEARS = 5


def check_words(words, *, field, what):
    if not (words or "").strip():
        raise Refused(f"Please write {what}.", field=field)


def check_days(starts_on, ends_on):
    if ends_on <= starts_on:
        raise Refused("The last day must come after the first one.", field="ends_on")
    if ends_on.year - starts_on.year > LONGEST_YEARS:
        raise Refused(f"Please choose a last day within {LONGEST_YEARS} years of the first.", field="ends_on")


def check_due(due_on, plan):
    if due_on < plan.starts_on:
        raise Refused("That day is before the plan begins. Please choose a later one.", field="due_on")
    if due_on.year - plan.starts_on.year > 2 * LONGEST_YEARS:
        raise Refused("That day is too far off. Please look at the year.", field="due_on")


def check_open(goal):
    if goal.state != GoalState.OPEN:
        raise Refused(f"This goal is no longer open: {goal.get_state_display().lower()}. Take it up again first.")


def check_nobody_was_quicker(word, seen):
    """`seen`: the moment of the word that stood on the page; another one since is not written over unseen."""
    if word is not None and word.said_at.isoformat() != seen:
        raise Refused(
            f"Somebody wrote for this quarter just before you: “{word.text}” "
            "Your words are still here. Save again to put them in its place.",
            field="text",
        )


def check_began(plan, *, now):
    if plan.starts_on > timezone.localdate(now):
        raise Refused("The plan has not begun yet.")
