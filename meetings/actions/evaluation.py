"""How was the day: questions, and sheets that come back on paper or online, without anybody's name."""

from django.db import connection, transaction

from meetings.actions.day_lock import lock
from meetings.day_rules import check_code_open, check_sheets_taken
from meetings.models import DayCode, DayPurpose, EvaluationAnswer, EvaluationQuestion, EvaluationSheet
from members.permissions import Permission, require
from members.rules import Refused

SCALE, WORDS = EvaluationQuestion.Sort.SCALE, EvaluationQuestion.Sort.WORDS
USUAL = [
    ("Did you feel welcome?", SCALE),
    ("Could you take part in the way you wanted?", SCALE),
    ("Did people with lived experience shape what was said today?", SCALE),
    ("Was it worth your time?", SCALE),
    ("What should stay as it was?", WORDS),
    ("What should be different next time?", WORDS),
]
MOST_SHEETS, MOST_QUESTIONS, LONGEST = 2000, 12, 600
# Every answer of one gathering anew, with another number and in another order, all written by this one transaction: in
# the database itself nothing says any more which answers came together, nor which came last.
SHAKE = f"""
WITH gone AS (DELETE FROM {EvaluationAnswer._meta.db_table} WHERE question_id = ANY(%s) RETURNING question_id, value, words)
INSERT INTO {EvaluationAnswer._meta.db_table} (id, question_id, value, words)
SELECT gen_random_uuid(), question_id, value, words FROM gone ORDER BY random()
"""


@transaction.atomic
def add_the_usual(*, gathering, actor, now) -> int:
    """Four questions with five answers, two for words; those that stand there already stay."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    there = gathering.evaluation_questions.count()
    made = [
        EvaluationQuestion(gathering=gathering, words=words, sort=sort, position=there + place)
        for place, (words, sort) in enumerate(USUAL, start=1)
    ]
    EvaluationQuestion.objects.bulk_create(made, ignore_conflicts=True)
    return gathering.evaluation_questions.count() - there


@transaction.atomic
def add_question(*, gathering, words, sort, actor, now) -> EvaluationQuestion:
    """One more, as long as a tired person still answers them all."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    words, there = " ".join(words.split()), gathering.evaluation_questions.count()
    if not words:
        raise Refused("Please write the question first.", field="words")
    if there >= MOST_QUESTIONS:
        raise Refused(f"There are {MOST_QUESTIONS} questions already. Nobody answers more.", field="words")
    if gathering.evaluation_questions.filter(words=words).exists():
        raise Refused("That question is asked already.", field="words")
    return EvaluationQuestion.objects.create(gathering=gathering, words=words, sort=sort, position=there + 1)


@transaction.atomic
def drop_question(*, question, actor, now) -> None:
    """Only a question that nobody has answered."""
    require(actor, Permission.PLAN_MEETING, within=question.gathering)
    lock(question.gathering_id)  # somebody may be handing in the first answer to it
    if question.answers.exists():
        raise Refused("Somebody has answered this question, so it stays.")
    question.delete()


@transaction.atomic
def hand_in(*, code, uid, answers, now) -> EvaluationSheet:
    """Online, by the code on the sheet. The same page sent twice is one sheet."""
    gathering = lock(code.gathering_id)  # looked at under it, or a sheet could still come in after they were shown
    check_code_open(DayCode.objects.filter(pk=code.pk).first(), purpose=DayPurpose.EVALUATION, now=now)
    return _keep(gathering, uid=uid, answers=answers, way=EvaluationSheet.Way.ONLINE)


@transaction.atomic
def type_in(*, gathering, uid, answers, actor, now) -> EvaluationSheet:
    """A sheet of paper, typed in later; not when answers are closed and shown, for two looks would tell whose came last."""
    require(actor, Permission.KEEP_REGISTER, within=gathering)
    gathering = lock(gathering.pk)
    check_sheets_taken(gathering, now=now)
    return _keep(gathering, uid=uid, answers=answers, way=EvaluationSheet.Way.PAPER)


def _keep(gathering, *, uid, answers, way):
    """`answers`: question id -> a number of one to five, or words. What was left empty is no answer. Under the lock."""
    questions = {question.pk: question for question in gathering.evaluation_questions.all()}
    kept = []
    for pk, answer in answers.items():
        question = questions.get(pk)
        if question is None or answer in ("", None):
            continue
        if question.sort == WORDS:
            if len(words := str(answer).strip()) > LONGEST:
                raise Refused(
                    f"One answer has {len(words)} letters, and we can keep at most {LONGEST}. Please make it shorter."
                )
            if words:
                kept.append(EvaluationAnswer(question=question, words=words))
        elif str(answer) in {"1", "2", "3", "4", "5"}:
            kept.append(EvaluationAnswer(question=question, value=int(answer)))
        else:
            raise Refused("Please choose one of the five answers, or leave the question out.")
    if not kept:
        raise Refused("Nothing is answered yet. One answer is enough.")
    if not EvaluationSheet.objects.filter(id=uid).exists():
        _check_left(gathering)
    sheet, is_new = EvaluationSheet.objects.get_or_create(id=uid, defaults={"gathering": gathering, "way": way})
    if is_new:
        EvaluationAnswer.objects.bulk_create(kept)
        with connection.cursor() as cursor:
            cursor.execute(SHAKE, [list(questions)])
    return sheet


def _check_left(gathering):
    """Never more sheets than people who had a place or came: nobody fills the box alone. Of a day of which no list was
    kept, very many."""
    there = max(gathering.registrations.coming().count(), gathering.registrations.came().count() + gathering.others)
    if gathering.evaluation_sheets.count() >= (there or MOST_SHEETS):
        raise Refused("As many sheets are in as people were there, so no more are taken here. Please ring us.")
