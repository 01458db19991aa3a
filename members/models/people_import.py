"""A spreadsheet of people on its way in: the file, what its columns mean, each row's fate, and how to undo it."""

from django.db import models

from members.models.history import tracked
from members.models.sealed import SealedTextField


class ImportState(models.TextChoices):
    MAPPING = "mapping", "Say what the columns are"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked, not brought in yet"
    RUNNING = "running", "Being brought in"
    DONE = "done", "Brought in"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


class Fate(models.TextChoices):
    NEW = "new", "New person"
    CHANGE = "change", "Known, gains something"
    SAME = "same", "Known, nothing new"
    ASK = "ask", "Perhaps known: please decide"
    REFUSED = "refused", "Cannot be brought in"
    LEFT_OUT = "left_out", "Not a person"


DOUBLE = "A double"


class Decision(models.TextChoices):
    NONE = "", "Not decided"
    SAME = "same", "The same person"
    OTHER = "other", "Somebody else"
    SKIP = "skip", "Leave this row out"


@tracked(exclude=["columns", "mapping"])
class PeopleImport(models.Model):
    """`columns` are the headings, `mapping` what each column is ("" leaves it out), `counts` rows by fate."""

    State = ImportState
    file = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.MAPPING)
    header_row = models.PositiveIntegerField(default=1)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    overwrite = models.BooleanField("replace what we have by what the spreadsheet says", default=False)
    are_members = models.BooleanField(
        "these people are members, and take the places in the group that the spreadsheet names",
        default=False,
        db_default=False,
    )
    counts = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    job = models.ForeignKey("members.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    brought_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name


class ImportRow(models.Model):
    """One row: `words` is what it says, sealed; `made` what it added ({"channel": [ids]}), `before` what it replaced."""

    Fate, Decision = Fate, Decision
    people_import = models.ForeignKey(PeopleImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("row in the spreadsheet")
    words = SealedTextField()
    fate = models.CharField(max_length=8, choices=Fate)
    why = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    same_as_row = models.PositiveIntegerField(null=True, blank=True)
    decision = models.CharField(max_length=5, choices=Decision, blank=True, default=Decision.NONE)
    applied_at = models.DateTimeField(null=True, blank=True)
    made = models.JSONField(default=dict, blank=True)
    before = SealedTextField(null=True, blank=True)
    undone = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["people_import", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["people_import", "number"], name="one_fate_per_row_of_a_spreadsheet")
        ]

    def __str__(self):
        return f"row {self.number}: {self.fate_words}"

    @property
    def fate_words(self):
        """A row that stands further up is left out, like a total; it is a person all the same."""
        return DOUBLE if self.fate == Fate.LEFT_OUT and self.same_as_row else self.get_fate_display()


class ColumnHabit(models.Model):
    """What a coordinator said these headings mean, so that the next spreadsheet of that shape is understood at once."""

    headings = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the headings in order")
    mapping = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return "what some headings mean"
