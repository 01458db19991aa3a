"""Which way of sending contradicts what somebody needs (AIS-04), when a need matters, and what must hold to write one down."""

import re
from datetime import time

from members.models.channel import Way
from members.models.needs import NEEDS, ONLY
from members.rules.people import Refused

NOT_BEFORE = {"10am": time(10), "11am": time(11), "noon": time(12), "2pm": time(14)}
PRINTED_AT = {"standard": 12, "large": 18, "easy": 14}  # points; whoever needs larger print gets larger print
NOT_ON_PAPER = {"braille": "in braille", "audio": "as audio", "bsl_video": "as a video in British Sign Language"}
ONLY_WORDS = {"email": "by email", "text": "by text message", "phone": "by telephone", "post": "by post"}
BLOCKING = frozenset({*ONLY, *NOT_ON_PAPER, "via_supporter", "no_calls", "easy_read"})
"""The needs that can forbid a way of sending; delivery looks for these alone."""
WRITE_ONLY = frozenset(need for need, way in ONLY.items() if way != "phone")
NEVER_RUNG = "They asked never to be rung."
_LIMITS = r"after|at|before|between|early|except|from|if|in(?! writing)|late|on|unless|until|when|while|without"
_HOURS = r"after|before|between|early|late|unless|until|when|while"
_TIMES = r"\d+\w*|noon|midday|mornings?|afternoons?|evenings?|nights?|week(?:days?|ends?)|\w+days?\b"
_LIMIT = rf"(?:{_LIMITS}|only\s+(?:ring|(?:tele)?phone|call|for|{_LIMITS}|{_TIMES}))\b"  # "only text" is none
_CALL = r"(?:ring|rung|(?:tele)?phoned?|(?:(?:tele)?phone )?call(?:s|ed)?)"
_OTHER = r"(?:e-?mail|text|message|write|ring|phone|call)"
# a reason, in which no hour stands
_I_AM = rf"(?:because|since|as (?=i\b|it\b|my\b|we\b|they\b|he\b|she\b))(?!.*\b(?:{_HOURS}|{_TIMES})\b)"
NEVER_RING = re.compile(
    rf"\b(?:never|no|not|don[’']?t) (?:(?:(?:want|wish|like) )?to be |be )?(?:{_OTHER} or )?{_CALL}(?: me| us)?"
    rf"(?: or {_OTHER}(?: me| us)?)?(?: ever| at all| (?:under|in) any circumstances| for any reason)?"
    rf"(?: please| thanks| thank you)?\s*(?:$|\b{_I_AM}|(?<=\s)-\s|[.!;:,()–—\n](?!\s*{_LIMIT}))",
    re.IGNORECASE,
)
"""A whole wish in what is safe to say at a number; *do not ring before 11am* or *do not ring twice* is another one."""


def why_not_this_way(needs, *, way, letter_format="standard") -> str:
    """Why something sent this way would contradict a need; empty when it may leave. `needs`: word -> what was chosen."""
    if "via_supporter" in needs:
        return "Everything goes through their supporter."
    only = only_by(needs)
    if only and way not in only:
        return only_in_words(only)
    if way == Way.PHONE and "no_calls" in needs:
        return "They asked not to be rung without a word before."
    return _on_paper(needs, letter_format) if way == Way.POST else ""


def only_by(needs) -> list[str]:
    """The ways somebody needs everything by, of the needs that are known (words); empty: any way of theirs."""
    return [way for need, way in ONLY.items() if need in needs]


def way_in_the_end(way, only) -> str:
    """By which way something reaches them after all: what would leave by another than they need becomes a task of theirs."""
    return way if not only or way in only else only[0]


def only_in_words(only) -> str:
    """As staff read it beside somebody's addresses; empty without such a need."""
    return f"They need it {' or '.join(ONLY_WORDS[each] for each in only)} only." if only else ""


def never_rings(needs, notes=()) -> bool:
    """Whether somebody wants no telephone at all, so that no words of ours may ask them to ring either.
    `needs`: word -> what was chosen; `notes`: what stands beside the numbers of somebody who is not reached by telephone
    first."""
    return bool(WRITE_ONLY & set(needs)) or any(NEVER_RING.search(note) for note in notes)


def before_reaching(needs, *, is_silent=False) -> list[str]:
    """What somebody reads before they reach this person, in sentences. `is_silent`: they want no telephone at all."""
    no_calls = why_not_this_way(needs, way=Way.PHONE) or (NEVER_RUNG if is_silent else "")
    return list(dict.fromkeys(filter(None, [only_in_words(only_by(needs)), no_calls])))


def _on_paper(needs, letter_format) -> str:
    for need, words in NOT_ON_PAPER.items():
        if need in needs:
            return f"They need it {words}, not in print."
    if "easy_read" in needs and letter_format != "easy":
        return "They need Easy Read; this would be printed as a standard letter."
    return ""


def printed_at(needs, *, letter_format="standard") -> int:
    """The size of our own letters on paper, in points: as they look, and never smaller than the large print somebody needs."""
    needed = points_of(needs["large_print"]) if "large_print" in needs else 0
    return max(PRINTED_AT.get(letter_format, 12), needed)


def points_of(choice) -> int:
    """ "18 point" -> 18; without a number the usual 16."""
    first = choice.split()[0] if choice.split() else ""
    return int(first) if first.isdecimal() else 16


def another_way(needs, *, ways, letter_format="standard") -> str:
    """The first of their ways that contradicts nothing; empty when there is none."""
    fitting = (way for way in ways if not why_not_this_way(needs, way=way, letter_format=letter_format))
    return next(fitting, "")


def matters(need, choice="", *, ways, starts, in_touch=False) -> bool:
    """Whether a need has to do with one meeting, by the ways somebody takes part in it (domain 5.2: relevant only).

    No way at all (they said no): only how they are reached, for whoever is `in_touch` with them.
    """
    if need.is_about_contact:
        return in_touch
    if need.slug == "not_before":
        return bool(ways) and choice in NOT_BEFORE and starts < NOT_BEFORE[choice]
    return any(way in need.ways for way in ways)


def check_need(slug, choice):
    """Only needs of the passport, with one of their choices."""
    if slug not in NEEDS:
        raise Refused("That is not something the passport asks.")
    if choice and NEEDS[slug].options and choice not in NEEDS[slug].options:
        raise Refused(f"Please choose one of: {', '.join(NEEDS[slug].options)}.")
