"""Meeting-time care (domain 4.1): what to say to whoever plans, and never to enforce."""

from datetime import time

EARLY, LATE = time(10), time(19)  # people on sedating medication struggle before mid-morning (domain 4.1)


def care(starts, ends, *, minutes, says_break) -> list[str]:
    """Meeting-time care (domain 4.1): said to whoever plans, never enforced."""
    remarks = [
        (starts < EARLY, "It starts before 10am. Mornings are hard for people whose medication makes them sleepy."),
        (starts > LATE, "It starts after 7pm. Evenings are hard for many, and the way home is long."),
        (ends > LATE >= starts, "It ends after 7pm. Look whether people get home."),
        (minutes > 75 and not says_break, "It is longer than 75 minutes. Plan a break, and say so."),
    ]
    return [words for wrong, words in remarks if wrong]
