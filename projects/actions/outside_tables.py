"""A member at an outside table: planned, talked through, asked about, held, and talked through again."""

from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings.models import Kind
from members.actions import check_ins
from members.models import CheckIn
from members.permissions import Permission, can, require
from members.rules import Refused
from projects import asking_rules, rules, table_letters
from projects.actions import logging
from projects.models import ForWhom, Jargon, OutsideMeeting, Project, TableQuestion, TableTopic

PLAN = Permission.PLAN_PROJECT
KIND = "commissioning-meeting"


@transaction.atomic
def plan(
    *, project, title, organisation, on_day, person, buddy, brief_on, actor, now, starts_at=None, place=""
) -> OutsideMeeting:
    """They go; talking it through on the next working day is planned with it. The same again is one. Raises Refused."""
    require(actor, PLAN, within=project)
    asking_rules.check_day_to_come(on_day, now=now, field="on_day")
    if buddy is None or buddy == person:
        raise Refused("Please choose somebody who goes along with them.", field="buddy")
    if brief_on and brief_on > on_day:
        raise Refused("Please talk it through before the meeting, not after it.", field="brief_on")
    Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    same = OutsideMeeting.objects.filter(project=project, person=person, on_day=on_day, called_off_at=None)
    if before := same.filter(title=title.strip()).order_by("pk").first():
        return before
    noon = timezone.make_aware(datetime.combine(on_day, time(12)))
    meeting = OutsideMeeting.objects.create(
        project=project, title=title.strip(), organisation=organisation.strip(), on_day=on_day, starts_at=starts_at,
        place=place.strip(), person=person, buddy=buddy, brief_on=brief_on, made_by=actor.person, made_at=now,
        debrief_on=check_ins.next_working_day(noon).date(),
    )  # fmt: skip
    table_letters.note_goes(meeting, now=now)
    return meeting


@transaction.atomic
def brief(*, meeting, brief, brief_on, actor, now) -> OutsideMeeting:
    """What the member should know, and when it is talked through."""
    require(actor, PLAN, within=meeting)
    if brief_on and brief_on > meeting.on_day:
        raise Refused("Please talk it through before the meeting, not after it.", field="brief_on")
    meeting.brief, meeting.brief_on = brief.strip(), brief_on
    meeting.save(update_fields=["brief", "brief_on"])
    return meeting


def _hold(meeting):
    OutsideMeeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)


@transaction.atomic
def speak_on(*, meeting, topic, by_buddy, for_whom, mandate, actor, now) -> TableTopic:
    """Who speaks on what, and for whom. A person can only represent their own views, unless the group agreed. Raises Refused."""
    require(actor, PLAN, within=meeting)
    if for_whom == ForWhom.GROUP and not mandate.strip():
        raise Refused(
            "For the group one says only what the group agreed on. Please write what, and when.", field="mandate"
        )
    _hold(meeting)
    said = mandate.strip() if for_whom == ForWhom.GROUP else ""
    same = {"topic": topic.strip(), "by_buddy": by_buddy, "for_whom": for_whom, "mandate": said}
    return meeting.topics.filter(**same).order_by("pk").first() or TableTopic.objects.create(meeting=meeting, **same)


@transaction.atomic
def explain(*, meeting, word, meaning, everywhere, actor, now) -> Jargon:
    """A hard word; it stands there again at the next meeting of that organisation, or everywhere. Explained again, it is changed."""
    require(actor, PLAN, within=meeting)
    whose = "" if everywhere else meeting.organisation
    same = Jargon.objects.filter(word__iexact=word.strip(), organisation=whose)
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
    """A word this page shows; it is gone from every meeting it stood at."""
    require(actor, PLAN, within=meeting)
    Jargon.objects.filter(pk=number, organisation__in=["", meeting.organisation]).delete()


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
    _hold(meeting)
    if before := meeting.questions.filter(question=question.strip(), answered_on=None).order_by("pk").first():
        return before  # the same form twice
    return TableQuestion.objects.create(
        meeting=meeting, question=question.strip(), noted_at=now, noted_by=actor.person,
        owner=owner or meeting.buddy or meeting.project.lead, due_on=due_on or due_of(meeting),
    )  # fmt: skip


@transaction.atomic
def answered(*, question, answer, answered_by, answered_on, actor, now) -> TableQuestion:
    """There is an answer: what, by whom, when. Raises Refused."""
    require(actor, PLAN, within=question.meeting)
    rules.check_it_has_happened(answered_on, now=now)
    if not answer.strip() or not answered_by.strip():
        raise Refused("Please write the answer, and who gave it.", field="answer")
    question.answer, question.answered_by, question.answered_on = answer.strip(), answered_by.strip(), answered_on
    question.save(update_fields=["answer", "answered_by", "answered_on"])
    table_letters.note_answered(question, now=now)
    return question


@transaction.atomic
def held(*, meeting, minutes, prep_minutes, actor, now) -> OutsideMeeting:
    """It took place: it stands in the log, strategic unless the charity says otherwise, and the buddy asks how it was. Raises Refused."""
    require(actor, PLAN, within=meeting)
    meeting = OutsideMeeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
    if meeting.activity_id:
        return meeting
    if meeting.called_off_at:
        raise Refused("It was called off, so it cannot be held.")
    kind = Kind.objects.filter(slug=KIND).first() or Kind.objects.in_use().filter(default_level="strategic").first()
    if kind is None:
        raise Refused("There is no kind of activity for this. Please ask the coordinator to add one.")
    rules.check_minutes(prep_minutes)
    made = logging.quick_log(
        actor=actor, now=now, kind=kind, title=f"{meeting.title}, {meeting.organisation}"[:160], date=meeting.on_day,
        team=meeting.project.team, people=[meeting.person], stage=meeting.project.stage, project=meeting.project, minutes=minutes,
    )  # fmt: skip
    made.participations.update(prep_minutes=prep_minutes)
    meeting.activity = made
    meeting.save(update_fields=["activity"])
    if kind.is_heavy:  # then everybody of it is asked anyway
        return meeting
    check_ins.offer(
        people=[meeting.person], sort=CheckIn.Sort.TOOK_PART, about=f"table:{meeting.pk}", what=meeting.title, after=now,
        assigned_to=meeting.buddy, now=now,
    )  # fmt: skip
    return meeting


@transaction.atomic
def call_off(*, meeting, actor, now) -> OutsideMeeting:
    """It does not take place, or they do not go."""
    require(actor, PLAN, within=meeting)
    if meeting.activity_id:
        raise Refused("It was held already.")
    if meeting.called_off_at:
        return meeting
    meeting.called_off_at = now
    meeting.save(update_fields=["called_off_at"])
    table_letters.note_off(meeting, now=now)
    return meeting
