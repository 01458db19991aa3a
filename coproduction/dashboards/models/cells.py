"""The log, counted once and kept: what boards read instead of the log itself (`coproduction.dashboards.cells`).

They are made from the log and from nothing else, so nobody edits them and they have no history. Nothing in the database
ties them to people, teams and bodies: keeping them locks nobody else's row, and what they count is in the log anyway.
"""

from django.db import models
from django.db.models import DO_NOTHING

from meetings.models import Level


def loosely(to, **more):
    """Points to a row without holding it."""
    return models.ForeignKey(to, on_delete=DO_NOTHING, db_constraint=False, related_name="+", **more)


class DayCell(models.Model):
    """Held activities that ended on one day, of one team, level and body: counts and minutes, which can be added up.

    `minutes` is contact and preparation of people with lived experience, empty when no length is known. `parts` and `heads`
    are empty where a version of the site that did not know them counted: such a day is read from the log (`counting_cells`).
    """

    day = models.DateField()
    team = loosely("members.Team", null=True, blank=True, db_index=False)
    level = models.CharField(max_length=12, choices=Level)
    body = loosely("members.Body", null=True, blank=True, db_index=False)
    held = models.PositiveIntegerField()
    no_detail = models.PositiveIntegerField("of them still without detail")
    no_names = models.PositiveIntegerField("of them with people who were only counted")
    no_length = models.PositiveIntegerField("of them with somebody whose time is not known")
    minutes = models.BigIntegerField(null=True, blank=True)
    travel = models.BigIntegerField(null=True, blank=True)
    parts = models.BigIntegerField("times that somebody with lived experience took part", null=True)
    heads = models.BigIntegerField("people with lived experience who were only counted", null=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_cell_a_day_team_level_and_body", fields=["day", "team", "level", "body"], nulls_distinct=False
            ),
        ]
        indexes = [
            models.Index(name="cells_counted_in_part", fields=["day"], condition=models.Q(parts=None)),
        ]

    def __str__(self):
        return f"activities of {self.day}"


class PersonMonth(models.Model):
    """One person with lived experience who took part in one month: at all, and in each team, level and body (`by`).

    Different people over any months are the different people in these rows. With the first and the last of their days a
    month that a period cuts in two is known as well: who was there before the cut, and who after it.
    """

    class By(models.TextChoices):
        ALL = "", "At all"
        TEAM = "team", "Team"
        LEVEL = "level", "Level"
        BODY = "body", "Body"

    month = models.DateField("first day of the month")
    by = models.CharField(max_length=5, choices=By, blank=True)
    team = loosely("members.Team", null=True, blank=True, db_index=False)
    level = models.CharField(max_length=12, choices=Level, blank=True)
    body = loosely("members.Body", null=True, blank=True, db_index=False)
    person = loosely("members.Person", db_index=False)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        ordering = ["month", "pk"]
        verbose_name_plural = "months, counted for the figures"
        indexes = [models.Index(fields=["person", "month"], name="person_month")]
        constraints = [
            models.UniqueConstraint(
                name="one_row_a_month_and_person_of_each_sort",
                fields=["by", "month", "team", "level", "body", "person"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"{self.person_id} in {self.month:%B %Y}"


class Touched(models.Model):
    """Something changed in the log here, and the cells have not followed yet: until then the log itself is read.

    Written by a trigger in the transaction of the change, whoever makes it (migration of this app, `cells.settle`).
    """

    day = models.DateField()
    team_id = models.BigIntegerField(null=True, blank=True)
    level = models.CharField(max_length=12)
    body_id = models.BigIntegerField(null=True, blank=True)
    person_id = models.BigIntegerField("whose part it was, if anybody's", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "changes of the log that are not counted yet"

    def __str__(self):
        return f"something on {self.day}"
