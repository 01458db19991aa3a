"""A piece of work people are invited to, and each person's answer (the thin form; waves come with part 4)."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Role, Via


class Reply(models.TextChoices):
    SILENT = "", "No answer yet"
    YES = "yes", "Yes"
    INTERESTED = "interested", "Tell me more"
    NO = "no", "Not for me"


class OpportunityQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor.role == Role.COORDINATOR:
            return self
        own = Q(
            pk__in=self.model.objects.filter(invitations__person_id=actor.person_id, sent_at__isnull=False).values("pk")
        )
        if actor.role == Role.STAFF:
            own |= Q(project__team_id__in=actor.team_ids) | Q(asked_by_id__in=actor.looks_after)
        return self.filter(own) if actor.person_id else self.none()


@tracked(exclude=["form_token"])
class Opportunity(models.Model):
    """Time, place, support and offer are said before anybody answers (PAY-07)."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="opportunities")
    title = models.CharField(max_length=120)
    what = models.TextField("what you would do", max_length=2000)
    when_words = models.CharField("when and how long", max_length=200)
    place = models.CharField("where, or how", max_length=200)
    support = models.CharField("support you can have", max_length=300)
    offer = models.CharField("what we offer", max_length=300)
    content_note = models.CharField("what may be hard", max_length=300, blank=True, default="", db_default="")
    wellbeing_person = models.CharField(
        "who is there for anybody who needs a moment", max_length=120, blank=True, default="", db_default=""
    )
    needs_course = models.ForeignKey(
        "members.Course",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="training needed",
    )
    or_train = models.BooleanField("or we'll train you", default=True, db_default=True)
    answer_by = models.DateField()
    closes_at = models.DateTimeField()
    asked_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True, editable=False)  # noqa: DJ001 — unique where given: a form posted twice asks once
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "opportunities"

    def __str__(self):
        return self.title

    @property
    def team_id(self):
        return self.project.team_id

    @property
    def lead_id(self):
        """Whoever asked may see the answers and record them."""
        return self.asked_by_id

    @property
    def about_word(self):
        """How letters and links name this piece of work."""
        return f"opportunity:{self.pk}"

    def is_closed(self, *, now):
        return self.cancelled_at is not None or now >= self.closes_at


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those of their team's projects and those they sent. Everybody: their own."""
        if actor.role == Role.COORDINATOR:
            return self
        own = Q(person_id=actor.person_id)
        if actor.role == Role.STAFF:
            own |= Q(opportunity__project__team_id__in=actor.team_ids) | Q(
                opportunity__asked_by_id__in=actor.looks_after
            )
        return self.filter(own) if actor.person_id else self.none()

    def in_order(self):
        return self.order_by("person__sort_name", "pk")


@tracked()
class Invitation(models.Model):
    """One person asked to one piece of work. No answer is ever held against anybody."""

    Reply = Reply
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="work_invitations")
    answer = models.CharField(max_length=10, choices=Reply, blank=True, default=Reply.SILENT)
    answered_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    refused = ""  # why an answer given just now could not be written down, for the page that shows it

    class Meta:
        ordering = ["opportunity", "person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"], name="one_invitation_per_person_and_piece_of_work"
            )
        ]

    def __str__(self):
        return f"{self.person_id} to opportunity {self.opportunity_id}: {self.get_answer_display()}"

    @property
    def key(self):
        return str(self.pk)

    @property
    def presses(self):
        """The three ways to answer, for the `answers` component."""
        ways = [
            (Reply.YES, "Yes, I'd like to", "plus", "main"),
            (Reply.INTERESTED, "Tell me more first", "people", ""),
            (Reply.NO, "Not for me this time", "no", ""),
        ]
        return [
            {
                "label": label,
                "fields": {"answer": answer.value},
                "icon": icon,
                "kind": "" if self.answer else kind,
                "chosen": self.answer == answer,
            }
            for answer, label, icon, kind in ways
        ]
