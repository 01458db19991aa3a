"""Questions between bodies: putting one, saying who answers and where it is talked about, answering, telling."""

from django.db import transaction
from django.utils import timezone

from meetings import between, question_letters
from meetings.actions import agenda
from meetings.models import AgendaItem, AgendaPurpose, CameFrom, Question
from members.models import Body
from members.permissions import Permission, require
from members.rules import Refused

ANSWER = Permission.ANSWER_QUESTION


@transaction.atomic
def put(*, asker, asked, words, answer_by, actor, now, why="") -> Question:
    """`asker` and `asked` are each a Body or a Team; who puts it into words stays private."""
    require(actor, Permission.ASK_A_BODY, within=asker)
    between.check_sides(asker=asker, asked=asked)
    between.check_answer_by(answer_by, day=timezone.localdate(now))
    if not words.strip():
        raise Refused("Please write the question.", field="words")
    return Question.objects.create(
        **_side("from", asker), **_side("to", asked), words=words.strip(), why=why.strip(), answer_by=answer_by,
        put_by=actor.person, put_at=now,
    )  # fmt: skip


@transaction.atomic
def name_owner(*, question, owner, actor, now, answer_by=None) -> Question:
    """Who sees to the answer; they are told. The day may be moved with it."""
    require(actor, ANSWER, within=question)
    question = _locked(question)
    between.check_open(question)
    day = timezone.localdate(now)
    if owner.pk != actor.person_id:
        between.check_owner(question, owner, day=day)
    if answer_by and answer_by != question.answer_by:
        between.check_answer_by(answer_by, day=day)
        question.answer_by = answer_by
    is_new = question.owner_id != owner.pk
    question.owner = owner
    question.save(update_fields=["owner", "answer_by"])
    if is_new and owner.pk != actor.person_id:
        question_letters.tell_owner(question, now=now)
    return question


@transaction.atomic
def put_on_agenda(*, question, meeting, actor, now) -> Question:
    """The asked body talks about it at this meeting."""
    require(actor, ANSWER, within=question)
    question = _locked(question)
    between.check_open(question)
    between.check_meeting(question, meeting, now=now)
    _off_the_agenda(question, now=now)
    question.meeting = meeting
    question.save(update_fields=["meeting"])
    agenda.put_on(
        meeting=meeting, source=question.about_word, came_from=CameFrom.QUESTION, title=question.words, now=now,
        summary=f"{question.asker} asks. {question.why}"[:1000].strip(), purpose=AgendaPurpose.SHAPE,
    )  # fmt: skip
    return question


@transaction.atomic
def answer(*, question, words, actor, now, could_not=False) -> Question:
    """The answer, or why there is none; everybody on the side that asked is told, each by their own channel."""
    require(actor, ANSWER, within=question)
    question = _locked(question)
    between.check_open(question)
    if not words.strip():
        raise Refused("Please write a sentence or two, also when it cannot be answered.", field="words")
    question.outcome = Question.Outcome.COULD_NOT if could_not else Question.Outcome.ANSWERED
    question.answer, question.answered_by, question.answered_at = words.strip(), actor.person, now
    question.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    question_letters.tell_askers(question, now=now)
    return question


@transaction.atomic
def correct(*, question, words, actor, now, could_not=False) -> Question:
    """Put an answer right. The earlier one stays in its history, and whoever was told it is told once more."""
    require(actor, ANSWER, within=question)
    question = _locked(question)
    between.check_answered(question)
    words = words.strip()
    if not words:
        raise Refused("Please write how the answer should read.", field="words")
    outcome = Question.Outcome.COULD_NOT if could_not else Question.Outcome.ANSWERED
    if (question.answer, question.outcome) == (words, outcome):
        raise Refused(
            "This is what the answer says already. Nothing was changed, and nobody is told again.", field="words"
        )
    question.answer, question.outcome = words, outcome
    question.save(update_fields=["answer", "outcome"])
    question_letters.tell_again(question, now=now)
    return question


@transaction.atomic
def take_back(*, question, because, actor, now) -> Question:
    """Whoever put it, or a coordinator, while nobody has answered."""
    require(actor, Permission.ASK_A_BODY)
    question = _locked(question)
    if not actor.knows_everybody and question.put_by_id != actor.person_id:
        raise Refused("Only whoever put this question can take it back. Please ring the involvement team.")
    between.check_open(question)
    _off_the_agenda(question, now=now)
    question.taken_back_at, question.taken_back_because = now, because.strip()[:300]
    question.save(update_fields=["taken_back_at", "taken_back_because"])
    return question


def _off_the_agenda(question, *, now):
    """Off the agenda of a meeting that is still to come; one that is over keeps what it said."""
    if question.meeting_id and question.meeting.starts_at > now:
        agenda.lock(question.meeting)
        item = AgendaItem.objects.filter(meeting=question.meeting_id, source=question.about_word).first()
        if item is not None:
            item.delete()
            agenda.changed(agenda.lock(question.meeting), question.meeting, now=now)


def _locked(question):
    return Question.objects.select_for_update(no_key=True, of=("self",)).with_places().get(pk=question.pk)


def _side(word, side):
    return {f"{word}_body": side} if isinstance(side, Body) else {f"{word}_team": side}
