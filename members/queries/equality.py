"""Equality answers, found by the keyed digest of who gave them; two answers of one person have nothing in common.

The key of each digest is drawn (HKDF) from FIELD_KEYS, so whoever holds the database alone cannot join an answer to a
person; whoever also holds the keys can (docs/privacy.md says so). The newest key writes; older ones are still found.
"""

import base64
import functools
import hashlib
import hmac

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from members import charity
from members.models import EqualityAnswer, EqualityChoice, EqualityPurpose, EqualityQuestion, Membership
from members.models.consent import Consent
from members.queries import consent

MODULE = "equality"


@functools.lru_cache(maxsize=4)
def _drawn(field_keys):
    return tuple(
        HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"same table, equality answers").derive(
            base64.urlsafe_b64decode(key)
        )
        for key in field_keys
    )


def keys():
    """One for each field key, the newest first."""
    return _drawn(tuple(settings.FIELD_KEYS))


def digest(*, person_id, question, key) -> str:
    """What stands in the row instead of the person; another one for each question."""
    return hmac.new(key, f"{question.slug}:{person_id}".encode(), hashlib.sha256).hexdigest()


def digests(*, person_id, question) -> list[str]:
    """Under every key that is still known, the newest first."""
    return [digest(person_id=person_id, question=question, key=key) for key in keys()]


def is_asked() -> bool:
    """Off until the module is on and the charity has said why it asks."""
    return charity.has(MODULE) and purpose() is not None


def purpose():
    """Why we ask, or None."""
    return EqualityPurpose.objects.order_by("-said_at", "-pk").first()


def questions():
    """The questions asked now, each with its choices in order; two queries."""
    return list(EqualityQuestion.objects.asked().prefetch_related("choices"))


def all_questions():
    """Those switched off as well, for the settings page."""
    return list(EqualityQuestion.objects.order_by("position", "pk").prefetch_related("choices"))


def may_answer(person) -> bool:
    """We ask members, for it is about who sits at this table."""
    return Membership.objects.filter(person=person).active().exists()


def answers_of(person) -> dict:
    """question id -> EqualityAnswer of this person. For this person's eyes alone; one query."""
    found = {}
    wanted = {d: q.pk for q in EqualityQuestion.objects.all() for d in digests(person_id=person.pk, question=q)}
    for answer in EqualityAnswer.objects.filter(digest__in=wanted).select_related("choice", "question"):
        if wanted[answer.digest] == answer.question_id:
            found[answer.question_id] = answer
    return found


def members_who_agreed() -> tuple[int, list[int]]:
    """How many active members there are, and the ids of those whose consent holds."""
    members = set(Membership.objects.active().values_list("person_id", flat=True))
    return len(members), sorted(consent.holders(Consent.EQUALITY, among=members))


def counted(question, *, people) -> tuple[dict, int]:
    """(choice id -> how many, how many prefer not to say) among these people. Unprotected: for `protect` alone."""
    wanted = [d for pk in people for d in digests(person_id=pk, question=question)]
    cells = dict.fromkeys((choice.pk for choice in question.choices.all()), 0)
    prefer_not = 0
    found = EqualityAnswer.objects.filter(question=question, digest__in=wanted)
    for choice in found.values_list("choice_id", flat=True):
        if choice is None:
            prefer_not += 1
        elif choice in cells:
            cells[choice] += 1
    return cells, prefer_not


def choices_of(question):
    return EqualityChoice.objects.filter(question=question).order_by("position", "pk")
