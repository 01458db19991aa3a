"""Letters about questions between bodies: that it is yours to answer, and what the answer is."""

from django.conf import settings
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.urls import reverse
from django.utils import timezone

from meetings import between
from meetings.models import Question
from members.models import Letter, Person
from members.models.channel import Purpose
from members.models.letter import LetterState
from members.post import letters
from members.queries import cover

YOURS, ANSWERED = "question_yours", between.TOLD
REMINDER, CORRECTED = "question_reminder", "question_corrected"
HEARD = [LetterState.SENT, LetterState.UNCERTAIN]
PLACES = ("from_body", "from_team", "to_body", "to_team", "meeting")


def register_all():
    """Makes these letters known; called once, in `AppConfig.ready()`."""
    common = {"render": _render, "lane": letters.Lane.ANSWER, "windowed": True, "purpose": Purpose.MEETINGS}
    letters.register(
        YOURS, still_true=_yours_still_true, essential=True, words="A question to see to",
        rule="When somebody is named to see to the answer of a question: to that person.", **common,
    )  # fmt: skip
    letters.register(
        ANSWERED, still_true=_answered_still_true, essential=False, words="Answer to a question",
        rule="When a question is answered: to everybody in the body or team that asked.", **common,
    )  # fmt: skip
    letters.register(
        REMINDER, still_true=_yours_still_true, essential=False, words="Reminder: a question to see to",
        rule="Three days before an answer is wanted: to whoever sees to it, once.", **common,
    )  # fmt: skip
    letters.register(
        CORRECTED, still_true=_answered_still_true, essential=False, words="An answer was put right",
        rule="When an answer is put right: once more to everybody who had been told the earlier one.", **common,
    )  # fmt: skip


def hears(question, *, now) -> int:
    """Whoever sees to the answer, or stands in for them today."""
    return cover.who_hears(question.owner_id, day=timezone.localdate(now))


def tell_owner(question, *, now):
    """Once for each person and question."""
    person = hears(question, now=now)
    letters.note(
        kind=YOURS, key=f"{YOURS}:{question.pk}:{person}", person=person,
        about=question.about_word, facts={"question": question.pk}, due_at=now, now=now,
    )  # fmt: skip


def pass_on(*, now) -> int:
    """A letter that still waits for somebody who is away by now is written to whoever stands in, and the other way round;
    its own stays here when it would leave (`_yours_still_true`). What is held or was skipped is left alone."""
    waiting = Letter.objects.filter(kind=YOURS, state=LetterState.WAITING, on_hold=False).order_by("pk")
    found = {letter.facts["question"]: letter.person_id for letter in waiting.only("facts", "person_id")}
    moved = [q for q in _owned(found) if hears(q, now=now) != found[q.pk]]
    for question in moved:
        tell_owner(question, now=now)
    return len(moved)


def _owned(numbers):
    asked = Question.objects.open().filter(pk__in=numbers, owner__isnull=False)
    return asked.order_by("pk") if numbers else asked.none()


def remind_owner(question, *, now):
    """Once for each person and question, by their own channel."""
    person = hears(question, now=now)
    letters.note(
        kind=REMINDER, key=f"{REMINDER}:{question.pk}:{person}", person=person,
        about=question.about_word, facts={"question": question.pk}, due_at=now, now=now,
    )  # fmt: skip


def tell_again(question, *, now) -> int:
    """Whoever has heard the earlier answer, or whose letter is just leaving; whoever is still to hear it, by a letter or a
    call, hears only how it now stands."""
    about = question.about_word
    letters.withhold(about=about, kinds=[CORRECTED], reason="The answer was put right once more.")
    first = Letter.objects.filter(about=about, kind=ANSWERED)
    _call_anew(question, first, now=now)
    leaves = Q(state=LetterState.SENDING, task=None)
    heard = Person.objects.filter(pk__in=first.filter(Q(state__in=HEARD) | leaves).values("person"))
    return _note_each(CORRECTED, question, heard, now=now)


def _call_anew(question, first, *, now):
    """A call or a page to print that lies ready holds the earlier answer: another takes its place."""
    ready = first.filter(state=LetterState.SENDING, task__closed_at=None, task__isnull=False)
    people = list(ready.order_by("pk").values_list("person", flat=True))
    for person in people:
        letters.withhold(
            about=question.about_word,
            kinds=[ANSWERED],
            person=person,
            reason="The answer was put right before it was told.",
        )
    if people:
        _note_each(ANSWERED, question, Person.objects.filter(pk__in=people), now=now)


def _note_each(kind, question, people, *, now):
    source = people.filter(died_on=None, erased_at=None).annotate(
        key=Concat(Value(f"{kind}:{question.pk}:{int(now.timestamp())}:"), Cast(F("pk"), CharField())),
        facts=JSONObject(question=Value(question.pk)),
    )
    source = source.values_list("key", "pk", "facts")
    return letters.note_set(kind=kind, source=source, about=question.about_word, due_at=now, now=now)


def tell_askers(question, *, now) -> int:
    """Everybody who sits in the body, or works in the team, that asked."""
    day = timezone.localdate(now)
    asked = Person.objects.filter(
        pk__in=between.people_of(question.from_body, question.from_team, day=day), died_on=None, erased_at=None
    )
    source = asked.annotate(
        key=Concat(Value(f"{ANSWERED}:{question.pk}:"), Cast(F("pk"), CharField())),
        facts=JSONObject(question=Value(question.pk)),
    ).values_list("key", "pk", "facts")
    return letters.note_set(kind=ANSWERED, source=source, about=question.about_word, due_at=now, now=now)


def _found(letter):
    return Question.objects.select_related(*PLACES).filter(pk=letter.facts["question"]).first()


def _render(letter, *, now):
    question = _found(letter)
    context = {
        "first_name": letter.person.first_name,
        "instead_of": cover.hears_for(letter.person_id, question.owner_id, day=timezone.localdate(now)),
        "question": question,
        "could_not": question.outcome == Question.Outcome.COULD_NOT,
        "page": settings.BASE_URL + reverse("meetings:question", args=[question.pk]),
    }
    return letters.compose(f"meetings/email/{letter.kind}", context)


def _yours_still_true(letter, *, now):
    question = _found(letter)
    if question is None or not question.is_open:
        return "The question is answered or taken back."
    theirs = question.owner_id and letter.person_id == hears(question, now=now)
    return "" if theirs else "Somebody else sees to it now."


def _answered_still_true(letter, *, now):
    question = _found(letter)
    return "" if question and question.answered_at else "The question is no longer there."
