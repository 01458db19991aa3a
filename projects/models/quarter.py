"""The quarter's two minutes: who answers for a team, and what it said of one quarter (MET-02, 06, 07 and 27)."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from members.models import RoleGrant
from members.models.history import tracked
from members.permissions import Role

STAFF = (Role.COORDINATOR, Role.STAFF)


class TeamLeadQuerySet(models.QuerySet):
    def in_force(self, *, day):
        """Those who still work here, of teams that are not retired: the others answer for nobody."""
        works = RoleGrant.objects.on(day).filter(person=OuterRef("person"), role__in=STAFF)
        return self.filter(Exists(works), team__is_active=True, person__died_on=None)


@tracked()
class TeamLead(models.Model):
    """Who answers for a team once a quarter. It gives no other right."""

    team = models.OneToOneField("members.Team", on_delete=models.CASCADE, related_name="lead")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="leads_teams")
    named_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    named_at = models.DateTimeField()

    objects = TeamLeadQuerySet.as_manager()

    class Meta:
        ordering = ["team", "pk"]

    def __str__(self):
        return f"{self.person_id} answers for team {self.team_id}"


@tracked()
class QuarterAnswer(models.Model):
    """What one team said of one quarter. Panels and meetings are all it ran, those in the log among them.

    So a figure takes whichever is more, what was said or what the log holds, and nothing counts twice.
    """

    team = models.ForeignKey("members.Team", on_delete=models.PROTECT, related_name="quarters")
    quarter = models.DateField("first day of the quarter")
    staff = models.PositiveSmallIntegerField("how many work in the team")
    trained = models.PositiveSmallIntegerField("of them trained in co-production")
    panels_held = models.PositiveSmallIntegerField("interview panels")
    panels_with = models.PositiveSmallIntegerField("of them with people with lived experience")
    governance_held = models.PositiveSmallIntegerField("meetings where things are decided")
    governance_with = models.PositiveSmallIntegerField("of them with people with lived experience at the table")
    answered_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-quarter", "team", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "quarter"], name="one_answer_per_team_and_quarter"),
            models.CheckConstraint(
                name="a_quarter_begins_with_its_month",
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
            ),
            models.CheckConstraint(name="those_trained_are_among_the_staff", condition=Q(trained__lte=F("staff"))),
            models.CheckConstraint(
                name="panels_with_people_are_among_the_panels", condition=Q(panels_with__lte=F("panels_held"))
            ),
            models.CheckConstraint(
                name="meetings_with_people_are_among_the_meetings",
                condition=Q(governance_with__lte=F("governance_held")),
            ),
        ]

    def __str__(self):
        return f"Team {self.team_id}, {self.quarter}"


@tracked()
class QuarterStart(models.Model):
    """A project that the team named when it was asked. `with_people`: its word for it; only the log proves it."""

    answer = models.ForeignKey(QuarterAnswer, on_delete=models.CASCADE, related_name="starts")
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="named_in")
    with_people = models.BooleanField("people with lived experience were in it", default=False)

    class Meta:
        ordering = ["answer", "project", "pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "project"], name="a_project_is_named_once_per_answer")]

    def __str__(self):
        return f"project {self.project_id} in answer {self.answer_id}"
