"""What a meeting will talk about: its topics in order, those that wait for another time, and what a group agreed on."""

from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting, MeetingState
from members.models.history import tracked
from members.permissions import Role, Via


class AgendaPurpose(models.TextChoices):
    DECIDE = "decide", "to decide"
    SHAPE = "shape", "to shape together"
    HEAR = "hear", "to hear about"


class ItemState(models.TextChoices):
    PROPOSED = "proposed", "Waiting for an answer"
    ON = "on", "On the agenda"
    NEXT_TIME = "next_time", "Next time"
    NOT_TAKEN = "not_taken", "Not this time"


class CameFrom(models.TextChoices):
    """Why a topic is there. What an upper floor or another slice puts on says so here, with `source`."""

    PLANNED = "planned", "put there by those who plan the meeting"
    PROPOSED = "proposed", "proposed by somebody who is asked to come"
    CARRIED = "carried", "carried over from an earlier meeting"
    ACTION = "action", "an action that is still open"
    QUESTION = "question", "a question from another group"
    STANDING = "standing", "at every meeting of this group"


@tracked()
class Agenda(models.Model):
    """How far the agenda of one meeting is. `revision` rises with each change that people are told about."""

    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.CASCADE, related_name="agenda")
    out_at = models.DateTimeField("sent out", null=True, blank=True)
    out_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField("last change that people were told of", null=True, blank=True)
    goes_without_a_break = models.BooleanField("somebody thought about breaks", default=False)
    papers_complete_at = models.DateTimeField(null=True, blank=True)
    papers_complete_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self):
        return f"agenda of meeting {self.meeting_id}"

    @property
    def is_out(self):
        return self.out_at is not None


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those of their team's meetings. Others: what is on an agenda that is out, and their own."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role is None or actor.person_id is None:
            return self.none()
        seen = Meeting.objects.visible_to(actor).exclude(state=MeetingState.DRAFT)
        found = Q(proposed_by_id=actor.person_id) | Q(
            state=ItemState.ON, meeting__in=seen.values("pk"), meeting__agenda__out_at__isnull=False
        )
        if actor.role == Role.STAFF:
            found |= Q(meeting__team_id__in=actor.team_ids) | Q(meeting__lead_id__in=actor.looks_after)
        return self.filter(found)

    def on(self):
        """What will be talked about, in its order: what somebody asked to skip comes last, where they can leave."""
        return self.filter(state=ItemState.ON).order_by("at_the_end", "position", "pk")

    def proposed(self):
        """Topics that wait for an answer, oldest first."""
        return self.filter(state=ItemState.PROPOSED).order_by("proposed_at", "pk")

    def carried(self):
        """The backlog: topics that wait for a next meeting of their group, oldest first."""
        return self.filter(state=ItemState.NEXT_TIME, meeting=None).order_by("answered_at", "pk")


@tracked()
class AgendaItem(models.Model):
    """A topic, or a break. Without `meeting` it waits for the next one of its `body`.

    `source` is a word and an id ("action:12"), so that whatever put it here is put here once a meeting.
    """

    State, Purpose, CameFrom = ItemState, AgendaPurpose, CameFrom
    meeting = models.ForeignKey(
        "meetings.Meeting", null=True, blank=True, on_delete=models.CASCADE, related_name="agenda_items"
    )
    body = models.ForeignKey(
        "members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    is_break = models.BooleanField("a break", default=False)
    title = models.CharField("what it is about", max_length=120)
    summary = models.TextField("in plain words", max_length=1000, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes", default=10)
    purpose = models.CharField("what for", max_length=6, choices=AgendaPurpose, default=AgendaPurpose.HEAR)
    lead = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    lead_name = models.CharField("who leads it, if they are not in our list", max_length=120, blank=True)
    content_note = models.CharField("what may be hard to hear", max_length=300, blank=True)
    may_be_skipped = models.BooleanField("people may ask to have it at the end", default=True)
    at_the_end = models.BooleanField("moved to the end, so that people may leave before it", default=False)
    position = models.PositiveIntegerField(default=0)

    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.ON)
    because = models.CharField("because", max_length=300, blank=True)
    came_from = models.CharField(max_length=10, choices=CameFrom, default=CameFrom.PLANNED)
    source = models.CharField(max_length=60, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="carried_to"
    )
    proposed_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposed_items"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answers = models.PositiveSmallIntegerField("how often it was answered", default=0)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "at_the_end", "position", "pk"]
        indexes = [models.Index(fields=["body", "state"], condition=Q(meeting=None), name="topics_that_wait")]
        constraints = [
            models.CheckConstraint(name="a_topic_not_taken_says_why", condition=~Q(state="not_taken") | ~Q(because="")),
            models.CheckConstraint(
                name="a_topic_without_a_meeting_waits_for_its_group",
                condition=Q(meeting__isnull=False) | Q(body__isnull=False, state="next_time"),
            ),
            models.CheckConstraint(name="a_topic_takes_time", condition=Q(minutes__gte=1, minutes__lte=480)),
            models.UniqueConstraint(
                fields=["meeting", "source"], condition=~Q(source=""), name="each_source_once_on_an_agenda"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_of_a_member(self):
        """Proposed by somebody who is asked to come: these come first."""
        return self.proposed_by_id is not None


class SkipWish(models.Model):
    """Somebody would rather not be there for this topic. Only they see that it was them; it goes with the meeting.

    Without history on purpose: whoever asked is nobody's business once the topic stands at the end.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="skip_wishes")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="skip_wishes")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_wish_per_person_and_topic")]

    def __str__(self):
        return "a wish to skip a topic"


@tracked()
class GroupAgreement(models.Model):
    """How a group treats each other, in its own words; it stands on top of each agenda (MTG-14)."""

    body = models.OneToOneField("members.Body", on_delete=models.CASCADE, related_name="group_agreement")
    words = models.TextField("how we treat each other", max_length=2000)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["body", "pk"]

    def __str__(self):
        return f"group agreement of {self.body_id}"
