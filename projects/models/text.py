"""The words of a text: numbered versions with their clauses, and which organisation took which on (DEC-02, DEC-03)."""

from django.db import models

from members.models.history import tracked
from projects.models.agreement import Agreement


@tracked()
class TextVersion(models.Model):
    """One numbered version. Once it stands it is not changed; the next one is."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    what_changed = models.TextField("what is different, and why", max_length=1000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["agreement", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version_per_text_and_number")
        ]  # fmt: skip

    def __str__(self):
        return f"Version {self.number}"

    @property
    def is_in_plain_english(self):
        """Some of it, at least; of clauses that were read with it."""
        return any(clause.plain for clause in self.clauses.all())


@tracked()
class Clause(models.Model):
    """One clause of one version, with its twin in plain English. `thread` stays the same from version to version."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    thread = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=4000)
    plain = models.TextField("in plain English", max_length=4000, blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_clause_per_version_and_position"),
            models.UniqueConstraint(fields=["version", "thread"], name="one_clause_per_version_and_thread"),
        ]

    def __str__(self):
        return self.words if len(self.words) <= 80 else self.words[:77] + "…"


@tracked()
class Ratification(models.Model):
    """An organisation took a version on: when, by whom, as it is or with a note (DEC-03)."""

    class How(models.TextChoices):
        AS_IT_IS = "as_it_is", "Adopted as it is"
        WITH_NOTE = "with_note", "Adopted, with a note"
        NOT = "not", "Not adopted, because"

    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="ratifications")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="ratifications")
    how = models.CharField(max_length=10, choices=How, default=How.AS_IT_IS)
    note = models.TextField("note", max_length=1000, blank=True)
    ratified_on = models.DateField("on which day")
    by_whom = models.CharField("by whom", max_length=160)
    is_late = models.BooleanField("after it was published", default=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["version", "ratified_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"], name="one_ratification_per_organisation_and_version"
            ),
            models.CheckConstraint(
                name="a_note_where_it_is_not_adopted_as_it_is", condition=models.Q(how="as_it_is") | ~models.Q(note="")
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_how_display()}"
