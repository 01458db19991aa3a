"""What is said for and at an outside table: what to know before, who speaks for whom, hard words, questions until answered."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from members.permissions import Permission, can, require
from members.rules import Refused
from projects import rules, table_letters
from projects.actions.outside_tables import check_brief_on, locked
from projects.models import ForWhom, Jargon, OutsideMeeting, TableQuestion, TableTopic

PLAN = Permission.PLAN_PROJECT
WRITTEN_SINCE = (
    "A colleague wrote something here since you opened this page; it stands above. Is yours to take its place? Then save "
    "once more."
)


@transaction.atomic
def brief(*, meeting, brief, brief_on, actor, now, known=None) -> OutsideMeeting:
    """What the member should know, and when it is talked through.

    `known` is the stamp of the words they were begun from: Refused when a colleague wrote meanwhile.
    """
    require(actor, PLAN, within=meeting)
    meeting = locked(meeting)
    if (brief.strip(), brief_on) == (meeting.brief, meeting.brief_on):
        return meeting
    if known is not None and known != meeting.brief_stamp:
        raise Refused(WRITTEN_SINCE, field="brief")
    if brief_on != meeting.brief_on:
        check_brief_on(brief_on, meeting.on_day, now=now)
    meeting.brief, meeting.brief_on = brief.strip(), brief_on
    meeting.save(update_fields=["brief", "brief_on"])
    return meeting


@transaction.atomic
def speak_on(*, meeting, topic, by_buddy, for_whom, mandate, actor, now) -> TableTopic:
    """Who speaks on what, and for whom. A person can only represent their own views, unless the group agreed. Raises Refused."""
    require(actor, PLAN, within=meeting)
    if for_whom == ForWhom.GROUP and not mandate.strip():
        raise Refused(
            "For the group one says only what the group agreed on. Please write what, and when.", field="mandate"
        )
    locked(meeting)
    said = mandate.strip() if for_whom == ForWhom.GROUP else ""
    same = {"topic": topic.strip(), "by_buddy": by_buddy, "for_whom": for_whom, "mandate": said}
    return meeting.topics.filter(**same).order_by("pk").first() or TableTopic.objects.create(meeting=meeting, **same)


@transaction.atomic
def explain(*, meeting, word, meaning, everywhere, actor, now) -> Jargon:
    """A hard word; it stands there again at the next meeting of that organisation, or everywhere. Explained again, it is changed."""
    require(actor, PLAN, within=meeting)
    whose = "" if everywhere else meeting.organisation
    same = Jargon.objects.filter(word__iexact=word.strip(), organisation__iexact=whose)
    if not same.update(meaning=meaning.strip()):
        try:
            with transaction.atomic():
                return Jargon.objects.create(word=word.strip(), organisation=whose, meaning=meaning.strip())
        except IntegrityError:  # somebody else explained it at this very moment; the later words stand
            same.update(meaning=meaning.strip())
    return same.get()


@transaction.atomic
def drop_topic(*, meeting, number, actor) -> None:
    """It should not stand there; history keeps that it did."""
    require(actor, PLAN, within=meeting)
    meeting.topics.filter(pk=number).delete()


@transaction.atomic
def drop_word(*, meeting, number, actor) -> None:
    """A word this page shows, gone from every meeting it stood at; one that all use goes at the desk alone. Raises Refused."""
    require(actor, PLAN, within=meeting)
    found = Jargon.objects.filter(Q(organisation="") | Q(organisation__iexact=meeting.organisation), pk=number).first()
    if found and not found.organisation and not actor.knows_everybody:
        raise Refused("Other meetings use this word as well. Please ask the coordinator to take it out.")
    if found:
        found.delete()


def due_of(meeting):
    """The day by which a question asked there should have its answer, unless somebody says otherwise."""
    return meeting.on_day + timedelta(days=14)


@transaction.atomic
def ask(*, meeting, question, actor, now, owner=None, due_on=None) -> TableQuestion:
    """The member's question, by them or by staff. Whoever goes along owes the answer, two weeks after, unless said otherwise."""
    if not can(actor, PLAN, within=meeting):
        require(actor, Permission.ASK_AT_TABLE, within=meeting)
    if not question.strip():
        raise Refused("Please write the question.", field="question")
    locked(meeting)
    if before := meeting.questions.filter(question=question.strip(), answered_on=None).order_by("pk").first():
        return before  # the same form twice
    return TableQuestion.objects.create(
        meeting=meeting, question=question.strip(), noted_at=now, noted_by=actor.person,
        owner=owner or meeting.buddy or meeting.project.lead, due_on=due_on or due_of(meeting),
    )  # fmt: skip


@transaction.atomic
def answered(*, question, answer, answered_by, answered_on, actor, now, known=None) -> TableQuestion:
    """There is an answer: what, by whom, when. `known` as for `brief`. Raises Refused."""
    require(actor, PLAN, within=question)
    rules.check_it_has_happened(answered_on, now=now)
    if not answer.strip() or not answered_by.strip():
        raise Refused("Please write the answer, and who gave it.", field="answer")
    said = (answer.strip(), answered_by.strip(), answered_on)
    locked(question.meeting)
    question.refresh_from_db()
    if said == (question.answer, question.answered_by, question.answered_on):
        return question  # they were told that
    if known is not None and known != question.answer_stamp:
        raise Refused(WRITTEN_SINCE, field="answer")
    question.answer, question.answered_by, question.answered_on = said
    question.save(update_fields=["answer", "answered_by", "answered_on"])
    table_letters.note_answered(question, now=now)
    return question
