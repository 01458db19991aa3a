"""What a letter to many may say: names filled in where asked, nothing that could become a link or markup, no health words."""

import re

from members.rules.people import Refused

PLACES = {
    "first name": "their first name",
    "meeting": "the meeting’s title",
    "when": "day and time of the meeting",
    "charity": "our name",
    "phone": "our telephone number",
}
BRACES = re.compile(r"\{([^{}]*)\}")
SYLLABLES = re.compile(r"[aeiouy]+", re.IGNORECASE)


def check_words(words, *, has_meeting, field="words"):
    """Every {place} must be one we can fill in; a refusal names the box (`field`) in which they stand."""
    for found in BRACES.findall(words):
        if found not in PLACES:
            raise Refused(
                f"We cannot fill in {{{found}}}. You can use {', '.join('{' + place + '}' for place in PLACES)}.",
                field=field,
            )
        if found in ("meeting", "when") and not has_meeting:
            raise Refused(f"For {{{found}}} please choose which meeting it is about.", field=field)
    if words.count("{") != words.count("}"):
        raise Refused("There is a { without its }. Please look at the places where names are filled in.", field=field)


def fill(words, values):
    """The words with each place filled in."""
    return BRACES.sub(lambda found: str(values.get(found[1], found[0])), words)


def reading_age(words):
    """About how old a reader must be (Flesch-Kincaid grade plus five), or None for less than a few sentences' worth.

    A hint, not a measure: it counts syllables and words and knows nothing of sense.
    """
    text = BRACES.sub("Sam", words)
    found = re.findall(r"[A-Za-z’']+", text)
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    if len(found) < 20:
        return None
    syllables = sum(max(1, len(SYLLABLES.findall(re.sub(r"e$", "", word)))) for word in found)
    grade = 0.39 * len(found) / sentences + 11.8 * syllables / len(found) - 15.59
    return max(5, round(grade + 5))
