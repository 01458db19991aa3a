"""The same letters for the person who supports somebody, while that somebody wants it (COM-12).

Information only: links that answer in somebody's name stay in their own letter, and nothing about signing in is copied.
"""

import re

from django.conf import settings
from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from members.models import Channel, Consent, ConsentEvent, Letter
from members.models.channel import Way
from members.models.letter import LetterState
from members.models.wishes import SORTS
from members.post import bounces, kinds, letters
from members.post.pacing import WEEKLY
from members.queries import close_people
from members.queries import consent as consents

COPY = "supporter_copy"
ABOUT = "copy:"
STOPPED = "They no longer want copies to be sent."
COME_BACK = "The copies come back. Please ask for the supporter's right address."
FOOT = "\n--\n"
LINK = re.compile(rf"{re.escape(settings.BASE_URL)}\S+")


def register_kinds():
    letters.register(
        COPY, render=render, still_true=still_true, lane=letters.Lane.ANSWER, essential=True, windowed=True,
        purpose=Channel.Purpose.EVERYTHING, words="Copy for a supporter", to=address_of,
        rule="They asked us to send their supporter the same letters.",
    )  # fmt: skip


def plan_due(*, now) -> int:
    """Note a copy of what was sent lately to people with a supporter; one question while there is none."""
    people = consents.holders(Consent.SUPPORTER_COPY)
    if not people:
        return 0
    noted = 0
    for way in (Way.EMAIL, Way.POST):
        source = _sent_lately(people, way=way)
        rows = [
            {
                "kind": COPY, "key": f"copy:{pk}", "person": person_id, "about": f"{ABOUT}{pk}", "facts": {"of": pk},
                "due_at": now, "way": way,
            }
            for pk, person_id in source
        ]  # fmt: skip
        noted += letters.note_many(rows, now=now) if rows else 0
    return noted


def _sent_lately(people, *, way):
    """Letters of the sorts that may be copied, told since the supporter was named and not copied yet; nothing from a
    time when the consent had been taken back."""
    agreed = ConsentEvent.objects.filter(person=OuterRef("person"), consent=Consent.SUPPORTER_COPY).order_by("-pk")
    told = Q(state=LetterState.SENT, sent_at__gt=F("person__supporter_copy__changed_at"))
    told &= Q(sent_at__gt=Subquery(agreed.values("at")[:1]))
    found = Letter.objects.filter(
        told, person__in=people, person__supporter_copy__way=way, is_sensitive=False, kind__in=copied_kinds()
    )
    found = found.annotate(name=Concat(Value(ABOUT), Cast("pk", CharField()))).exclude(
        name__in=Letter.objects.filter(kind=COPY, person__in=people).values("key")
    )
    return found.order_by("pk").values_list("pk", "person_id")


def copied_kinds() -> list[str]:
    """Only what is about meetings, work, news and questions; nothing about signing in, concerns or rights."""
    sorts = set(SORTS)
    return [name for name in kinds.known() if name == WEEKLY or kinds.get(name).purpose in sorts]


def address_of(letter) -> str:
    """The supporter's own address; empty, and so withheld, once the consent is withdrawn."""
    supporter = close_people.supporter_of(letter.person)
    return supporter.address if supporter and supporter.way == letter.way else ""


def still_true(letter, *, now) -> str:
    address = address_of(letter)
    if address and letter.way == Way.EMAIL and bounces.came_back_from(letter, address):
        return COME_BACK
    return "" if address else STOPPED


def render(letter, *, now):
    supporter = close_people.supporter_of(letter.person)
    original = Letter.objects.get(pk=letter.facts["of"])
    body = original.text.partition(FOOT)[0].strip()
    lines = [LINK.sub("", line).strip() for line in body.splitlines()]
    words = {
        "supporter_name": supporter.name,
        "person": letter.person,
        "title": original.subject or kinds.words(original.kind),
        "lines": [line for line in lines if line],
        "has_links": original.way in (Way.EMAIL, Way.TEXT),
    }
    return letters.compose("members/email/copy", words)
