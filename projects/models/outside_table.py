"""A member at an outside table: a commissioning or Board meeting that is not ours, prepared, asked about and talked through."""

import hashlib

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from members.models.history import tracked
from members.permissions import Role


def _stamp(*words):
    return hashlib.sha256(repr(words).encode()).hexdigest()[:12]


class OutsideMeetingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: of their team's projects, and where they go along. The member who goes: their own."""
        if actor.role == Role.COORDINATOR:
            return self
        seen = Q(person_id=actor.person_id)
        if actor.role == Role.STAFF:
            seen |= Q(project__team_id__in=actor.team_ids) | Q(project__lead_id__in=actor.looks_after)
            seen |= Q(buddy_id__in=actor.looks_after) | Q(buddy=None, made_by_id__in=actor.looks_after)
        return self.filter(seen) if actor.person_id else self.none()

    def to_come(self, *, today):
        return self.not_held().filter(on_day__gte=today, called_off_at=None)

    def not_held(self):
        """Not in the log, or taken back there."""
        return self.exclude(activity__state="held")

    def to_be_said(self, *, today):
        """Its day is past, and nobody has said whether it was held."""
        return self.not_held().filter(on_day__lt=today, called_off_at=None)


@tracked()
class OutsideMeeting(models.Model):
    """`person` is the member who goes. Once it was held it stands in the log as `activity`."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="outside_meetings")
    title = models.CharField("what it is called", max_length=120)
    organisation = models.CharField("whose meeting it is", max_length=120)
    on_day = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="outside_meetings")
    buddy = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    brief_on = models.DateField("talked through before, on", null=True, blank=True)
    brief = models.TextField("what they should know", max_length=1500, blank=True)
    debrief_on = models.DateField("talked through after, on")
    made_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    activity = models.OneToOneField(
        "projects.Activity", null=True, blank=True, on_delete=models.SET_NULL, related_name="outside_meeting"
    )

    objects = OutsideMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on_day", "-pk"]
        indexes = [
            models.Index(fields=["on_day", "id"], condition=Q(called_off_at=None), name="outside_meetings_by_day")
        ]
        constraints = [
            models.CheckConstraint(
                name="an_outside_meeting_is_talked_through_after_it", condition=Q(debrief_on__gte=models.F("on_day"))
            )
        ]

    def __str__(self):
        return self.title

    @property
    def brief_stamp(self):
        """By which an open page knows whether somebody has written since."""
        return _stamp(self.brief_on, self.brief)

    @property
    def is_held(self):
        """It stands in the log, and was not taken back there."""
        return self.activity is not None and self.activity.state == "held"

    @property
    def team_id(self):
        return self.project.team_id

    @property
    def lead_ids(self):
        """Whoever leads the project, and whoever goes along; until somebody does, whoever planned it."""
        return {self.project.lead_id, self.buddy_id or self.made_by_id} - {None}


class ForWhom(models.TextChoices):
    SELF = "self", "For themselves"
    GROUP = "group", "For the group"


@tracked()
class TableTopic(models.Model):
    """What is spoken on, by whom and for whom. For the group only with what the group agreed on."""

    meeting = models.ForeignKey(OutsideMeeting, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField("what about", max_length=200)
    by_buddy = models.BooleanField("the buddy speaks on it", default=False)
    for_whom = models.CharField(max_length=8, choices=ForWhom, default=ForWhom.SELF)
    mandate = models.CharField("what the group agreed on, and when", max_length=300, blank=True)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                name="who_speaks_for_the_group_says_what_it_agreed_on", condition=Q(for_whom="self") | ~Q(mandate="")
            )
        ]

    def __str__(self):
        return self.topic


@tracked()
class TableQuestion(models.Model):
    """What the member asked there, until there is an answer; while there is none, somebody owes it by a day."""

    meeting = models.ForeignKey(OutsideMeeting, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(max_length=300)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField("to be answered by")
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField("who answered", max_length=120, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "pk"]
        indexes = [models.Index(fields=["due_on", "id"], condition=Q(answered_on=None), name="table_questions_open")]
        constraints = [
            models.CheckConstraint(
                name="an_answered_question_has_its_answer_and_who_gave_it",
                condition=Q(answered_on=None, answer="")
                | (Q(answered_on__isnull=False) & ~Q(answer="") & ~Q(answered_by="")),
            )
        ]

    def __str__(self):
        return self.question

    # What `permissions.can` reads: whoever looks after the meeting, and whoever owes this answer.
    @property
    def team_id(self):
        return self.meeting.team_id

    @property
    def lead_ids(self):
        return self.meeting.lead_ids | {self.owner_id} - {None}

    @property
    def answer_stamp(self):
        return _stamp(self.answer, self.answered_by, self.answered_on)


class Jargon(models.Model):
    """A hard word in a plain sentence: of one organisation's meetings, or of any. It names nobody."""

    word = models.CharField(max_length=60)
    meaning = models.CharField("in plain words", max_length=200)
    organisation = models.CharField("whose word it is", max_length=120, blank=True)

    class Meta:
        ordering = ["word", "pk"]
        verbose_name_plural = "jargon"
        constraints = [
            models.UniqueConstraint(Lower("word"), "organisation", name="a_word_is_explained_once_per_organisation"),
            models.CheckConstraint(name="a_word_has_a_meaning", condition=~Q(word="") & ~Q(meaning="")),
        ]

    def __str__(self):
        return self.word
