"""Answering the equality questions, taking the answers back, and saying why we ask."""

import random

from django.db import transaction
from django.utils import timezone

from members.actions import consents
from members.models import EqualityAnswer, EqualityPurpose, EqualityQuestion, Person
from members.models.consent import Consent, How
from members.permissions import Permission, require
from members.queries import consent as consent_queries
from members.queries import equality as queries
from members.rules import Refused
from members.rules.equality import QUESTIONS

PREFER_NOT = "prefer_not"


@transaction.atomic
def answer(*, person, answers, agreed=False, actor, now) -> int:
    """Only the person, for themselves: {question: choice, PREFER_NOT or None for left out}. How many answers stand now."""
    require(actor, Permission.ANSWER_EQUALITY, within=person)
    if not queries.is_asked():
        raise Refused("We do not ask these questions now.")
    if not queries.may_answer(person):
        raise Refused("We ask members of the group only.")
    if not consent_queries.holds(person, Consent.EQUALITY):
        if not agreed:
            raise Refused(
                "Please tick that we may use your answers for totals. Without it we keep none.", field="agreed"
            )
        consents.give(person=person, consent=Consent.EQUALITY, how=How.ONLINE, actor=actor, now=now)
    month = timezone.localdate(now).replace(day=1)
    rows = []
    for question, choice in answers.items():
        known = queries.digests(person_id=person.pk, question=question)
        EqualityAnswer.objects.filter(question=question, digest__in=known).delete()
        if choice is not None:
            rows.append(
                EqualityAnswer(
                    question=question, digest=known[0], choice=None if choice == PREFER_NOT else choice, month=month
                )
            )
    random.shuffle(rows)
    EqualityAnswer.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def take_back(*, person, actor, now) -> None:
    """The consent ends and the answers go, both at once."""
    require(actor, Permission.ANSWER_EQUALITY, within=person)
    consents.withdraw(person=person, consent=Consent.EQUALITY, how=How.ONLINE, actor=actor, now=now)
    forget(person=person, now=now)


def forget(*, person, now) -> int:
    """Deletes every answer of this person: consent taken back, left, erased. How many."""
    known = [
        d
        for question in EqualityQuestion.objects.all()
        for d in queries.digests(person_id=person.pk, question=question)
    ]
    return EqualityAnswer.objects.filter(digest__in=known).delete()[0]


@transaction.atomic
def move(*, kept, gone, now) -> None:
    """Two records of one person become one: an answer of the kept record wins, the other's moves over."""
    for question in EqualityQuestion.objects.all():
        ours = queries.digests(person_id=kept.pk, question=question)
        theirs = EqualityAnswer.objects.filter(
            question=question, digest__in=queries.digests(person_id=gone.pk, question=question)
        )
        if EqualityAnswer.objects.filter(question=question, digest__in=ours).exists():
            theirs.delete()
        else:
            theirs.update(digest=ours[0])


@transaction.atomic
def rekey(*, batch=500, only_count=False) -> tuple[int, int, int]:
    """After a new field key came first every answer moves to it, so that the old one can be thrown away.

    (answers, how many moved, how many no key finds); called by the command that rotates the keys.
    """
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    newest, *older = queries.keys()
    moved = known = 0
    for question in EqualityQuestion.objects.order_by("pk"):
        to = {queries.digest(person_id=pk, question=question, key=key): pk for key in older for pk in people}
        for row in EqualityAnswer.objects.filter(question=question, digest__in=to).order_by("digest"):
            moved += 1
            if not only_count:
                row.digest = queries.digest(person_id=to[row.digest], question=question, key=newest)
                row.save(update_fields=["digest"])
        mine = [queries.digest(person_id=pk, question=question, key=newest) for pk in people]
        known += EqualityAnswer.objects.filter(question=question, digest__in=mine).count()
    every = EqualityAnswer.objects.count()
    return every, moved, every - known - (moved if only_count else 0)


def forget_who_left(sender, *, person, now, **rest):
    """Receiver of person_left and person_erased: answers are kept while somebody is a member, and no longer."""
    forget(person=person, now=now)


@transaction.atomic
def say_why(*, why, asked, actor, now) -> EqualityPurpose:
    """The charity says why it asks, and which questions (`asked`: ids). The first time the usual questions are written down."""
    require(actor, Permission.CHANGE_SETTINGS)
    if not why.strip():
        raise Refused("Please say why you ask, and what you do with the answers.", field="why")
    purpose = queries.purpose() or EqualityPurpose()
    purpose.why, purpose.said_by, purpose.said_at = why.strip(), actor.person, now
    purpose.save()
    for question in EqualityQuestion.objects.all():
        if question.is_asked != (question.pk in asked):
            question.is_asked = question.pk in asked
            question.save(update_fields=["is_asked"])
    return purpose


@transaction.atomic
def usual_questions() -> int:
    """Writes down the usual questions where there are none; how many."""
    if EqualityQuestion.objects.exists():
        return 0
    for at, (slug, words, choices) in enumerate(QUESTIONS, start=1):
        question = EqualityQuestion.objects.create(slug=slug, words=words, position=at * 10)
        for place, choice in enumerate(choices, start=1):
            question.choices.create(words=choice, position=place * 10)
    return len(QUESTIONS)


@transaction.atomic
def compare(*, question, source, percents, bands=None, actor, now) -> None:
    """The share of each choice among those we compare with (clients, the county), and where the figures come from; and which
    choices are counted together (`bands`: id of the choice to the words they share)."""
    require(actor, Permission.CHANGE_SETTINGS)
    question.compared_with = source.strip()
    question.save(update_fields=["compared_with"])
    for choice in question.choices.all():
        choice.compare_percent = percents.get(choice.pk)
        choice.band = (bands or {}).get(choice.pk, "").strip()
        choice.save(update_fields=["compare_percent", "band"])
