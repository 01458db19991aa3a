"""A workbook of earlier years on its way into the log: its sheets, what its columns mean, each row's fate, and the undo."""

import json

from django.db import models

from members.models.history import tracked
from members.models.people_import import ImportState
from members.models.sealed import SealedTextField


class RowFate(models.TextChoices):
    NEW = "new", "Comes in"
    SAME = "same", "Is in the log already"
    REFUSED = "refused", "Cannot come in"
    LEFT_OUT = "left_out", "Not an entry"


@tracked(exclude=["sheets", "mapping", "names"])
class LogImport(models.Model):
    """`sheets` are {title, headings, header_row, year}; `mapping` is {heading: what it is}; `names` waits sealed for answers.

    `names` is {sort key: {said, rows, people, answer}}, wiped as soon as the workbook is in.
    """

    State = ImportState
    file = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.MAPPING)
    sheets = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    names = SealedTextField(null=True, blank=True)
    kind = models.ForeignKey("meetings.Kind", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hat_of_today = models.BooleanField(
        "take what somebody is today where we do not know what they were then", default=False
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

    @property
    def open_names(self):
        return json.loads(self.names or "{}")


class LogImportRow(models.Model):
    """One row of one sheet: `words` is what it says, sealed, and wiped as soon as the workbook is in."""

    Fate = RowFate
    log_import = models.ForeignKey(LogImport, on_delete=models.CASCADE, related_name="rows")
    sheet_no = models.PositiveSmallIntegerField()
    sheet = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField("row in the sheet")
    words = SealedTextField()
    fate = models.CharField(max_length=8, choices=RowFate)
    why = models.CharField(max_length=400, blank=True)
    named = models.PositiveIntegerField("people it names", default=0)
    heads = models.PositiveIntegerField("counted without a name", default=0)
    activity = models.ForeignKey(
        "projects.Activity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["log_import", "sheet_no", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["log_import", "sheet_no", "number"], name="one_fate_per_row_of_a_workbook")
        ]

    def __str__(self):
        return f"{self.where}: {self.get_fate_display()}"

    @property
    def where(self):
        return f"Sheet “{self.sheet}”, row {self.number}" if self.sheet else f"Row {self.number}"
