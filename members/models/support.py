"""A support plan that belongs to the member, whom she opens it to, and check-ins after heavy work (SUP-03, 06 to 08)."""

from django.db import models
from django.db.models import Q

from members.models.sealed import SealedTextField
from members.permissions import Role

SUPPORTING_ROLES = [
    Role.COORDINATOR,
    Role.STAFF,
    Role.SAFEGUARDING,
    Role.BOARD,
]  # those who support as part of their work


class SupportPlanQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The member's own; and, in a working role, plans of those who named this person. Nobody else, whatever the role."""
        if actor.person_id is None:
            return self.none()
        seen = Q(person_id=actor.person_id)
        if actor.role in SUPPORTING_ROLES:
            named = Supporter.objects.filter(supporter_id=actor.person_id).values("plan")
            seen |= Q(pk__in=named)
        return self.filter(seen)


class SupportPlan(models.Model):
    """What helps, in her own words. No history: what she takes out is gone."""

    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="support_plan")
    helps = SealedTextField("what helps me", null=True, blank=True)
    early_signs = SealedTextField("early signs that I am not doing well", null=True, blank=True)
    contact = SealedTextField("whom to contact, and when", null=True, blank=True)
    avoid = SealedTextField("topics to avoid, or to be warned of", null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = SupportPlanQuerySet.as_manager()

    class Meta:
        ordering = ["person__sort_name", "pk"]

    def __str__(self):
        return f"support plan of person {self.person_id}"


class Supporter(models.Model):
    """Somebody the member has named: they may open her plan until she takes the name back."""

    plan = models.ForeignKey(SupportPlan, on_delete=models.CASCADE, related_name="supporters")
    supporter = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="supports")
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["supporter__sort_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "supporter"], name="a_supporter_is_named_once")]

    def __str__(self):
        return f"person {self.supporter_id} for plan {self.plan_id}"


class CheckInOutcome(models.TextChoices):
    FINE = "fine", "Fine"
    CALL = "call", "Would like a call"
    FOLLOWED_UP = "followed_up", "Follow-up done"
    CONCERN = "concern", "Concern raised"
    NOT_REACHED = "not_reached", "Could not reach them"


class CheckInQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def visible_to(self, actor):
        """The person who was asked to check in, or, as long as it is open, who stands in for them, but for what is about
        themselves; the coordinator sees that one is open, never its words (see `may_read`)."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role == Role.STAFF:
            owed = Q(assigned_to_id__in=actor.covers, closed_at=None)
            return self.filter(Q(assigned_to_id=actor.person_id) | owed).exclude(person_id=actor.person_id)
        return self.none()

    def in_order(self):
        return self.order_by("due_at", "pk")


class CheckIn(models.Model):
    """Asking somebody how they are after heavy work. `about` is "activity:7"; `what` names the work. No history."""

    class Sort(models.TextChoices):
        TOOK_PART = "took_part", "Took part"
        RAN_IT = "ran_it", "Ran it"

    Outcome = CheckInOutcome
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="check_ins")
    sort = models.CharField(max_length=10, choices=Sort, default=Sort.TOOK_PART)
    about = models.CharField(max_length=60)
    what = models.CharField(max_length=160)
    due_at = models.DateTimeField()
    assigned_to = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="check_ins_to_do"
    )
    outcome = models.CharField(max_length=12, choices=CheckInOutcome, blank=True)
    note = SealedTextField("a few words, no health details", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(closed_at=None), name="open_check_ins")]
        constraints = [
            models.UniqueConstraint(fields=["person", "about"], name="one_check_in_per_person_and_piece_of_work"),
            models.CheckConstraint(
                name="a_closed_check_in_has_an_outcome", condition=Q(closed_at=None) | ~Q(outcome="")
            ),
        ]

    def __str__(self):
        return f"check-in {self.pk}"

    @property
    def lead_id(self):
        """Whoever is asked to check in may write down what came of it (Reach.TEAM)."""
        return self.assigned_to_id

    def may_read(self, actor):
        """Its words are for the one who checked in, and for nobody else of the team."""
        return actor.person_id is not None and actor.person_id in (self.assigned_to_id, self.closed_by_id)
