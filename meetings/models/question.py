"""A question that one body or team puts to another, and how far it has come: put, owned, on an agenda, answered, told."""

from django.db import models
from django.db.models import Q

from members.models import Body
from members.models.history import tracked
from members.permissions import SORT_OF_ROLE, Role


class Outcome(models.TextChoices):
    OPEN = "", "Not answered yet"
    ANSWERED = "answered", "Answered"
    COULD_NOT = "could_not", "Could not be answered"


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: their teams' and those between bodies. Others: those their role's body asks or is asked."""
        if actor.role == Role.COORDINATOR:
            return self
        mine = Q(put_by_id=actor.person_id) | Q(owner_id__in=actor.looks_after)
        standing = Q(taken_back_at=None)
        if actor.role == Role.STAFF:
            of_team = Q(from_team_id__in=actor.team_ids) | Q(to_team_id__in=actor.team_ids)
            return self.filter(mine | standing & (of_team | Q(from_team=None, to_team=None)))
        if actor.role in (Role.MEMBER, Role.TRUSTEE, Role.BOARD):
            sort = SORT_OF_ROLE[actor.role]
            between = Q(from_body__sort=sort) | Q(to_body__sort=sort)
            return self.filter(between & (standing | Q(put_by_id=actor.person_id)))
        return self.none()

    def open(self):
        return self.filter(answered_at=None, taken_back_at=None)

    def answered(self):
        """Those with an answer, or a reason why there is none; the latest first."""
        return self.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")

    def late(self, *, day):
        """Open ones whose day to be answered by has passed."""
        return self.open().filter(answer_by__lt=day)

    def put_to(self, sort):
        """Those put to bodies of that sort."""
        return self.filter(to_body__sort=sort)

    def with_places(self):
        return self.select_related("from_body", "from_team", "to_body", "to_team", "meeting")

    def soonest_first(self):
        return self.order_by("answer_by", "pk")


@tracked()
class Question(models.Model):
    """Exactly one side asks and one is asked; each is a body or a staff team. Who put it into words stays private."""

    Outcome = Outcome
    from_body = models.ForeignKey(
        "members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="questions_asked"
    )
    from_team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(
        "members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="questions_to"
    )
    to_team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("the question", max_length=400)
    why = models.TextField("why they ask", max_length=1000, blank=True)
    put_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    put_at = models.DateTimeField()
    owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="questions_owned"
    )
    answer_by = models.DateField()
    meeting = models.ForeignKey(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.OPEN)
    answer = models.TextField("the answer", max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField("all who asked have been told", null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.CheckConstraint(
                name="one_side_asks",
                condition=Q(from_body=None, from_team__isnull=False) | Q(from_body__isnull=False, from_team=None),
            ),
            models.CheckConstraint(
                name="one_side_is_asked",
                condition=Q(to_body=None, to_team__isnull=False) | Q(to_body__isnull=False, to_team=None),
            ),
            models.CheckConstraint(
                name="an_answer_has_words_and_a_moment",
                condition=Q(outcome="", answer="", answered_at=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="only_an_answer_is_told", condition=Q(told_at=None) | Q(answered_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def asker(self):
        return self.from_body or self.from_team

    @property
    def asked(self):
        return self.to_body or self.to_team

    @property
    def about_word(self):
        """How letters name this question."""
        return f"question:{self.pk}"

    @property
    def is_open(self):
        return self.answered_at is None and self.taken_back_at is None

    @property
    def is_to_trustees(self):
        return self.to_body is not None and self.to_body.sort == Body.Sort.TRUSTEES

    # What `permissions.can` reads of the receiving side: its team, its body's sort, and whoever owns the answer.
    @property
    def team_id(self):
        return self.to_team_id

    @property
    def body_sort(self):
        return self.to_body.sort if self.to_body_id else None

    @property
    def lead_id(self):
        return self.owner_id

    @property
    def person_id(self):
        return self.owner_id
