"""The charity's facts and words in pages and letters: tags and filters that `ui` registers."""

import re

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from members import charity, words
from members.post import plain
from members.queries import cover, letter_words

_drawn_for = {}
NUMBER = re.compile(r"\+?\d(?: ?\d){2,13}")  # a telephone number: three figures or more
TO_TEXT = re.compile(r"\btext\b[^.]{0,30}$", re.IGNORECASE)


def charity_facts():
    """Name, telephone, hours of the charity, for letters and error pages, which have no request; never asks the database."""
    return charity.known()


def of_the_charity(path):
    """A part that is the same for everybody until the charity changes its facts: drawn once for each change."""
    facts = charity.known()
    drawn = _drawn_for.get(path)
    if drawn is None or drawn[0] is not facts:
        drawn = _drawn_for[path] = (facts, render_to_string(path))
    return drawn[1]


def term(usual_word):
    """The charity's own word for *client*, *members*, *Advisory Group* and the like: `{% term "Members" %}`."""
    return charity.word(usual_word)


def in_our_words(phrase):
    """A label of ours ("Advisory Group member") with the charity's own words in it."""
    return charity.in_our_words(str(phrase))


def read_aloud(about):
    """After the words of a button or link what it is about, for who hears it without what stands around it.

    In brackets: browsers put a space before hidden words, so a colon would be read as "Read : the title".
    """
    return format_html('<span class="visually-hidden"> ({})</span>', about) if about else ""


def with_numbers(sentence):
    """A sentence whose telephone numbers can be tapped; one to text opens a message instead."""
    parts, last = [], 0
    for found in NUMBER.finditer(sentence):
        way = "sms" if TO_TEXT.search(sentence[last : found.start()]) else "tel"
        number = found.group().replace(" ", "")
        parts += [(sentence[last : found.start()], "", ""), ("", f"{way}:{number}", found.group())]
        last = found.end()
    parts.append((sentence[last:], "", ""))
    return format_html_join(
        "",
        "{}{}",
        (
            (said, format_html('<a class="nowrap" href="{}">{}</a>', href, shown) if href else "")
            for said, href, shown in parts
        ),
    )


def away(person):
    """After the name of an owner: ", away until Friday 3 June; Tom looks after it"; nothing while they are here."""
    found = _absence(person.pk) if person else None
    return (
        format_html('<span class="soft">, away until {}; <bdi>{}</bdi> looks after it</span>', *found[1:])
        if found
        else ""
    )


def owner_away(person_id):
    """The same as a sentence of its own, where the owner is not named otherwise."""
    found = _absence(person_id) if person_id else None
    said = "<p><bdi>{}</bdi> leads this and is away until {}. <bdi>{}</bdi> looks after it.</p>"
    return format_html(said, *found) if found else ""


def _absence(person_id):
    """Who is away today, until when in words, and who looks after it; asks nothing while that is fresh."""
    today = timezone.localdate()
    mine, acting = cover.away(person_id, day=today), cover.stands_in(person_id, day=today)
    return (mine.person_name, words.day(mine.ends), acting.cover_name) if mine and acting else None


def own_paragraph(kind):
    """What the charity says in letters of this kind instead of our words: one line, no links; empty where ours stand."""
    return plain.one_line(letter_words.own().get(kind, ""))
