"""Who plans a gathering together: organisations, people, tasks and money."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from members.models.history import tracked


@tracked()
class PlanningOrganisation(models.Model):
    """An organisation in the planning group; who coordinates is `LeadOrganisation`, and changes from year to year."""

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="planning_organisations")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["gathering", "organisation__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["gathering", "organisation"], name="an_organisation_plans_once")]

    def __str__(self):
        return f"{self.organisation} plans along"


@tracked()
class PlanningMember(models.Model):
    """A person of the planning group; with it somebody of a partner organisation sees its page, and nobody else does."""

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="planning_members")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="plans_gatherings")
    organisation = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["gathering", "person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "person"], condition=Q(until=None), name="once_in_a_planning_group"
            )
        ]

    def __str__(self):
        return f"{self.person_id} plans gathering {self.gathering_id}"


class TaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_on=None)

    def soonest_first(self):
        return self.order_by(models.F("due_on").asc(nulls_last=True), "title", "pk")


@tracked()
class PlanningTask(models.Model):
    """Something to do before the day, with one owner: a person or an organisation."""

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="planning_tasks")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="planning_tasks"
    )
    owner_organisation = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    came_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False,
        verbose_name="the same task last year",
    )  # fmt: skip

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "due_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(name="a_task_has_one_owner", condition=Q(owner=None) | Q(owner_organisation=None)),
            models.UniqueConstraint(fields=["gathering", "came_from"], name="a_task_is_copied_once"),
        ]

    def __str__(self):
        return self.title

    # What `permissions.can` reads: whoever runs the gathering, and whoever sees to this one thing.
    @property
    def team_id(self):
        return self.gathering.team_id

    @property
    def lead_ids(self):
        return {self.gathering.lead_id, self.owner_id} - {None}


class Money(models.TextChoices):
    OUT = "out", "We pay"
    IN = "in", "We are given"


@tracked()
class BudgetLine(models.Model):
    """Pounds and pence, planned and, once known, real."""

    Money = Money
    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="budget")
    title = models.CharField(max_length=160)
    money = models.CharField(max_length=3, choices=Money, default=Money.OUT)
    planned = models.DecimalField(max_digits=9, decimal_places=2)
    real = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    paid_by = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    came_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False,
        verbose_name="the same line last year",
    )  # fmt: skip

    class Meta:
        ordering = ["gathering", "-money", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="money_is_not_less_than_nothing",
                condition=Q(planned__gte=Decimal(0)) & (Q(real=None) | Q(real__gte=Decimal(0))),
            ),
            models.UniqueConstraint(fields=["gathering", "came_from"], name="a_budget_line_is_copied_once"),
        ]

    def __str__(self):
        return self.title
