"""Finding a date: which of some dates suits those who are asked (MTG-13). The chosen one becomes a meeting."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Role, Via


class PollState(models.TextChoices):
    DRAFT = "draft", "Not sent yet"
    OPEN = "open", "People are answering"
    CHOSEN = "chosen", "A date was chosen"
    DROPPED = "dropped", "Given up"


class Suits(models.TextChoices):
    YES = "yes", "Yes"
    IF_NEED_BE = "ifneedbe", "If need be"
    NO = "no", "No"


class DatePollQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Those an actor runs: a coordinator all, staff their team's and their own. Being asked is another question."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role == Role.STAFF:
            return self.filter(Q(team_id__in=actor.team_ids) | Q(lead_id__in=actor.looks_after))
        return self.none()

    def asking(self, person):
        """Those that somebody is asked about."""
        return self.filter(pk__in=self.model.objects.filter(asked__person=person, asked__removed_at=None).values("pk"))


@tracked()
class DatePoll(models.Model):
    """Asked of named people by their own way. `meeting` is what the chosen date became, still a draft at first."""

    State = PollState
    title = models.CharField("what is to be", max_length=120)
    about = models.TextField("what it is about", max_length=2000, blank=True)
    kind = models.ForeignKey("meetings.Kind", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    minutes = models.PositiveSmallIntegerField("how long, in minutes", default=120)
    answer_by = models.DateField("please answer by")
    state = models.CharField(max_length=8, choices=PollState, default=PollState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    chosen = models.ForeignKey(
        "meetings.DateOption", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    meeting = models.OneToOneField(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="date_poll"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DatePollQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_date_takes_some_time", condition=Q(minutes__gte=10, minutes__lte=1440)),
            models.CheckConstraint(
                name="who_is_answering_was_asked", condition=Q(state="draft") | Q(opened_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def about_word(self):
        """How letters, links and tasks name it."""
        return f"dates:{self.pk}"


@tracked()
class DateOption(models.Model):
    """One of the dates; an instant, shown in London time."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["poll", "starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="a_date_is_asked_about_once")]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


@tracked()
class DateAsked(models.Model):
    """Somebody who is asked. `ring_me`: they would rather be rung than tick."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ring_me = models.BooleanField("would rather be rung", default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["poll", "person__sort_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="a_person_is_asked_once_about_dates")]

    def __str__(self):
        return f"{self.person_id} about dates {self.poll_id}"


@tracked()
class DateAnswer(models.Model):
    """Whether one date suits one person."""

    asked = models.ForeignKey(DateAsked, on_delete=models.CASCADE, related_name="answers")
    option = models.ForeignKey(DateOption, on_delete=models.CASCADE, related_name="answers")
    suits = models.CharField(max_length=8, choices=Suits)

    class Meta:
        ordering = ["asked", "option", "pk"]
        constraints = [models.UniqueConstraint(fields=["asked", "option"], name="one_answer_per_person_and_date")]

    def __str__(self):
        return self.get_suits_display()
