"""What people said and what became of it: contribution, response, change, and who has been told (LOG-20, LOG-21)."""

from django.db import models
from django.db.models import Q

from meetings.models import Quote
from members.models.history import tracked
from members.permissions import Role


class Source(models.TextChoices):
    MEETING = "meeting", "Said at a meeting"
    TABLE = "table", "Said at a table of a conference or away day"
    ACTIVITY = "activity", "Said while we worked on something"
    VIEW = "view", "Sent instead of coming"
    OTHER = "other", "Said in another way"


class Answer(models.TextChoices):
    """What the charity says to it. Everything but a plain yes has its reason."""

    ACCEPTED = "accepted", "Yes"
    PARTLY = "partly", "Partly, because"
    NOT_YET = "not_yet", "Not yet, because"
    CANNOT = "cannot", "We couldn’t, because"
    NOT_OURS = "not_ours", "Not for us to decide, because"
    ALREADY = "already", "It is happening already"


HELD_BACK = "Something that was said"  # where its words may not be read
YES = (Answer.ACCEPTED, Answer.PARTLY)  # these wait for a change before anybody may say that it is done
NOT_DONE = (Answer.NOT_YET, Answer.CANNOT, Answer.NOT_OURS)


class Telling(models.TextChoices):
    """Four different things to be told; only the last two close a loop."""

    THANKS = "thanks", "Thank you"
    PROGRESS = "progress", "How far it is"
    OUTCOME = "outcome", "What became of it"
    NOT_DONE = "not_done", "Not done, because"


CLOSING = (Telling.OUTCOME, Telling.NOT_DONE)


class ContributionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those of their own projects and those they answer. Member: what they said themselves."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.person_id is None:
            return self.none()
        if actor.role == Role.STAFF:
            mine = Q(project__team_id__in=actor.team_ids) | Q(project__lead_id__in=actor.looks_after)
            return self.filter(mine | Q(owner_id__in=actor.looks_after))
        if actor.role == Role.MEMBER:
            return self.said_by(actor.person_id)
        return self.none()

    def said_by(self, person):
        return self.filter(pk__in=Contributor.objects.filter(person=person).values("contribution"))

    def open(self):
        return self.filter(closed_at=None)

    def open_on(self, day):
        """Not closed yet when that day was over."""
        return self.filter(Q(closed_at=None) | Q(closed_at__date__gt=day))

    def overdue(self, *, today):
        return self.open().filter(reply_by__lt=today)

    def soonest_first(self):
        """What is open stands first, the first promised first; then what was closed last."""
        return self.order_by(
            models.F("closed_at").desc(nulls_first=True), models.F("reply_by").asc(), models.F("pk").asc()
        )

    def public(self):
        """What stands on the page "You said, we did"."""
        return self.exclude(published_at=None)

    def newest(self):
        return self.order_by("-said_on", "-pk")


@tracked()
class Contribution(models.Model):
    """Something people said that deserves an answer: by whom it is answered, and by when. Its words name nobody."""

    Source = Source
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="contributions")
    text = models.TextField("in plain words", max_length=1000)
    theme = models.CharField("what it is about, in a word or two", max_length=80, blank=True)
    on_behalf_of = models.CharField("on behalf of whom", max_length=120, blank=True)
    quote = models.CharField("may it be quoted?", max_length=10, choices=Quote, default=Quote.NONE)
    source = models.CharField("where it came from", max_length=8, choices=Source, default=Source.OTHER)
    meeting = models.ForeignKey(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    activity = models.ForeignKey(
        "projects.Activity", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    said_on = models.DateField("said on")
    owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions_to_answer",
        verbose_name="who answers",
    )  # fmt: skip
    reply_by = models.DateField("an answer by")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField("in public since", null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-said_on", "-pk"]
        indexes = [
            models.Index(fields=["reply_by", "id"], condition=Q(closed_at=None), name="loops_that_are_open"),
            models.Index(fields=["project", "reply_by"], name="loops_of_a_project"),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 80 else self.text[:77] + "…"

    @property
    def may_leave(self):
        """Its words may be read outside the group."""
        return self.quote != Quote.NONE

    @property
    def team_id(self):
        return self.project.team_id

    @property
    def lead_id(self):
        return self.owner_id

    @property
    def about_word(self):
        """How letters name it."""
        return f"contribution:{self.pk}"


@tracked()
class Contributor(models.Model):
    """One of those who said it. Each is told, unless they would rather not hear."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="contributors")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="contributed")
    wants_to_hear = models.BooleanField(default=True)

    class Meta:
        ordering = ["contribution", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "person"], name="one_line_per_person_and_contribution"
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.person_id} said contribution {self.contribution_id}"


@tracked()
class Response(models.Model):
    """What was decided about it, by whom and when. A later response takes the place of an earlier one, which stays."""

    Answer = Answer
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="responses")
    answer = models.CharField(max_length=10, choices=Answer)
    reason = models.TextField("because", max_length=1000, blank=True)
    decided_by = models.CharField("who decided", max_length=120)
    decided_on = models.DateField("decided on")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["contribution", "pk"]
        constraints = [
            models.CheckConstraint(
                name="whatever_is_not_a_plain_yes_has_its_reason", condition=Q(answer="accepted") | ~Q(reason="")
            )
        ]

    def __str__(self):
        return self.get_answer_display()


@tracked()
class Change(models.Model):
    """What is different because somebody said it, how we know, and whether it is still so."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="changes")
    what = models.TextField("what is different now", max_length=1000)
    evidence = models.CharField("how we know", max_length=300, blank=True)
    changed_on = models.DateField("since")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    checked_on = models.DateField("looked at again on", null=True, blank=True)
    still_true = models.BooleanField("still so", default=True)

    class Meta:
        ordering = ["contribution", "pk"]

    def __str__(self):
        return self.what if len(self.what) <= 80 else self.what[:77] + "…"


@tracked()
class Told(models.Model):
    """One thing one person is told. `told_at` is when it reached them: the letter left, the call was made, or face to face.

    Without a person it is the whole group that was told, where nobody was named.
    """

    Kind = Telling
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="tellings")
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="told_back"
    )
    kind = models.CharField(max_length=8, choices=Telling)
    response = models.ForeignKey(Response, null=True, blank=True, on_delete=models.CASCADE, related_name="tellings")
    change = models.ForeignKey(Change, null=True, blank=True, on_delete=models.CASCADE, related_name="tellings")
    words = models.TextField("how far it is", max_length=600, blank=True)
    face_to_face = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["contribution", "pk"]
        verbose_name = "telling"
        indexes = [models.Index(fields=["noted_at"], condition=Q(told_at=None), name="not_told_yet")]
        constraints = [
            models.CheckConstraint(
                name="thanks_are_about_no_response", condition=~Q(kind="thanks") | Q(response=None, change=None)
            ),
            models.CheckConstraint(
                name="what_closes_a_loop_is_about_a_response", condition=~Q(kind__in=CLOSING) | Q(response__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["response", "change", "person", "kind"], condition=Q(response__isnull=False), nulls_distinct=False,
                name="nobody_is_told_the_same_twice",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()}: {'told' if self.told_at else 'not told yet'}"

    @property
    def key(self):
        """The key of its letter."""
        return f"loop:{self.pk}"
