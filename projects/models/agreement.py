"""A text people agree on: its stages, its numbered versions with their clauses, and who took it on (DEC-02, DEC-03)."""

from django.db import models

from members.models import Body
from members.models.history import tracked
from members.permissions import Role


class TextStep(models.TextChoices):
    """How far a text is; whoever looks after it moves it on, or back."""

    PHRASES = "phrases", "Gathering phrases"
    THEMES = "themes", "Sorting them into themes"
    DRAFT = "draft", "Writing a draft"
    COMMENT = "comment", "Open for comments"
    AMEND = "amend", "Changing the draft"
    TEST = "test", "Testing agreement"
    AGREED = "agreed", "Agreed"
    RATIFY = "ratify", "With each organisation"
    PUBLISHED = "published", "Published"
    REVIEW = "review", "Looking at it again"


STEPS = list(TextStep)
OPEN_WITHIN = (Role.COORDINATOR, Role.STAFF, Role.MEMBER, Role.TRUSTEE, Role.BOARD)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Open within the charity; partners see those of the Network."""
        if actor.role in OPEN_WITHIN:
            return self
        return self.filter(body__sort=Body.Sort.NETWORK) if actor.role == Role.PARTNER else self.none()

    def public(self):
        """What anybody may read, the version that was published and no other."""
        return self.exclude(published_at=None)

    def newest(self):
        return self.order_by("-started_on", "-pk")


@tracked()
class Agreement(models.Model):
    """The text as a whole. `owner` looks after it; the words stand in its versions."""

    TextStep = TextStep
    title = models.CharField(max_length=120)
    about = models.TextField("what it is for", max_length=1000, blank=True)
    body = models.ForeignKey("members.Body", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="agreements"
    )
    owner = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    step = models.CharField(max_length=10, choices=TextStep, default=TextStep.PHRASES)
    started_on = models.DateField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_version = models.ForeignKey(
        "projects.TextVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_version = models.ForeignKey(
        "projects.TextVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_note = models.TextField("a note beside it", max_length=1000, blank=True)
    review_on = models.DateField("we look at it again on", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_published_text_says_which_version",
                condition=models.Q(published_at=None) | models.Q(published_version__isnull=False),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def team_id(self):
        return self.project.team_id if self.project_id else None

    @property
    def lead_id(self):
        return self.owner_id

    @property
    def about_word(self):
        """How letters name it."""
        return f"agreement:{self.pk}"


@tracked()
class AgreementStep(models.Model):
    """That the text moved on, or back."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=TextStep)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["agreement", "moved_at", "pk"]

    def __str__(self):
        return self.get_step_display()
